"""What is told of releases: that one waits to be signed, and what became of it."""

from __future__ import annotations

from typing import Final

from caseapp.rules.acts import Act
from caseapp.rules.notice_kinds.kind import Kind, kind
from caseapp.rules.values import msgid

KINDS: Final[tuple[Kind, ...]] = (
    kind(
        "release_proposed", "release",
        msgid("A release of figures waits for your signature"),
        Act.RELEASE_SIGN, Act.RELEASE_PROPOSE,
    ),
    kind(
        "release_signed", "release",
        msgid("The release that you proposed was signed: everybody can read it"), known=True,
    ),
    kind(
        "release_returned", "release",
        msgid("The release that you proposed was sent back: see why"), known=True,
    ),
)  # fmt: skip
