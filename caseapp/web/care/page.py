"""What a page of alternative care offers and says: steps by state, facts as question and answer."""

from __future__ import annotations

from typing import Final

from flask import url_for
from flask_babel import gettext, lazy_gettext

from caseapp.casework.care_reading import CareView, CaseCare, Decided, EndingView
from caseapp.rules.access import Act
from caseapp.rules.care_states import DECIDED
from caseapp.web import filters
from caseapp.web.care_rows import Rows
from caseapp.web.copy_asked import copy_steps
from caseapp.web.kept_steps import put_step
from caseapp.web.moves import Moves, Step, choose
from caseapp.web.rights import allowed

_OWN_FILE: Final = lazy_gettext(
    "The carer may be somebody who is suspected in this child's file, or from whom it is kept"
)


def moves_of(view: CaseCare) -> Moves:
    """Return what may be done with alternative care now, the next step as the main thing."""
    steps: dict[str, Step] = {}
    edits = allowed(Act.CASE_EDIT, view.unit_id) and not view.closed
    care = view.open
    if care is None:
        if edits:
            url = url_for("care.new", code=view.code)
            steps["new"] = Step(gettext("Prepare alternative care"), url)
        return choose(steps, "new" if edits else "", "")
    steps = _deciding(view, care)
    if edits:
        steps |= _carrying_out(view, care)
    if allowed(Act.PLACE_SEE, view.unit_id):
        url = _url("care.place", view, care)
        words = gettext("Show with whom and where the child is (each look is logged)")
        steps["place"] = Step(words, url)
    mend = [
        name
        for name, one in (("amend", care), ("amend_ending", care.ending))
        if one is not None and one.paper.state == "returned"
    ]
    order = ("decide", "decide_ending", *mend, "hand_over", "follow")
    return choose(steps, next((name for name in order if name in steps), ""), "")


def prints_of(view: CaseCare, one: CareView | EndingView, *, ending: bool) -> list[Step]:
    """Return the links to the decision on paper, in its two copies, to who may print it."""
    if not allowed(Act.CASE_PRINT, view.unit_id):
        return []
    endpoint = "care.print_ending" if ending else "care.print_care"
    what, number = gettext("the decision"), one.paper.number
    steps = copy_steps(what, endpoint, view.unit_id, code=view.code, number=number)
    put = put_step("care_end" if ending else "care", view.code, number, view.unit_id)
    return [*steps, put] if put is not None and one.paper.state in DECIDED else steps


def _url(endpoint: str, view: CaseCare, care: CareView | EndingView) -> str:
    return url_for(endpoint, code=view.code, number=care.paper.number)


def _deciding(view: CaseCare, care: CareView) -> dict[str, Step]:
    """What the chair decides, and nobody else."""
    steps: dict[str, Step] = {}
    if not allowed(Act.MEASURE_DECIDE, view.unit_id) or view.closed:
        return steps
    if "decide" in care.paper.moves:
        steps["decide"] = Step(
            gettext("Decide on the alternative care"), _url("care.decide", view, care)
        )
    if care.ending is not None and "decide" in care.ending.paper.moves:
        url = _url("care.decide_ending", view, care.ending)
        steps["decide_ending"] = Step(gettext("Decide on the end of the alternative care"), url)
    return steps


def _carrying_out(view: CaseCare, care: CareView) -> dict[str, Step]:
    """What the officer does, by state."""
    words = {
        "amend": (gettext("Change what was prepared"), "care.amend"),
        "hand_over": (gettext("Record the hand-over"), "care.hand_over"),
        "withdraw": (gettext("Take the proposal back"), "care.withdraw"),
    }
    steps = {
        move: Step(text, _url(endpoint, view, care))
        for move, (text, endpoint) in words.items()
        if move in care.paper.moves
    }
    if care.paper.state == "in_care":
        steps["follow"] = Step(gettext("Record a follow-up"), _url("care.follow_up", view, care))
    if "end" in care.paper.moves and care.ending is None:
        url = _url("care.new_ending", view, care)
        steps["end"] = Step(gettext("Ask for its end or change"), url)
    return steps | (_of_ending(view, care.ending) if care.ending is not None else {})


def _of_ending(view: CaseCare, ending: EndingView) -> dict[str, Step]:
    """What the officer does with an end that nobody has decided on."""
    url, back = (_url(f"care.{name}_ending", view, ending) for name in ("amend", "withdraw"))
    return {
        "amend_ending": Step(gettext("Change what was asked for at its end"), url),
        "withdraw_ending": Step(gettext("Take the end back"), back),
    }


def lacks_row(lacks: tuple[str, ...]) -> Rows:
    """Return what is lacking with the carer, to be seen by who decides."""
    words = "; ".join(filters.code_label("carer_lacks", code) for code in lacks)
    return ((gettext("Lacking with the carer"), words),) if words else ()


def doubt_rows(care: CareView) -> Rows:
    """Return what makes the carer doubtful, to be read first by who prepares or decides."""
    warning = gettext("Look first")
    rows = (
        (warning, _named_in(care.doubt.reports)),
        (warning, _OWN_FILE if care.doubt.own_file else ""),
    )
    return tuple((question, str(answer)) for question, answer in rows if answer)


def _named_in(reports: tuple[str, ...]) -> str:
    if not reports:
        return ""
    words = gettext(
        "The carer may be somebody who is suspected in %(reports)s", reports=", ".join(reports)
    )
    return str(words)


def register_doubt(reports: tuple[str, ...]) -> str:
    """Say which reports may name a carer as a suspect; nothing when there are none."""
    if not reports:
        return ""
    marks = ", ".join(reports)
    return str(gettext("May be somebody who is suspected in %(reports)s", reports=marks))


def comment_row(paper: Decided) -> Rows:
    """Return the comment with which the chair returned a paper."""
    returned = paper.state == "returned" and paper.words
    return ((gettext("The chair's words"), paper.words),) if returned else ()
