"""The printed summary tells of alternative care that holds, and never where the child is."""

from __future__ import annotations

import json

import pytest

from caseapp.casework.hidden_names import hide_name
from caseapp.casework.summaries import Summary, gather
from caseapp.rules.access import Actor
from caseapp.web.cases.summary_lines import summary_lines
from tests.factories.care import CARER, HOME, decided, handed_over
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.measures import TODAY, Desk, a_desk
from tests.factories.web import CITY, make_user


@pytest.fixture
def desk(house: House) -> Desk:
    return a_desk(house)


def printed(house: House, desk: Desk, actor: Actor | None = None) -> Summary:
    with house.app.app_context():
        return gather(actor or desk.officer, desk.case, now=NOW)


def test_with_whom_by_which_decision_since_when_and_never_where(house: House, desk: Desk) -> None:
    assert printed(house, desk).care is None
    handed_over(house, desk)
    summary = printed(house, desk)
    assert summary.care is not None
    told = summary.care
    assert (told.state, told.carer, told.number, told.since) == (
        "in_care", CARER, "36/QĐ-UBND", TODAY,
    )  # fmt: skip
    with house.app.test_request_context():
        lines = json.dumps(summary_lines(summary), default=str, ensure_ascii=False)
    assert CARER in lines
    assert HOME not in lines


def test_what_waits_for_the_hand_over_has_no_first_day(house: House, desk: Desk) -> None:
    decided(house, desk)
    told = printed(house, desk).care
    assert told is not None
    assert (told.state, told.since) == ("decided", None)


def test_beside_a_hidden_name_the_carer_is_not_named(house: House, desk: Desk) -> None:
    handed_over(house, desk)
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    with house.app.app_context():
        hide_name(supervisor, printed(house, desk).case.child.code, reason="Bảo vệ", now=NOW)
    summary = printed(house, desk, desk.chair)
    assert summary.care is not None
    assert (summary.care.carer is None) is (not summary.case.child.name_opens)
    with house.app.test_request_context():
        (carer,) = [
            row for row in summary_lines(summary)["care"] if "nhận chăm sóc" in row["label"]
        ]
    assert carer["masked"] is (not summary.case.child.name_opens)
