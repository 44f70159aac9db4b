"""The one list of protections: a mark of conflict on a child, or on a report of the same event."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.conflicts import lift_mark, mark_conflict, read_marks
from caseapp.casework.hidden_names import hide_name, lift_hiding
from caseapp.casework.notices import list_own
from caseapp.casework.twin_rounds import watch_twins
from caseapp.casework.twins import KnownAlready
from caseapp.casework.unshown import unshown
from caseapp.records.children import Child
from caseapp.rules.access import Act
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.measures import a_desk, prepare
from tests.factories.reports import SUPERVISOR
from tests.factories.web import CAI_KHE, CITY, make_user


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
        lift_mark(SUPERVISOR, "child", known, mark.number, reason="Nhầm người", now=NOW)
    assert protected(house) == set()


def test_a_hidden_name_protects_until_it_is_shown_again(house: House) -> None:
    officer = officer_of(house)
    known = enter_child(house, officer)
    with house.app.app_context():
        hide_name(officer, known, reason="Dò hỏi", now=NOW)
    assert protected(house) == {known}
    with house.app.app_context():
        lift_hiding(SUPERVISOR, known, reason="Hết", now=NOW)
    assert protected(house) == set()


def test_a_separated_child_is_entered_elsewhere_in_silence_and_the_pair_is_told(
    house: House,
) -> None:
    work = a_desk(house)
    watcher, other = make_user(house, "supervisor", CITY), officer_of(house, CAI_KHE)
    with house.app.app_context():
        watch_twins(now=NOW)
    fields = {"area_code": CAI_KHE, "distinct": False}
    with pytest.raises(KnownAlready):
        enter_child(house, officer_of(house, CAI_KHE), **fields)  # before, it is shown
    prepare(house, work)
    assert len(protected(house)) == 1
    new = enter_child(house, other, **fields)
    with house.app.app_context():
        assert watch_twins(now=NOW) == 1
        told = list_own(actor_of(house, watcher), now=NOW)
        assert ("twin_found", new) in {(each.kind, each.mark) for each in told}
