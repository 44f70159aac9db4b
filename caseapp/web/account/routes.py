"""Routes of an account: sign in, sign out, language; its steps and its own pages are attached."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import sessions
from caseapp.casework.limits import Refused, TooManyTries
from caseapp.casework.sign_in import Lapsed
from caseapp.casework.sign_in import sign_in as check
from caseapp.rules.stages import FIRST_PASSWORD_LASTS
from caseapp.web.account import address, own, security, steps, tokens
from caseapp.web.account.entering import lead_on
from caseapp.web.account.forms import SignInForm
from caseapp.web.actor import COOKIE, STEPS, clock, demands, public, safe_next, token
from caseapp.web.caller import caller
from caseapp.web.cookies import LANGUAGE, forget_cookie, keep_cookie

blueprint = Blueprint("account", __name__)
# Not "cookies": the browser's own token, which opens nothing, spares its owner the waiting that
# strangers' wrong passwords cause. Drafts lie on the server, so nothing typed is lost.
_CLEARED: Final = '"cache", "storage"'
steps.attach(blueprint)
own.attach(blueprint)
security.attach(blueprint)
address.attach(blueprint)
tokens.attach(blueprint)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Response | tuple[str, int] | str:
    """Ask for name and password; lead to the step owed, or to where the person was going."""
    form = SignInForm()
    if request.method == "GET" and g.staged is not None:
        return redirect(url_for(STEPS[g.staged.stage], next=request.args.get("next")))
    if request.method == "GET" and g.person is not None:
        return redirect(safe_next(request.args.get("next")))
    if not form.validate_on_submit():
        page = render_template("account/sign_in.html", form=form)
        return (page, 422) if form.errors else page
    try:
        entry = check(
            form.username.data or "",
            form.password.data or "",
            caller=caller(),
            clock=clock(),
            demands=demands(),
        )
    except TooManyTries:
        form.form_errors.append(gettext("Too many failed tries. Wait 15 minutes, then try again"))
    except Lapsed:
        form.form_errors.append(
            gettext(
                "The password that you were given is no longer good: it had to be changed within "
                "%(days)s days. Ask your administrator for a new one",
                days=FIRST_PASSWORD_LASTS.days,
            )
        )
    except Refused:
        form.form_errors.append(
            gettext("The name or the password is wrong. Check both and try again")
        )
    else:
        sessions.sign_out(token(), clock=clock())  # the browser forgets it
        return lead_on(entry)
    return render_template("account/sign_in.html", form=form), 422


@blueprint.route("/sign-out", methods=["POST"])
@public
def sign_out() -> Response:
    """End the session on the server and forget its token."""
    sessions.sign_out(token(), clock=clock())
    response = redirect(url_for("account.sign_in"))
    forget_cookie(response, COOKIE)
    response.headers["Clear-Site-Data"] = _CLEARED
    flash(gettext("You are signed out"), "success")
    return response


@blueprint.route("/lock", methods=["POST"])
@public
def lock() -> Response:
    """Leave the desk for a moment: the password is asked again, then the same page is back."""
    sessions.lock(token(), clock=clock())
    flash(gettext("Locked. Sign in to go on where you were"))
    return redirect(url_for("account.sign_in", next=safe_next(request.form.get("next"))))


@blueprint.route("/language", methods=["POST"])
@public
def choose_language() -> Response:
    """Keep the language: in the account when signed in, in the browser for a year otherwise."""
    language = "en" if request.form.get("language") == "en" else "vi"
    response = redirect(safe_next(request.form.get("next")))
    if g.person is not None:
        sessions.choose_language(g.person.actor, language)
    else:
        keep_cookie(response, LANGUAGE, language, lasts=31_536_000, same_site="Lax")
    return response
