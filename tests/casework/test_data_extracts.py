"""The extract is of an accepted request of access alone; the paper is read in its own test."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.assistance import AssistanceEntry, record_assistance
from caseapp.casework.child_health import HealthEntry, note_health
from caseapp.casework.child_reading import read_child
from caseapp.casework.child_schools import SchoolEntry, record_school
from caseapp.casework.data_extracts import WHEREABOUTS, gather_extract
from caseapp.casework.data_requests import Answer, NewRequest, answer_request, record_request
from caseapp.casework.suspects import Suspect
from caseapp.records.children import Child
from caseapp.records.first_hours import SafetyStep
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import RuleBroken
from tests.casework.test_consent_bars import accuse
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.people import MOTHER, add_speaker
from tests.factories.rows import CAI_KHE, a_report, stored
from tests.factories.web import CITY, make_user


@pytest.mark.parametrize(("kind", "move"), [("access", ""), ("objection", "accept")])
def test_of_no_other_request_is_there_an_extract(house: House, kind: str, move: str) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    child = enter_child(house, officer)
    with house.app.app_context():
        new = NewRequest(kind, "child", "letter", NOW, "Con hỏi")
        code = record_request(officer, child, new, now=NOW)
        if move:
            answer_request(chair, code, Answer(move, "Đồng ý"), version=None, now=NOW)
        with pytest.raises(RuleBroken):
            gather_extract(officer, code, now=NOW)


PLACE = "Nhà mở Hoa Sen"


def _accepted(house: House, officer: Actor, answerer: Actor, child: str, person: int = 0) -> str:
    asker = "representative" if person else "child"
    with house.app.app_context():
        new = NewRequest("access", asker, "letter", NOW, "Xin bản trích", person=person)
        code = record_request(officer, child, new, now=NOW)
        answer_request(answerer, code, Answer("accept", "Đồng ý"), version=None, now=NOW)
    return code


def test_a_safe_place_that_another_unit_alone_knows_is_hidden_too(house: House) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    child = enter_child(house, officer, address=f"Đang ở {PLACE}")
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        number = door.session.scalar(select(Child.id).where(Child.code == child))
        report = a_report(CAI_KHE, child_id=number)
        stored(door.session, report)
        key = door.key_of(report)
        step = SafetyStep(report_id=report.id, area_id=CAI_KHE, happened_at=NOW, entered_at=NOW)
        stored(door.session, step)
        step.place = door.seal(key, "safety_steps.place", step.id, PLACE)
    code = _accepted(house, officer, chair, child)
    with house.app.app_context():
        note_health(officer, child, HealthEntry(text=f"Khám tại {PLACE}"), now=NOW)
        made = gather_extract(officer, code, now=NOW)
        assert PLACE in read_child(officer, child, now=NOW).address  # the ward's own words stay
    assert PLACE not in made.view.address
    assert [PLACE in each.entry.text for each in made.health] == [False]


@pytest.mark.parametrize("suspected", [True, False])
def test_who_may_be_the_suspect_learns_nothing_of_where_the_child_is(
    house: House, suspected: bool
) -> None:
    officer = officer_of(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    child = enter_child(house, officer, address="12 đường Thử")
    mother = add_speaker(house, officer, child)
    code = _accepted(house, officer, supervisor, child, mother)
    accuse(house, officer, child, Suspect("no", MOTHER if suspected else "Người lạ mặt"))
    gift = AssistanceEntry("other", date(2026, 2, 10), None, False, "Hội Chữ thập đỏ", "")
    school = SchoolEntry("attends", "Tiểu học An Khánh", "4A", date(2026, 9, 5))
    with house.app.app_context():
        record_assistance(officer, child, gift, now=NOW)
        record_school(officer, child, school, now=NOW)
        note_health(officer, child, HealthEntry(text="Hen suyễn"), now=NOW)
        made = gather_extract(officer, code, now=NOW)
    told = (
        bool(made.view.address), bool(made.view.stays), bool(made.schools), bool(made.health),
        made.view.assistance[0].provider != "",
    )  # fmt: skip
    assert set(told) == {not suspected}
    assert (WHEREABOUTS in made.left_out) == suspected
