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
    kind(
        "twin_found", "child",
        msgid("This child may be entered twice: look at the pair"), known=True,
    ),
    kind(
        "merge_asked", "child",
        msgid("Two children may be one: say whether your unit agrees to merge them"),
        Act.MERGE_AGREE, Act.MERGE_DECIDE, short=msgid("New"),
    ),
    kind(
        "merge_ready", "child", msgid("A merge of two children waits for your decision"),
        Act.MERGE_DECIDE, short=msgid("New"),
    ),
    kind(
        "children_merged", "child",
        msgid("This child was merged with another: both codes lead here"), known=True,
    ),
    kind(
        "merge_declined", "child", msgid("The children stay two: they are not merged"),
        known=True,
    ),
    kind(
        "merge_undone", "child", msgid("The merge of two children was undone"), known=True,
    ),
)  # fmt: skip
