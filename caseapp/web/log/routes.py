"""Routes of the log: its entries, narrowed by who, act, outcome, subject and day."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, render_template, request
from flask_babel import gettext

from caseapp.casework import areas, log_reading
from caseapp.casework.log_reading import Asked
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.log.forms import NarrowForm
from caseapp.web.sought import SOUGHT, sought_on, takes_words

blueprint = Blueprint("log", __name__, url_prefix="/log")
takes_words(blueprint, Act.LOG_READ, "log.index")


@blueprint.route("")
@needs(Act.LOG_READ)
def index() -> str:
    """List the log's entries, the newest first, 100 a page."""
    sent = sought_on("log.index")
    form = NarrowForm(sent.fields, meta={"csrf": False})
    everything = ("", gettext("All"))
    form.act.choices = [everything, *((act.value, act.value) for act in sorted(Act))]
    form.outcome.choices = [
        everything, ("done", gettext("Done")), ("denied", gettext("Refused")),
    ]  # fmt: skip
    asked = _asked(form) if form.validate() else Asked()
    lines, more = log_reading.list_log(actor(), asked, now=now())
    return render_template(
        "log/index.html",
        form=form,
        lines=lines,
        units={line.unit_id: areas.label(line.unit_id) for line in lines if line.unit_id},
        older={SOUGHT: sent.sealed, "before": lines[-1].number} if more else None,
        lost=sent.lost,
    )


def _asked(form: NarrowForm) -> Asked:
    before = request.args.get("before", "")
    day: date | None = form.day.data
    return Asked(
        actor=form.actor.data or "",
        act=form.act.data or "",
        outcome=form.outcome.data or "",
        subject=form.subject.data or "",
        day=day,
        before=int(before) if before.isdecimal() and len(before) < 10 else 0,  # noqa: PLR2004
    )
