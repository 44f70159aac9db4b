"""The states of a job, the kinds of jobs, and what can have gone wrong with one."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from caseapp.rules.values import msgid

WAITING: Final = "waiting"
RUNNING: Final = "running"
DONE: Final = "done"
FAILED: Final = "failed"
GIVEN_UP: Final = "given_up"
OPEN: Final = (WAITING, RUNNING)
ENDED: Final = (DONE, FAILED, GIVEN_UP)

EXPORT: Final = "export"
IMPORT_CHECK: Final = "import_check"
"""Tries a file that was handed in, and writes nothing."""
IMPORT: Final = "import"
RELEASE: Final = "release"
"""Prepares a release: protects and audits it with all that was released before."""

PRINTS: Final = "prints"
"""Draws the papers of many files."""

MOST_TRIES: Final = 2
"""A job that a crash dropped is taken up again once (contracts §2)."""

LAPSE: Final = timedelta(minutes=2)
"""A worker without a sign of life for so long is taken for dead."""

KEPT: Final = timedelta(hours=24)
"""So long what a job made can be fetched."""

LISTED: Final = timedelta(days=30)
"""So long a job that ended stays in its owner's list; the log keeps it for good."""

STATE_WORDS: Final = {
    WAITING: msgid("Waiting for the worker"),
    RUNNING: msgid("Running"),
    DONE: msgid("Done"),
    FAILED: msgid("Not done"),
    GIVEN_UP: msgid("Given up"),
}

FAULT_WORDS: Final = {
    "rights": msgid("You may not do this any more: your role or your account has ended."),
    "broken": msgid("It failed in the program. If it happens again, tell the administrator when."),
    "twice": msgid("It was cut short twice, and is not tried again. Tell the administrator."),
    "no_room": msgid("The machine has no room for it. Tell the administrator."),
    "nothing": msgid("None of these papers could be printed. Print one of them from its own page."),
    "gone": msgid("The file that was handed in is not kept any more: choose it once more."),
    "erased": msgid(
        "A child's file was erased meanwhile, and with it each file handed in, which may name the "
        "child. Hand in another, made today. What was written before is recognised."
    ),
    "too_large": msgid("It became too large for a file of a page. Ask for one period or one ward."),
}
"""What a fault says to who asked, by its fixed word."""
