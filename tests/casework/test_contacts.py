"""Whom to reach: carers with the rule on their numbers, officer and chair, agencies; not all."""

from __future__ import annotations

import pytest

from caseapp.casework import contacts
from caseapp.casework.case_reading import read_case
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.contacts import Contact
from caseapp.casework.summaries import gather
from caseapp.rules.access import Act, Actor
from tests.factories.children import actor_of, officer_of
from tests.factories.duty import on_list
from tests.factories.house import NOW, House
from tests.factories.people import add
from tests.factories.referrals import AGENCY, SERVICE, add_agency, draft, open_a_case, take
from tests.factories.web import CITY, NINH_KIEU, make_user


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def case(house: House, officer: Actor) -> str:
    return open_a_case(house, officer)


def told(house: House, actor: Actor, case: str) -> list[Contact]:
    with house.app.app_context():
        return list(gather(actor, case, now=NOW).contacts)


def child_in(house: House, actor: Actor, case: str) -> str:
    with house.app.app_context():
        return read_case(actor, case, now=NOW).child.code


def test_carers_stand_with_the_rule_on_their_numbers(
    house: House, officer: Actor, case: str
) -> None:
    child = child_in(house, officer, case)
    add(house, officer, child)
    add(
        house, officer, child, name="Danh Văn Dượng", relation="other", cares=False,
        phone="0909 333 444", no_call=True, why="Sẽ đánh trẻ",
    )  # fmt: skip
    add(house, officer, child, name="Em gái", relation="sibling", cares=False, phone="")
    people = [each for each in told(house, officer, case) if each.kind == "person"]
    assert [(each.name, each.phone, each.no_call) for each in people] == [
        ("Nguyễn Thị Mai", "0909 111 222", False),
        ("Danh Văn Dượng", "0909 333 444", True),
    ]


def test_who_takes_care_elsewhere_is_kept_from_who_may_not_see_where(
    house: House, officer: Actor, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = child_in(house, officer, case)
    add(house, officer, child, name="Bà Tám", relation="foster_carer", phone="0909 777 888")
    (seen,) = (each for each in told(house, officer, case) if each.kind == "person")
    assert (seen.name, seen.phone) == ("Bà Tám", "0909 777 888")
    monkeypatch.setattr(contacts, "may", lambda _actor, act, *_: act is not Act.PLACE_SEE)
    (kept,) = (each for each in told(house, officer, case) if each.kind == "person")
    assert (kept.name, kept.phone, kept.role) == (None, "", "foster_carer")


def test_the_office_answers_by_its_duty_list_less_whom_the_file_is_kept_from(
    house: House, officer: Actor, case: str
) -> None:
    make_user(house, "chair", NINH_KIEU, username="chu-tich")
    with house.app.app_context():
        on_list("officer", name=officer.name, phone="0100 111 111", username=_username(officer))
        on_list("chair", name="Người Chủ tịch", phone="0100 222 222", username="chu-tich")
        on_list("deputy", name="Phó Hai", phone="0100 333 333")
        on_list("police", name="Công an Ba", phone="0100 444 444")
    office = [each for each in told(house, officer, case) if each.kind == "office"]
    assert [(each.role, each.phone) for each in office] == [
        ("officer", "0100 111 111"), ("chair", "0100 222 222"), ("deputy", "0100 333 333"),
    ]  # fmt: skip
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    child = child_in(house, officer, case)
    with house.app.app_context():
        mark_conflict(
            supervisor, "child", child, username="chu-tich", reason="Họ hàng", now=NOW
        )  # fmt: skip
    left = [each.role for each in told(house, officer, case) if each.kind == "office"]
    assert left == ["officer", "deputy"]


def _username(actor: Actor) -> str:
    return actor.name.removeprefix("Người dùng ")


def test_an_agency_stands_once_for_each_service_once_a_referral_went_out(
    house: House, officer: Actor, case: str
) -> None:
    service = add_agency(house)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    for moves in (("send", "decline"), ("send",)):
        code = draft(house, officer, case, service)
        take(house, supervisor, code, *moves)
    draft(house, officer, case, add_agency(house, "Trợ giúp pháp lý"))
    (agency,) = (each for each in told(house, officer, case) if each.kind == "agency")
    assert (agency.name, agency.role, agency.phone) == (AGENCY, SERVICE, "02923 111 222")
