"""What separations, what follows them and placements say, as question and answer.

On their own pages and on that of a past moment; a place is no part of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask_babel import gettext, lazy_gettext

from caseapp.casework.measures_reading import PlacementView
from caseapp.casework.separation_reading import OrderView, SeparationView, day_of_court
from caseapp.rules.forms.answers import Value
from caseapp.web import filters
from caseapp.web.form_builder import ToldSection, answer_sections

ORDER_WORDS: Final = {
    "extension": lazy_gettext("Extend the separation"),
    "lifting": lazy_gettext("Lift the separation"),
    "court_request": lazy_gettext("Ask the court or another competent body"),
}


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
