"""A separation is prepared by one, decided by another; either chair may, and the first stands."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.case_reading import read_case
from caseapp.casework.measures_reading import read_measures
from caseapp.casework.notices import list_own
from caseapp.casework.outcomes import Missing, Stale
from caseapp.casework.report_reading import read_report
from caseapp.casework.separations import (
    Verdict,
    amend_separation,
    decide_separation,
    prepare_separation,
    withdraw_separation,
)
from caseapp.rules.access import Actor, Denied
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.measures import (
    ADDRESS,
    DAY,
    HOST,
    TODAY,
    Desk,
    a_desk,
    a_separation,
    decide,
    prepare,
)
from tests.factories.naming import make_deputy
from tests.factories.web import make_user


@pytest.fixture
def desk(house: House) -> Desk:
    made = a_desk(house)
    prepare(house, made)
    return made


def told(house: House, actor: Actor) -> list[str]:
    with house.app.app_context():
        return [view.kind for view in list_own(actor, now=NOW)]


def test_it_waits_for_both_chairs_and_the_first_decision_stands_for_both(
    house: House, desk: Desk
) -> None:
    other = actor_of(house, "chutich.caikhe")  # the file is lent since it was prepared
    for chair in (desk.chair, other):
        assert "separation_submitted" in told(house, chair)
    decide(house, other, desk.case)
    with house.app.app_context():
        (made,) = read_measures(desk.chair, desk.case, now=NOW).separations
        assert (made.state, made.decided_in, made.day) == ("in_force", 31120, 0)
        assert made.last_day == TODAY + 7 * DAY
        with pytest.raises(RuleBroken, match=r"has decided on this already, on 23/11/2026 10:00"):
            decide_separation(
                desk.chair, desk.case, 1, Verdict("refuse", NOW, "Không cần"), now=NOW
            )
    assert "separation_decided" in told(house, desk.officer)
    assert "separation_decided" in told(house, desk.chair)
    assert "separation_submitted" not in told(house, desk.chair)


def test_the_other_unit_reads_the_file_only_while_it_may_decide(house: House, desk: Desk) -> None:
    other = actor_of(house, "chutich.caikhe")
    with house.app.app_context():
        assert read_case(other, desk.case, now=NOW).code == desk.case
    decide(house, desk.chair, desk.case, "refuse")
    with house.app.app_context(), pytest.raises((Missing, Denied)):
        read_case(actor_of(house, "chutich.caikhe"), desk.case, now=NOW)


def test_a_decision_is_the_one_that_the_12_hours_wait_for(house: House, desk: Desk) -> None:
    decide(house, desk.chair, desk.case)
    with house.app.app_context():
        report = read_report(desk.officer, desk.report, now=NOW)
    assert report.clock is not None
    assert report.clock.stopped_at == NOW
    assert [row.kind for row in report.decisions] == ["emergency"]


def test_nobody_decides_on_what_they_prepared(house: House, desk: Desk) -> None:
    both = Actor(desk.officer.user_id, "both", (*desk.officer.grants, *desk.chair.grants))
    with house.app.app_context(), pytest.raises(RuleBroken, match="prepared this yourself"):
        decide_separation(both, desk.case, 1, Verdict("decide", NOW, "Đồng ý"), now=NOW)
    with house.app.app_context(), pytest.raises(Denied):
        decide_separation(desk.officer, desk.case, 1, Verdict("decide", NOW, "Ừ"), now=NOW)
    with house.app.app_context(), pytest.raises(Denied):
        prepare_separation(desk.chair, desk.case, a_separation(), now=NOW)


def test_a_deputy_in_force_decides_in_the_chairs_stead(house: House, desk: Desk) -> None:
    deputy = make_deputy(house, desk.chair)
    decide(house, deputy, desk.case)
    with house.app.app_context():
        (made,) = read_measures(desk.officer, desk.case, now=NOW).separations
    assert made.decided_by.startswith("KT. CHỦ TỊCH")


def test_what_is_returned_is_put_right_and_an_old_version_is_not_decided_on(
    house: House, desk: Desk
) -> None:
    decide(house, desk.chair, desk.case, "return")
    with house.app.app_context():
        (read,) = read_measures(desk.officer, desk.case, now=NOW).separations
        assert (read.state, read.words) == ("returned", "Đồng ý theo đề nghị")
        new = a_separation(last=TODAY + 5 * DAY)
        amend_separation(desk.officer, desk.case, 1, new, version=read.version, now=NOW)
        late = Verdict("decide", NOW, "Đồng ý", version=read.version)
        with pytest.raises(RuleBroken, match="changed after you opened it"):
            decide_separation(desk.chair, desk.case, 1, late, now=NOW)
        with pytest.raises(Stale):
            amend_separation(desk.officer, desk.case, 1, new, version=read.version, now=NOW)
    decide(house, desk.chair, desk.case)
    with house.app.app_context():
        (made,) = read_measures(desk.officer, desk.case, now=NOW).separations
    assert (made.state, made.last_day, made.words) == (
        "in_force", TODAY + 5 * DAY, "Đồng ý theo đề nghị",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"parted_from": ()}, "parted_from"),
        ({"parted_from": ("uncle",)}, "parted_from"),
        ({"names": " "}, "names"),
        ({"address": ""}, "address"),
        ({"why": ""}, "why"),
        ({"kept_with": "somebody"}, "kept_with"),
        ({"last": TODAY - DAY}, "last_day"),
        ({"last": TODAY + 16 * DAY}, "last_day"),
        ({"first_day": TODAY.replace(year=2014), "last": TODAY.replace(year=2014)}, "first_day"),
    ],
)
def test_bad_input_is_named(house: House, fields: dict[str, object], field: str) -> None:
    made = a_desk(house)
    with house.app.app_context(), pytest.raises(RuleBroken) as broken:
        prepare_separation(made.officer, made.case, a_separation(**fields), now=NOW)  # type: ignore[arg-type]
    assert broken.value.field == field


def test_a_decision_has_its_moment_and_its_days(house: House, desk: Desk) -> None:
    def broken(at: int, now: int = 0) -> str | None:
        said = Verdict("decide", NOW + timedelta(hours=at), "Đồng ý")
        with house.app.app_context(), pytest.raises(RuleBroken) as found:
            decide_separation(desk.chair, desk.case, 1, said, now=NOW + timedelta(hours=now))
        return found.value.field

    assert broken(1) == "decided_at"
    assert broken(-2) == "decided_at"  # before the report was received
    assert broken(8 * 24, 8 * 24) == "move"  # its last day is past


def test_two_never_stand_beside_each_other(house: House, desk: Desk) -> None:
    with house.app.app_context():
        with pytest.raises(RuleBroken, match="waits for its decision, or holds"):
            prepare_separation(desk.officer, desk.case, a_separation(), now=NOW)
        withdraw_separation(desk.officer, desk.case, 1, why="Nhầm hồ sơ", now=NOW)
        assert prepare_separation(desk.officer, desk.case, a_separation(), now=NOW) == "2"


def test_nothing_that_is_read_or_told_says_where_the_child_is(house: House, desk: Desk) -> None:
    decide(house, desk.chair, desk.case)
    with house.app.app_context():
        seen = [
            repr(read_case(desk.chair, desk.case, now=NOW)),
            repr(read_measures(desk.chair, desk.case, now=NOW)),
        ]
    assert all(ADDRESS not in each and HOST not in each for each in seen)


def test_a_stranger_finds_nothing(house: House, desk: Desk) -> None:
    stranger = actor_of(house, make_user(house, "officer", "31120"))
    with house.app.app_context(), pytest.raises(Missing):
        read_measures(stranger, desk.case, now=NOW)
