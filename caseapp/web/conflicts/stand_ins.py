"""Routes of the stand-ins: who decides on a report kept from the chair, or handles it instead."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import entrusting
from caseapp.casework.entrusting import Entrusting
from caseapp.rules.access import Act, Role
from caseapp.web.actor import actor, needs, now
from caseapp.web.asking import Question, YesForm, ask
from caseapp.web.conflicts.forms import StandInForm
from caseapp.web.navigation import ROLE_WORDS
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import missing


def attach(blueprint: Blueprint) -> None:
    """Add the pages to the blueprint of the marks."""
    page = "/reports/<code>/stand-ins"
    blueprint.add_url_rule(page, "stand_ins", show, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{page}/<token>/end", "end_stand_in", end, methods=["GET", "POST"])


@needs(Act.FILE_ENTRUST)
def show(code: str) -> Response | tuple[str, int] | str:
    """Show whose turn it is and who stands in, and ask whom to name."""
    view = entrusting.read_entrusting(actor(), code, now=now())
    form = StandInForm()
    form.person.choices = [
        ("", gettext("Choose")),
        *(
            (f"{each.role}:{each.username}", _described(each.role, each.full_name, each.unit))
            for each in view.people
        ),
    ]
    if form.validate_on_submit():
        done = perform(form, lambda: _name(view, form), to=lambda _: _page_of(code))
        if done is not None:
            flash(gettext("This person stands in from now on and is told"), "success")
            return done
    page = render_template(
        "conflicts/stand_ins.html", view=view, form=form, key=post_key(), role_words=role_words
    )
    return (page, 422) if form.is_submitted() else page


def role_words(role: str) -> str:
    """What a role is called."""
    return str(ROLE_WORDS[Role(role)])


def _described(role: str, name: str, unit: str) -> str:
    return f"{unit} – {role_words(role)}: {name}"


def _page_of(code: str) -> str:
    return url_for("conflicts.stand_ins", code=code)


def _name(view: Entrusting, form: StandInForm) -> None:
    role, _, username = str(form.person.data or "").partition(":")
    entrusting.name_stand_in(
        actor(), view.code, role=role, username=username, now=now(), post=posted_key()
    )


@needs(Act.FILE_ENTRUST)
def end(code: str, token: str) -> Response | tuple[str, int] | str:
    """Ask whether somebody is to stand in no longer."""
    view = entrusting.read_entrusting(actor(), code, now=now())
    row = next((each for each in view.stand_ins if each.token == token), None)
    if row is None or (row.ended_at is not None and request.method == "GET"):
        missing()
    question = Question(
        caption=f"{view.about or gettext('Name not known yet')} ({view.code})",
        title=gettext("Let %(person)s stand in no longer?", person=row.person),
        text=gettext(
            "The file is closed to this person at once, and the next one's turn it is. Where "
            "there is nobody, you are asked to name somebody."
        ),
        back_words=gettext("Who stands in"),
        back_url=_page_of(code),
    )
    return ask(
        YesForm(gettext("End it")),
        question,
        lambda: entrusting.end_stand_in(actor(), code, row.number, now=now()),
        gettext("This person stands in no longer"),
    )
