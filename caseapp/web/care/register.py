"""Routes of the register of carers: units, one unit's carers, an entry, where a carer lives."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import carers
from caseapp.casework.carers import CarerView, NewCarer, Register
from caseapp.rules.access import Act
from caseapp.rules.codes.care import CARE_CONDITIONS
from caseapp.rules.values import local_day
from caseapp.web import filters
from caseapp.web.actor import actor, needs, now
from caseapp.web.care.forms import CarerForm
from caseapp.web.care.page import register_doubt
from caseapp.web.care.steps import BOTH, Answer, Page, step
from caseapp.web.code_choices import code_choices
from caseapp.web.posting import posted_key, posted_version
from caseapp.web.rights import allowed, insist, missing


def attach(blueprint: Blueprint) -> None:
    """Add the register to the blueprint of care."""
    one = "/carers/<unit>/<int:number>"
    blueprint.add_url_rule("/carers", "units", units)
    blueprint.add_url_rule("/carers/<unit>", "register", show)
    blueprint.add_url_rule("/carers/<unit>/new", "new_carer", new_carer, methods=BOTH)
    blueprint.add_url_rule(f"{one}/change", "change_carer", change_carer, methods=BOTH)
    blueprint.add_url_rule(f"{one}/home", "carer_home", home)


@needs(Act.CASE_READ)
def units() -> str | Response:
    """Lead to the register of the own unit, or list the units that have one."""
    found = carers.list_units(actor(), now=now())
    if len(found) == 1:
        return redirect(url_for("care.register", unit=found[0][0]))
    return render_template("care/units.html", rows=found)


@needs(Act.CASE_READ)
def show(unit: str) -> str:
    """Show who is registered as a carer in a unit; addresses are shown apart."""
    view = carers.read_register(actor(), unit, now=now())
    return render_template(
        "care/register.html",
        view=view,
        conditions=CARE_CONDITIONS.codes,
        doubt=register_doubt,
        may_edit=allowed(Act.CASE_EDIT, view.unit_id),
        may_see_home=allowed(Act.PLACE_SEE, view.unit_id),
    )


@needs(Act.PLACE_SEE)
def home(unit: str, number: int) -> str:
    """Show where a carer lives; each look is logged."""
    view = carers.read_register(actor(), unit, now=now())
    insist(Act.PLACE_SEE, view.unit_id)
    found = carers.read_home(actor(), unit, number, now=now())
    back = url_for("care.register", unit=unit)
    return render_template("care/home.html", view=view, place=found, back=back)


@needs(Act.CASE_EDIT)
def new_carer(unit: str) -> Answer:
    """Ask who is to be registered as a carer."""
    view = carers.read_register(actor(), unit, now=now())
    insist(Act.CASE_EDIT, view.unit_id)
    form = _form({"valid_from": local_day(now())})

    def act() -> str:
        return carers.register_carer(actor(), unit, _told(form), now=now(), post=posted_key())

    page = _page(view, gettext("Register a carer"), gettext("The carer is registered"))
    return step(form, view, act, page)


@needs(Act.CASE_EDIT)
def change_carer(unit: str, number: int) -> Answer:
    """Ask anew what stands in the register, or why the entry ends."""
    view = carers.read_register(actor(), unit, now=now())
    insist(Act.CASE_EDIT, view.unit_id)
    found = next((each for each in view.carers if each.number == number), None) or missing()
    lives = carers.read_home(actor(), unit, number, now=now())
    known = {
        name: getattr(found, name)
        for name in ("name", "born", "applied_on", "health_on", "judicial", "valid_from")
    }
    known |= {name: getattr(found, name) for name in ("last_day", "ended")}
    known |= {"relative": "yes" if found.relative else "no"}
    known |= {"conditions": list(found.conditions)}
    known |= {"address": lives.address, "phone": lives.phone}
    form = _form(known)

    def act() -> None:
        carers.change_carer(
            actor(),
            unit,
            number,
            _told(form),
            version=posted_version(),
            now=now(),
            post=posted_key(),
        )

    title = gettext("Change a carer's entry")
    return step(form, view, act, _page(view, title, gettext("The entry is changed"), found.version))


def _page(view: Register, title: str, done: str, version: int | None = None) -> Page:
    return Page(title, done, url_for("care.register", unit=view.code), version=version)


def _form(known: dict[str, object]) -> CarerForm:
    form = CarerForm(data=known)
    form.relative.choices = [("yes", gettext("A relative")), ("no", gettext("Not a relative"))]
    form.conditions.choices = code_choices("care_conditions")
    form.judicial.choices = code_choices("judicial_record")
    return form


def _told(form: CarerForm) -> NewCarer:
    return NewCarer(
        name=form.name.data or "",
        born=form.born.data or 0,
        relative=form.relative.data == "yes",
        address=form.address.data or "",
        phone=form.phone.data or "",
        conditions=tuple(form.conditions.data or ()),
        valid_from=form.valid_from.data,
        health_on=form.health_on.data,
        judicial=form.judicial.data or "",
        applied_on=form.applied_on.data,
        last_day=form.last_day.data,
        ended=form.ended.data or "",
    )


def label(carer: CarerView) -> str:
    """Return what is said of a carer who can be chosen: name, relative or not, what is lacking."""
    relative = gettext("A relative") if carer.relative else gettext("Not a relative")
    lacking = "; ".join(filters.code_label("carer_lacks", code) for code in carer.lacks)
    words = f"{carer.name} ({carer.born}), {relative.lower()}"
    return ". ".join(filter(None, (words, register_doubt(carer.doubts), lacking)))
