"""A sheet written down in whatever form was asked for: the one way of command, page and HTTP."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from caseapp.rules.figure_kinds import INTERNAL
from caseapp.rules.values import Period
from caseapp.statistics import layouts
from caseapp.statistics.dhis2 import as_dhis2
from caseapp.statistics.exchange_mapping import read_mapping
from caseapp.statistics.observations import span_of
from caseapp.statistics.sdmx_csv import as_sdmx
from caseapp.statistics.sheet import Sheet

PLAIN: Final = {"table": layouts.as_table, "json": layouts.as_json, "csv": layouts.as_csv}
EXCHANGE: Final = {"dhis2": as_dhis2, "sdmx": as_sdmx}
"""Forms of other systems, with the ids of a file and for whole parts of a year alone."""


def check_form(form: str, period: Period) -> None:
    """Raise FreeRange where the form has no name for the period."""
    if form in EXCHANGE:
        span_of(period)


def printed(text: str) -> str:
    """Return a written sheet as it leaves by the command and by HTTP: ended by one line's end."""
    return text.rstrip("\r\n") + "\n"


def write_sheet(sheet: Sheet, form: str, instance: Path, mark: str = "") -> str:
    """Write the sheet down; `mark` says to whom it is handed, '' on a sheet for the office itself.

    FreeRange, MappingFault for the forms of other systems.
    """
    if form in EXCHANGE:
        return EXCHANGE[form](sheet, read_mapping(instance), mark or INTERNAL)
    return PLAIN[form](sheet, mark)
