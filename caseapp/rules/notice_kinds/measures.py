"""What is told of measures in a case: a separation prepared, decided, or to be settled."""

from __future__ import annotations

from typing import Final

from caseapp.rules.acts import Act
from caseapp.rules.notice_kinds.kind import NEW, Kind, kind
from caseapp.rules.values import msgid

KINDS: Final[tuple[Kind, ...]] = (
    kind(
        "separation_submitted", "case",
        msgid("A temporary separation waits for your decision"),
        Act.MEASURE_DECIDE, short=NEW,
    ),
    kind(
        "order_submitted", "case",
        msgid("What is to become of a separation waits for your decision"),
        Act.MEASURE_DECIDE, short=NEW,
    ),
    kind(
        "separation_decided", "case",
        msgid("There is a decision on the temporary separation"), known=True,
    ),
    kind(
        "separation_asks", "case",
        msgid("The separation ends soon: lift it, extend it, or ask the court"),
        Act.CLOCK_WATCH,
    ),
    kind(
        "separation_late", "case",
        msgid("15 days of separation are over, and no document says what follows"),
        Act.CLOCK_WATCH,
    ),
    kind(
        "care_submitted", "case",
        msgid("Alternative care waits for your decision"),
        Act.MEASURE_DECIDE, short=NEW,
    ),
    kind(
        "care_decided", "case",
        msgid("There is a decision on the alternative care"), known=True,
    ),
    kind(
        "carer_suspected", "case",
        msgid("A report names somebody as a suspect who may be the carer of this child"),
        known=True, apart=True,
    ),
)  # fmt: skip

ON_TIME: Final = ("separation_asks", "separation_late")
"""Kinds that tell how long a separation has lasted: they end when a document settles it."""
