"""Who asks: the signed-in person of a request, the act each route needs, and the clocks."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

from flask import Flask, Request, abort, current_app, g, redirect, request, url_for
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response

from caseapp.casework.sessions import Asked, Person, Staged, note_shut_out, person_of
from caseapp.casework.sign_in import require
from caseapp.config import Settings
from caseapp.rules.access import Act, Actor, Denied
from caseapp.rules.stages import Demands, Stage
from caseapp.web.cookies import kept_cookie
from caseapp.web.ended_session import coming_back, lead_to_sign_in

COOKIE: Final = "caseapp_session"
PUBLIC: Final = "public"
STAGED: Final = "staged"
STEPS: Final = {
    Stage.CODE: "account.code",
    Stage.PASSWORD: "account.first_password",
    Stage.SECOND_FACTOR: "account.first_factor",
}
"""The page of each step that a sign-in may owe."""
View = TypeVar("View", bound=Callable[..., Any])


def needs(act: Act) -> Callable[[View], View]:
    """Declare the act that a route needs; the policy is asked before the route runs."""

    def mark(view: View) -> View:
        view.__act__ = act  # type: ignore[attr-defined]  # the route table reads it
        return view

    return mark


def public(view: View) -> View:
    """Declare that a route is for everyone; the short list of them is kept by a house test."""
    view.__act__ = PUBLIC  # type: ignore[attr-defined]
    return view


def staged(stage: Stage) -> Callable[[View], View]:
    """Declare that a route is for a sign-in under way that owes this step, and for nobody else."""

    def mark(view: View) -> View:
        view.__act__ = STAGED  # type: ignore[attr-defined]  # the route table reads it
        view.__stage__ = stage  # type: ignore[attr-defined]
        return view

    return mark


def settings() -> Settings:
    """Return the settings this application was made with."""
    found = current_app.extensions["caseapp.settings"]
    assert isinstance(found, Settings)
    return found


def now() -> datetime:
    """Return the moment that stands for now (CASEAPP_NOW outside production)."""
    return settings().now()


def clock() -> datetime:
    """Return the machine's own clock, by which sessions and limits are judged."""
    return datetime.now(UTC)


def demands() -> Demands:
    """Return what this instance asks of a sign-in beside the password."""
    asked = settings()
    return Demands(asked.asks_first_password, asked.asks_second_factor, lapsing=asked.production)


def token() -> str:
    """Return the session's token that the browser sent, '' without one."""
    return kept_cookie(request, COOKIE) or ""


def person() -> Person:
    """Return who is signed in; only routes behind `needs` may ask."""
    found = g.person
    assert isinstance(found, Person)
    return found


def actor() -> Actor:
    """Return the actor of this request."""
    return person().actor


def asked_for() -> Asked:
    """Return the kind and mark of what the address names, None when it names nothing."""
    named = (request.view_args or {}).get("code")
    if named is not None:
        return request.blueprint or "", named
    case = request.args.get("case")
    return ("cases", case) if case else None


_INSIDE: Final = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\U0010ffff]*")
"""A path of this site: browsers read `//x`, `/\\x` and what they strip of either as another's."""


def safe_next(text: str | None) -> str:
    """Return a path of this site to go on to, the home page for anything else."""
    return text if text and _INSIDE.fullmatch(text) else url_for("home.index")


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login carries no types
    """The signed-in person as Flask-Login hands it about."""

    def __init__(self, found: Person) -> None:
        self.id = str(found.actor.user_id)
        self.person = found


def _load(asked: Request) -> SignedIn | None:
    """Find the session of a request in our own table: its token can be revoked, a cookie not."""
    held = kept_cookie(asked, COOKIE)
    found = person_of(held, clock=clock(), now=now(), demands=demands()) if held else None
    if isinstance(found, Staged):
        g.staged = found  # not signed in: it opens the page of its step and nothing else
        return None
    return SignedIn(found) if found else None


def _before() -> Response | None:
    """Find who asks and refuse what the route's act does not allow: deny by default."""
    g.person = g.staged = None
    if request.endpoint == "static":
        return None
    g.person = current_user.person if current_user.is_authenticated else None
    view = current_app.view_functions.get(request.endpoint or "")
    act = getattr(view, "__act__", None)
    if act == PUBLIC:
        return None
    if g.staged is not None or act == STAGED:
        return _step_only(getattr(view, "__stage__", None))
    if request.endpoint is None:
        return None  # the page that says so keeps its reader's links and language
    if g.person is None:
        return _shut_out(act)
    if act not in set(Act):
        abort(404)  # a route that names no act is open to nobody
    try:
        require(g.person.actor, Act(str(act)), now=now(), asked=asked_for())
    except Denied:
        abort(404)
    return None


def _shut_out(act: object) -> Response:
    """Lead to the sign-in page; a session that somebody ended is not used unnoticed."""
    held = token()
    if held and act in set(Act):
        note_shut_out(held, Act(str(act)), now=now(), asked=asked_for())
    return lead_to_sign_in(held, clock=clock())


def _step_only(stage: Stage | None) -> Response | None:
    """Let a sign-in under way see the pages of the step it owes; lead all else to where it goes."""
    if g.staged is not None and g.staged.stage == stage:
        return None
    if g.staged is not None:
        going = request.args.get("next") if stage else coming_back()
        return redirect(url_for(STEPS[g.staged.stage], next=going))
    if g.person is not None:
        return redirect(safe_next(request.args.get("next")))
    return redirect(url_for("account.sign_in", next=request.args.get("next")))


def register_actor(app: Flask) -> None:
    """Attach the door-keeper to an application."""
    manager = LoginManager()
    manager.session_protection = None  # nothing of ours stands in the signed cookie
    manager.request_loader(_load)
    manager.init_app(app)
    app.before_request(_before)
