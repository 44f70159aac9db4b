"""Routes of alternative care in a case: prepared, decided, handed over, followed, ended."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, render_template, url_for
from flask_babel import gettext, lazy_gettext

from caseapp.casework import care, care_endings
from caseapp.casework.assessed import last_assessment
from caseapp.casework.care_reading import read_care
from caseapp.casework.care_verdicts import CareVerdict
from caseapp.casework.measures_reading import read_place
from caseapp.casework.placements import NewVisit
from caseapp.rules.access import Act
from caseapp.rules.care_states import FORMS
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.care import amending, printing, register
from caseapp.web.care.amending import care_form, ending_form, ending_told, told_of
from caseapp.web.care.forms import (
    CareVerdictForm,
    FollowUpForm,
    HandOverForm,
)
from caseapp.web.care.page import doubt_rows, lacks_row, moves_of, prints_of
from caseapp.web.care.steps import (
    BOTH,
    Answer,
    Page,
    care_of,
    ending_of,
    not_now,
    nothing_to_do,
    read_for,
    step,
)
from caseapp.web.care_rows import care_rows, ending_rows
from caseapp.web.code_choices import code_choices
from caseapp.web.posting import posted_key, posted_version
from caseapp.web.rights import allowed
from caseapp.web.signing import day_moment
from caseapp.web.verdict_form import TakeBackForm

blueprint = Blueprint("care", __name__)
register.attach(blueprint)
amending.attach(blueprint)
printing.attach(blueprint)

_CASE: Final = "/cases/<code>/care"
_ONE: Final = f"{_CASE}/<int:number>"
_END: Final = "/cases/<code>/care-endings/<int:number>"
_VERDICTS: Final = {
    "decide": lazy_gettext("Agreed: it is decided so"),
    "return": lazy_gettext("Return it to the officer, with a comment"),
    "refuse": lazy_gettext("Not agreed"),
}


def _back(code: str) -> str:
    return url_for("care.index", code=code)


@blueprint.route(_CASE)
@needs(Act.CASE_READ)
def index(code: str) -> str:
    """Show the alternative care of a case's child; with whom and where is shown apart."""
    view = read_care(actor(), code, now=now())
    return render_template(
        "care/index.html",
        view=view,
        moves=moves_of(view),
        doubts=doubt_rows,
        care_rows=care_rows,
        ending_rows=ending_rows,
        prints_of=prints_of,
        forms=FORMS if allowed(Act.FILE_ADD, view.unit_id) else (),
        records_help=allowed(Act.ASSISTANCE_RECORD, view.unit_id),
    )


@blueprint.route(f"{_ONE}/place")
@needs(Act.PLACE_SEE)
def place(code: str, number: int) -> str:
    """Show with whom and where the child is, to those who must know; each look is logged."""
    view = read_for(code, Act.PLACE_SEE)
    found = read_place(actor(), code, care.KIND, number, now=now())
    return render_template("measures/place.html", view=view, place=found, back=_back(code))


@blueprint.route(f"{_CASE}/new", methods=BOTH)
@needs(Act.CASE_EDIT)
def new(code: str) -> Answer:
    """Ask to which registered carer the child is to go, and why."""
    view = read_for(code, Act.CASE_EDIT)
    if not_now(not view.closed and view.open is None):
        return nothing_to_do(code)
    form = care_form(view, data={"first_day": local_day(now())})
    page = Page(
        gettext("Prepare alternative care"),
        gettext("It waits for the chair's decision now"),
        _back(code),
        intro=gettext("The chair decides; the child is handed over within 15 working days."),
        carers=url_for("care.register", unit=view.unit_code),
    )

    def act() -> str:
        return care.prepare_care(actor(), code, told_of(form), now=now(), post=posted_key())

    return step(form, view, act, page)


def _verdict(form: CareVerdictForm) -> CareVerdict:
    return CareVerdict(
        form.move.data or "",
        form.decided_at.data,
        form.words.data or "",
        form.number.data or "",
        day_moment(form.signed_on.data),
        posted_version(),
    )


def _verdict_form() -> CareVerdictForm:
    form = CareVerdictForm(data={"decided_at": now()})
    form.move.choices = [(move, str(words)) for move, words in _VERDICTS.items()]
    return form


@blueprint.route(f"{_ONE}/decision", methods=BOTH)
@needs(Act.MEASURE_DECIDE)
def decide(code: str, number: int) -> Answer:
    """Ask the chair's decision, with whom the child is to be and what is lacking beside it."""
    view = read_for(code, Act.MEASURE_DECIDE)
    one = care_of(view, number)
    if not_now("decide" in one.paper.moves):
        return nothing_to_do(code)
    form = _verdict_form()
    kept = read_place(actor(), code, care.KIND, number, now=now())
    shown = ((gettext("Carer"), kept.name), (gettext("Address"), kept.address))
    page = Page(
        gettext("Decision on the alternative care"),
        gettext("The decision is recorded"),
        _back(code),
        facts=(*doubt_rows(one), *lacks_row(one.lacks), *shown, *care_rows(one)),
        version=one.paper.version,
        heard=last_assessment(actor(), code, now=now()),
    )
    return step(
        form,
        view,
        lambda: care.decide_care(
            actor(), code, number, _verdict(form), now=now(), post=posted_key()
        ),
        page,
    )


@blueprint.route(f"{_ONE}/withdrawal", methods=BOTH)
@needs(Act.CASE_EDIT)
def withdraw(code: str, number: int) -> Answer:
    """Ask why it is taken back before anybody decided on it."""
    view = read_for(code, Act.CASE_EDIT)
    if not_now("withdraw" in care_of(view, number).paper.moves):
        return nothing_to_do(code)
    form = TakeBackForm()
    return step(
        form,
        view,
        lambda: care.withdraw_care(
            actor(), code, number, why=form.why.data or "", now=now(), post=posted_key()
        ),
        Page(
            gettext("Take the proposal back"),
            gettext("It is taken back"),
            _back(code),
            unseen=False,
        ),
    )


@blueprint.route(f"{_ONE}/hand-over", methods=BOTH)
@needs(Act.CASE_EDIT)
def hand_over(code: str, number: int) -> Answer:
    """Ask when the child was handed over, who was there, and what was agreed."""
    view = read_for(code, Act.CASE_EDIT)
    if not_now("hand_over" in care_of(view, number).paper.moves):
        return nothing_to_do(code)
    form = HandOverForm(data={"handed_at": now()})

    def act() -> None:
        at, how = form.handed_at.data, form.how.data or ""
        care.hand_over(actor(), code, number, at=at, how=how, now=now(), post=posted_key())

    words = gettext("The hand-over is recorded; the first follow-up is due in 6 months")
    return step(form, view, act, Page(gettext("Record the hand-over"), words, _back(code)))


@blueprint.route(f"{_ONE}/follow-ups/new", methods=BOTH)
@needs(Act.CASE_EDIT)
def follow_up(code: str, number: int) -> Answer:
    """Ask who followed the child, whether it was seen, and how it is."""
    view = read_for(code, Act.CASE_EDIT)
    if not_now(care_of(view, number).paper.state == "in_care"):
        return nothing_to_do(code)
    form = FollowUpForm(data={"visited_at": now()})
    form.seen.choices = code_choices("child_seen")

    def act() -> None:
        by, seen, how = form.by.data or "", form.seen.data or "", form.how.data or ""
        told = NewVisit(form.visited_at.data, by, seen, how)
        care.follow_up(actor(), code, number, told, now=now(), post=posted_key())

    words = gettext("The follow-up is saved; the next one is due in 6 months")
    return step(form, view, act, Page(gettext("Record a follow-up"), words, _back(code)))


@blueprint.route(f"{_ONE}/endings/new", methods=BOTH)
@needs(Act.CASE_EDIT)
def new_ending(code: str, number: int) -> Answer:
    """Ask whether it is to end or be changed, when, and why."""
    view = read_for(code, Act.CASE_EDIT)
    one = care_of(view, number)
    if not_now("end" in one.paper.moves and one.ending is None):
        return nothing_to_do(code)
    form = ending_form(data={"last_day": local_day(now())})

    def act() -> str:
        told = ending_told(form)
        return care_endings.prepare_ending(
            actor(), code, number, told, now=now(), post=posted_key()
        )

    words = gettext("It waits for the chair's decision now")
    return step(form, view, act, Page(gettext("Ask for its end or change"), words, _back(code)))


@blueprint.route(f"{_END}/decision", methods=BOTH)
@needs(Act.MEASURE_DECIDE)
def decide_ending(code: str, number: int) -> Answer:
    """Ask the chair's decision on the end of alternative care."""
    view = read_for(code, Act.MEASURE_DECIDE)
    one, ending = ending_of(view, number)
    if not_now("decide" in ending.paper.moves):
        return nothing_to_do(code)
    form = _verdict_form()
    page = Page(
        gettext("Decision on the end of the alternative care"),
        gettext("The decision is recorded"),
        _back(code),
        facts=(*ending_rows(ending), *care_rows(one)),
        version=ending.paper.version,
    )
    return step(
        form,
        view,
        lambda: care_endings.decide_ending(
            actor(), code, number, _verdict(form), now=now(), post=posted_key()
        ),
        page,
    )


@blueprint.route(f"{_END}/withdrawal", methods=BOTH)
@needs(Act.CASE_EDIT)
def withdraw_ending(code: str, number: int) -> Answer:
    """Ask why the end is taken back before anybody decided on it."""
    view = read_for(code, Act.CASE_EDIT)
    _, ending = ending_of(view, number)
    if not_now("withdraw" in ending.paper.moves):
        return nothing_to_do(code)
    form = TakeBackForm()
    return step(
        form,
        view,
        lambda: care_endings.withdraw_ending(
            actor(), code, number, why=form.why.data or "", now=now(), post=posted_key()
        ),
        Page(gettext("Take the end back"), gettext("It is taken back"), _back(code), unseen=False),
    )
