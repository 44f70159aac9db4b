"""Erasing a child's file: what it may rest on, what stands against it, and who may not decide.

Law on Children 2016, Art. 6.11 and 33; Law 91/2025/QH15 on personal data (the right to erasure).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Final

from caseapp.rules.access import Actor
from caseapp.rules.lifecycle import Lifecycle, Move
from caseapp.rules.values import RuleBroken, msgid

ERASURES: Final = Lifecycle(
    name="erasure",
    states=("proposed", "withdrawn", "refused", "done"),
    initial="proposed",
    moves=(
        Move("withdraw", frozenset({"proposed"}), "withdrawn"),
        Move("refuse", frozenset({"proposed"}), "refused"),
        Move("erase", frozenset({"proposed"}), "done"),
    ),
)

GROUNDS: Final = ("asked", "unlawful", "purpose_over")
"""What an erasure rests on; its words stand with the pages."""


@dataclass(frozen=True)
class FileFacts:
    """What runs in a child's file, in numbers; `proceedings` and `complaint` are declared.

    The software keeps no register of criminal proceedings nor of complaints, so both persons
    answer for them. `requests`: about the child's data, but for those that the erasure closes.
    """

    cases: int = 0
    clocks: int = 0
    measures: int = 0
    reports: int = 0
    court_requests: int = 0
    referrals: int = 0
    protections: int = 0
    merges: int = 0
    transfers: int = 0
    openings: int = 0
    requests: int = 0
    proceedings: bool = False
    complaint: bool = False


AGAINST: Final = {
    "cases": msgid("A case of the child is open"),
    "clocks": msgid("A time limit is running"),
    "measures": msgid("A separation, a placement or alternative care has not ended"),
    "reports": msgid("A report about the child is open"),
    "court_requests": msgid("A request to the court is not answered"),
    "referrals": msgid("A referral is under way"),
    "protections": msgid("The child's name is hidden for its protection"),
    "merges": msgid("A merge with another child is asked for"),
    "transfers": msgid("A transfer to another unit is under way"),
    "openings": msgid("An opening of the file in an emergency is not reviewed"),
    "requests": msgid("Another request about the child's data is not done"),
    "proceedings": msgid("Criminal proceedings are known"),
    "complaint": msgid("A complaint is open"),
}
"""Each thing that stands against an erasure, in the order in which it is told."""


def against(facts: FileFacts) -> tuple[str, ...]:
    """Return the names of all that stands against erasing the file; none: it may be erased."""
    return tuple(field.name for field in fields(facts) if getattr(facts, field.name))


def insist_nothing_runs(facts: FileFacts) -> None:
    """Raise RuleBroken with the first thing that stands against it; the page names all."""
    for name in against(facts):
        raise RuleBroken(AGAINST[name], field=name)


def is_of_the_ward(actor: Actor, units: Iterable[int], day: date) -> bool:
    """Tell whether somebody holds a role in one of the child's units, also by a naming.

    A role in the whole city is none of the unit's.
    """
    own = frozenset(units)
    return any(
        grant.units is not None and grant.holds(day) and bool(grant.units & own)
        for grant in actor.grants
    ) or any(lent.unit in own for lent in actor.entrusted)


def kept_birth(day: date) -> date:
    """Return what stays of a birth: the last day of its year, as for a year alone known."""
    return day.replace(month=12, day=31)
