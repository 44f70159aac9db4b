"""What is missing before a paper is signed, in words, each with where it is mended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from caseapp.casework.assessment_reading import AssessmentView
from caseapp.casework.measures_reading import Measures
from caseapp.casework.plan_reading import CasePlans
from caseapp.casework.plan_views import PlanView
from caseapp.casework.report_reading import ReportView
from caseapp.casework.separation_reading import OrderView, SeparationView, day_of_court
from caseapp.casework.signing_facts import facts_of_case, facts_of_report
from caseapp.rules.access import Act
from caseapp.rules.forms.decisions import decision_form
from caseapp.rules.forms.registry import edition
from caseapp.rules.forms.registry import form as form_of
from caseapp.rules.forms.spec import Form
from caseapp.rules.measure_states import BY
from caseapp.rules.paper_settings import name_for, slug_of
from caseapp.rules.plans import Plan
from caseapp.rules.signing_needs import UNSIGNED, Facts, Lack, signing_lacks
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, now
from caseapp.web.rights import allowed


@dataclass(frozen=True)
class Lacking:
    """What one paper lacks: its name, and lines of words with the address where they are mended."""

    name: str
    lines: tuple[tuple[str, str], ...]


def _told(paper: str, form: Form, lacks: Iterable[Lack], *, child: str, own: str) -> Lacking:
    places = {
        "child": url_for("children.show", code=child) if child else "",
        "paper": own,
        "grounds": url_for("paper_settings.show", name=slug_of(name_for("grounds", form.number))),
    }
    lines = ((gettext(each.message, **each.params), places.get(each.where, "")) for each in lacks)
    return Lacking(paper, tuple(lines))


def lacking_separation(view: Measures, parted: SeparationView) -> Lacking:
    """Return what Mẫu 07 of a separation lacks."""
    known = {**_kept(parted.form), **parted.values}
    facts = facts_of_case(
        actor(),
        view.code,
        parted.form,
        [str(known.get(key) or "") for key in ("why", "duties", "carried_out_by")],
        now=now(),
        made_at=parted.decided_at if parted.was_decided else None,
        proposed=bool(parted.submitted_by),
    )
    own = url_for("measures.amend", code=view.code, number=parted.number)
    return _told(
        "Mẫu 07",
        parted.form,
        signing_lacks(parted.form, known, facts),
        child=view.child_code,
        own=own if "amend" in parted.moves and allowed(BY["amend"], view.unit_id) else "",
    )


def _kept(form: Form) -> dict[str, bool]:
    """Return the fields for few eyes as known: what they say is asked for elsewhere."""
    return {field.key: True for field in form if field.restricted}


def lacking_order(view: Measures, parted: SeparationView, order: OrderView) -> Lacking:
    """Return what a paper that follows a separation lacks."""
    made_at = order.decided_at
    form = decision_form(order.kind, local_day(made_at or now()))
    names = parted.values.get("names", "")
    known: dict[str, object] = {
        "names": names,
        "back_to": names,
        "of_decision": parted.decided_at,
        "last_day": order.last_day or parted.last_day,
        "assessed_on": day_of_court(order, "assessed_on"),
        "kept_with": parted.kept_with,
        "why": order.why,
    }
    facts = facts_of_case(
        actor(),
        view.code,
        form,
        [order.why],
        now=now(),
        made_at=made_at,
        proposed=bool(order.submitted_by),
    )
    lacks = signing_lacks(form, {**_kept(form), **known}, facts)
    return _told(form.number, form, lacks, child=view.child_code, own="")


def lacking_plan(view: CasePlans, plan: PlanView) -> list[Lacking]:
    """Return what Mẫu 05 lacks, and Mẫu 04 behind it."""
    decision = form_of("05", local_day(plan.decided_at or now()))
    spec = edition("04", plan.edition)
    own = url_for("plans.edit", code=view.code, number=plan.number)
    mended = own if "revise" in plan.moves and allowed(Act.CASE_EDIT, view.unit_id) else ""
    facts = facts_of_case(
        actor(),
        view.code,
        decision,
        [plan.assignment, plan.said.organisation],
        now=now(),
        made_at=plan.decided_at,
        proposed=bool(plan.submitted_by),
    )
    decided = {"assignment": plan.assignment or plan.decided_at is None}
    papers = (
        ("Mẫu 05", decision, signing_lacks(decision, decided, facts)),
        ("Mẫu 04", spec, signing_lacks(spec, _of_plan(plan.said), Facts(facts.no_child))),
    )
    return [
        _told(paper, form, lacks, child=view.child_code, own=mended)
        for paper, form, lacks in papers
    ]


def _of_plan(said: Plan) -> dict[str, object]:
    rows = said.activities
    columns = ("what", "measure", "starts_on", "due_on", "responsible", "cooperates", "resources")
    whole: dict[str, object] = {
        key: bool(rows) and all(getattr(row, key) for row in rows) for key in columns
    }
    goals = said.goals
    return whole | {
        "situation": said.situation,
        "need": said.needs,
        "goal": bool(goals) and all(goal.text for goal in goals),
        "goal_due": bool(goals) and all(goal.due for goal in goals),
        "organisation": said.organisation,
    }


def lacking_assessment(view: AssessmentView, child_name: str, own: str) -> Lacking:
    """Return what Mẫu 02, 03 or 06 lacks; `own` is where a draft is written on."""
    facts = Facts() if child_name else Facts(frozenset({"child_name"}))
    known = {"level": view.level, **view.values}
    lacks = signing_lacks(view.form, known, facts)
    if view.is_draft:
        lacks = [Lack(UNSIGNED, "paper"), *lacks]
    return _told(f"Mẫu {view.form.number}", view.form, lacks, child="", own=own)


def lacking_report(view: ReportView, own: str) -> list[Lacking]:
    """Return what Mẫu 01 lacks, and the decision on emergency measures that stands."""
    facts = Facts() if view.answers.get("child_name") else Facts(frozenset({"child_name"}))
    open_form = view.form.unrestricted()
    lacks = signing_lacks(open_form, view.answers, facts)
    found = [_told("Mẫu 01", view.form, lacks, child="", own=own)]
    standing = [each for each in view.decisions if not each.fell][-1:]
    for decided in standing:
        if decided.kind == "emergency":
            form = decision_form("emergency", local_day(decided.decided_at))
            facts = facts_of_report(
                actor(), view.code, form, [], now=now(), made_at=decided.decided_at
            )
            known = {**_kept(form), "ground": True, "steps": _steps(view)}
            lacks = signing_lacks(form, known, facts)
            child = view.child_code or ""
            found.append(_told(form.number, form, lacks, child=child, own=""))
    return found


def _steps(view: ReportView) -> bool:
    """Tell whether a signed assessment says what keeps the child safe."""
    signed = [each for each in view.assessments if not each.is_draft][-1:]
    return any(
        value and key.endswith("_service") and key != "home_service"
        for each in signed
        for key, value in each.values.items()
    )
