"""Routes of the register of help: a unit's lines, a print, what still runs, its confirmation."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from caseapp.casework import assistance_register as register
from caseapp.casework.assistance_confirming import confirm_running
from caseapp.casework.assistance_register import HelpLine, Register, Wanted
from caseapp.rules.access import Act
from caseapp.rules.assistance import HelpDays
from caseapp.rules.codes import LISTS
from caseapp.rules.values import RuleBroken, local_day
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.asking import YesForm
from caseapp.web.assistance import batches, withdrawing
from caseapp.web.assistance.forms import FilterForm
from caseapp.web.assistance_form import days_words, value_words
from caseapp.web.pdf_answer import heading_of, list_footing, pdf_answer
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.printing import Sheet, assistance_html
from caseapp.web.rights import allowed, insist

blueprint = Blueprint("assistance", __name__, url_prefix="/assistance")
batches.attach(blueprint)
withdrawing.attach(blueprint)
Answer = Response | tuple[str, int] | str

_YEARS: Final = 6
_BIGGEST: Final = 2**31 - 1


@blueprint.route("")
@needs(Act.ASSISTANCE_LIST)
def units() -> str | Response:
    """Lead to the register of the own unit, or list the units whose register may be read."""
    found = register.list_units(actor(), now=now())
    if len(found) == 1:
        return redirect(url_for("assistance.index", code=found[0][0]))
    return render_template("assistance/units.html", rows=found)


def _number(text: str) -> int:
    """Return the line that an address names, 0 for none."""
    sound = text.isascii() and text.isdigit() and len(text) <= len(str(_BIGGEST))
    return min(int(text), _BIGGEST) if sound else 0


def _wanted() -> Wanted:
    """Return what the address asks for; what makes no sense is not asked."""
    year, kind = request.args.get("year", ""), request.args.get("kind", "")
    known = year.isascii() and year.isdigit() and len(year) == len("2026")
    return Wanted(
        max(int(year), 1) if known else None,
        kind if kind in LISTS["assistance_kinds"] else "",
        bool(request.args.get("running")),
        _number(request.args.get("after", "")),
    )


def _asked(wanted: Wanted) -> dict[str, Any]:
    """Return the filter as an address bears it."""
    asked = {"year": wanted.year, "kind": wanted.kind, "running": "y" if wanted.running else None}
    return {name: value for name, value in asked.items() if value}


def row_words(row: HelpLine) -> str:
    """Say when a help was given."""
    return days_words(HelpDays(row.given_on, row.given_until, row.open_ended))


@blueprint.route("/<code>")
@needs(Act.ASSISTANCE_LIST)
def index(code: str) -> str:
    """Show the help that a unit's children were given, the newest first."""
    wanted = _wanted()
    view = register.read_register(actor(), code, wanted, now=now())
    this_year = local_day(now()).year
    form = FilterForm(
        [this_year - back for back in range(_YEARS)],
        formdata=None,
        data={"year": str(wanted.year or ""), "kind": wanted.kind, "running": wanted.running},
    )
    return render_template(
        "assistance/index.html",
        view=view,
        form=form,
        wanted=wanted,
        asked=_asked(wanted),
        row_words=row_words,
        value_words=value_words,
        may_record=allowed(Act.ASSISTANCE_RECORD, view.unit_id),
        may_print=allowed(Act.ASSISTANCE_PRINT, view.unit_id),
    )


@blueprint.route("/<code>/register.pdf")
@needs(Act.ASSISTANCE_PRINT)
def printed(code: str) -> Response:
    """Print the register as it is asked for, with the head of the unit."""
    wanted = _wanted()
    try:
        view = register.list_whole(actor(), code, wanted, now=now())
    except RuleBroken as broken:
        flash(gettext(broken.message), "error")
        return redirect(url_for("assistance.index", code=code, **_asked(wanted)))
    today = local_day(now())
    sheet = Sheet(now(), settings().demo, list_footing(code, actor().name, now()))
    html = assistance_html(
        heading_of(view.unit_id, today),
        sheet,
        asked=_asked_words(wanted),
        view=view,
        rows=[(row, _printed_days(row), _printed_value(row)) for row in view.lines],
        kind_of=lambda kind: LISTS["assistance_kinds"].label(kind, "vi"),
    )
    return pdf_answer(html, f"{code}-ho-tro")


def _asked_words(wanted: Wanted) -> str:
    """Say in a print, always in Vietnamese, what its lines are."""
    kind = LISTS["assistance_kinds"].label(wanted.kind, "vi") if wanted.kind else ""
    parts = (
        f"Năm {wanted.year}" if wanted.year else "Tất cả các năm",
        kind,
        "đang tiếp tục" if wanted.running else "",
    )
    return "; ".join(part for part in parts if part)


def _printed_days(row: HelpLine) -> str:
    first = f"{row.given_on:%d/%m/%Y}"
    if row.open_ended:
        return f"từ {first}, đang tiếp tục"
    return f"{first} – {row.given_until:%d/%m/%Y}" if row.given_until else first


def _printed_value(row: HelpLine) -> str:
    amount = f"{row.value:,}".replace(",", ".") + " đồng" if row.value else ""
    return "; ".join(part for part in (amount, row.in_kind) if part)


@blueprint.route("/<code>/running", methods=["GET", "POST"])
@needs(Act.ASSISTANCE_LIST)
def running(code: str) -> Answer:
    """List what still runs, for the yearly confirmation; ticked lines are confirmed."""
    view = register.read_running(actor(), code, _number(request.args.get("after", "")), now=now())
    form = YesForm(gettext("Confirm: the ticked help still runs"))
    ticked = [number for text in request.form.getlist("rows") if (number := _number(text))]
    everything = request.form.get("step") == "all"
    if request.method == "POST":
        insist(Act.ASSISTANCE_RECORD, view.unit_id)
        if form.validate() and not everything:
            done = perform(form, lambda: _confirm(code, ticked), to=lambda _: _after(view))
            if done is not None:
                return done
    html = render_template(
        "assistance/running.html",
        view=view,
        form=form,
        key=post_key(),
        ticked=[row.id for row in view.lines] if everything else ticked,
        today=local_day(now()),
        row_words=row_words,
        value_words=value_words,
        may_record=allowed(Act.ASSISTANCE_RECORD, view.unit_id),
    )
    return (html, 422) if request.method == "POST" and not everything else html


def _confirm(code: str, ticked: list[int]) -> str:
    made = confirm_running(actor(), code, ticked, now=now(), post=posted_key())
    words = ngettext("%(num)d help is confirmed", "%(num)d helps are confirmed", int(made))
    flash(words, "success")
    return made


def _after(view: Register) -> str:
    return url_for("assistance.running", code=view.code)
