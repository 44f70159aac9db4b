"""Routes that change what waits for the chair, or what the chair returned with a comment."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, url_for
from flask_babel import gettext

from caseapp.casework import care, care_endings
from caseapp.casework.care import NewCare
from caseapp.casework.care_endings import NewEnding
from caseapp.casework.care_reading import CaseCare, Decided
from caseapp.casework.carers import read_register
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.care.forms import CareForm, EndingForm
from caseapp.web.care.page import comment_row, doubt_rows
from caseapp.web.care.register import label
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
from caseapp.web.code_choices import code_choices, or_nothing
from caseapp.web.meeting import meet
from caseapp.web.posting import posted_key


def attach(blueprint: Blueprint) -> None:
    """Add these steps to the blueprint of care."""
    case = "/cases/<code>"
    blueprint.add_url_rule(f"{case}/care/<int:number>/amendment", "amend", amend, methods=BOTH)
    url = f"{case}/care-endings/<int:number>/amendment"
    blueprint.add_url_rule(url, "amend_ending", amend_ending, methods=BOTH)


def care_form(view: CaseCare, **given: Any) -> CareForm:  # noqa: ANN401 - whatever Flask-WTF takes
    """Return the form of alternative care, with the unit's carers to choose from.

    Beside each stands whether a relative, what is lacking, and whether they may be a suspect.
    """
    form = CareForm(**given)
    found = read_register(actor(), view.unit_code, now=now()).available
    form.carer.choices = or_nothing([(str(each.number), label(each)) for each in found])
    return form


def told_of(form: CareForm) -> NewCare:
    """Return what was entered of alternative care."""
    why, despite = form.why.data or "", form.despite.data or ""
    return NewCare(int(form.carer.data), why, form.first_day.data, despite)


def ending_form(**given: Any) -> EndingForm:  # noqa: ANN401 - whatever Flask-WTF takes
    """Return the form of an end, with its ways to choose from."""
    form = EndingForm(**given)
    form.way.choices = code_choices("care_end_ways")
    return form


def ending_told(form: EndingForm) -> NewEnding:
    """Return what was entered of an end."""
    return NewEnding(form.way.data or "", form.last_day.data, form.why.data or "")


@needs(Act.CASE_EDIT)
def amend(code: str, number: int) -> Answer:
    """Ask anew to which carer the child is to go; it waits for the chair again."""
    view = read_for(code, Act.CASE_EDIT)
    one = care_of(view, number)
    if not_now("amend" in one.paper.moves):
        return nothing_to_do(code)
    known = {"carer": str(one.carer), "first_day": one.first_day, "why": one.paper.why}
    build = partial(care_form, view, data=known | {"despite": one.despite})
    form = build()
    page = _page(view, one.paper, form, build, doubt_rows(one))

    def act() -> str:
        return care.amend_care(
            actor(), code, number, told_of(form), version=_version(page), now=now(),
            post=posted_key(),
        )  # fmt: skip

    return step(form, view, act, page)


@needs(Act.CASE_EDIT)
def amend_ending(code: str, number: int) -> Answer:
    """Ask anew whether care is to end or be changed, when, and why."""
    view = read_for(code, Act.CASE_EDIT)
    _, ending = ending_of(view, number)
    if not_now("amend" in ending.paper.moves):
        return nothing_to_do(code)
    known = {"way": ending.way, "last_day": ending.last_day, "why": ending.paper.why}
    build = partial(ending_form, data=known)
    form = build()
    page = _page(view, ending.paper, form, build, ())

    def act() -> None:
        care_endings.amend_ending(
            actor(), code, number, ending_told(form), version=_version(page), now=now(),
            post=posted_key(),
        )  # fmt: skip

    return step(form, view, act, page)


def _page(view: CaseCare, paper: Decided, form: Any, build: Any, facts: Any) -> Page:  # noqa: ANN401
    """Return what stands around the form: the chair's comment first, and how versions meet."""
    title, done = (
        gettext("Change what was prepared"),
        gettext("It waits for the chair's decision now"),
    )
    back = url_for("care.index", code=view.code)
    stored = partial(build, formdata=None)
    met = meet(form, stored, paper.version, title=title, to=back, done=done)
    return Page(title, done, back, facts=(*comment_row(paper), *facts), met=met)


def _version(page: Page) -> int:
    assert page.met is not None
    return page.met.version
