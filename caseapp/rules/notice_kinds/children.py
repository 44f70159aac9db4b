"""What is told of a child's file."""

from __future__ import annotations

from typing import Final

from caseapp.rules.acts import Act
from caseapp.rules.notice_kinds.kind import Kind, kind
from caseapp.rules.values import msgid

KINDS: Final[tuple[Kind, ...]] = (
    kind(
        "file_opened", "child",
        msgid("Somebody of another unit opened this file in an emergency"),
        Act.EMERGENCY_REVIEW, known=True,
    ),
    kind(
        "twin_of_kept", "child",
        msgid("This child may be one whose file is kept from the person who entered it"),
        known=True,
    ),
)  # fmt: skip
