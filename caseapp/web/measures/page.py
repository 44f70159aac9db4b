"""What a page of measures offers: the one thing to do next, and the rest."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import url_for
from flask_babel import gettext, lazy_gettext

from caseapp.casework.measures_reading import Measures, PlacementView
from caseapp.casework.separation_reading import OrderView, SeparationView, day_of_court
from caseapp.rules.access import Act
from caseapp.rules.forms.answers import Value
from caseapp.rules.measure_states import BY
from caseapp.rules.separations import LONGEST
from caseapp.web import filters
from caseapp.web.form_builder import ToldSection, answer_sections
from caseapp.web.moves import Moves, Step, choose
from caseapp.web.rights import allowed

ORDER_WORDS: Final = {
    "extension": lazy_gettext("Extend the separation"),
    "lifting": lazy_gettext("Lift the separation"),
    "court_request": lazy_gettext("Ask the court or another competent body"),
}
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
    url = url_for("measures.form_07", code=view.code, number=parted.number)
    steps = {"print": Step(gettext("Print Mẫu 07 to be handed out, without the place (PDF)"), url)}
    if allowed(Act.PLACE_SEE, view.unit_id):
        words = gettext("Print Mẫu 07 for the file, with the place (PDF; it is logged)")
        steps["print_place"] = Step(words, f"{url}?place=1")
    return steps


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
    return [
        Step(words, url_for(endpoint, code=view.code, number=order.number))
        for move, (words, endpoint) in known.items()
        if move in order.moves and allowed(BY[move], view.unit_id)
    ]


def told_of(parted: SeparationView, values: Mapping[str, Value] | None = None) -> list[ToldSection]:
    """Return what a separation says, in the words and the order of Mẫu 07.

    The place is no part of it, but for `values` that hold it, on the page of who decides.
    """
    spec = parted.form.unrestricted() if values is None else parted.form
    return answer_sections(spec, values or parted.values, areas={}, see_restricted=True)


def prepared_rows(parted: SeparationView) -> tuple[tuple[str, Any], ...]:
    """Return who prepared a separation, as question and answer."""
    return (
        (
            gettext("Prepared by"),
            f"{parted.submitted_by}, {filters.moment(parted.submitted_at)}",
        ),
    )


def order_rows(order: OrderView) -> tuple[tuple[str, Any], ...]:
    """Return what a paper that follows says, as question and answer; only what it holds."""
    body = filters.code_label("court_bodies", str(order.said.get("body", "")))
    sent = filters.day(day_of_court(order, "sent_at"))
    answered = filters.day(day_of_court(order, "answered_on"))
    outcome = filters.code_label("court_answers", str(order.said.get("outcome", "")))
    asked = f"{order.submitted_by}, {filters.moment(order.submitted_at)}"
    rows = (
        (gettext("Addressed to"), f"{body}: {order.said['body_name']}" if body else ""),
        (gettext("New last day"), filters.day(order.last_day)),
        (gettext("Safety assessed on"), filters.day(day_of_court(order, "assessed_on"))),
        (gettext("Reason"), order.why),
        (gettext("Prepared by"), asked),
        (gettext("Decided"), _decided(order)),
        (gettext("The chair's words"), order.words),
        (gettext("Letter"), _numbered(str(order.said.get("letter", "")), sent)),
        (gettext("Answer"), outcome),
        (gettext("Paper of the answer"), _numbered(str(order.said.get("answer", "")), answered)),
        (gettext("What it says"), str(order.said.get("words", ""))),
    )
    return tuple(row for row in rows if row[1])


def _decided(order: OrderView | SeparationView) -> str:
    if order.decided_at is None:
        return ""
    return f"{filters.moment(order.decided_at)}, {order.decided_by}"


def decided_rows(parted: SeparationView, unit: str) -> tuple[tuple[str, Any], ...]:
    """Return what the chair decided on a separation, and for which unit."""
    if parted.decided_at is None:
        return ()
    return (
        (gettext("Decided"), _decided(parted)),
        (gettext("By the chair of"), unit),
        (gettext("The chair's words"), parted.words),
        (gettext("Signed"), filters.day(parted.signed_at)),
    )


def _numbered(number: str, day: str) -> str:
    if not number:
        return ""
    return str(gettext("no. %(number)s of %(day)s", number=number, day=day))


def placement_rows(placed: PlacementView) -> tuple[tuple[str, Any], ...]:
    """Return what a placement says, as question and answer; the place is no part of it."""
    relation = filters.code_label("relation", placed.relation)
    kept = filters.code_label("kept_with", placed.kept_with)
    rows = (
        (gettext("The child stays with"), f"{kept} ({relation.lower()})" if relation else kept),
        (gettext("From"), filters.day(placed.first_day)),
        (gettext("Last day there"), filters.day(placed.last_day)),
        (gettext("Protected address"), gettext("Yes") if placed.protected else gettext("No")),
        (gettext("By the separation"), gettext("Yes") if placed.by_separation else gettext("No")),
        (gettext("What to know about the placement"), placed.remark),
        (gettext("Why it ended"), placed.ended),
    )
    return tuple(row for row in rows if row[1])
