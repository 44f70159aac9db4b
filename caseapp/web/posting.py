"""Taking a form: its one-time key, its refusals beside the fields, and where it leads."""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from typing import Any, Final

from flask import flash, g, redirect, render_template, request
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework.outcomes import AlreadyDone
from caseapp.rules.values import RuleBroken
from caseapp.web.widgets import refuse

_UNHASHED: Final = frozenset({"csrf_token", "post_key"})
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")


def post_key() -> str:
    """Return the key for a form that is shown: the one that came back, or a new one."""
    return ("" if g.get("key_spent") else _given_key()) or secrets.token_urlsafe(18)


def _given_key() -> str:
    given = request.form.get("post_key", "")
    return given if _KEY.fullmatch(given) else ""


def posted_key(*files: bytes) -> str:
    """Return `key:hash` of the form that was sent, '' when its key is none of ours.

    The hash tells a second post of the same content from one that was changed meanwhile; `files`
    are the bytes that the form brought.
    """
    if not (key := _given_key()):
        return ""
    sent = sorted(pair for pair in request.form.items(multi=True) if pair[0] not in _UNHASHED)
    told = json.dumps(sent).encode() + b"".join(hashlib.sha256(file).digest() for file in files)
    return f"{key}:{hashlib.sha256(told).hexdigest()}"


def posted_version() -> int:
    """Return the version of the row that the form was filled from; 0 fits no row."""
    given = request.form.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0  # noqa: PLR2004


def note_done() -> None:
    """Note that what was sent is stored, so that its draft may go: a redirect alone says less."""
    g.done = True


def spend_key() -> None:
    """Give a form that is shown after this one a key of its own: what came with this is stored."""
    g.key_spent = True


def tell_changed(form: BaseForm) -> None:
    """Say of a form that came a second time with other content that this is not stored."""
    spend_key()
    form.form_errors.append(
        gettext(
            "This form was sent before and saved then. What was changed since is not saved: "
            "look at what is saved first, then send once more to save this as well"
        )
    )


def unasked(form: BaseForm, name: str) -> None:
    """Take a question off a form that is shown, unless it was put or answered already."""
    field = form[name]
    if not field.errors and not field.data:
        del form[name]


def perform(form: BaseForm, act: Callable[[], Any], to: Callable[[str], str]) -> Response | None:
    """Do the act and lead on to what it made; None when the form must be shown again.

    A form that was taken before leads to what its first post made; with other content it is
    shown again under a new key, so that nothing is lost and nothing stored twice unasked.
    A rule's refusal stands beside the field it names, or above the form when it names none.
    """
    try:
        made = act()
    except AlreadyDone as done:
        if not done.changed:
            note_done()
            return redirect(to(done.made))
        tell_changed(form)
        return None
    except RuleBroken as broken:
        message = gettext(broken.message, **broken.params)
        if broken.field and broken.field in form:
            refuse(form, broken.field, message)
        else:
            form.form_errors.append(message)
        return None
    note_done()
    return redirect(to(made or ""))


def take_step(
    form: BaseForm,
    act: Callable[[], Any],
    *,
    to: str,
    page: str,
    done: str,
    **shown: Any,  # noqa: ANN401 - what the page shows
) -> Response | tuple[str, int] | str:
    """Take a step's form: shown, shown again with its faults, or done, said, and led on."""
    if request.method == "POST" and form.validate():
        answer = perform(form, act, to=lambda _: to)
        if answer is not None:
            flash(done, "success")
            return answer
    html = render_template(page, form=form, key=post_key(), **shown)
    return (html, 422) if request.method == "POST" else html
