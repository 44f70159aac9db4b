"""Separations, placements, care and meetings stand as of a moment as they stood then."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, select

from caseapp import desk as doors
from caseapp.casework.as_of import PastCase, case_as_of
from caseapp.casework.care import follow_up
from caseapp.casework.care_endings import NewEnding, decide_ending, prepare_ending
from caseapp.casework.court_requests import CourtAnswer, answer_request, send_request
from caseapp.casework.measure_papers import Place
from caseapp.casework.minutes import amend_minutes, write_minutes
from caseapp.casework.placements import (
    NewPlacement,
    NewVisit,
    end_placement,
    note_visit,
    start_placement,
)
from caseapp.casework.separations import amend_separation
from caseapp.records.cases import Case
from caseapp.records.pasts import CasePast
from caseapp.rules.access import Act
from caseapp.rules.clocks import SEPARATION
from tests.factories.care import CARER, HOME, handed_over, verdict
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.measures import (
    ADDRESS,
    DAY,
    HOST,
    TODAY,
    Desk,
    a_desk,
    a_separation,
    decide,
    follow,
    prepare,
)
from tests.factories.reports import HOUR, SUPERVISOR

END = NOW + 400 * DAY
CK = 31120


@pytest.fixture
def desk(house: House) -> Desk:
    return a_desk(house)


def past(house: House, desk: Desk, moment: datetime, code: str = "") -> PastCase:
    with house.app.app_context():
        return case_as_of(SUPERVISOR, code or desk.case, moment, now=END)


def test_a_separation_is_what_had_been_said_and_decided_of_it(house: House, desk: Desk) -> None:
    prepare(house, desk)
    decide(house, desk.chair, desk.case, "return", NOW + HOUR)
    longer = a_separation(TODAY + 8 * DAY, why="Mẹ cũng bị đe dọa")
    with house.app.app_context():
        amend_separation(desk.officer, desk.case, 1, longer, version=2, now=NOW + 2 * HOUR)
    other = actor_of(house, "chutich.caikhe")  # to whom the file is lent since
    decide(house, other, desk.case, "decide", NOW + 3 * HOUR)
    follow(house, desk, "extension", NOW + 6 * DAY, last_day=TODAY + 12 * DAY)
    follow(house, desk, "lifting", NOW + 9 * DAY, number=2, assessed_on=TODAY + 9 * DAY)
    told = []
    moments = (NOW, NOW + HOUR, NOW + 2 * HOUR, NOW + 3 * HOUR, NOW + 6 * DAY, NOW + 9 * DAY)
    for moment in moments:
        seen = past(house, desk, moment)
        (one,) = seen.papers.measures.separations
        last = (one.last_day - TODAY).days
        told.append((one.state, one.values["why"], last, one.words, one.day, len(one.orders)))
        assert (one.decided_in == CK) is (one.state in {"in_force", "lifted"})
        assert seen.gaps == []
    first, mended, agreed = "Cha còn ở nhà và đe dọa em", "Mẹ cũng bị đe dọa", "Đồng ý theo đề nghị"
    assert told == [
        ("submitted", first, 7, "", 0, 0),
        ("returned", first, 7, agreed, 0, 0),
        ("submitted", mended, 8, "", 0, 0),
        ("in_force", mended, 8, agreed, 0, 0),
        ("in_force", mended, 12, agreed, 6, 1),
        ("lifted", mended, 12, agreed, 0, 2),
    ]


def test_a_letter_to_the_court_stops_the_days_only_until_it_was_rejected(
    house: House, desk: Desk
) -> None:
    prepare(house, desk, a_separation(TODAY + 15 * DAY))
    decide(house, desk.chair, desk.case)
    follow(house, desk, "court_request", NOW + DAY, body="court", body_name="Tòa án khu vực 1")
    said = CourtAnswer("rejected", "3/QĐ-TA", TODAY + 4 * DAY)
    with house.app.app_context():
        at = NOW + 2 * DAY
        send_request(desk.officer, desk.case, 1, letter="12/CV", sent_at=at, now=at)
        answer_request(desk.officer, desk.case, 1, said, now=NOW + 4 * DAY)
    told = []
    for days in (1, 2, 4):
        seen = past(house, desk, NOW + days * DAY).papers
        (one,) = seen.measures.separations
        (order,) = one.orders
        kinds = [row.standing.kind for row in seen.clocks if row.clock is SEPARATION]
        told.append((order.state, order.said.get("letter"), one.before_court, kinds))
    assert told == [
        ("decided", None, False, ["running"]),
        ("sent", "12/CV", True, ["kept"]),
        ("answered", "12/CV", False, ["running"]),
    ]


def test_where_a_child_was_placed_is_told_without_the_place(house: House, desk: Desk) -> None:
    new = NewPlacement("family", "", Place(HOST, ADDRESS), TODAY, protected=True)
    visit = NewVisit(NOW + HOUR, "Cán bộ", "seen", "Em khỏe")
    with house.app.app_context():
        start_placement(desk.officer, desk.case, new, now=NOW)
        note_visit(desk.officer, desk.case, 1, visit, now=NOW + 2 * HOUR)
        over = {"last_day": TODAY + DAY, "why": "Đã về nhà"}
        end_placement(desk.officer, desk.case, 1, **over, now=NOW + 2 * DAY)
    told = []
    for moment in (NOW, NOW + 2 * HOUR, NOW + 2 * DAY):
        seen = past(house, desk, moment)
        (one,) = seen.papers.measures.placements
        told.append((one.state, one.last_day, one.ended, len(one.visits)))
        assert HOST not in repr(seen)
        assert ADDRESS not in repr(seen)
    assert told == [
        ("current", None, "", 0),
        ("current", None, "", 1),
        ("ended", TODAY + DAY, "Đã về nhà", 1),
    ]


def test_care_is_told_as_far_as_it_had_come_and_without_the_carer(house: House, desk: Desk) -> None:
    handed_over(house, desk, NOW + DAY)
    seen_at, over = NOW + 30 * DAY, NewEnding("change", TODAY + 41 * DAY, "Ông bà nội nhận")
    with house.app.app_context():
        visit = NewVisit(seen_at - DAY, "Cán bộ", "seen", "Em khỏe")
        follow_up(desk.officer, desk.case, 1, visit, now=seen_at)
        prepare_ending(desk.officer, desk.case, 1, over, now=NOW + 40 * DAY)
        decide_ending(desk.chair, desk.case, 1, verdict(at=NOW + 41 * DAY), now=NOW + 41 * DAY)
    told = []
    for days in (0, 1, 29.5, 30, 40, 41):
        seen = past(house, desk, NOW + timedelta(days=days))
        (one,) = seen.papers.measures.cares
        waits = one.ending.paper.state if one.ending else ""
        running = [row.clock.name for row in one.clocks]
        told.append((one.paper.state, one.handed != "", len(one.visits), waits, one.way, running))
        assert CARER not in repr(seen)
        assert HOME not in repr(seen)
    follows = ["follow_up"]
    assert told == [
        ("decided", False, 0, "", "", ["care_hand_over"]),
        ("in_care", True, 0, "", "", follows),
        ("in_care", True, 0, "", "", follows),
        ("in_care", True, 1, "", "", follows),
        ("in_care", True, 1, "submitted", "", follows),
        ("ended", True, 1, "", "change", []),
    ]


def test_minutes_stand_in_the_words_of_then(house: House, desk: Desk) -> None:
    said = {"met_at": NOW - HOUR, "chaired_by": "A", "present": "B", "agreed": "Cũ"}
    with house.app.app_context():
        write_minutes(desk.officer, desk.case, said, now=NOW)
        new = said | {"met_at": NOW - 2 * HOUR, "agreed": "Mới"}
        amend_minutes(desk.officer, desk.case, 1, new, version=1, now=NOW + HOUR)
    told = [
        [
            (one.met_at, one.values["agreed"])
            for one in past(house, desk, at).papers.measures.meetings
        ]
        for at in (NOW, NOW + HOUR)
    ]
    assert told == [[(NOW - HOUR, "Cũ")], [(NOW - 2 * HOUR, "Mới")]]


def test_a_separation_that_held_by_another_units_case_is_told(house: House, desk: Desk) -> None:
    prepare(house, desk)
    with house.app.app_context(), doors.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        first = door.session.scalars(select(Case)).one()
        twin = Case(
            code="HS-26-TWIN0001", area_id=CK, child_id=first.child_id, opened_at=NOW,
            entered_at=NOW,
        )  # fmt: skip
        door.session.add(twin)
    decide(house, desk.chair, desk.case, at=NOW + HOUR)
    follow(house, desk, "lifting", NOW + 2 * DAY, assessed_on=TODAY + DAY)
    told = [
        past(house, desk, at, "HS-26-TWIN0001").papers.measures.elsewhere
        for at in (NOW, NOW + HOUR, NOW + 2 * DAY)
    ]
    assert [each is not None for each in told] == [False, True, False]
    assert told[1] is not None
    assert told[1].last_day == TODAY + 7 * DAY


def test_a_state_that_was_not_kept_is_said(house: House, desk: Desk) -> None:
    prepare(house, desk)
    decide(house, desk.chair, desk.case, at=NOW + HOUR)
    with house.app.app_context(), doors.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        door.session.execute(delete(CasePast.__table__).where(CasePast.column.contains(":")))
    assert past(house, desk, NOW).gaps == ["papers"]
