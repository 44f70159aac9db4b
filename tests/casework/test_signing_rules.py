"""Who gives the numbers, and what stops the 12 hours: dated decisions, each with its refusals."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from caseapp.casework import signing_rules as rules
from caseapp.casework.as_of import case_as_of
from caseapp.casework.decisions import decide_measure
from caseapp.casework.home import gather
from caseapp.casework.kept_papers import hour_counts
from caseapp.casework.report_reading import read_report
from caseapp.casework.reports import log_report
from caseapp.casework.separations import Verdict, decide_separation
from caseapp.rules.access import Actor, Denied
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.kept_papers import a_completion, complete, put
from tests.factories.measures import DAY, TODAY, Desk, a_desk, decide, prepare
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user

WARD, OTHER = int(NINH_KIEU), int(CAI_KHE)
SAYS = {"decision": "12/QĐ-SYT"}


@pytest.fixture
def desk(house: House) -> Desk:
    return a_desk(house)


@pytest.fixture
def administrator(house: House) -> Actor:
    return actor_of(house, make_user(house, "administrator", "92"))


def rule(house: House, actor: Actor, *, stops: bool, **more: object) -> None:
    given = {"valid_from": TODAY, "now": NOW} | SAYS | more
    with house.app.app_context():
        rules.set_click_rule(actor, stops=stops, **given)  # type: ignore[arg-type]


def own(house: House, actor: Actor, *, unit: int = WARD, keeps: bool = True) -> None:
    with house.app.app_context():
        rules.set_register(actor, unit, own=keeps, **SAYS, valid_from=TODAY, now=NOW)


def proposed(house: House, actor: Actor, now: datetime = NOW) -> str:
    with house.app.app_context():
        return rules.proposed_number(actor, WARD, "QĐ-UBND", now=now)


def test_without_an_own_register_no_number_is_proposed(house: House, desk: Desk) -> None:
    assert proposed(house, desk.officer) == ""
    own(house, desk.chair)
    assert proposed(house, desk.officer) == "01"
    own_of = {}
    with house.app.app_context():
        for each in rules.list_registers(desk.chair, now=NOW):
            own_of[each.unit_id] = (each.own, [row.decision for row in each.decided])
    assert own_of == {WARD: (True, ["12/QĐ-SYT"])}


def test_the_next_number_follows_the_last_of_the_year_and_symbol(house: House, desk: Desk) -> None:
    own(house, desk.chair)
    prepare(house, desk)
    decide(house, desk.chair, desk.case)
    code = put(house, desk.officer, desk.case)
    complete(house, desk.officer, code, a_completion("41"))
    assert proposed(house, desk.officer) == "42"
    assert proposed(house, desk.officer, NOW + 60 * DAY) == "01"
    with house.app.app_context():
        assert rules.proposed_number(desk.officer, WARD, "UBND", now=NOW) == "01"


def test_a_register_is_for_the_head_of_its_unit(house: House, desk: Desk) -> None:
    with pytest.raises(RuleBroken) as refusal:
        own(house, desk.chair, unit=OTHER)
    assert refusal.value.field == "unit"
    with pytest.raises(Denied):
        own(house, desk.officer)
    own(house, desk.chair)
    with pytest.raises(RuleBroken) as refusal:
        own(house, desk.chair)
    assert refusal.value.field == "valid_from"


def test_a_register_that_was_entered_wrongly_is_withdrawn(house: House, desk: Desk) -> None:
    own(house, desk.chair)
    with house.app.app_context():
        (unit,) = rules.list_registers(desk.chair, now=NOW)
        rules.withdraw_register(desk.chair, WARD, unit.decided[0].number, now=NOW)
        with pytest.raises(RuleBroken):
            rules.withdraw_register(desk.chair, OTHER, unit.decided[0].number, now=NOW)
    assert proposed(house, desk.officer) == ""


def test_the_rule_of_the_hours_is_the_citys(house: House, desk: Desk, administrator: Actor) -> None:
    with house.app.app_context():
        assert rules.click_holds(desk.officer, now=NOW)
    for actor in (desk.officer, desk.chair):
        with pytest.raises(Denied):
            rule(house, actor, stops=False)
    with pytest.raises(RuleBroken) as refusal:
        rule(house, administrator, stops=False, valid_from=TODAY - DAY)
    assert refusal.value.field == "valid_from"
    rule(house, administrator, stops=False)
    with house.app.app_context():
        assert not rules.click_holds(desk.officer, now=NOW)
        ((number, decision),) = [
            (row.number, row.decision) for row in rules.click_rules(desk.officer, now=NOW)
        ]
        with pytest.raises(RuleBroken):
            rules.withdraw_click_rule(administrator, number, now=NOW + DAY)
        rules.withdraw_click_rule(administrator, number, now=NOW)
        assert rules.click_holds(desk.officer, now=NOW)
    assert decision == "12/QĐ-SYT"


def received(house: House, actor: Actor, at: datetime) -> str:
    with house.app.app_context():
        values = {"received_at": at, "event_area": NINH_KIEU, "channel": "phone"}
        return log_report(actor, values | {"child_name": "Lâm Thị Hoa"}, now=at)


def decided(house: House, desk: Desk, report: str, at: datetime, **more: object) -> None:
    said = {"kind": "emergency", "decided_at": at, "reason": "Trẻ bị đánh", "signed_at": None}
    with house.app.app_context():
        decide_measure(desk.chair, report, **said | more, now=at)  # type: ignore[arg-type]


def stopped(house: House, desk: Desk, report: str, now: datetime) -> datetime | None:
    with house.app.app_context():
        clock = read_report(desk.officer, report, now=now).clock
    assert clock is not None
    return clock.stopped_at


def test_without_a_decision_of_the_city_the_chairs_word_stops_the_clock(
    house: House, desk: Desk
) -> None:
    at = NOW + timedelta(hours=1)
    report = received(house, desk.officer, NOW)
    decided(house, desk, report, at)
    assert stopped(house, desk, report, at) == at
    code = put(house, desk.officer, report, "emergency", now=at)
    with house.app.app_context():
        assert not hour_counts(desk.officer, code, now=at)


def test_where_the_signed_paper_counts_the_clock_runs_until_its_hour(
    house: House, desk: Desk, administrator: Actor
) -> None:
    rule(house, administrator, stops=False)
    at, signed = NOW + timedelta(hours=1), NOW + timedelta(hours=3)
    report = received(house, desk.officer, NOW)
    decided(house, desk, report, at)
    assert stopped(house, desk, report, at) is None
    with house.app.app_context():
        kinds = {task.code: task.kind for task in gather(desk.chair, now=at).tasks}
    assert kinds[report] == "sign_clock"
    code = put(house, desk.officer, report, "emergency", now=at)
    with house.app.app_context():
        assert hour_counts(desk.officer, code, now=at)
    with pytest.raises(RuleBroken) as refusal:
        complete(house, desk.officer, code, a_completion(), now=signed)
    assert refusal.value.field == "signed_at"
    done = a_completion(signed_at=signed)
    complete(house, desk.officer, code, done, now=signed + timedelta(hours=1))
    assert stopped(house, desk, report, signed + timedelta(hours=1)) == signed


def test_a_day_of_signature_that_was_typed_is_no_signed_paper(
    house: House, desk: Desk, administrator: Actor
) -> None:
    rule(house, administrator, stops=False)
    at = NOW + timedelta(hours=1)
    report = received(house, desk.officer, NOW)
    decided(house, desk, report, at, signed_at=at)
    assert stopped(house, desk, report, at) is None
    code = put(house, desk.officer, report, "emergency", now=at)
    later = at + timedelta(hours=1)
    complete(house, desk.officer, code, a_completion(signed_at=later), now=later)
    assert stopped(house, desk, report, later) == later


def test_that_no_measures_apply_has_no_paper_to_wait_for(
    house: House, desk: Desk, administrator: Actor
) -> None:
    rule(house, administrator, stops=False)
    at = NOW + timedelta(hours=1)
    report = received(house, desk.officer, NOW)
    decided(house, desk, report, at, kind="none")
    assert stopped(house, desk, report, at) == at


def test_a_report_is_judged_by_the_rule_of_the_day_on_which_it_came(
    house: House, desk: Desk, administrator: Actor
) -> None:
    rule(house, administrator, stops=False, valid_from=TODAY + DAY)
    before = received(house, desk.officer, NOW)
    tomorrow = NOW + DAY
    after = received(house, desk.officer, tomorrow)
    at = tomorrow + timedelta(hours=1)
    decided(house, desk, before, at)
    decided(house, desk, after, at)
    assert local_day(at) == TODAY + DAY
    assert stopped(house, desk, before, at) == at
    assert stopped(house, desk, after, at) is None


def test_a_separation_stops_the_hours_by_its_signed_paper(
    house: House, desk: Desk, administrator: Actor
) -> None:
    rule(house, administrator, stops=False)
    prepare(house, desk)
    with house.app.app_context():
        decide_separation(desk.chair, desk.case, 1, Verdict("decide", NOW, "Đồng ý"), now=NOW)
    assert stopped(house, desk, desk.report, NOW) is None
    code = put(house, desk.officer, desk.case)
    signed = NOW + timedelta(hours=1)
    complete(house, desk.officer, code, a_completion(signed_at=signed), now=signed)
    assert stopped(house, desk, desk.report, signed) == signed
    with house.app.app_context():
        for moment, kind in ((NOW, "running"), (signed, "kept")):
            past = case_as_of(desk.officer, desk.case, moment, now=signed + DAY)
            assert [each.clock.kind for each in past.reports if each.clock] == [kind]
