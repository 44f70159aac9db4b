"""What is entered of a child beyond its identity: names, people, school, health, earlier homes."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import (
    child_health,
    child_names,
    child_people,
    child_schools,
    past_homes,
    representing,
)
from caseapp.casework.child_health import HealthEntry
from caseapp.casework.child_people import PersonEntry, PersonView
from caseapp.casework.child_reading import ChildView
from caseapp.casework.child_schools import SchoolEntry
from caseapp.casework.outcomes import Stale
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.children.detail_forms import (
    HealthForm,
    NameForm,
    PastHomeForm,
    PersonForm,
    SchoolForm,
    SpeakerForm,
)
from caseapp.web.children.forms import EndForm
from caseapp.web.children.steps import Answer, day_of, open_child, take
from caseapp.web.meeting import meet
from caseapp.web.posting import perform, posted_key
from caseapp.web.rights import missing


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the children's blueprint."""
    both = ["GET", "POST"]
    for address, view, methods in (
        ("names/new", name, both),
        ("names/<int:number>/end", end_name, ["POST"]),
        ("people/new", person, both),
        ("people/<int:number>", edit_person, both),
        ("people/<int:number>/speaking", speaker, both),
        ("speaking/<int:number>/end", end_speaking, both),
        ("schools/new", school, both),
        ("health/new", health, both),
        ("health/<int:number>/end", end_health, ["POST"]),
        ("residences/past", past_home, both),
    ):
        blueprint.add_url_rule(f"/<code>/{address}", view.__name__, view, methods=methods)


@needs(Act.CHILD_EDIT)
def name(code: str) -> Answer:
    """Ask another name of the child."""
    view, form = open_child(code, Act.CHILD_EDIT), NameForm()
    return take(
        form,
        view,
        lambda: child_names.add_name(
            actor(), code, kind=form.kind.data or "", name=form.name.data or "",
            now=now(), post=posted_key(),
        ),
        heading=gettext("Another name of the child"),
        done=gettext("The name is saved"),
    )  # fmt: skip


@needs(Act.CHILD_EDIT)
def end_name(code: str, number: int) -> Response:
    """Take another name back."""
    child_names.end_name(actor(), code, number, now=now())
    flash(gettext("The name is taken back"), "success")
    return _back(code)


def _back(code: str) -> Response:
    return redirect(url_for("children.show", code=code))


@needs(Act.CHILD_EDIT)
def person(code: str) -> Answer:
    """Ask somebody around the child; the register's carer is offered for a start."""
    view = open_child(code, Act.CHILD_EDIT)
    form = PersonForm(data=_first(view))
    return take(
        form,
        view,
        lambda: child_people.add_person(actor(), code, _person(form), now=now(), post=posted_key()),
        heading=gettext("Somebody around the child"),
        done=gettext("The person is saved"),
    )


def _first(view: ChildView) -> dict[str, object]:
    """Return the carer of the register while nobody has a row of their own."""
    people = view.details.people if view.details else []
    return asdict(people[0].entry) if len(people) == 1 and not people[0].number else {}


def _person(form: PersonForm) -> PersonEntry:
    return PersonEntry(
        name=form.name.data or "",
        relation=form.relation.data or "",
        cares=bool(form.cares.data),
        lives_with=bool(form.lives_with.data),
        birth_year=form.birth_year.data,
        phone=form.phone.data or "",
        address=form.address.data or "",
        no_call=bool(form.no_call.data),
        why=form.why.data or "",
        valid_from=form.valid_from.data,
        valid_until=form.valid_until.data,
    )


def _known(view: ChildView, number: int) -> PersonView:
    found = view.details.person(number) if view.details else None
    return found or missing()


@needs(Act.CHILD_EDIT)
def edit_person(code: str, number: int) -> Answer:
    """Correct a person; where somebody saved another version meanwhile, both meet."""
    view = open_child(code, Act.CHILD_EDIT)
    known, words = _known(view, number), gettext("The person is saved")
    data, shown = asdict(known.entry), url_for("children.show", code=code)
    form = PersonForm(data=data)
    met = meet(
        form,
        lambda: PersonForm(formdata=None, data=data),
        known.version,
        title=gettext("Somebody around the child"),
        to=shown,
        done=words,
    )
    if met.page is not None:
        return met.page
    if form.validate_on_submit():
        entry = _person(form)
        try:
            done = perform(
                form,
                lambda: child_people.edit_person(
                    actor(), code, number, entry, version=met.version, now=now()
                ),
                to=lambda _: shown,
            )
        except Stale:
            return edit_person(code, number)  # saved by somebody since it was read
        if done is not None:
            flash(words, "success")
            return done
    html = render_template("children/person.html", form=form, view=view, met=met)
    return (html, 422) if form.is_submitted() else html


@needs(Act.CHILD_EDIT)
def speaker(code: str, number: int) -> Answer:
    """Ask on what ground and since when a person speaks for the child."""
    view, form = open_child(code, Act.CHILD_EDIT), SpeakerForm()
    known = _known(view, number)
    return take(
        form,
        view,
        lambda: representing.name_representative(
            actor(), code, number, ground=form.ground.data or "",
            valid_from=day_of(form.valid_from.data), valid_until=form.valid_until.data,
            now=now(), post=posted_key(),
        ),
        heading=gettext("Who speaks for the child"),
        done=gettext("It is recorded who speaks for the child"),
        note=known.name,
    )  # fmt: skip


@needs(Act.CHILD_EDIT)
def end_speaking(code: str, number: int) -> Answer:
    """Ask since when a person speaks for the child no more."""
    view, form = open_child(code, Act.CHILD_EDIT), EndForm()
    known = {each.number: each for each in (view.details.speaking if view.details else [])}
    if number not in known:
        missing()
    return take(
        form,
        view,
        lambda: representing.end_representative(
            actor(), code, number, on=day_of(form.valid_until.data), now=now()
        ),
        heading=gettext("Speaks for the child no more"),
        done=gettext("The end is recorded; the time before it stays"),
        note=_known(view, known[number].person).name,
    )


@needs(Act.CHILD_EDIT)
def school(code: str) -> Answer:
    """Ask where the child goes to school from a day on."""
    view, form = open_child(code, Act.CHILD_EDIT), SchoolForm()
    return take(
        form,
        view,
        lambda: child_schools.record_school(
            actor(), code, _school(form), now=now(), post=posted_key()
        ),
        heading=gettext("School"),
        done=gettext("The school is recorded"),
    )


def _school(form: SchoolForm) -> SchoolEntry:
    return SchoolEntry(
        attendance=form.attendance.data or "",
        school=form.school.data or "",
        grade=form.grade.data or "",
        valid_from=day_of(form.valid_from.data),
        valid_until=form.valid_until.data,
    )


@needs(Act.CHILD_EDIT)
def health(code: str) -> Answer:
    """Ask what is known of the child's health, or a disability."""
    view, form = open_child(code, Act.CHILD_EDIT), HealthForm()
    return take(
        form,
        view,
        lambda: child_health.note_health(
            actor(), code, _health(form), now=now(), post=posted_key()
        ),
        heading=gettext("Health and disability"),
        done=gettext("It is recorded, sealed"),
    )


def _health(form: HealthForm) -> HealthEntry:
    day: date | None = form.certified_on.data
    return HealthEntry(
        text=(form.text.data or "").strip(),
        types=tuple(form.types.data or ()),
        level=form.level.data or "",
        certificate=(form.certificate.data or "").strip(),
        certified_on=day,
    )


@needs(Act.CHILD_EDIT)
def end_health(code: str, number: int) -> Response:
    """Take a note on health off the page."""
    child_health.end_health(actor(), code, number, now=now())
    flash(gettext("The note is taken off; it stays written, sealed"), "success")
    return _back(code)


@needs(Act.CHILD_EDIT)
def past_home(code: str) -> Answer:
    """Ask where the child lived before."""
    view, form = open_child(code, Act.CHILD_EDIT), PastHomeForm()
    return take(
        form,
        view,
        lambda: past_homes.record_past_home(
            actor(), code, area_code=str(form.area_code.data), since=day_of(form.since.data),
            until=form.until.data, now=now(), post=posted_key(),
        ),
        heading=gettext("Where the child lived before"),
        done=gettext("The earlier home is recorded"),
    )  # fmt: skip
