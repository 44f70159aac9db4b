"""Mẫu 07 as the officer prepares it: its page is made from the form, and two editors meet in it."""

from __future__ import annotations

from functools import cache
from typing import Final

from flask import Blueprint, url_for
from flask_babel import gettext, lazy_gettext

from caseapp.casework import separations
from caseapp.casework.measure_papers import SEPARATION
from caseapp.casework.measures_reading import read_place
from caseapp.casework.outcomes import Stale
from caseapp.casework.separation_reading import SeparationView
from caseapp.rules.access import Act
from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.registry import edition
from caseapp.rules.forms.registry import form as form_of
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.form_builder import OfficialForm
from caseapp.web.measures.steps import (
    BOTH,
    Answer,
    Page,
    not_now,
    nothing_to_do,
    read_for,
    separation_of,
    step,
)
from caseapp.web.meeting import meet
from caseapp.web.posting import posted_key
from caseapp.web.sent_form import with_button

INTRO: Final = lazy_gettext(
    "The chair of the unit of the event or of the residence decides. A separation lasts 15 days "
    "at most and never ends by itself (Decree 56/2017, Art. 32)."
)


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the measures' blueprint."""
    for path, endpoint, view in (
        ("/separations/new", "new", new),
        ("/separations/<int:number>/amendment", "amend", amend),
    ):
        blueprint.add_url_rule(path, endpoint, view, methods=BOTH)


@cache
def form_07(name: str) -> type[OfficialForm]:
    """Return the page of Mẫu 07 in the edition of that id."""
    return with_button(edition("07", name), lazy_gettext("Submit to the chair"))


@needs(Act.CASE_EDIT)
def new(code: str) -> Answer:
    """Ask what Mẫu 07 asks, and bring it before the chairs."""
    view = read_for(code, Act.CASE_EDIT)
    if not_now(not view.closed and view.separation is None and view.elsewhere is None):
        return nothing_to_do(code)
    today = local_day(now())
    spec = form_of("07", today)
    form = form_07(spec.edition.id)(now=now(), values={"first_day": today})
    return step(
        form,
        view,
        lambda: separations.prepare_separation(
            actor(), code, form.answers, now=now(), post=posted_key()
        ),
        Page(
            gettext("Temporary separation (Mẫu 07)"),
            _done(),
            intro=str(INTRO),
            unseen=not spec.confirmed,
        ),
        back=url_for("measures.index", code=code),
        to=lambda made: url_for("measures.separation", code=code, number=int(made)),
    )


def _done() -> str:
    return str(gettext("It waits for the chair's decision now"))


def whole(code: str, parted: SeparationView) -> dict[str, Value]:
    """Return what was prepared, the place included; that it was looked at is logged."""
    kept = read_place(actor(), code, SEPARATION, parted.number, now=now())
    return parted.values | {key: text for key, text in vars(kept).items() if text}


@needs(Act.CASE_EDIT)
def amend(code: str, number: int) -> Answer:
    """Ask anew what was prepared, the place included; it waits for the chairs again."""
    view = read_for(code, Act.CASE_EDIT)
    parted = separation_of(view, number)
    if not_now("amend" in parted.moves):
        return nothing_to_do(code)
    make, known = form_07(parted.form.edition.id), whole(code, parted)
    form = make(now=now(), values=known)
    title, done = gettext("Change what was prepared"), _done()
    back = url_for("measures.separation", code=code, number=number)
    met = meet(
        form,
        lambda: make(now=now(), values=known, formdata=None),
        parted.version,
        title=title,
        to=back,
        done=done,
    )
    if met.page is not None:
        return met.page
    facts = ((gettext("The chair's words"), parted.words),) if parted.words else ()

    def act() -> None:
        separations.amend_separation(
            actor(),
            code,
            number,
            form.answers,
            version=met.version,
            now=now(),
            post=posted_key(),
        )

    page = Page(title, done, facts=facts, met=met, unseen=not parted.form.confirmed)
    try:
        return step(form, view, act, page, back=back)
    except Stale:
        return amend(code, number)  # changed by somebody since it was read: the two meet
