"""An agency's inbox: what was sent to it while that is open, its answers, and nothing else."""

from __future__ import annotations

import pytest
from sqlalchemy import delete

from caseapp.casework.agencies import add_offer
from caseapp.casework.agency_members import end_member, read_members, tie_member
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.inbox import list_sent, read_sent, reply
from caseapp.casework.notices import list_own
from caseapp.casework.outcomes import Missing
from caseapp.casework.referral_reading import read_referral
from caseapp.casework.referrals import Answer
from caseapp.desk import bulk, reading
from caseapp.records.agencies import Agency
from caseapp.records.cases import Case
from caseapp.records.children import Child, Residence
from caseapp.records.db import db
from caseapp.records.disclosures import Disclosure
from caseapp.records.referrals import Referral
from caseapp.rules.access import Act, Actor, Denied
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, officer_of
from tests.factories.duty import on_list
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.proposals import take_out
from tests.factories.referrals import AGENCY, SERVICE, add_agency, draft, open_a_case, take
from tests.factories.web import CITY, make_user


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def supervisor(house: House) -> Actor:
    return actor_of(house, make_user(house, "supervisor", CITY))


@pytest.fixture
def code(house: House, officer: Actor, supervisor: Actor) -> str:
    """A referral that was sent to the agency."""
    made = draft(house, officer, open_a_case(house, officer), add_agency(house))
    take(house, supervisor, made, "send")
    return made


def speaker(house: House, supervisor: Actor, agency: str = AGENCY) -> Actor:
    """The account of an agency."""
    username = make_user(house, "agency")
    with house.app.app_context():
        number = number_of(agency)
        tie_member(supervisor, number, username, now=NOW)
    return actor_of(house, username)


def number_of(agency: str) -> int:
    with reading(SYSTEM, Act.AGENCY_MANAGE, now=NOW) as door:
        return door.find(Agency, name=agency).id


def test_it_reads_what_was_sent_to_it_and_answers(
    house: House, officer: Actor, supervisor: Actor, code: str
) -> None:
    agency = speaker(house, supervisor)
    with house.app.app_context():
        (line,) = list_sent(agency, now=NOW)
        assert (line.code, line.child_name, line.service) == (code, "Đỗ Thị Hòa", SERVICE)
        view = read_sent(agency, code, now=NOW)
        assert (view.values["reason"], view.officer) == ("Mất ngủ sau sự việc", officer.name)
        assert view.replies == ("receive", "accept", "decline")
        assert view.officer_phone == ""
        on_list("officer", username=officer.name.removeprefix("Người dùng "), phone="0292 3820 111")
        assert read_sent(agency, code, now=NOW).officer_phone == "0292 3820 111"
        # The supervisor's own words, written when it was sent, stay in the office.
        assert [step.comment for step in view.history] == [""]
        reply(agency, code, move="accept", answer=Answer(NOW, comment="Mời đến thứ Ba"), now=NOW)
        told = read_referral(officer, code, now=NOW)
        assert (told.state, told.history[-1].answered_by) == ("accepted", agency.name)
        assert told.history[-1].comment == "Mời đến thứ Ba"
        for each, kind in ((officer, "referral_answered"), (supervisor, "referral_news")):
            assert (kind, code) in {(n.kind, n.mark) for n in list_own(each, now=NOW)}


def test_it_is_never_led_to_somebody_from_whom_the_file_is_kept(
    house: House, officer: Actor, supervisor: Actor, code: str
) -> None:
    agency, name = speaker(house, supervisor), officer.name.removeprefix("Người dùng ")
    other = actor_of(house, make_user(house, "officer"))
    with house.app.app_context():
        on_list("officer", username=name, phone="0292 3820 111")
        child = read_referral(officer, code, now=NOW).child_code
        mark_conflict(supervisor, "child", child, username=name, reason="Cháu", now=NOW)
        view = read_sent(agency, code, now=NOW)
        assert (view.officer, view.officer_phone) == ("", "")
        reply(agency, code, move="accept", answer=Answer(NOW), now=NOW)
        assert "referral_answered" in {each.kind for each in list_own(other, now=NOW)}


@pytest.mark.parametrize("moves", [("accept", "start", "complete"), ("decline",), ("withdraw",)])
def test_once_it_ended_nothing_of_it_is_shown(
    house: House, supervisor: Actor, code: str, moves: tuple[str, ...]
) -> None:
    agency = speaker(house, supervisor)
    take(house, supervisor, code, *moves)
    with house.app.app_context():
        assert list_sent(agency, now=NOW) == []
        with pytest.raises(Missing):
            read_sent(agency, code, now=NOW)
        with pytest.raises(Missing):
            reply(agency, code, move="accept", answer=Answer(NOW), now=NOW)


def test_another_agency_a_draft_and_an_account_without_agency_are_shown_nothing(
    house: House, officer: Actor, supervisor: Actor, code: str
) -> None:
    with house.app.app_context():
        add_offer(SYSTEM, agency="Bệnh viện Nhi", service="Khám", phone="", now=NOW)
    other = speaker(house, supervisor, "Bệnh viện Nhi")
    nobody = actor_of(house, make_user(house, "agency"))
    waiting = draft(house, officer, open_a_case(house, officer), add_agency(house, "Tạm trú"))
    own = speaker(house, supervisor)
    with house.app.app_context():
        for actor, mark in ((other, code), (nobody, code), (own, waiting)):
            with pytest.raises(Missing):
                read_sent(actor, mark, now=NOW)
        assert list_sent(other, now=NOW) == list_sent(nobody, now=NOW) == []
        assert [line.code for line in list_sent(own, now=NOW)] == [code]
        with pytest.raises(Denied):
            list_sent(officer, now=NOW)


def test_its_reach_opens_the_referral_and_not_the_childs_file(
    house: House, supervisor: Actor, code: str
) -> None:
    agency = speaker(house, supervisor)
    with house.app.app_context(), reading(agency, Act.REFERRAL_INBOX, now=NOW) as door:
        assert [row.code for row in door.session.query(Referral)] == [code]
        for model in (Child, Case, Residence):
            assert door.session.query(model).all() == []


def test_taken_off_the_agency_or_without_the_role_it_sees_nothing_more(
    house: House, supervisor: Actor, code: str
) -> None:
    agency = speaker(house, supervisor)
    with house.app.app_context():
        number = number_of(AGENCY)
        (member,) = read_members(supervisor, number, now=NOW).members
        assert member.holds_role
        end_member(supervisor, number, member.number, now=NOW)
        end_member(supervisor, number, member.number, now=NOW)
        assert list_sent(agency, now=NOW) == []
        assert read_members(supervisor, number, now=NOW).members == []
        db.session.remove()


def test_a_step_that_is_not_an_agencys_or_not_the_next_is_refused(
    house: House, supervisor: Actor, code: str
) -> None:
    agency = speaker(house, supervisor)
    with house.app.app_context():
        for move in ("send", "withdraw", "start", "nonsense"):
            with pytest.raises(RuleBroken):
                reply(agency, code, move=move, answer=Answer(NOW), now=NOW)
        with pytest.raises(RuleBroken) as broken:
            reply(agency, code, move="decline", answer=Answer(NOW), now=NOW)
        assert broken.value.field == "comment"


def test_what_was_sent_of_a_case_taken_out_by_mistake_is_open_no_more(
    house: House, officer: Actor, supervisor: Actor
) -> None:
    case = open_a_case(house, officer)
    code = draft(house, officer, case, add_agency(house))
    take(house, supervisor, code, "send")
    agency = speaker(house, supervisor)
    with house.app.app_context():
        assert [line.code for line in list_sent(agency, now=NOW)] == [code]
        assert [each.mark for each in list_own(officer, now=NOW)] == [code]
    take_out(house, officer, case)
    with house.app.app_context():
        assert list_sent(agency, now=NOW) == []
        assert code not in [each.mark for each in list_own(officer, now=NOW)]
        with pytest.raises(Missing):
            reply(agency, code, move="accept", answer=Answer(NOW), now=NOW)


def test_what_was_sent_before_the_choice_was_kept_shows_what_went_with_it_then(
    house: House, supervisor: Actor, code: str
) -> None:
    agency = speaker(house, supervisor)
    with house.app.app_context():
        with bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:  # as an older version left it
            door.session.execute(delete(Disclosure))
            door.log("disclosures:none")
        assert read_sent(agency, code, now=NOW).values == {
            "reason": "Mất ngủ sau sự việc",
            "name": "Đỗ Thị Hòa",
            "sex": "female",
            "birth": {"on": "2015-09-05", "precision": "day"},
        }
        assert read_referral(supervisor, code, now=NOW).shared is None
