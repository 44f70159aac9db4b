"""Which of its two copies a print is asked for, and the links that ask."""

from __future__ import annotations

from flask import request, url_for
from flask_babel import gettext

from caseapp.rules.access import Act
from caseapp.rules.copies import Copy
from caseapp.web.moves import Step
from caseapp.web.rights import allowed


def copy_asked() -> Copy:
    """Return the copy that the address asks for; whatever it says, no more than is handed out.

    Only the exact word asks for the file's own copy.
    """
    return Copy.FILE if request.args.get("copy") == Copy.FILE else Copy.SERVED


def copy_steps(what: str, endpoint: str, unit_id: int, **named: object) -> list[Step]:
    """Return the links to the two copies of a paper: the file's own for who may see the place."""
    steps = [
        Step(
            gettext("Print %(what)s to be handed out (PDF)", what=what),
            url_for(endpoint, **named),  # type: ignore[arg-type]
        )
    ]
    if allowed(Act.PLACE_SEE, unit_id):
        words = gettext(
            "Print %(what)s for the file, with all names (PDF; it is logged)", what=what
        )
        steps.append(Step(words, url_for(endpoint, **named, copy=Copy.FILE)))  # type: ignore[arg-type]
    return steps
