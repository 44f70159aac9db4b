"""Looking children up, and one child as its reader may see it."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.child_reading import PAGE, list_children, read_child, read_personal_id
from caseapp.casework.circumstances import CircumstanceEntry, record_circumstance
from caseapp.casework.outcomes import Missing
from caseapp.records.audit import AuditEntry
from caseapp.records.db import db
from caseapp.rules.access import Denied, Role
from tests.factories.children import enter_child, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER, SUPERVISOR
from tests.factories.web import CAI_KHE, NINH_KIEU


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["Đỗ Thị Hòa", "Hoàng Văn Đỗ", "Lê Tám"]),  # by the folded name
        ("do", ["Đỗ Thị Hòa", "Hoàng Văn Đỗ"]),
        ("ĐỖ  hoa", ["Đỗ Thị Hòa", "Hoàng Văn Đỗ"]),  # every word, in any order, in any part
        ("thi hoa", ["Đỗ Thị Hòa"]),
        ("%", []),  # not a pattern
        ("_", []),
    ],
)
def test_the_look_up_folds_and_asks_for_every_word(
    house: House, text: str, found: list[str]
) -> None:
    actor = officer_of(house)
    for name in ("Lê Tám", "Đỗ Thị Hòa", "Hoàng Văn Đỗ"):
        enter_child(house, actor, full_name=name)
    with house.app.app_context():
        lines = list_children(actor, now=NOW, text=text)
    assert [line.full_name for line in lines] == found


def test_children_stand_in_vietnamese_order(house: House) -> None:
    actor = officer_of(house)
    names = ["Dương Thị Út", "Đào An", "Lê Ơn", "Lê An", "Lê Ân", "Dư Văn Ba"]
    for name in names:
        enter_child(house, actor, full_name=name)
    with house.app.app_context():
        found = [line.full_name for line in list_children(actor, now=NOW)]
    assert found == ["Dư Văn Ba", "Dương Thị Út", "Đào An", "Lê An", "Lê Ân", "Lê Ơn"]


def test_a_list_ends_at_fifty(house: House) -> None:
    actor = officer_of(house)
    for number in range(PAGE + 1):
        enter_child(house, actor, full_name=f"Bé {number}")
    with house.app.app_context():
        assert len(list_children(actor, now=NOW)) == PAGE


def test_a_child_is_within_reach_of_its_unit_and_of_the_city(house: House) -> None:
    code = enter_child(house, officer_of(house))
    with house.app.app_context():
        chair = an_actor(Role.CHAIR, int(NINH_KIEU), user_id=1)
        assert read_child(chair, code, now=NOW).units == (int(NINH_KIEU),)
        assert read_child(an_actor(Role.SUPERVISOR, user_id=2), code, now=NOW).code == code
        stranger = an_actor(Role.OFFICER, int(CAI_KHE), user_id=3)
        assert list_children(stranger, now=NOW) == []
        with pytest.raises(Missing):
            read_child(stranger, code, now=NOW)
        with pytest.raises(Denied):
            read_child(an_actor(Role.STATISTICIAN, user_id=4), code, now=NOW)


def test_every_read_and_every_refusal_is_logged(house: House) -> None:
    code = enter_child(house, officer_of(house))
    with house.app.app_context():
        with pytest.raises(Missing):
            read_child(an_actor(Role.OFFICER, int(CAI_KHE), user_id=3), code, now=NOW)
        read_child(an_actor(Role.CHAIR, int(NINH_KIEU), user_id=1), code, now=NOW)
        last = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).limit(2).all()
        said = [(entry.actor, entry.act, entry.outcome) for entry in last]
        content = last[0].subject + last[0].detail
    assert said == [("user:1", "child.read", "done"), ("user:3", "child.read", "denied")]
    assert "Hòa" not in content


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "holds"),
    [
        (date(2026, 11, 23), None, True),  # from today on
        (date(2026, 11, 1), date(2026, 11, 23), False),  # the end is exclusive
        (date(2026, 11, 1), date(2026, 11, 24), True),
    ],
)
def test_whether_a_circumstance_holds_today(
    house: House, valid_from: date, valid_until: date | None, holds: bool
) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    entry = CircumstanceEntry("04", "", "at_risk", valid_from, valid_until, "")
    with house.app.app_context():
        record_circumstance(actor, code, entry, now=NOW)
        assert read_child(actor, code, now=NOW).circumstances[0].holds is holds


@pytest.mark.parametrize(
    ("born", "of_age"),
    [(None, False), (date(2010, 11, 24), False), (date(2010, 11, 23), True)],
)
def test_the_16th_birthday_ends_childhood(house: House, born: date | None, of_age: bool) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor, born=born)
    with house.app.app_context():
        assert read_child(actor, code, now=NOW).of_age is of_age


def test_reports_and_cases_hang_on_the_child(house: House) -> None:
    actor = officer_of(house)
    case = open_a_case(house, actor)
    with house.app.app_context():
        (line,) = list_children(actor, now=NOW)
        view = read_child(actor, line.code, now=NOW)
    assert [code for code, _, _ in view.cases] == [case]
    assert len(view.reports) == 1


def test_a_child_is_found_by_its_code_in_the_own_ward_alone(house: House) -> None:
    officer = officer_of(house)
    code = enter_child(house, officer)
    with house.app.app_context():
        for typed in (code, f" {code.lower()} "):
            assert [line.code for line in list_children(officer, now=NOW, text=typed)] == [code]
        assert list_children(officer, now=NOW, text=code[:-1]) == []
        assert list_children(officer_of(house, CAI_KHE), now=NOW, text=code) == []


def test_a_number_does_not_leave_this_floor_whole_for_who_need_not_know_it(house: House) -> None:
    code = enter_child(house, OFFICER, personal_id="092215001234")
    with house.app.app_context():
        told = [
            read_child(reader, code, now=NOW).personal_id for reader in (OFFICER, CHAIR, SUPERVISOR)
        ]
        assert told == ["092215001234", "••••••••1234", "••••••••1234"]
        assert read_personal_id(CHAIR, code, now=NOW)[1] == "092215001234"
        with pytest.raises(Denied):
            read_personal_id(OFFICER, code, now=NOW)
