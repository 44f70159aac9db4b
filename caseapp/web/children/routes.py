"""Routes of the children: look-up, a new child, one child, and its identity corrected."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import areas, child_reading, children
from caseapp.casework.child_reading import ChildView
from caseapp.casework.child_search import ChildLine, ChildPage, Search, find_children
from caseapp.casework.children import NewChild
from caseapp.casework.looks import looks_at_child
from caseapp.casework.outcomes import Stale
from caseapp.casework.twins import KnownAlready
from caseapp.rules.access import Act, scope_for
from caseapp.rules.forms.parts import Birth
from caseapp.rules.values import age_on, local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.assistance_form import value_words
from caseapp.web.children import details, helps, naming, page, people_page, steps
from caseapp.web.children.forms import IdentityForm, LookForm, NewChildForm
from caseapp.web.consenting import consent_shown
from caseapp.web.looks import looks_page, page_number
from caseapp.web.meeting import meet
from caseapp.web.posting import perform, post_key, posted_key, unasked
from caseapp.web.sought import sought_on, takes_words
from caseapp.web.twin_words import noting, reason_words

blueprint = Blueprint("children", __name__, url_prefix="/children")
steps.attach(blueprint)
helps.attach(blueprint)
naming.attach(blueprint)
details.attach(blueprint)
takes_words(blueprint, Act.CHILD_LIST, "children.index")


@blueprint.route("")
@needs(Act.CHILD_LIST)
def index() -> str:
    """Look children up by any part of the name, with or without marks, and by where they live."""
    asked = sought_on("children.index")
    form = LookForm(formdata=asked.fields)
    today = local_day(now())
    found = ChildPage([], "")
    if form.validate():
        homes = areas.homes_in(form.home.data) if form.home.data else frozenset()
        search = Search(form.q.data or "", homes, request.args.get("after", ""))
        found = find_children(actor(), search, now=now())
    return render_template(
        "children/index.html",
        form=form,
        asked=bool(form.q.data or form.home.data),
        sought=asked,
        found=found,
        rows=[_row(line, today) for line in found.lines],
        also=[_row(line, today) for line in found.also],
        may_enter=page.may_somewhere(Act.CHILD_EDIT),
        may_open=page.may_somewhere(Act.EMERGENCY_OPEN),
        may_see_help=page.may_somewhere(Act.ASSISTANCE_LIST),
    )


def _row(line: ChildLine, today: date) -> tuple[ChildLine, str]:
    return line, page.born_words(line.born, line.birth_precision, today)


@blueprint.route("/new", methods=["GET", "POST"])
@needs(Act.CHILD_EDIT)
def new() -> Response | tuple[str, int] | str:
    """Enter a child without a report."""
    today = local_day(now())
    known: list[KnownAlready] = []
    form = NewChildForm(units=scope_for(actor(), Act.CHILD_EDIT, today).units)
    if form.validate_on_submit():
        entry = _entry(form, str(form.area_code.data), form.resident_from.data)
        done = perform(
            form,
            noting(
                known,
                lambda: children.register_child(actor(), entry, now=now(), post=posted_key()),
            ),
            to=lambda code: url_for("children.show", code=code),
        )
        if done is not None:
            return done
    unasked(form, "distinct")
    html = render_template(
        "children/new.html",
        form=form,
        key=post_key(),
        known=known,
        reason_words=reason_words,
        born_words=page.born_words,
        today=today,
    )
    return (html, 422) if form.is_submitted() else html


def _entry(form: IdentityForm, area_code: str = "", since: date | None = None) -> NewChild:
    """Return the child as it was typed."""
    born: Birth | None = form.born.data
    return NewChild(
        full_name=form.full_name.data or "",
        sex=form.sex.data or "",
        born=born.day if born else None,
        birth_precision=born.precision if born else "",
        personal_id="".join((form.personal_id.data or "").split()),
        ethnicity=form.ethnicity.data or "",
        address=form.address.data or "",
        guardian_name=form.guardian_name.data or "",
        guardian_relation=form.guardian_relation.data or "",
        guardian_phone=form.guardian_phone.data or "",
        number_missing=form.number_missing.data or "",
        birth_registration=form.birth_registration.data or "",
        birth_certificate=form.birth_certificate.data or "",
        area_code=area_code,
        resident_from=since,
        distinct="distinct" in form and bool(form["distinct"].data),
    )


@blueprint.route("/<code>")
@needs(Act.CHILD_READ)
def show(code: str) -> Response | str:
    """Show what is known of a child."""
    view = child_reading.read_child(actor(), code, now=now())
    if view.code != code:  # it was merged: both codes lead to the one child
        return redirect(url_for("children.show", code=view.code))
    today = local_day(now())
    return render_template(
        "children/show.html",
        view=view,
        born=page.born_words(view.born, view.birth_precision, today),
        sixteen=page.sixteenth(view),
        personal_id=page.shown_number(view),
        odd=page.oddities(view.personal_id, view.sex, view.born, view.birth_precision),
        help_words=page.help_words,
        value_words=value_words,
        role_words=people_page.role_words,
        days_words=people_page.days_words,
        consent=consent_shown(view.code, Act.CHILD_READ),
        confirmed=[row for row in view.circumstances if row.status == "confirmed"],
        at_risk=[row for row in view.circumstances if row.status != "confirmed"],
        **page.rights(view),
    )


@blueprint.route("/<code>/personal-id", methods=["POST"])
@needs(Act.CHILD_UNMASK)
def personal_id(code: str) -> str:
    """Show the personal number whole, once, to who asks for it."""
    name, number = child_reading.read_personal_id(actor(), code, now=now())
    return render_template("children/number.html", code=code, name=name, number=number)


@blueprint.route("/<code>/identity", methods=["GET", "POST"])
@needs(Act.CHILD_EDIT)
def identity(code: str) -> steps.Answer:
    """Correct who the child is; where someone saved another version meanwhile, both meet."""
    view = child_reading.read_child(actor(), code, now=now())
    page.insist_on(Act.CHILD_EDIT, view)
    known, words = _data(view, local_day(now())), gettext("The child's data are saved")
    form, shown = IdentityForm(data=known), url_for("children.show", code=code)
    met = meet(
        form,
        lambda: IdentityForm(formdata=None, data=known),
        view.version,
        title=gettext("Correct the child's data"),
        to=shown,
        done=words,
    )
    if met.page is not None:
        return met.page
    if form.validate_on_submit():
        entry = _entry(form)
        try:
            done = perform(
                form,
                lambda: children.edit_child(actor(), code, entry, version=met.version, now=now()),
                to=lambda _: shown,
            )
        except Stale:
            return identity(code)  # saved by somebody since it was read
        if done is not None:
            flash(words, "success")
            return done
    html = render_template("children/identity.html", form=form, view=view, met=met)
    return (html, 422) if form.is_submitted() else html


def _data(view: ChildView, today: date) -> dict[str, object]:
    """Return what the boxes show of a child that is known."""
    born = None
    if view.born is not None:
        estimated = view.birth_precision == "estimated"
        age = age_on(view.born, today) if estimated else None
        born = Birth(view.born, page.precision(view.birth_precision), today, age)
    return {
        "full_name": view.full_name,
        "born": born,
        "sex": view.sex,
        "personal_id": view.personal_id,
        "number_missing": view.number_missing,
        "birth_registration": view.birth_registration,
        "birth_certificate": view.birth_certificate,
        "ethnicity": view.ethnicity,
        "address": view.address,
        "guardian_name": view.guardian_name,
        "guardian_relation": view.guardian_relation,
        "guardian_phone": view.guardian_phone,
    }


@blueprint.route("/<code>/log")
@needs(Act.LOG_READ_SUBJECT)
def looks(code: str) -> str:
    """Show who looked at the child, for those who answer for it."""
    return looks_page(looks_at_child(actor(), code, now=now(), page=page_number()), "children")
