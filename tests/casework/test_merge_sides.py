"""Which unit answers for a child, and what is seen of it by whom."""

from __future__ import annotations

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.merge_sides import reasons_of, shown, sides_of, words_of
from caseapp.casework.screening import open_case
from caseapp.records.children import Child
from caseapp.records.twins import Merge
from caseapp.rules.access import Act
from tests.factories.house import NOW, House
from tests.factories.merges import two_wards
from tests.factories.reports import log_one


def test_the_unit_of_an_open_case_answers_before_that_of_the_home(house: House) -> None:
    two = two_wards(house)
    number = two.ask()
    with house.app.app_context(), desk.reading(two.supervisor, Act.MERGE_ASK, now=NOW) as door:
        merge = door.find(Merge, id=number)
        words = words_of(door, merge, sides_of(door, merge))
        assert [word.unit for word in words] == ["Phường Cái Khế", "Phường Ninh Kiều"]
        ids = list(door.session.scalars(select(Child.id).order_by(Child.id)))
        assert [side.seen for side in shown(door, ids)] == [True, True]
        assert reasons_of(door, ids) == ("folded", "born")
    with house.app.app_context():
        open_case(two.own, log_one(house), two.first, now=NOW)
        with desk.reading(two.own, Act.MERGE_ASK, now=NOW) as door:
            sides = shown(door, ids)
            assert [(side.seen, side.unit) for side in sides] == [
                (True, "Phường Ninh Kiều"), (False, "Phường Cái Khế"),
            ]  # fmt: skip
