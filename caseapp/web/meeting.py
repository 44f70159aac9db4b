"""Where two versions of a row meet: field by field, "your version" and "the stored version".

Every form that edits a stored row is bound by `meet`. Its route builds the form as always, and once
more as the row is stored now; the page carries the row's version and a mark of each stored answer.
A form that was filled from an older version then shows each answer that somebody else changed
meanwhile and that differs from what was typed: one of the two is chosen. What only one of both
changed is no question. The choices make a draft on the version of now (drafts/routes.py), which is
looked at in the form and sent from there; so nothing is overwritten that was not seen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import Final

from flask import flash, g, redirect, render_template, request
from werkzeug.wrappers import Response
from wtforms import Field
from wtforms.form import BaseForm

from caseapp.casework import kept_forms
from caseapp.casework.kept_forms import Ended
from caseapp.rules.values import RuleBroken
from caseapp.web.actor import actor, clock
from caseapp.web.control import Gov
from caseapp.web.draft_box import NEVER, box, draft_shown, quiet, typed
from caseapp.web.posting import note_done, posted_version

Answer = Response | tuple[str, int] | str
Sending = list[tuple[str, str]]
_MARK: Final = 12


@dataclass(frozen=True)
class Row:
    """One answer on which two versions differ: its words, and what either would send.

    `chosen` is `mine` or `stored` where one of both is proposed, '' where somebody must choose.
    """

    name: str
    label: str
    mine: str
    stored: str
    sending: Sending
    names: list[str]
    chosen: str = ""


@dataclass(frozen=True)
class Meeting:
    """The version that a form goes on from, the marks of its answers, or a page to show first."""

    version: int
    base: str
    page: Answer | None = None


def meet(
    form: BaseForm,
    stored: Callable[[], BaseForm],
    version: int,
    *,
    title: str,
    to: str,
    done: str,
    blank: Callable[[], BaseForm] | None = None,
) -> Meeting:
    """Compare a form with the row as it is stored now, in `version`.

    `stored` builds the form from the row, whatever was sent. `to` and `done` are where a form leads
    that says what is stored already, and its words: it was sent twice. `blank` builds the form
    empty, where it may have got more rows than it was drawn with: those began as empty.
    """
    saved = {field.name: field for field in _asked(stored())}
    marks = _marks(saved.values())
    base = _base(marks)
    if request.method != "POST":
        return Meeting(version, base)
    _take_what_is_never_drafted(form)
    if posted_version() == version:
        return Meeting(version, base)
    mine = [field for field in _asked(form) if field.name in saved]
    differing = [field for field in mine if _mark(field) != marks[field.name]]
    if not differing and not quiet():
        flash(done, "success")
        note_done()
        return Meeting(version, base, redirect(to))
    before = {**(_marks(blank()) if blank else {}), **_posted_marks()}
    met = [field for field in differing if before.get(field.name) != marks[field.name]]
    if not met:
        return Meeting(version, base)  # what somebody else changed is not touched by this form
    rows = [_row(field, saved[field.name], before) for field in met]
    _keep_typed()
    return Meeting(version, base, (show(title, rows, _typed_in_form(), version, base), 409))


def drawn(stored: BaseForm, version: int) -> Meeting:
    """Return what a form carries that is drawn from its row, whatever was sent."""
    return Meeting(version, _base(_marks(stored)))


def as_sent() -> Meeting:
    """Return what the form that was sent goes on from, for a page that only draws it again."""
    return Meeting(posted_version(), _base(_posted_marks()))


def _marks(fields: Iterable[Field]) -> dict[str, str]:
    return {field.name: _mark(field) for field in _asked(fields)}


def _base(marks: dict[str, str]) -> str:
    return json.dumps(marks, separators=(",", ":"))


def show(
    title: str,
    rows: Sequence[Row],
    mine: Sending,
    version: int,
    base: str,
    *,
    missing: bool = False,
) -> str:
    """Return the page on which the versions meet; `missing` when a choice was not made."""
    sent = box(title)
    carried = {
        "draft": sent.text,
        "mine": json.dumps(mine),
        "rows": json.dumps([asdict(row) for row in rows]),
        "version": str(version),
        "base": base,
    }
    return render_template(
        "drafts/meeting.html", title=title, rows=rows, carried=carried, missing=missing,
        page=sent.page,
    )  # fmt: skip


def _asked(fields: Iterable[Field]) -> Iterator[Gov]:
    for field in fields:
        if isinstance(field, Gov) and field.comparable and field.name not in NEVER:
            yield field


def _mark(field: Gov) -> str:
    """Return a short mark of an answer, equal for equal answers however they were typed."""
    return hashlib.sha256(json.dumps(field.meaning()).encode()).hexdigest()[:_MARK]


def _posted_marks() -> dict[str, str]:
    """Return the marks that the form was filled with; none when they cannot be read."""
    try:
        found = json.loads(request.form.get("base", ""))
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _row(mine: Gov, stored: Gov, before: dict[str, str]) -> Row:
    untouched = before.get(mine.name) == _mark(mine)
    return Row(
        mine.name,
        str(mine.label.text),
        mine.in_words(),
        stored.in_words(),
        stored.sending(),
        mine.names(),
        "stored" if untouched else "",
    )


def _typed_in_form() -> Sending:
    return typed().fields


def _keep_typed() -> None:
    """Keep what was typed as a draft, so that closing the page loses nothing."""
    if quiet() or draft_shown() is not None:
        return
    with suppress(RuleBroken, Ended):  # it stands in the page that follows all the same
        try:
            kept_forms.save(actor(), typed(), clock=clock())
        except Ended:  # this page of it was sent before: what is sent now is a form of its own
            g.key_spent = True
            fresh = replace(typed(), token=box().token, saves=0)
            kept_forms.save(actor(), fresh, clock=clock())


def _take_what_is_never_drafted(form: BaseForm) -> None:
    """Leave an answer that no draft holds as it is stored, where a draft is shown."""
    for field in form if quiet() else ():
        if field.name in NEVER and isinstance(field, Gov):
            field.data = field.object_data
