"""A child that may stand in the list already is asked about, within the own unit alone."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.children import register_child
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.notices import list_own
from caseapp.casework.screening import open_case
from caseapp.rules.access import Actor
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.reports import SUPERVISOR, log_one
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user

NUMBER = "092215001234"


def enter(house: House, actor: Actor, area: str = NINH_KIEU, **fields: object) -> str:
    with house.app.app_context():
        return register_child(actor, a_child(area, distinct=False, **fields), now=NOW)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"full_name": "Đỗ Thị Hoa"},
        {"full_name": "ĐỖ  thị hoà"},  # folded: without marks, case and blanks
        {"full_name": "Lê Văn Khác", "born": date(2014, 1, 1), "personal_id": NUMBER},
    ],
)
def test_an_equal_name_with_birth_or_an_equal_number_is_asked_about(
    house: House, fields: dict[str, object]
) -> None:
    officer = officer_of(house)
    known = enter_child(house, officer, personal_id=NUMBER)
    with pytest.raises(RuleBroken) as asked:
        enter(house, officer, **fields)
    assert asked.value.field == "distinct"
    assert f"Đỗ Thị Hòa ({known})" in str(asked.value)
    other = enter_child(house, officer, **fields)  # it is another child, says the officer
    assert other != known


@pytest.mark.parametrize(
    "fields",
    [
        {"born": date(2015, 9, 6)},
        {"born": None, "birth_precision": ""},  # nothing to tell two of one name apart by
        {"personal_id": "092215001235", "born": date(2015, 1, 1)},
    ],
)
def test_others_are_entered_without_a_question(house: House, fields: dict[str, object]) -> None:
    officer = officer_of(house)
    enter_child(house, officer, personal_id=NUMBER)
    assert enter(house, officer, **fields)


def test_a_child_of_another_ward_is_never_told_of(house: House) -> None:
    enter_child(house, officer_of(house), personal_id=NUMBER)
    assert enter(house, officer_of(house, CAI_KHE), CAI_KHE, personal_id=NUMBER)


def test_it_is_asked_before_a_case_is_opened_as_well(house: House) -> None:
    officer = officer_of(house)
    known = enter_child(house, officer)
    report = log_one(house)
    with house.app.app_context():
        with pytest.raises(RuleBroken) as asked:
            open_case(officer, report, a_child(distinct=False), now=NOW)
        assert known in str(asked.value)
        assert open_case(officer, report, a_child(), now=NOW)


@pytest.mark.parametrize("fields", [{}, {"born": None, "full_name": "Bé", "personal_id": NUMBER}])
def test_one_from_whom_the_file_is_kept_enters_the_child_anew_and_others_are_told(
    house: House, fields: dict[str, object]
) -> None:
    """They see what they would see if there were no other child, and the two can be put together."""
    name, watcher = make_user(house, "officer"), make_user(house, "supervisor", CITY)
    marked, also = actor_of(house, name), make_user(house, "supervisor", CITY)
    known = enter_child(house, officer_of(house), personal_id=NUMBER)
    with house.app.app_context():
        for username in (name, also):
            mark_conflict(SUPERVISOR, "child", known, username=username, reason="x", now=NOW)
    if "born" in fields:
        fields = fields | {"birth_precision": ""}
    new = enter(house, marked, **fields)
    supervisors = [actor_of(house, each) for each in (watcher, also)]
    with house.app.app_context():
        told = [[n.mark for n in list_own(each, now=NOW)] for each in supervisors]
        assert told == [[new], []]
        assert list_own(marked, now=NOW) == []
    with pytest.raises(RuleBroken) as asked:  # and of the own one they are asked, as anybody is
        enter(house, marked, **fields)
    assert known not in str(asked.value)
