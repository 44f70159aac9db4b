"""A paper that was put before its signer, as the answer to who prints it once more."""

from __future__ import annotations

from flask import Response

from caseapp.casework.kept_opening import OpenedCopy, open_newest
from caseapp.casework.printed import finish
from caseapp.web.actor import actor, now
from caseapp.web.copy_asked import copy_asked


def kept_answer(kind: str, code: str, number: int) -> Response | None:
    """Return the kept PDF of a decision in the copy that is asked for; None while there is none.

    Printing again gives the very bytes that the signer was given, whatever the record says by now.
    """
    found = open_newest(actor(), kind, code, number, copy_asked(), now=now())
    return None if found is None else bytes_answer(found)


def bytes_answer(found: OpenedCopy) -> Response:
    """Return a kept copy; its hash is logged under the number of this print."""
    finish(actor(), found.printed, found.content, now=now())
    answer = Response(found.content, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="{found.name}.pdf"'
    return answer
