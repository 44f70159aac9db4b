"""What is told of erasures: that one waits for a second person, and that it was decided on."""

from __future__ import annotations

from typing import Final

from caseapp.rules.acts import Act
from caseapp.rules.notice_kinds.kind import Kind, kind
from caseapp.rules.values import msgid

KINDS: Final[tuple[Kind, ...]] = (
    kind(
        "erasure_proposed", "erasure",
        msgid("An erasure of a child's file waits for a second person's decision"),
        Act.ERASURE_DECIDE, Act.ERASURE_PROPOSE,
    ),
    kind(
        "erasure_decided", "erasure",
        msgid("The erasure that you proposed was decided on: see how"), known=True,
    ),
)  # fmt: skip
