"""Routes of the marks of conflict: those on a file, a new one, and the end of one."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from caseapp.casework import conflicts
from caseapp.casework.conflicts import Kept, Kind
from caseapp.rules.access import Act, Role
from caseapp.web.actor import actor, needs, now
from caseapp.web.asking import Question, ask
from caseapp.web.conflicts import stand_ins
from caseapp.web.conflicts.forms import LiftForm, MarkForm
from caseapp.web.navigation import ROLE_WORDS
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import missing

blueprint = Blueprint("conflicts", __name__)
stand_ins.attach(blueprint)

ORIGIN_WORDS: Final = {
    "intake": lazy_gettext("Ticked when the report was logged"),
    "declined": lazy_gettext(
        "Proposed for a name or number in the report; the writer did not tick"
    ),
    "proposed": lazy_gettext("Proposed for a name or number entered later: decide on it"),
    "given_back": lazy_gettext("Held for the child's file from which the report was taken out"),
}
"""Where a mark came from that the supervisor did not set."""


@blueprint.route("/children/<code>/conflicts", methods=["GET", "POST"], defaults={"kind": "child"})
@blueprint.route("/reports/<code>/conflicts", methods=["GET", "POST"], defaults={"kind": "report"})
@needs(Act.CONFLICT_MARK)
def show(kind: Kind, code: str) -> Response | tuple[str, int] | str:
    """Show from whom a file is kept, and ask whom to keep it from."""
    view = conflicts.read_marks(actor(), kind, code, now=now())
    form = MarkForm()
    form.person.choices = [
        (each.username, f"{each.full_name} – {ROLE_WORDS[Role(each.role)]}, {each.unit}")
        for each in view.people
    ]
    if form.validate_on_submit():
        done = perform(form, lambda: _mark(view, form), to=lambda _: _page_of(view))
        if done is not None:
            flash(gettext("The file is kept from this person"), "success")
            return done
    page = render_template(
        "conflicts/show.html", view=view, form=form, key=post_key(), origins=ORIGIN_WORDS
    )
    return (page, 422) if form.is_submitted() else page


def _page_of(view: Kept) -> str:
    return url_for("conflicts.show", kind=view.kind, code=view.code)


def _mark(view: Kept, form: MarkForm) -> None:
    conflicts.mark_conflict(
        actor(),
        view.kind,
        view.code,
        username=form.person.data or "",
        reason=form.reason.data or "",
        now=now(),
        post=posted_key(),
    )


@blueprint.route(
    "/children/<code>/conflicts/<token>/end", methods=["GET", "POST"], defaults={"kind": "child"}
)
@blueprint.route(
    "/reports/<code>/conflicts/<token>/end", methods=["GET", "POST"], defaults={"kind": "report"}
)
@needs(Act.CONFLICT_MARK)
def end(kind: Kind, code: str, token: str) -> Response | tuple[str, int] | str:
    """Ask why the person may see the file again."""
    view = conflicts.read_marks(actor(), kind, code, now=now())
    mark = next((each for each in view.marks if each.token == token), None)
    if mark is None or (mark.lifted_at is not None and request.method == "GET"):
        missing()
    question = Question(
        caption=_named(view),
        title=gettext("Show the file to %(person)s again?", person=mark.person),
        text=gettext(
            "From then on it stands in this person's lists, searches, prints and notices again. "
            "Once it is kept from nobody, nobody stands in any more."
        ),
        back_words=gettext("Conflict of interest"),
        back_url=_page_of(view),
    )
    form = LiftForm()
    return ask(
        form,
        question,
        lambda: conflicts.lift_mark(
            actor(),
            kind,
            code,
            mark.number,
            reason=form.reason.data or "",
            now=now(),
            post=posted_key(),
        ),
        gettext("The person sees the file again"),
    )


def _named(view: Kept) -> str:
    return f"{view.about or gettext('Name not known yet')} ({view.code})"
