"""What is told of a case that passes from one unit to another."""

from __future__ import annotations

from typing import Final

from caseapp.rules.acts import Act
from caseapp.rules.notice_kinds.kind import NEW, Kind, kind
from caseapp.rules.values import msgid

KINDS: Final[tuple[Kind, ...]] = (
    kind(
        "transfer_proposed", "case",
        msgid("The supervisor proposes to hand this case over to another unit: send it or say no"),
        Act.TRANSFER_ASK, Act.TRANSFER_PROPOSE, Act.TRANSFER_DECIDE, short=NEW,
        rings="day",
    ),
    kind(
        "case_arriving", "arriving",
        msgid("Another unit hands a case over to you: the chair accepts or refuses it"),
        Act.TRANSFER_ACCEPT, Act.TRANSFER_ASK, Act.TRANSFER_DECIDE, short=NEW,
        rings="day",
    ),
    kind(
        "transfer_reminded", "arriving",
        msgid("A case of another unit still waits for your unit's answer"),
        Act.TRANSFER_ACCEPT, Act.TRANSFER_ASK, Act.TRANSFER_DECIDE, short=msgid("Overdue"),
        rings="day",
    ),
    kind(
        "proposal_reminded", "case",
        msgid("A proposed transfer still waits for the word of your unit's chair"),
        Act.TRANSFER_ASK, Act.TRANSFER_PROPOSE, Act.TRANSFER_DECIDE, short=msgid("Overdue"),
        rings="day",
    ),
    kind(
        "transfer_refused", "case",
        msgid("The other unit refuses the case that you handed over: you answer for it"),
        Act.TRANSFER_ASK, Act.TRANSFER_DECIDE, known=True,
        rings="day",
    ),
    kind(
        "transfer_contested", "contested",
        msgid("Two units do not agree on a case, or one does not answer: decide where it goes"),
        Act.TRANSFER_ACCEPT, Act.TRANSFER_ASK, Act.TRANSFER_PROPOSE, Act.TRANSFER_DECIDE,
        short=NEW,
        rings="day",
    ),
    kind(
        "transfer_accepted", "moved",
        msgid("The case that you handed over has been accepted"), known=True,
        rings="day",
    ),
    kind(
        "transfer_passed", "moved",
        msgid("The supervisor has decided: the case passes to the other unit"), known=True,
        rings="day",
    ),
    kind(
        "transfer_stays", "case",
        msgid("The supervisor has decided: the case stays with your unit"), known=True,
        rings="day",
    ),
    kind(
        "transfer_not_yours", "arriving",
        msgid("The supervisor has decided: the case stays with the other unit"), known=True,
    ),
    kind(
        "case_arrived", "case",
        msgid("A case has passed to your unit: see who takes charge of it"),
        Act.CASE_ASSIGN, known=True,
        rings="day",
    ),
)  # fmt: skip
