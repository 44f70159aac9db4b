"""Made-up decisions before their signer: one waits, one has its number, and none is no fault."""

from __future__ import annotations

from caseapp.casework.kept_reading import kept_in_case
from caseapp.cli.demo_kept import put_papers
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.measures import a_desk, decide, prepare
from tests.factories.plans import approved
from tests.factories.web import NINH_KIEU, make_user


def test_a_separation_waits_and_a_plan_is_numbered(house: House) -> None:
    make_user(house, "officer", NINH_KIEU, "canbo.ninhkieu")
    desk = a_desk(house)
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    approved(house, desk.officer, desk.chair, desk.case)
    officer = actor_of(house, "canbo.ninhkieu")
    with house.app.test_request_context():
        put_papers(NOW)
        kept = kept_in_case(officer, desk.case, now=NOW)
    assert {(each.kind, each.state, each.number) for each in kept} == {
        ("separation", "waiting", ""),
        ("plan", "completed", "231"),
    }


def test_a_ward_without_decisions_has_no_paper(house: House) -> None:
    make_user(house, "officer", NINH_KIEU, "canbo.ninhkieu")
    with house.app.test_request_context():
        put_papers(NOW)
