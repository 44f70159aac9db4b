"""Searches whose words stand in no address: a form posts them, and they come back sealed.

A page that looks for a name takes its words from `sought_on`, its form is drawn by
`_parts/search.html`, and `takes_words` gives it the address to which that form is sent. The answer
leads to the page with the words sealed for this person (casework.sought), so that back, reload and
the next page work, and the history of a shared computer holds nobody's name.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from caseapp.casework.sought import Pairs, open_sought, seal_sought
from caseapp.rules.access import Act
from caseapp.web.actor import actor, needs

SOUGHT: Final = "sought"
"""The part of an address that bears what is looked for, sealed."""
_LETTERS: Final = 1000
"""So many letters of all fields go into an address: far more than any search needs."""


@dataclass(frozen=True)
class Sought:
    """What the page's address asks: the fields as sent, and the sealed text, None without one.

    `lost` says that the address bears words that do not open here: another account's, or forged,
    or of a key that was changed since.
    """

    fields: MultiDict[str, str]
    sealed: str | None
    lost: bool = False


def sought_on(page: str) -> Sought:
    """Return what is looked for on a page, by its endpoint; nothing where the words do not open."""
    sealed = request.args.get(SOUGHT)
    if not sealed:
        return Sought(MultiDict(), None)
    found = open_sought(actor(), page, sealed)
    if found is None:
        return Sought(MultiDict(), None, lost=True)
    return Sought(MultiDict(found), sealed)


def takes_words(blueprint: Blueprint, act: Act, page: str) -> None:
    """Give a page's search form its address, which only leads back to the page."""

    @needs(act)
    def search() -> Response:
        asked = _typed()
        sealed = seal_sought(actor(), page, asked) if asked else None
        return redirect(url_for(page, sought=sealed), 303)

    search.__page__ = page  # type: ignore[attr-defined]  # web/ended_session.py leads back to it
    blueprint.add_url_rule("/search", "search", search, methods=["POST"])


def _typed() -> Pairs:
    """Return the fields that were filled in, up to the limit; the page judges them."""
    found: Pairs = []
    left = _LETTERS
    for name, value in request.form.items(multi=True):
        left -= len(name) + len(value)
        if left < 0:
            break
        if value and name != "csrf_token":
            found.append((name, value))
    return found
