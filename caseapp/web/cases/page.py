"""What may be done with a case, the one thing to do next before all else."""

from __future__ import annotations

from flask import url_for
from flask_babel import gettext

from caseapp.casework.case_reading import CaseView
from caseapp.casework.cases import MOVES
from caseapp.casework.child_reading import ChildView
from caseapp.rules.access import Act
from caseapp.rules.values import local_day
from caseapp.web import filters
from caseapp.web.actor import now
from caseapp.web.birth_box import born_words
from caseapp.web.cases.closing_print import closing_prints
from caseapp.web.cases.transferring import transfer_steps
from caseapp.web.cases.urgent import WHY, urgent
from caseapp.web.consenting import consent_steps
from caseapp.web.moves import Moves, Step, choose
from caseapp.web.proposing import is_proposed, waiting
from caseapp.web.rights import allowed


def moves_of(view: CaseView) -> Moves:
    """Return what the signed-in person may do with the case, the most urgent as `main`."""
    pressing = urgent(view)
    steps = pressing.steps | _steps(view) | pressing.steps  # their words, in their places
    main = next((name for name in pressing.order if name in steps), "")
    return choose(steps, main, str(WHY[main]) if main in steps else "")


def _steps(view: CaseView) -> dict[str, Step]:
    """Everything that may be done, in the order of the page."""
    code, unit = view.code, view.unit_id
    steps = {}
    if view.state != "closed" and allowed(Act.CASE_EDIT, unit):
        steps["note"] = Step(
            gettext("Add a note, contact or visit"), url_for("cases.note", code=code)
        )
        steps["level"] = Step(gettext("Set the level of risk"), url_for("cases.level", code=code))
    steps |= _assessing(view)
    steps["plan"] = Step(gettext("Plan and carrying out"), url_for("plans.index", code=code))
    words = gettext("Separation and placement")
    steps["measures"] = Step(words, url_for("measures.index", code=code))
    steps["care"] = Step(gettext("Alternative care"), url_for("care.index", code=code))
    if allowed(Act.FILE_ADD, unit):
        url = url_for("files.add_to_case", code=code)
        steps["file"] = Step(gettext("Attach a picture or PDF"), url)
    if view.reports and allowed(Act.INCIDENT_RECORD, unit):
        url = url_for("reports.incident", code=view.reports[-1].code)
        steps["incident"] = Step(gettext("Record what happened"), url)
    if view.state != "closed" and allowed(Act.REFERRAL_DRAFT, unit):
        steps["referral"] = Step(gettext("Draft a referral"), url_for("referrals.draft", case=code))
    stays = view.transfer is None or not view.transfer.is_open
    if "propose_closing" in view.moves and stays and allowed(Act.CASE_PROPOSE_CLOSING, unit):
        steps["closing"] = Step(gettext("Propose closing"), url_for("cases.closing", code=code))
    if decisions(view):
        words = (
            gettext("Open the case again")
            if view.state == "closed"
            else gettext("Decide on closing")
        )
        steps["decision"] = Step(words, url_for("cases.decide", code=code))
    steps |= consent_steps(view.child.code, unit) | _supervising(view)
    steps |= transfer_steps(view) | _on_paper(view)
    return steps | closing_prints(view) | _mistaken(view)


def _on_paper(view: CaseView) -> dict[str, Step]:
    """What the case has on paper, or may be printed of it."""
    if not allowed(Act.CASE_PRINT, view.unit_id):
        return {}
    papers = url_for("kept_papers.in_case", code=view.code)
    summary = url_for("cases.sum_up", code=view.code)
    dossiers = url_for("dossiers.index", code=view.code)
    return {
        "kept": Step(gettext("Papers for the signature"), papers),
        "print": Step(gettext("Print the summary"), summary),
        "dossier": Step(gettext("Bind a dossier"), dossiers),
    }


def _assessing(view: CaseView) -> dict[str, Step]:
    """The detailed assessment and the review; a draft that waits is gone on with there."""
    if view.state != "open" or not allowed(Act.CASE_EDIT, view.unit_id):
        return {}
    assess = url_for("assessments.new_detailed_assessment", code=view.code)
    review = url_for("assessments.new_review", code=view.code)
    return {
        "assess": Step(gettext("Assess the child in detail (Mẫu 03)"), assess),
        "review": Step(gettext("Review the child's state (Mẫu 06)"), review),
    }


def decisions(view: CaseView) -> tuple[str, ...]:
    """Return the steps that wait for a decision, and that this person may take."""
    return tuple(
        move
        for move in view.moves
        if MOVES[move] is Act.CASE_CLOSE
        and allowed(Act.CASE_CLOSE, view.unit_id)
        and (move == "reopen" or waiting(view.proposals, view.unit_id, "closing"))
    )


def _mistaken(view: CaseView) -> dict[str, Step]:
    """Saying that the case was entered by mistake, or deciding on that."""
    for proposal in waiting(view.proposals, view.unit_id, "mistake"):
        url = url_for("cases.decide_proposal", code=view.code, number=proposal.number)
        return {"verdict": Step(gettext("Decide on the proposal"), url)}
    if is_proposed(view.proposals, "mistake"):
        return {}
    if not allowed(Act.CASE_PROPOSE_CLOSING, view.unit_id):
        return {}
    words = gettext("Entered by mistake: propose to take it out of the lists")
    return {"mistake": Step(words, url_for("cases.mistake", code=view.code))}


def _supervising(view: CaseView) -> dict[str, Step]:
    """What the supervisor sees to: who handles the file, and from whom it is kept."""
    steps = {}
    if view.state != "closed" and allowed(Act.CASE_ASSIGN, view.unit_id):
        steps["assign"] = Step(
            gettext("Assign an officer"), url_for("cases.assign", code=view.code)
        )
    if allowed(Act.CONFLICT_MARK, view.unit_id):
        steps["conflict"] = Step(
            gettext("Conflict of interest: keep this file from somebody"),
            url_for("conflicts.show", kind="child", code=view.child.code),
        )
    return steps


def child_rows(child: ChildView) -> list[tuple[str, str]]:
    """Return who the child is, as question and answer; the rest stands on the child's page."""
    born = born_words(child.born, child.birth_precision, local_day(now()))
    holding = [
        filters.code_label("groups", line.group_code)
        for line in child.circumstances
        if line.holds and line.status == "confirmed"
    ]
    return [
        (gettext("Code"), child.code),
        (gettext("Sex"), filters.code_label("sex", child.sex)),
        (gettext("Born"), born),
        (gettext("Lives in"), child.stays[0].unit if child.stays else ""),
        (gettext("Special circumstances"), "; ".join(holding)),
    ]
