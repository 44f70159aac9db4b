"""Routes of the duty lists: which are kept, one list, a new place on it, the end of one."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import duty
from caseapp.casework.duty import DutyList, NewEntry
from caseapp.rules.access import Act
from caseapp.rules.duty import places_of
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.asking import Question, YesForm, ask
from caseapp.web.code_choices import code_choices
from caseapp.web.duty import calls
from caseapp.web.duty.forms import EntryForm
from caseapp.web.duty_words import gap_words
from caseapp.web.filters import code_label
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import missing

blueprint = Blueprint("duty", __name__)
calls.attach(blueprint)


@blueprint.route("/duty")
@needs(Act.DUTY_KEEP)
def index() -> Response | str:
    """List the units whose lists one keeps; who keeps one alone is led to it."""
    units = duty.list_units(actor(), now=now())
    if len(units) == 1:
        return redirect(url_for("duty.show", code=units[0].code))
    return render_template("duty/index.html", units=units, gap_words=gap_words)


@blueprint.route("/duty/<code>")
@needs(Act.DUTY_KEEP)
def show(code: str) -> str:
    """Show a unit's list: who is called, in which order, until when."""
    view = duty.read_list(actor(), code, now=now())
    return render_template("duty/show.html", view=view, gap_words=gap_words)


@blueprint.route("/duty/<code>/new", methods=["GET", "POST"])
@needs(Act.DUTY_KEEP)
def new(code: str) -> Response | tuple[str, int] | str:
    """Put somebody on the list."""
    view = duty.read_list(actor(), code, now=now())
    form = EntryForm(data={"place": 1, "valid_from": local_day(now())})
    form.role.choices = code_choices("duty_roles", places_of(city=view.city))
    form.username.choices = [("", gettext("None")), *view.accounts]
    if form.validate_on_submit():
        done = perform(form, lambda: _add(view, form), to=lambda _: _page_of(code))
        if done is not None:
            flash(gettext("The duty list is saved"), "success")
            return done
    page = render_template("duty/new.html", view=view, form=form, key=post_key())
    return (page, 422) if form.is_submitted() else page


def _page_of(code: str) -> str:
    return url_for("duty.show", code=code)


def _add(view: DutyList, form: EntryForm) -> None:
    entry = NewEntry(
        role=form.role.data,
        place=form.place.data or 0,
        name=form.name.data or "",
        phone=form.phone.data or "",
        mail=form.mail.data or "",
        username=form.username.data or "",
        valid_from=form.valid_from.data,
        last_day=form.last_day.data,
    )
    duty.add_entry(actor(), view.code, entry, now=now(), post=posted_key())


@blueprint.route("/duty/<code>/<int:number>/end", methods=["GET", "POST"])
@needs(Act.DUTY_KEEP)
def end(code: str, number: int) -> Response | tuple[str, int] | str:
    """Ask whether somebody is to be taken off the list; the entry stays among those over."""
    view = duty.read_list(actor(), code, now=now())
    found = view.entries if request.method == "GET" else [*view.entries, *view.ended]
    row = next((each for each in found if each.number == number), None)
    if row is None:
        missing()
    place = code_label("duty_roles", row.role)
    question = Question(
        caption=view.unit,
        title=gettext("Take %(person)s off the duty list?", person=row.name),
        text=gettext(
            "%(place)s, %(phone)s: from now on nobody is shown this number or told because of "
            "this entry. It cannot be undone; put the person on the list anew instead.",
            place=place,
            phone=row.phone,
        ),
        back_words=gettext("Duty list"),
        back_url=_page_of(code),
    )
    return ask(
        YesForm(gettext("Take off the list")),
        question,
        lambda: duty.end_entry(actor(), code, number, now=now()),
        gettext("The person is no longer called; the entry is kept"),
    )
