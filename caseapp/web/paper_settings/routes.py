"""Routes of what is decided about papers: the city's settings, a unit's own names, withdrawals."""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import areas, paper_settings
from caseapp.casework.paper_settings import NewSetting, PaperSetting
from caseapp.rules.access import Act
from caseapp.rules.paper_settings import DECIDING, form_of, name_of, slug_of, unit_setting, words_of
from caseapp.web.actor import actor, needs, now
from caseapp.web.dated_decisions import Page, enter
from caseapp.web.paper_settings.forms import form_for
from caseapp.web.posting import posted_key
from caseapp.web.rights import allowed, insist, missing

Answer = Response | tuple[str, int] | str

blueprint = Blueprint("paper_settings", __name__, url_prefix="/paper-settings")


@blueprint.route("")
@needs(Act.HOME_READ)
def index() -> str:
    """Show what holds for all papers, and lead to the units' own names."""
    return render_template(
        "paper_settings/index.html",
        rows=[(slug_of(each.name), title_of(each.name), each) for each in _city()],
        units=paper_settings.units_to_name(actor(), now=now()),
    )


def _city() -> list[PaperSetting]:
    return paper_settings.city_settings(actor(), now=now())


def title_of(name: str) -> str:
    """Return a setting in words, with the paper that it is of."""
    words, number = str(gettext(words_of(name))), form_of(name)
    if not number:
        return words
    kind, about, rest = DECIDING[number].title.partition(" Về việc ")
    title = kind.capitalize() if kind.isupper() else kind
    return f"{words}: {title}{about.lower()}{rest}"


def _one(slug: str) -> PaperSetting:
    name = name_of(slug)
    found = next((each for each in _city() if each.name == name), None)
    return found if found is not None else missing()


@blueprint.route("/<name>")
@needs(Act.HOME_READ)
def show(name: str) -> str:
    """Show what papers print of one setting, and every decision on it."""
    found = _one(name)
    return render_template(
        "paper_settings/show.html",
        found=found,
        title=title_of(found.name),
        back=url_for("paper_settings.index"),
        new=url_for("paper_settings.new", name=name) if allowed(Act.PAPER_SET_RULES) else "",
        withdrawal=lambda number: url_for("paper_settings.withdraw", name=name, number=number),
    )


@blueprint.route("/<name>/new", methods=["GET", "POST"])
@needs(Act.PAPER_SET_RULES)
def new(name: str) -> Answer:
    """Ask what the city decided, from when, by which decision."""
    found = _one(name)
    return _ask(
        found,
        lambda told: paper_settings.decide_city(
            actor(), found.name, told, now=now(), post=posted_key()
        ),
        url_for("paper_settings.show", name=name),
    )


def _ask(found: PaperSetting, decide: Callable[[NewSetting], None], back: str) -> Page:
    form = form_for(found.name, found.value)

    def act() -> None:
        decide(NewSetting(form.value.data or "", form.decision.data or "", form.valid_from.data))

    title = title_of(found.name)
    return enter(form, act, "paper_settings/new.html", to=back, title=title, back=back)


@blueprint.route("/<name>/<int:number>/withdrawal", methods=["POST"])
@needs(Act.PAPER_SET_RULES)
def withdraw(name: str, number: int) -> Response:
    """Withdraw a decision of the city that was entered wrongly."""
    paper_settings.withdraw_city(actor(), name_of(name) or missing(), number, now=now())
    return _withdrawn(url_for("paper_settings.show", name=name))


def _withdrawn(back: str) -> Response:
    flash(gettext("The entry is withdrawn: it holds on no day"), "success")
    return redirect(back)


@blueprint.route("/units/<int:unit>")
@needs(Act.HOME_READ)
def unit(unit: int) -> str:
    """Show how a unit's papers name it and its place."""
    rows = paper_settings.unit_settings(actor(), unit, now=now())
    return render_template(
        "paper_settings/unit.html",
        unit=unit,
        label=areas.label(unit),
        rows=[(slug_of(each.name), title_of(each.name), each) for each in rows],
        may_set=allowed(Act.PAPER_SET_NAMES, unit),
    )


@blueprint.route("/units/<int:unit>/<name>/new", methods=["GET", "POST"])
@needs(Act.PAPER_SET_NAMES)
def new_of_unit(unit: int, name: str) -> Answer:
    """Ask how a unit's papers are to name it or its place, from when, by which decision."""
    insist(Act.PAPER_SET_NAMES, unit)
    known = unit_setting(name)
    found = next(
        (
            each
            for each in paper_settings.unit_settings(actor(), unit, now=now())
            if each.name == known
        ),
        None,
    )
    if found is None:
        missing()
    return _ask(
        found,
        lambda told: paper_settings.decide_unit(
            actor(), found.name, unit, told, now=now(), post=posted_key()
        ),
        url_for("paper_settings.unit", unit=unit),
    )


@blueprint.route("/units/<int:unit>/<name>/<int:number>/withdrawal", methods=["POST"])
@needs(Act.PAPER_SET_NAMES)
def withdraw_of_unit(unit: int, name: str, number: int) -> Response:
    """Withdraw what a unit entered wrongly."""
    known = unit_setting(name) or missing()
    paper_settings.withdraw_unit(actor(), known, unit, number, now=now())
    return _withdrawn(url_for("paper_settings.unit", unit=unit))
