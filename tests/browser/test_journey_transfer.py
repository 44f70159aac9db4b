"""Transfers in a real browser: refused and decided, and accepted across the change of units."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from caseapp.casework import areas
from caseapp.desk import bulk
from caseapp.records.cases import Case
from caseapp.records.reports import Report
from caseapp.rules.access import Act
from caseapp.rules.values import local_day
from tests.browser.chromium import PHONE, WIDE, NewPage
from tests.browser.person import Days, Person
from tests.browser.sample import served
from tests.factories.children import a_child
from tests.factories.house import NOW, SYSTEM
from tests.factories.referrals import open_a_case
from tests.factories.transfers import WHOM, WHY, Handing
from tests.factories.web import CAI_KHE, sign_in

CHILD, OTHER = "Đỗ Thị Hòa", "Lâm Thị Mỹ Tiên"
THEN, XUAN_KHANH = datetime(2025, 5, 20, 2, tzinfo=UTC), "31144"
"""A day of before the reform, and a ward of then: a part of today's ward Ninh Kiều."""


def case_of_before(handing: Handing) -> None:
    """Open a case of what a register brought: it happened in a ward of then, its child moved on."""
    child = a_child(CAI_KHE, full_name=OTHER, born=date(2014, 3, 2))
    code = open_a_case(handing.house, handing.officer, child=child)
    with handing.house.app.app_context(), bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        case = door.find(Case, code=code)
        row = door.session.scalars(select(Report).where(Report.case_id == case.id)).one()
        row.received_at, row.event_unit_id = THEN, areas.at(XUAN_KHANH, local_day(THEN))


@pytest.fixture
def people(
    handing: Handing, new_page: NewPage, complaints: list[str]
) -> Iterator[dict[str, Person]]:
    """Both chairs at telephones, the officer who receives, and a supervisor."""
    sizes = {"chair": PHONE, "other_chair": PHONE, "other_officer": WIDE, "supervisor": WIDE}
    known = {who: sign_in(handing.house, handing.names[who]) for who in sizes}
    handing.house.app.config["WTF_CSRF_ENABLED"] = True
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with served(handing.house.app) as site:
        found = {}
        for who, size in sizes.items():
            found[who] = Person(new_page(size, scripts=False), site, Days(handing.house))
            found[who].come_in(known[who])
        yield found
    assert [each for each in complaints if "404" not in each] == []


def status(person: Person, address: str) -> int:
    return person.page.request.get(person.site + address).status


def test_refused_and_decided_by_the_supervisor_and_accepted_across_the_change_of_units(
    handing: Handing, people: dict[str, Person]
) -> None:
    chair, there = people["chair"], people["other_chair"]
    code = _ask(chair, CHILD)
    there.home()
    there.follow("Tiếp nhận hoặc từ chối trường hợp của đơn vị khác")
    there.sees(WHOM)
    there.misses(CHILD, WHY)
    there.follow("Từ chối và nêu lý do")
    there.write(reason="Em không ở đây")
    there.press("Từ chối tiếp nhận trường hợp")
    assert status(chair, f"/cases/{code}") == 200
    supervisor = people["supervisor"]
    supervisor.home()
    supervisor.follow("hai đơn vị không thống nhất")
    supervisor.sees("Em không ở đây", WHY)
    supervisor.tick("move", "pass")
    supervisor.write(reason="Em đang ở với bà ngoại")
    supervisor.press("Quyết định")
    assert status(chair, f"/cases/{code}") == 404
    people["other_officer"].follow("Trường hợp", within="nav")
    people["other_officer"].follow(CHILD)
    people["other_officer"].sees("Em đang ở với bà ngoại")
    _accepted_across_the_change(handing, people)


def _ask(chair: Person, child: str, proposed: str = "") -> str:
    """Ask ward Cái Khế to take a case over; return the case's code.

    `proposed` is what stands in the box already: the ward where the child lives.
    """
    chair.follow("Trường hợp", within="nav")
    chair.follow(child)
    code = chair.page.url.rpartition("/")[2]
    chair.follow("Bàn giao trường hợp cho phường, xã khác")
    assert chair.page.input_value("#unit") == proposed
    chair.page.fill("#unit", proposed or "cai khe")
    chair.tick("why", "residence")
    chair.write(words=WHY, contact=WHOM)
    chair.press("Gửi đề nghị đến nơi nhận")
    return code


def _accepted_across_the_change(handing: Handing, people: dict[str, Person]) -> None:
    """What happened in a ward of before 1 July 2025 goes to a ward of today, named as it was."""
    case_of_before(handing)
    chair, there = people["chair"], people["other_chair"]
    code = _ask(chair, OTHER, "Phường Cái Khế")
    there.home()
    there.follow("Tiếp nhận hoặc từ chối trường hợp của đơn vị khác")
    there.follow("Tiếp nhận trường hợp")
    there.page.get_by_label(f"Người dùng {handing.names['other_officer']}").check()
    there.press("Tiếp nhận trường hợp")
    there.sees(OTHER, "Nơi xảy ra vụ việc Phường Xuân Khánh (cũ, Quận Ninh Kiều)")
    assert status(chair, f"/cases/{code}") == 404
    chair.follow("Trường hợp", within="nav")
    chair.misses(OTHER, CHILD)
    officer = people["other_officer"]
    officer.follow("Trường hợp", within="nav")
    officer.sees(OTHER, CHILD)
