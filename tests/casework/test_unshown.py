"""The one list of protections: a mark of conflict on a child, or on a report of the same event."""

from __future__ import annotations

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.conflicts import lift_mark, mark_conflict, read_marks
from caseapp.casework.unshown import unshown
from caseapp.records.children import Child
from caseapp.rules.access import Act
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.reports import SUPERVISOR
from tests.factories.web import make_user


def protected(house: House) -> set[str]:
    with house.app.app_context(), desk.writing(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        children = {child.id: child.code for child in door.session.scalars(select(Child))}
        return {children[number] for number in unshown(door, list(children))}


def test_a_child_is_protected_while_its_file_is_kept_from_somebody(house: House) -> None:
    officer = officer_of(house)
    known, other = enter_child(house, officer), enter_child(house, officer, full_name="Lê Văn Tám")
    assert protected(house) == set()
    name = make_user(house, "officer")
    with house.app.app_context():
        mark_conflict(SUPERVISOR, "child", known, username=name, reason="x", now=NOW)
    assert protected(house) == {known}
    assert other not in protected(house)
    with house.app.app_context():
        [mark] = read_marks(SUPERVISOR, "child", known, now=NOW).marks
        lift_mark(SUPERVISOR, "child", known, mark.number, now=NOW)
    assert protected(house) == set()
