"""Who asks for figures by HTTP: a program with a token, or a statistician's own session."""

from __future__ import annotations

from flask import g, request

from caseapp.casework.limits import Refused
from caseapp.casework.sign_in import note_denial, require
from caseapp.casework.token_entry import Holder, enter
from caseapp.rules.access import Act
from caseapp.rules.token_scopes import TokenScope
from caseapp.web.actor import clock, now
from caseapp.web.caller import caller


class Nobody(Exception):
    """Nobody is named: neither a token nor a session came with the request."""


def let_in() -> None:
    """Find who asks. A token that is sent counts alone, whatever session the browser has.

    Nobody, Refused, TooManyTries, Denied.
    """
    given = request.headers.get("Authorization", "")
    if given:
        scheme, _, token = given.partition(" ")
        if scheme.casefold() != "bearer" or not token.strip():
            raise Refused
        g.holder = enter(token.strip()[:200], caller(), clock=clock(), now=now())
        return
    if g.person is None:
        raise Nobody
    require(g.person.actor, Act.FIGURES_FETCH, now=now())
    g.holder = Holder(g.person.actor, TokenScope())


def holder() -> Holder:
    """Return who asks, once let in."""
    found = g.holder
    assert isinstance(found, Holder)
    return found


def note_out_of_scope() -> None:
    """Write down that somebody asked for what their token does not reach."""
    note_denial(holder().actor, Act.FIGURES_FETCH, now=now(), asked=("figures", 0))
