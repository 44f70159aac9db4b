"""What is told where a file is kept from somebody: who decides, who handles it instead."""

from __future__ import annotations

from typing import Final

from caseapp.rules.acts import Act
from caseapp.rules.notice_kinds.kind import Kind, kind
from caseapp.rules.values import msgid

KINDS: Final[tuple[Kind, ...]] = (
    kind(
        "no_decider", "report",
        msgid("The report is kept from the chair, and nobody else decides: name somebody"),
        Act.FILE_ENTRUST, Act.MEASURE_DECIDE, apart=True,
    ),
    kind(
        "no_officer", "report",
        msgid("The report is kept from the officer, and nobody handles it: name somebody"),
        Act.FILE_ENTRUST, apart=True,
    ),
    kind(
        "stands_in", "report",
        msgid("You stand in for another unit in this one file"), known=True,
    ),
    kind(
        "mark_unsure", "report",
        msgid("It is not sure from whom the report is to be kept: decide on it"),
        Act.CONFLICT_MARK, known=True,
    ),
    kind(
        "mark_proposed", "report",
        msgid("Somebody named in the report may be a user: decide on a mark of conflict"),
        Act.CONFLICT_MARK, known=True,
    ),
)  # fmt: skip
