"""What may be done with a report, the one thing to do next before all else."""

from __future__ import annotations

from typing import Final

from flask import url_for
from flask_babel import gettext, lazy_gettext

from caseapp.casework.report_reading import ReportView
from caseapp.rules.access import Act
from caseapp.web.moves import Moves, Step, choose
from caseapp.web.reports.decision_prints import emergency_prints
from caseapp.web.reports.first_moves import first_moves
from caseapp.web.reports.preparing import may_add, may_prepare
from caseapp.web.reports.screening_steps import mistake_step, screening_steps
from caseapp.web.rights import allowed


def moves_of(view: ReportView) -> Moves:
    """Return what the signed-in person may do with the report, the most urgent as `main`."""
    steps = _steps(view)
    runs = view.clock is not None and view.clock.stopped_at is None
    # Once it is decided the 12 hours may wait for the signed paper alone: nobody is to be called.
    due = runs and all(each.fell for each in view.decisions)
    baseless = _baseless(view)
    urgent = {  # what comes before all else, where this person may do it
        "decide": due,
        "proposal": True,
        "answer": True,
        "decide_receipt": True,
        "call": due,
        "record": due,
        "end": baseless,
        "open_case": view.state == "received" and not baseless,
    }
    kinds = {name.partition("-")[0]: name for name in reversed(steps)}  # the first of each kind
    main: str | None = next(
        (kinds[kind] for kind in urgent if kind in kinds and urgent[kind]), None
    )
    if main is None and "case" in steps:
        main = "case"
    why = _why(main, view.unit_id, due=due)
    if due and main != "decide" and view.instead.chair_kept:
        # Never "call the chair": the page says who decides, or whom to ask for somebody who does.
        why = str(_WHY["instead"]) if view.instead.decider else ""
    return choose(steps, main or "", why)


def _baseless(view: ReportView) -> bool:
    """Whether everything that was found out says that nothing happened, and no case is open."""
    known = [incident for incident in view.incidents if incident.abuse_types]
    return (
        view.state == "received"
        and bool(known)
        and all(incident.certainty == "unfounded" for incident in known)
    )


def _steps(view: ReportView) -> dict[str, Step]:
    """Everything that may be done, in the order of the page."""
    code, unit = view.code, view.unit_id
    steps = {}
    if view.case_code and allowed(Act.CASE_READ, unit):
        steps["case"] = Step(gettext("Go to the case"), url_for("cases.show", code=view.case_code))
    if not view.imported and allowed(Act.MEASURE_DECIDE, unit):
        words = gettext("Record another decision") if view.decisions else gettext("Record decision")
        steps["decide"] = Step(words, url_for("reports.decide", code=code))
    steps |= first_moves(view)
    steps |= _assessing(view)
    runs = view.clock is not None and view.clock.stopped_at is None
    if runs and view.state != "ended" and allowed(Act.CALL_RECORD, unit):
        steps["call"] = Step(gettext("Call now"), url_for("duty.calls", code=code))
    steps |= screening_steps(view)
    more = _additions(view) | _next_child(view) | _review(view) | _prints(view)
    return steps | more | mistake_step(view) | _conflicts(view)


def _assessing(view: ReportView) -> dict[str, Step]:
    """The initial assessment: a new one, or the draft that waits to be signed off."""
    if view.state == "ended" or not may_prepare(Act.REPORT_SCREEN, view):
        return {}
    drafts = [each for each in view.assessments if each.is_draft]
    if not drafts:
        url = url_for("assessments.new_initial_assessment", code=view.code)
        return {"assess": Step(gettext("Assess the risk (Mẫu 02)"), url)}
    url = url_for("assessments.initial_assessment", code=view.code, number=drafts[-1].number)
    return {"assess": Step(gettext("Go on with the assessment (Mẫu 02)"), url)}


def _additions(view: ReportView) -> dict[str, Step]:
    """What may be added to the report or put right in it."""
    code, unit, steps = view.code, view.unit_id, {}
    if allowed(Act.FILE_ADD, unit):
        words = gettext("Attach a picture or PDF")
        steps["file"] = Step(words, url_for("files.add_to_report", code=code))
    if allowed(Act.INCIDENT_RECORD, unit):
        words = gettext("Record what happened")
        steps["incident"] = Step(words, url_for("reports.incident", code=code))
    if view.answers_version and may_prepare(Act.REPORT_LOG, view):
        steps["amend"] = Step(gettext("Amend Mẫu 01"), url_for("reports.amend", code=code))
    return steps


def _review(view: ReportView) -> dict[str, Step]:
    """The supervisor's review of what one person did alone, while it is owed."""
    if not view.lone or view.lone.reviewed_at or not allowed(Act.LONE_REVIEW, view.unit_id):
        return {}
    words = gettext("Review what one person did alone")
    return {"review": Step(words, url_for("reports.review", code=view.code))}


def _next_child(view: ReportView) -> dict[str, Step]:
    """A Mẫu 01 for another child of the same event, where there is one to copy from."""
    if view.imported or not view.answers_version or not may_add(view):
        return {}
    url = url_for("reports.sibling", code=view.code)
    return {"sibling": Step(gettext("Add a child of this event"), url)}


def _prints(view: ReportView) -> dict[str, Step]:
    """The prints of the form: without part 3, and with it for those who may see it."""
    if not view.answers_version or not allowed(Act.REPORT_PRINT, view.unit_id):
        return {}
    url = url_for("reports.form_01", code=view.code)
    prints = {"print": Step(gettext("Print Mẫu 01 (PDF)"), url)}
    if not view.reporter_hidden:
        words = gettext("Print Mẫu 01 with part 3, who gave the information (PDF)")
        prints["print_whole"] = Step(words, f"{url}?reporter=1")
    for place, each in enumerate(emergency_prints(view)):
        prints[f"print_decision_{place}"] = each
    return prints


def _conflicts(view: ReportView) -> dict[str, Step]:
    """Keeping the file from somebody: the child's whole file where the child is known."""
    if not allowed(Act.CONFLICT_MARK, view.unit_id):
        return {}
    url = url_for("conflicts.show", kind="report", code=view.code)
    instead = url_for("conflicts.stand_ins", code=view.code)
    return {
        "conflict": Step(gettext("Conflict of interest: keep this file from somebody"), url),
        "stand_ins": Step(gettext("Who decides and who handles it instead"), instead),
    }


def _why(main: str | None, unit: int, *, due: bool) -> str:
    """The sentence above the button: what is asked of this person, or awaited of another."""
    if main in {"decide", "decide_receipt"}:
        return str(_WHY[main])
    if due:
        return str(_WHY["bring" if allowed(Act.REPORT_SCREEN, unit) else "awaited"])
    return str(_WHY.get((main or "").partition("-")[0], ""))


_WHY: Final = {
    "decide": lazy_gettext("Decide whether emergency measures apply. The decision stops the clock"),
    "bring": lazy_gettext(
        "Call the chair now and hand over Mẫu 01: the chair decides on emergency measures, "
        "and the clock runs until then"
    ),
    "answer": lazy_gettext(
        "A decision of the chair was entered by another. It counts already, and waits for the "
        "chair's word or for the signed scan"
    ),
    "decide_receipt": lazy_gettext(
        "The ward proposes another moment of receipt. It would turn late into on time, so you "
        "decide; until then the old deadline counts"
    ),
    "instead": lazy_gettext(
        "Call who decides instead of the chair now and hand over Mẫu 01: "
        "the clock runs until the decision"
    ),
    "awaited": lazy_gettext("The decision of the chair on emergency measures is awaited"),
    "proposal": lazy_gettext("Something is proposed about this report. Decide on it"),
    "end": lazy_gettext("What was reported is unfounded: propose to end it, or open a case"),
    "open_case": lazy_gettext("Open a case, so that the risk is judged and help begins"),
}
