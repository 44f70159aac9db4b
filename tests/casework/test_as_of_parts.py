"""What hung on a case: a report that joined later was not there before."""

from __future__ import annotations

from sqlalchemy import select

from caseapp.casework.as_of import case_as_of
from caseapp.casework.incidents import IncidentEntry, record_incident
from caseapp.casework.joining import join_case
from caseapp.casework.proposals import decide_on_case, decide_on_report, propose_mistake
from caseapp.records.proposals import Proposal
from caseapp.records.reports import Report
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import HOUR, kept, log_one
from tests.factories.web import make_user


def test_a_report_stands_in_the_case_from_when_it_joined(house: House) -> None:
    officer = officer_of(house)
    case = open_a_case(house, officer)
    second = log_one(house, by=officer)
    with house.app.app_context():
        join_case(officer, second, case, now=NOW + 2 * HOUR)
        counted = [
            len(case_as_of(officer, case, NOW + hours * HOUR, now=NOW + 5 * HOUR).reports)
            for hours in (1, 3)
        ]
    assert counted == [1, 2]


def test_what_was_found_unfounded_later_was_suspected_then(house: House) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    case = open_a_case(house, officer)
    ((report,),) = kept(house, select(Report.code))
    entry = IncidentEntry("unfounded", ("violence",), (), None, "Đã xác minh")
    with house.app.app_context():
        record_incident(officer, report, entry, now=NOW)
    ((kind,),) = kept(house, select(Proposal.kind))
    assert kind == "unfounded"
    with house.app.app_context():
        decide_on_report(chair, report, 1, agree=True, words="Đúng", now=NOW + 2 * HOUR)
        shown = [
            case_as_of(officer, case, NOW + hours * HOUR, now=NOW + 5 * HOUR)
            .reports[0]
            .incidents[0]
            .certainty
            for hours in (1, 3)
        ]
    assert shown == ["suspected", "unfounded"]


def test_what_was_proposed_waited_until_it_was_decided_on(house: House) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    case = open_a_case(house, officer)
    with house.app.app_context():
        propose_mistake(officer, case, of_case=True, reason="Trùng", now=NOW + HOUR)
        verdict = {"agree": False, "words": "Không trùng"}
        decide_on_case(chair, case, 1, **verdict, now=NOW + 3 * HOUR)
        told = [
            [
                (each.state, each.decision)
                for each in case_as_of(
                    officer, case, NOW + hours * HOUR, now=NOW + 5 * HOUR
                ).proposals
            ]
            for hours in (0, 2, 4)
        ]
    assert told == [[], [("proposed", "")], [("refused", "Không trùng")]]
