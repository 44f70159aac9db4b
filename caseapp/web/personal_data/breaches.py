"""Pages of the log of breaches: the list, one breach, a new one, and what is added to it."""

from __future__ import annotations

from datetime import datetime

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from caseapp.casework import data_breaches as breaches
from caseapp.casework.data_breaches import NewBreach
from caseapp.rules.access import Act
from caseapp.rules.data_breaches import CITATION
from caseapp.web.actor import actor, needs, now
from caseapp.web.personal_data.breach_forms import AddendumForm, BreachForm
from caseapp.web.posting import perform, post_key, posted_key

Page = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add the pages to the blueprint of personal data."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/data-breaches", "breaches", listed)
    blueprint.add_url_rule("/data-breaches/new", "new_breach", new, methods=both)
    blueprint.add_url_rule("/data-breaches/<code>", "breach", show)
    blueprint.add_url_rule("/data-breaches/<code>/addendum", "add_to_breach", add, methods=both)


@needs(Act.BREACH_RECORD)
def listed() -> str:
    """List every breach: what A05 is still to be told of stands with its limit."""
    return render_template(
        "personal_data/breaches.html",
        rows=breaches.list_breaches(actor(), now=now()),
        citation=CITATION,
    )


@needs(Act.BREACH_RECORD)
def show(code: str) -> str:
    """Show one breach with all that was added."""
    view = breaches.read_breach(actor(), code, now=now())
    return render_template("personal_data/breach.html", view=view, citation=CITATION)


@needs(Act.BREACH_RECORD)
def new() -> Page:
    """Write a breach down."""
    form = BreachForm(data={"found_at": now()})
    if request.method == "POST" and form.validate():
        done = perform(
            form,
            lambda: breaches.record_breach(actor(), _breach(form), now=now(), post=posted_key()),
            to=lambda code: url_for("personal_data.breach", code=code),
        )
        if done is not None:
            return done
    page = render_template("personal_data/new_breach.html", form=form, key=post_key())
    return (page, 422) if request.method == "POST" else page


def _breach(form: BreachForm) -> NewBreach:
    found_at = form.found_at.data
    assert isinstance(found_at, datetime)
    return NewBreach(
        found_at,
        form.kind.data or "",
        form.number,
        form.happened.data or "",
        form.whose.data or "",
        form.measures.data or "",
    )


@needs(Act.BREACH_RECORD)
def add(code: str) -> Page:
    """Add to a breach; what was written before stays as it is."""
    view = breaches.read_breach(actor(), code, now=now())
    form = AddendumForm(told=view.told_at is not None, data={"happened_at": now()})
    if request.method == "POST" and form.validate():
        done = perform(form, lambda: _add(form, code), to=lambda _: _page(code))
        if done is not None:
            return done
    page = render_template("personal_data/addendum.html", form=form, view=view, key=post_key())
    return (page, 422) if request.method == "POST" else page


def _page(code: str) -> str:
    return url_for("personal_data.breach", code=code)


def _add(form: AddendumForm, code: str) -> None:
    at = form.happened_at.data
    assert isinstance(at, datetime)
    breaches.add_to_breach(
        actor(),
        code,
        kind=form.kind.data or "",
        at=at,
        text=form.text.data or "",
        now=now(),
        post=posted_key(),
    )
