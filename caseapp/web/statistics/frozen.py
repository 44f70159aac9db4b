"""Routes of frozen figures: the list of editions, one of them, its file, and the freezing."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as Redirect

from caseapp.rules.access import Act
from caseapp.rules.figure_kinds import INTERNAL
from caseapp.rules.values import Period, local_day
from caseapp.statistics import layouts
from caseapp.statistics.freezing import freeze, preview
from caseapp.statistics.frozen_reading import list_frozen, read_frozen, read_frozen_sheet
from caseapp.statistics.indicator import Basis
from caseapp.web.actor import actor, needs, now
from caseapp.web.posting import perform, post_key, posted_key, posted_version
from caseapp.web.rights import allowed
from caseapp.web.statistics import frozen_page, page
from caseapp.web.statistics.doors import doors
from caseapp.web.statistics.frozen_forms import FreezeForm, PeriodForm

_MARK: Final = "\ufeff"
Answer = Redirect | tuple[str, int] | str


@needs(Act.FIGURES_READ)
def listed() -> str:
    """List what was frozen, the latest period first; superseded editions stand below theirs."""
    return render_template(
        "statistics/frozen.html",
        editions=list_frozen(actor(), now=now()),
        words=frozen_page.period_words,
        basis=frozen_page.basis_words,
        may_freeze=allowed(Act.FIGURES_FREEZE),
    )


@needs(Act.FIGURES_READ)
def show(number: int) -> str:
    """Show one edition as it was frozen, and below it what has changed since and why."""
    found = read_frozen(actor(), number, now=now())
    names = frozen_page.names_on(found.edition.period.end)
    first = frozen_page.first_area(found)
    return render_template(
        "statistics/frozen_edition.html",
        found=found,
        figures=page.figures_of(found.sheet, first),
        table=page.table_of(found.sheet, names),
        area=names.get(first, ""),
        names=names,
        used=frozen_page.used(found, names),
        lacking=frozen_page.lacking(found.sheet, names),
        differences=frozen_page.differences(
            found, names, doors(found.edition.period, found.edition.basis)
        ),
        versions=page.versions(found.sheet),
        period=frozen_page.period_words(found.edition.period),
        basis=frozen_page.basis_words(found.edition),
        may_freeze=allowed(Act.FIGURES_FREEZE),
        may_hand=found.whole and allowed(Act.FIGURES_HAND_OUT),
        may_release=frozen_page.releasable(found) and allowed(Act.RELEASE_PROPOSE),
    )


@needs(Act.FIGURES_READ)
def figures(number: int) -> Response:
    """Hand out the figures of an edition as CSV, for the office's own use."""
    edition, sheet = read_frozen_sheet(actor(), number, now=now())
    answer = Response(_MARK + layouts.as_csv(sheet, INTERNAL), mimetype="text/csv")
    name = gettext(
        "indicators-internal-%(period)s-edition-%(edition)d.csv",
        period=edition.period.id,
        edition=edition.edition,
    )
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@needs(Act.FIGURES_FREEZE)
def new() -> Answer:
    """Choose a period, look at what would be kept and at what is in doubt, and freeze it."""
    question = PeriodForm(local_day(now()), formdata=request.args or None)
    if not request.args or not question.validate():
        html = render_template("statistics/freeze.html", question=question, shown=None)
        return (html, 422) if request.args else html
    period = question.read_period()
    assert period is not None
    basis: Basis = "occurred" if question.basis.data == "occurred" else "received"
    shown = preview(actor(), period, basis, now=now())
    form = FreezeForm(again=shown.newest is not None)
    if form.validate_on_submit():
        done = _freeze(form, period, basis)
        if done is not None:
            return done
    names = frozen_page.names_on(period.end)
    html = render_template(
        "statistics/freeze.html",
        question=question,
        shown=shown,
        form=form,
        key=post_key(),
        figures=page.figures_of(shown.sheet, "92"),
        lacking=frozen_page.lacking(shown.sheet, names),
        versions=page.versions(shown.sheet),
        period=frozen_page.period_words(period),
    )
    return (html, 422) if form.is_submitted() else html


def _freeze(form: FreezeForm, period: Period, basis: Basis) -> Redirect | None:
    """Freeze what was looked at; the form's version is the edition that stood beside it."""
    done = perform(
        form,
        lambda: freeze(
            actor(),
            period,
            basis,
            reason=form.why,
            seen=posted_version(),
            now=now(),
            post=posted_key(),
        ),
        to=lambda made: url_for("statistics.frozen_edition", number=int(made)),
    )
    if done is not None:
        flash(gettext("The figures are frozen"), "success")
    return done


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the blueprint of the indicators."""
    blueprint.add_url_rule("/frozen", "frozen", listed)
    blueprint.add_url_rule("/frozen/new", "freeze", new, methods=["GET", "POST"])
    blueprint.add_url_rule("/frozen/<int:number>", "frozen_edition", show)
    blueprint.add_url_rule("/frozen/<int:number>/figures.csv", "frozen_figures", figures)
