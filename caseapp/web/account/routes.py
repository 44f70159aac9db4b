"""Routes of an account: sign in, sign out, language."""

from __future__ import annotations

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import sign_in as casework
from caseapp.web.account.forms import SignInForm
from caseapp.web.actor import COOKIE, clock, public, safe_next, settings

blueprint = Blueprint("account", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Response | tuple[str, int] | str:
    """Ask for name and password; on success lead to where the person was going."""
    form = SignInForm()
    going = safe_next(request.args.get("next"))
    if g.person is not None and request.method == "GET":
        return redirect(going)
    if not form.validate_on_submit():
        page = render_template("account/sign_in.html", form=form)
        return (page, 422) if form.errors else page
    try:
        token = casework.sign_in(
            form.username.data or "",
            form.password.data or "",
            source=request.remote_addr or "",
            clock=clock(),
        )
    except casework.TooManyTries:
        form.form_errors.append(
            gettext("Too many failed tries from this place. Wait 15 minutes, then try again")
        )
    except casework.Refused:
        form.form_errors.append(
            gettext("The name or the password is wrong. Check both and try again")
        )
    else:
        casework.sign_out(request.cookies.get(COOKIE, ""), clock=clock())  # the browser forgets it
        return _with_session(redirect(going), token)
    return render_template("account/sign_in.html", form=form), 422


def _with_session(response: Response, token: str) -> Response:
    response.set_cookie(
        COOKIE, token, httponly=True, samesite="Strict", secure=settings().production, path="/"
    )
    return response


@blueprint.route("/sign-out", methods=["POST"])
@public
def sign_out() -> Response:
    """End the session on the server and forget its token."""
    casework.sign_out(request.cookies.get(COOKIE, ""), clock=clock())
    response = redirect(url_for("account.sign_in"))
    response.delete_cookie(COOKIE, path="/")
    flash(gettext("You are signed out"), "success")
    return response


@blueprint.route("/lock", methods=["POST"])
@public
def lock() -> Response:
    """Leave the desk for a moment: the password is asked again, then the same page is back."""
    casework.lock(request.cookies.get(COOKIE, ""), clock=clock())
    flash(gettext("Locked. Sign in to go on where you were"))
    return redirect(url_for("account.sign_in", next=safe_next(request.form.get("next"))))


@blueprint.route("/language", methods=["POST"])
@public
def choose_language() -> Response:
    """Keep the language: in the account when signed in, in the browser for a year otherwise."""
    language = "en" if request.form.get("language") == "en" else "vi"
    response = redirect(safe_next(request.form.get("next")))
    if g.person is not None:
        casework.choose_language(g.person.actor, language)
    else:
        response.set_cookie(
            "caseapp_language", language, max_age=31_536_000, samesite="Lax", httponly=True,
            secure=settings().production,
        )  # fmt: skip
    return response
