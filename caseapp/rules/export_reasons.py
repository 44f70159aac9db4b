"""Why registers are taken out of the application: asked of everybody, and written in the log."""

from __future__ import annotations

from typing import Final

from caseapp.rules.values import msgid

REASONS: Final = {
    "superior": msgid("A report to a superior body"),
    "request": msgid("A written request of a competent body"),
    "check": msgid("Checking and mending what is recorded"),
    "move": msgid("Moving to another system, or keeping a copy"),
    "other": msgid("Another task of the office"),
}
"""The words of each reason by its code."""

WORKBOOK: Final = "xlsx"
CSV: Final = "csv"
FORMATS: Final = {
    WORKBOOK: msgid("A workbook (.xlsx)"),
    CSV: msgid("CSV files, packed in a .zip"),
}
"""What an export is written as."""
