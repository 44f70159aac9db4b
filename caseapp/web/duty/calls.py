"""The page "Gọi ngay": whom to call about a report, and a form for each to tick the answer."""

from __future__ import annotations

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import calls as casework
from caseapp.casework.call_reading import CallView
from caseapp.casework.calls import Callee, CallEntry, CallSheet
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs, now
from caseapp.web.code_choices import code_choices
from caseapp.web.duty.forms import CallForm
from caseapp.web.filters import code_label, moment
from caseapp.web.moves import Step
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import allowed


def attach(blueprint: Blueprint) -> None:
    """Add the page to the blueprint of the duty lists."""
    blueprint.add_url_rule("/reports/<code>/calls", "calls", calls, methods=["GET", "POST"])


@needs(Act.CALL_RECORD)
def calls(code: str) -> Response | tuple[str, int] | str:
    """Show whom to call, in order, and take down how a call was answered."""
    sheet = casework.read_calls(actor(), code, now=now())
    forms = {each.key: _form(each.key) for each in _lines(sheet)}
    sent = forms.get(request.form.get("whom", ""))
    if sent is not None and sent.validate_on_submit():
        key = request.form["whom"]
        done = perform(sent, lambda: _record(code, key, sent), to=lambda _: _page_of(code))
        if done is not None:
            flash(gettext("The call is noted down"), "success")
            return done
    page = _page(sheet, forms, sent)
    return (page, 422) if request.method == "POST" else page


def _form(key: str) -> CallForm:
    form = CallForm(prefix=f"{key}-", data={"called_at": now()})
    form.answer.choices = code_choices("call_answers")
    return form


def _page(sheet: CallSheet, forms: dict[str, CallForm], sent: CallForm | None) -> str:
    return render_template(
        "duty/calls.html",
        sheet=sheet,
        forms=forms,
        sent=sent,
        key=post_key(),
        lost=request.method == "POST" and sent is None,
        entries=[_entry(call) for call in reversed(sheet.calls)],
        last_words=_last_words,
        record=_record_step(sheet),
        may_keep=allowed(Act.DUTY_KEEP, sheet.unit_id),
    )


def _lines(sheet: CallSheet) -> tuple[Callee, ...]:
    return (*sheet.people, *sheet.others, *sheet.numbers)


def _record_step(sheet: CallSheet) -> Step | None:
    """Return where the decision that was just spoken of is written down, while it is owed."""
    if sheet.clock is None or sheet.clock.stopped_at is not None:
        return None
    if allowed(Act.MEASURE_DECIDE, sheet.unit_id):
        return Step(gettext("Record decision"), url_for("reports.decide", code=sheet.code))
    if allowed(Act.MEASURE_RECORD, sheet.unit_id):
        words = gettext("Record a decision given by telephone or on paper")
        return Step(words, url_for("reports.record", code=sheet.code))
    return None


def _page_of(code: str) -> str:
    return url_for("duty.calls", code=code)


def _record(code: str, key: str, form: CallForm) -> None:
    entry = CallEntry(
        key=key,
        called_at=form.called_at.data,
        answer=form.answer.data,
        note=form.note.data or "",
    )
    casework.record_call(actor(), code, entry, now=now(), post=posted_key())


def _last_words(call: CallView) -> str:
    """Say how the last call to somebody was answered, and when."""
    return f"{code_label('call_answers', call.answer)} ({moment(call.called_at)})"


def _entry(call: CallView) -> dict[str, object]:
    """Return a call as `_parts/timeline.html` draws it."""
    listed = "national_numbers" if call.key.startswith("number-") else "duty_roles"
    who = f"{code_label(listed, call.role)} {call.name}".strip()
    return {
        "title": f"{who}: {code_label('call_answers', call.answer)}",
        "at": call.called_at,
        "by": call.entered_by,
        "text": call.note,
    }
