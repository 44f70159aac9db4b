"""Taking a form: its one-time key, its refusals beside the fields, and where it leads."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from typing import Any, Final

from flask import redirect, request
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.form import BaseForm

from caseapp.casework.outcomes import AlreadyDone
from caseapp.rules.values import RuleBroken
from caseapp.web.widgets import refuse

_KEY: Final = re.compile(r"[A-Za-z0-9_-]{16,64}")


def post_key() -> str:
    """Return the key for a form that is shown: the one that came back, or a new one."""
    return posted_key() or secrets.token_urlsafe(18)


def posted_key() -> str:
    """Return the key of the form that was sent, '' when it has none of ours."""
    given = request.form.get("post_key", "")
    return given if _KEY.fullmatch(given) else ""


def posted_version() -> int:
    """Return the version of the row that the form was filled from; 0 fits no row."""
    given = request.form.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 10 else 0  # noqa: PLR2004


def perform(form: BaseForm, act: Callable[[], Any], to: Callable[[str], str]) -> Response | None:
    """Do the act and lead on to what it made; None when the form must be shown again.

    A form that was taken before leads to what its first post made. A rule's refusal stands
    beside the field it names, or above the form when it names none.
    """
    try:
        made = act()
    except AlreadyDone as done:
        return redirect(to(done.made))
    except RuleBroken as broken:
        message = gettext(broken.message, **broken.params)
        if broken.field and broken.field in form:
            refuse(form, broken.field, message)
        else:
            form.form_errors.append(message)
        return None
    return redirect(to(made or ""))
