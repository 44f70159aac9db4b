"""What a page of measures offers: the one thing to do next, and the rest."""

from __future__ import annotations

from typing import Final

from flask import url_for
from flask_babel import gettext

from caseapp.casework.measures_reading import Measures
from caseapp.casework.separation_reading import OrderView, SeparationView
from caseapp.rules.access import Act
from caseapp.rules.measure_states import BY
from caseapp.rules.separations import LONGEST
from caseapp.web.copy_asked import copy_steps
from caseapp.web.measure_rows import ORDER_WORDS
from caseapp.web.moves import Moves, Step, choose
from caseapp.web.rights import allowed

_NEW: Final = {
    "lifting": "measures.new_lifting",
    "extension": "measures.new_extension",
    "court_request": "measures.new_request",
}


def case_moves(view: Measures) -> Moves:
    """Return what may be begun in the case: a separation, a placement."""
    steps = {}
    if not view.closed and allowed(Act.CASE_EDIT, view.unit_id):
        if view.separation is None and view.elsewhere is None:
            url = url_for("measures.new", code=view.code)
            steps["separation"] = Step(gettext("Prepare a temporary separation (Mẫu 07)"), url)
        if view.placement is None:
            url = url_for("measures.new_placement", code=view.code)
            steps["placement"] = Step(gettext("Record where the child is placed"), url)
    return choose(steps, "", "")


def separation_moves(view: Measures, parted: SeparationView) -> Moves:
    """Return what may be done with a separation, the most urgent as the main thing."""
    steps = {
        move: Step(words, url_for(endpoint, code=view.code, number=parted.number))
        for move, words, endpoint in (
            ("decide", gettext("Decide on the separation"), "measures.decide"),
            ("amend", gettext("Change what was prepared"), "measures.amend"),
            ("withdraw", gettext("Take the separation back"), "measures.withdraw"),
        )
        if move in parted.moves and allowed(BY[move], view.unit_id)
    }
    if parted.holds and allowed(Act.CASE_EDIT, view.unit_id):
        for kind, endpoint in _NEW.items():
            if _may_follow(parted, kind):
                url = url_for(endpoint, code=view.code, number=parted.number)
                steps[kind] = Step(str(ORDER_WORDS[kind]), url)
    if allowed(Act.PLACE_SEE, view.unit_id):
        url = url_for("measures.place", code=view.code, number=parted.number)
        steps["place"] = Step(gettext("Show where the child is kept (each look is logged)"), url)
    steps |= _prints(view, parted)
    main = "decide" if "decide" in steps else "amend" if parted.state == "returned" else ""
    return choose(steps, main, "")


def _prints(view: Measures, parted: SeparationView) -> dict[str, Step]:
    """The decision on paper: to be handed out without the place, and the file's own copy."""
    if not allowed(Act.CASE_PRINT, view.unit_id):
        return {}
    copies = copy_steps(
        "Mẫu 07", "measures.form_07", view.unit_id, code=view.code, number=parted.number
    )
    url = url_for("dossiers.show", code=view.code, procedure="separation")
    bound = Step(gettext("Bind its papers into one PDF with a table of contents"), url)
    return {**dict(zip(("print", "print_place"), copies, strict=False)), "dossier": bound}


def _may_follow(parted: SeparationView, kind: str) -> bool:
    """Tell whether it can be asked for now: not what is asked for already, nothing too late."""
    if kind == "extension" and parted.day > LONGEST:
        return False
    waiting = {"submitted"} if kind != "court_request" else {"submitted", "decided", "sent"}
    return not any(each.kind == kind and each.state in waiting for each in parted.orders)


def order_moves(view: Measures, order: OrderView) -> list[Step]:
    """Return what may be done with a paper that follows a separation."""
    known = {
        "decide": (gettext("Decide"), "measures.decide_order"),
        "send": (gettext("Record that the letter was sent"), "measures.send"),
        "answer": (gettext("Record the answer"), "measures.answer"),
        "withdraw": (gettext("Take the proposal back"), "measures.withdraw_order"),
    }
    steps = [
        Step(words, url_for(endpoint, code=view.code, number=order.number))
        for move, (words, endpoint) in known.items()
        if move in order.moves and allowed(BY[move], view.unit_id)
    ]
    return steps + _order_prints(view, order)


def _order_prints(view: Measures, order: OrderView) -> list[Step]:
    """The decision or letter on paper, in its two copies."""
    if not allowed(Act.CASE_PRINT, view.unit_id):
        return []
    what = gettext("the letter") if order.kind == "court_request" else gettext("the decision")
    return copy_steps(
        what, "measures.print_order", view.unit_id, code=view.code, number=order.number
    )
