"""A case as it stood on a past moment, asked for by day and hour."""

from __future__ import annotations

from datetime import datetime
from types import SimpleNamespace
from typing import Any, Final

from flask import Blueprint, render_template, request
from flask_babel import gettext, lazy_gettext
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from caseapp.casework import areas
from caseapp.casework.as_of import PastCase, case_as_of
from caseapp.casework.as_of_measures import PastMinutes
from caseapp.casework.as_of_papers import PastAssessment
from caseapp.casework.case_head import read_head
from caseapp.casework.separation_reading import SeparationView
from caseapp.rules.access import Act
from caseapp.rules.values import RuleBroken, local_day
from caseapp.web import filters
from caseapp.web.actor import actor, needs, now
from caseapp.web.birth_box import born_words
from caseapp.web.boxes import GovMoment
from caseapp.web.care_rows import care_rows, ending_rows
from caseapp.web.cases.timeline import receipt_words, title_of_kind
from caseapp.web.form_builder import answer_sections
from caseapp.web.measure_rows import (
    ORDER_WORDS,
    decided_rows,
    order_rows,
    placement_rows,
    prepared_rows,
    told_of,
)
from caseapp.web.widgets import GovSubmit, refuse

Answer = tuple[str, int] | str


class AsOfForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types
    """The moment; sent by GET, so that what is seen has an address."""

    class Meta:
        """A question changes nothing: it needs no token."""

        csrf = False

    moment = GovMoment(
        lazy_gettext("Day and hour"),
        validators=[InputRequired(lazy_gettext("Enter the day and hour"))],
        description=lazy_gettext(
            "What had been entered by then is shown, as it was written then. "
            "Each look is written down"
        ),
    )
    submit = GovSubmit(lazy_gettext("Show the file of that moment"))


GAPS: Final = {
    "case": lazy_gettext(
        "State, level of risk and officer: an earlier value was not kept. "
        "What is shown is the oldest that is kept"
    ),
    "child": lazy_gettext(
        "The child's data (name, birth, address, carer): an earlier value was not kept. "
        "What is shown is the oldest that is kept"
    ),
    "people": lazy_gettext(
        "The people around the child: an earlier value was not kept. "
        "What is shown is the oldest that is kept"
    ),
    "papers": lazy_gettext(
        "Separation, placement and alternative care: an earlier state was not kept. "
        "What is shown is the oldest that is kept"
    ),
}
"""What of a file cannot be shown as of a moment, because changes before were not kept."""

ALWAYS: Final = (
    lazy_gettext(
        "The last day of a special circumstance or of help is shown as it is known today: "
        "when that day was entered is not kept"
    ),
    lazy_gettext("The contents of Mẫu 01 stand with the report, by its versions"),
)
"""What is never shown as of then."""


def attach(blueprint: Blueprint) -> None:
    """Add the page to the cases' blueprint."""
    blueprint.add_url_rule("/<code>/as-of", "as_of", as_of)


@needs(Act.CASE_READ)
def as_of(code: str) -> Answer:
    """Ask for a moment, and show the case as it stood then."""
    head = read_head(actor(), code, now=now(), act=Act.CASE_READ)
    asked = bool(request.args)
    form = AsOfForm(formdata=request.args if asked else None, data={"moment": now()})
    past = _past(form, code) if asked and form.validate() else None
    page = render_template(
        "cases/as_of.html",
        form=form,
        view=head,
        past=past,
        child_rows=_child_rows(past) if past else [],
        assessed_rows=_answered,
        told=_TOLD,
        title_of=title_of_kind,
        receipt_words=receipt_words,
        gaps=_gaps(past) if past else [],
        always=ALWAYS,
    )
    return (page, 422) if asked and past is None else page


def _gaps(past: PastCase) -> list[tuple[str, datetime | None]]:
    """Return what is lacking, and since when changes are kept: known of case and child alone."""
    since = {"case": past.kept_since, "child": past.kept_since}
    return [(str(GAPS[gap]), since.get(gap)) for gap in past.gaps]


def _past(form: AsOfForm, code: str) -> PastCase | None:
    try:
        return case_as_of(actor(), code, form.moment.data, now=now())
    except RuleBroken as broken:
        refuse(form, "moment", gettext(broken.message, **broken.params))
        return None


def _answered(view: PastAssessment | PastMinutes) -> list[tuple[str, str]]:
    """Return what an official form said, as question and answer."""
    told = answer_sections(view.form, view.values, areas={}, see_restricted=True)
    return [(row.label, row.text) for part in told for row in part.rows if row.state == "given"]


def _separation(parted: SeparationView, unit: str) -> tuple[tuple[str, Any], ...]:
    """Return what a separation said and what the chair decided, of this or the other unit."""
    by = areas.label(parted.decided_in) if parted.decided_in else unit
    said = [(row.label, row.text) for part in told_of(parted) for row in part.rows]
    given = [row for row in said if row[1]]
    return (*given, *prepared_rows(parted), *decided_rows(parted, by))


_TOLD: Final = SimpleNamespace(
    separation=_separation,
    order=order_rows,
    order_words=ORDER_WORDS,
    placement=placement_rows,
    care=care_rows,
    ending=ending_rows,
    answers=_answered,
)
"""How each measure is told in words: as on the pages of today."""


def _child_rows(past: PastCase) -> list[tuple[str, str]]:
    """Return who the child was said to be, as question and answer."""
    child, day = past.child.values, local_day(past.moment)
    return [
        (gettext("Code"), past.child_code),
        (gettext("Name"), past.child_name),
        (gettext("Sex"), filters.code_label("sex", child["sex"])),
        (gettext("Born"), born_words(child["date_of_birth"], child["birth_precision"], day)),
        (gettext("Address"), child["address"]),
        (gettext("Carer"), child["guardian_name"]),
        (
            gettext("Carer's relation to the child"),
            filters.code_label("relation", child["guardian_relation"]),
        ),
        (gettext("Carer's telephone"), child["guardian_phone"]),
    ]
