"""A case in which every free text of every paper tells the same, and all its papers drawn."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from caseapp.casework.decision_prints import gather_emergency, gather_order
from caseapp.casework.decisions import decide_measure
from caseapp.casework.dossiers import bind, survey
from caseapp.casework.minutes import write_minutes
from caseapp.casework.minutes_prints import gather_minutes
from caseapp.casework.plan_decisions import Verdict, decide_plan
from caseapp.casework.plans import draft_plan, move_plan
from caseapp.casework.reports import log_report
from caseapp.casework.screening import open_case
from caseapp.casework.separation_orders import NewOrder, prepare_order
from caseapp.rules.access import Actor
from caseapp.rules.copies import Copy
from caseapp.rules.dossiers import PROCEDURES
from caseapp.rules.plans import Goal, Plan
from caseapp.rules.print_batches import OF_REPORTS, PAPERS
from caseapp.web.decision_paper import decision_html
from caseapp.web.dossier_paper import bound_html
from caseapp.web.minutes_paper import minutes_html
from caseapp.web.papers import Asked, draw
from tests.factories.assessments import CLOSE, DETAILED, REVIEW, assess
from tests.factories.children import a_child, actor_of
from tests.factories.house import NOW, House
from tests.factories.measures import Desk, a_separation, decide, prepare
from tests.factories.plans import DAY, TODAY, an_activity
from tests.factories.web import NINH_KIEU, make_user


def tell(house: House, story: str, name: str = "Thạch Thị Sa Rương") -> Desk:
    """Write a whole case of a child of that name, the story wherever words are free."""
    officer = actor_of(house, make_user(house, "officer"))
    chair = actor_of(house, make_user(house, "chair"))
    values = {
        "received_at": NOW - timedelta(hours=1),
        "event_area": NINH_KIEU,
        "channel": "phone",
        "child_name": name,
        "child_state": story,
        "family": story,
    }
    with house.app.app_context():
        report = log_report(officer, values, now=NOW)
        case = open_case(officer, report, a_child(NINH_KIEU, full_name=name), now=NOW)
        decide_measure(
            chair, report, kind="emergency", decided_at=NOW, reason=story, signed_at=None, now=NOW
        )
    desk = Desk(case, report, officer, chair, chair)
    said = {"conclusion": story}
    assess(house, report, by=officer, conclusion=said)
    assess(house, case, DETAILED, by=officer, conclusion=said, body=story, family=story)
    assess(house, case, REVIEW, by=officer, conclusion=CLOSE | said)
    prepare(house, desk, a_separation(why=story))
    decide(house, chair, case)
    _plan(house, desk, story)
    new = NewOrder("lifting", story, assessed_on=TODAY)
    with house.app.app_context():
        prepare_order(officer, case, 1, new, now=NOW)
    return desk


def _plan(house: House, desk: Desk, story: str) -> None:

    plan = Plan(
        story, ("Được an toàn",), (Goal(story[:200], TODAY + 30 * DAY, (an_activity(),)),), story
    )
    minutes = {"met_at": NOW, "chaired_by": "Chủ tịch", "present": "Công an", "agreed": story}
    with house.app.app_context():
        write_minutes(desk.officer, desk.case, minutes, now=NOW)
        draft_plan(desk.officer, desk.case, plan, now=NOW)
        move_plan(desk.officer, desk.case, 1, move="submit", version=1, now=NOW)
        verdict = Verdict("approve", NOW, "Đồng ý", number="", assignment=story)
        decide_plan(desk.chair, desk.case, 1, verdict, version=1, now=NOW)


def every_print(house: House, desk: Desk, actor: Actor | None = None) -> Iterator[tuple[str, str]]:
    """Yield the name of each paper of the case, and its HTML; of decisions the file's own copy."""
    by = actor or desk.officer
    with house.app.test_request_context():
        for form in PAPERS:
            code = desk.report if form in OF_REPORTS else desk.case
            asked = Asked(form, code, copy=Copy.FILE)
            yield form, draw(by, asked, now=NOW, demo=False).html
        minutes = gather_minutes(by, desk.case, 1, now=NOW)
        yield "minutes", minutes_html(minutes, now=NOW, demo=False)
        for name, found in (
            ("emergency", gather_emergency(by, desk.report, 1, now=NOW, copy=Copy.FILE)),
            ("order", gather_order(by, desk.case, 1, now=NOW, copy=Copy.FILE)),
        ):
            yield name, decision_html(found, now=NOW, demo=False)
        for name in PROCEDURES:
            held = survey(by, desk.case, name, now=NOW)
            bound = bind(
                by, desk.case, name, papers=held.proposed, files=(), reason="decision", now=NOW
            )
            html = bound_html(by, bound, now=NOW, demo=False, both_sides=True)
            yield f"dossier {name}", html
