"""Two children of two wards who are one, and the people who decide on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from caseapp.casework.circumstances import CircumstanceEntry, record_circumstance
from caseapp.casework.merge_asking import ask_merge, say
from caseapp.casework.merging import merge_children
from caseapp.casework.unmerging import read_since, undo_merge
from caseapp.rules.access import Actor
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, CITY, make_user

LATER = NOW + timedelta(days=2)
GROUND = "Quyết định 12/QĐ-UBND"


@dataclass(frozen=True)
class Two:
    """The officers of both wards, a supervisor, and the codes of the children."""

    house: House
    own: Actor
    other: Actor
    supervisor: Actor
    first: str
    second: str

    def ask(self) -> int:
        with self.house.app.app_context():
            return ask_merge(self.own, self.first, self.second, reason="Cùng một trẻ", now=NOW)

    def merge(self) -> int:
        return self.decide(self.agreed())

    def agreed(self) -> int:
        number = self.ask()
        with self.house.app.app_context():
            say(self.other, number, agrees=True, note="", now=NOW)
        return number

    def decide(self, number: int) -> int:
        with self.house.app.app_context():
            merge_children(self.supervisor, number, keep=self.first, note="", now=NOW)
        return number

    def record(self, actor: Actor, code: str, group: str, *, late: bool = False) -> None:
        entry = CircumstanceEntry(
            group, "", "confirmed", date(2026, 1, 5), None, f"{GROUND} {group}"
        )
        with self.house.app.app_context():
            record_circumstance(actor, code, entry, now=LATER if late else NOW)


def two_wards(house: House) -> Two:
    own, other = officer_of(house), officer_of(house, CAI_KHE)
    first = enter_child(house, own)
    second = enter_child(house, other, area_code=CAI_KHE, full_name="Do Thi Hoa")
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    return Two(house, own, other, supervisor, first, second)


def undo(two: Two, number: int, *second: str) -> None:
    """Part the two again: the rows of these keys go to the second child, all others to the first."""
    with two.house.app.app_context():
        rows = read_since(two.supervisor, number, now=LATER).rows
        belongs = {row.key: two.second if row.key in second else two.first for row in rows}
        undo_merge(two.supervisor, number, belongs=belongs, reason="Hai em", now=LATER)
