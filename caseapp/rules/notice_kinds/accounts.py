"""What is told of an account, to its owner or to who answers for it."""

from __future__ import annotations

from typing import Final

from caseapp.rules.notice_kinds.kind import Kind, kind
from caseapp.rules.values import msgid

KINDS: Final[tuple[Kind, ...]] = (
    kind(
        "acted_for_you", "account",
        msgid("At the machine's terminal somebody acted in your name"), known=True,
    ),
    kind(
        "acted_for_another", "account",
        msgid("At the machine's terminal somebody acted in the name of another account"),
        known=True,
    ),
    kind(
        "named", "account",
        msgid("You were named to stand in: look for whom and until when"), known=True,
    ),
    kind(
        "named_for_you", "account", msgid("Somebody was named to stand in for you"), known=True
    ),
    kind(
        "entry_given", "account",
        msgid("A supervisor read out a code for one entry into your account"), known=True,
    ),
    kind(
        "entry_given_for", "account",
        msgid("A supervisor read out a code for one entry into the account of somebody else"),
        known=True,
    ),
    kind("naming_ended", "account", msgid("Your standing in was ended"), known=True),
    kind(
        "naming_ended_for_you", "account",
        msgid("Somebody does not stand in for you any more"), known=True,
    ),
    kind(
        "message_failed", "account",
        msgid("A message to you could not be delivered: look at the address"), known=True,
    ),
    kind(
        "work_given_to_you", "account",
        msgid("The supervisor hands the work of this officer over to you"), known=True,
    ),
    kind(
        "work_given", "account",
        msgid("The supervisor has handed over the work of this officer of your unit"), known=True,
    ),
    kind(
        "work_taken_from_you", "account",
        msgid("The supervisor has handed your work in this unit over to"), known=True,
    ),
)  # fmt: skip
