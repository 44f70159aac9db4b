"""What is told of the figures that a unit owes: how many children live there."""

from __future__ import annotations

from typing import Final

from caseapp.rules.acts import Act
from caseapp.rules.notice_kinds.kind import Kind, kind
from caseapp.rules.values import msgid

KINDS: Final[tuple[Kind, ...]] = (
    kind(
        "population_asked", "population",
        msgid("The city asks how many children live in your unit: enter the figure"),
        Act.POPULATION_ENTER,
    ),
)  # fmt: skip
