"""The main links, by what the signed-in person may do, and what every page's frame shows."""

from __future__ import annotations

from datetime import date
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from flask import Flask, current_app, g, request, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from caseapp.casework import home_count
from caseapp.casework.marked import newest_mark
from caseapp.rules.access import Act, Actor, Role, may, scope_for
from caseapp.rules.values import local_day
from caseapp.web.actor import now, settings
from caseapp.web.help_places import help_url

if TYPE_CHECKING:
    from flask_babel.speaklater import LazyString

_LINKS: Final = (
    (Act.HOME_READ, "home.index", lazy_gettext("To do")),
    (Act.REPORT_LOG, "reports.log", lazy_gettext("Log a report")),
    (Act.REPORT_FOLLOW, "reports.own", lazy_gettext("My reports")),
    (Act.REPORT_LIST, "reports.index", lazy_gettext("Reports")),
    (Act.CASE_LIST, "cases.index", lazy_gettext("Cases")),
    (Act.CHILD_LIST, "children.index", lazy_gettext("Children")),
    (Act.REFERRAL_READ, "referrals.index", lazy_gettext("Referrals")),
    (Act.REFERRAL_INBOX, "inbox.index", lazy_gettext("Referrals to us")),
    (Act.FIGURES_READ, "statistics.index", lazy_gettext("Indicators")),
    (Act.EXPORT_RUN, "jobs.exports", lazy_gettext("Import and export")),
    (Act.LOG_READ, "log.index", lazy_gettext("Log")),
    (Act.ACCOUNT_MANAGE, "administration.accounts", lazy_gettext("Accounts")),
    (Act.ACCOUNT_DECIDE, "administration.changes", lazy_gettext("Account changes")),
)

_ALONE: Final = ("reports.log", "reports.own", "administration.changes")
"""Links that stand for their own page and not for others of the slice."""

_COUNTED: Final = "caseapp.notices_counted"
_REMEMBERED: Final = 300.0
"""Seconds for which the number of what waits is shown after it was counted."""

ROLE_WORDS: Final = {
    Role.OFFICER: lazy_gettext("Child-protection officer"),
    Role.CHAIR: lazy_gettext("Chair"),
    Role.SUPERVISOR: lazy_gettext("Supervisor"),
    Role.STATISTICIAN: lazy_gettext("Statistician"),
    Role.ADMINISTRATOR: lazy_gettext("Administrator"),
    Role.COLLABORATOR: lazy_gettext("Collaborator"),
    Role.AUDITOR: lazy_gettext("Auditor"),
    Role.DEPUTY: lazy_gettext("Vice chair"),
    Role.AGENCY: lazy_gettext("Receiving agency"),
}


def _frame() -> dict[str, Any]:
    person = getattr(g, "person", None)
    frame: dict[str, Any] = {
        "demo": settings().demo,
        "home_url": url_for("home.index"),
        "language_url": url_for("account.choose_language"),
        "released_url": url_for("publications.index"),
        "help_url": help_url(person.role if person else None, _slice()),
    }
    if person is None:
        return frame
    day = local_day(now())
    frame["signed_in"] = {
        "name": person.actor.name,
        "unit": person.unit or gettext("Cần Thơ city"),
        "role": ROLE_WORDS.get(person.role) or gettext("no role today"),
        "account_url": url_for("account.show"),
    }
    frame["sign_out_url"] = url_for("account.sign_out")
    frame["lock_url"] = url_for("account.lock")
    here = _here()
    frame["navigation"] = [
        (_counted(person.actor, endpoint, label), url_for(endpoint), _leads(endpoint, here))
        for act, endpoint, label in _LINKS
        if _open_to(person.actor, act, day)
    ]
    return frame


def _slice() -> str | None:
    """Return the slice that the page belongs to, none for a refusal as for a missing one."""
    return None if g.get("refused") else request.blueprint


def _open_to(actor: Actor, act: Act, day: date) -> bool:
    """Whether the link leads to a page that opens: an export is of the whole city or none."""
    if act != Act.EXPORT_RUN:
        return may(actor, act, day)
    return may(actor, act, day) and scope_for(actor, act, day).units is None


def _waiting_for(actor: Actor) -> str:
    """Return how much waits on the home page, which counted it, remembered for the other pages.

    A list is drawn with five statements, and stays so. After whatever the person sent, and after
    five minutes, nothing is said until the home page counts anew.
    """
    counted: dict[int | None, tuple[float, str, int]] = current_app.extensions[_COUNTED]
    if "waiting" in g:
        counted[actor.user_id] = (monotonic(), g.waiting, newest_mark(actor))
    since, _, mark = counted.get(actor.user_id, (0.0, "", 0))
    if monotonic() - since >= _REMEMBERED:
        return ""
    if mark != newest_mark(actor):  # something was hidden or shown since
        newest = newest_mark(actor)
        counted[actor.user_id] = (since, home_count.count(actor, now=now()), newest)
    return counted[actor.user_id][1]


def _forget(response: Response) -> Response:
    """Forget what was counted for whoever sent something: it may be another number now."""
    person = g.get("person")
    if request.method == "POST" and person is not None:
        current_app.extensions[_COUNTED].pop(person.actor.user_id, None)
    return response


def _counted(actor: Actor, endpoint: str, label: LazyString) -> str:
    """Return a link's words; the home page's with how many lines wait there."""
    if endpoint != "home.index":
        return str(label)
    number = _waiting_for(actor)
    return f"{label} ({number})" if number else str(label)


def _here() -> str:
    """Return the page as the links know it: the link's own, or another of its slice without a link.

    '' for a page of refusal, which belongs to none: a mark would tell a forbidden address from a
    missing one.
    """
    if g.get("refused"):
        return ""
    here = (request.endpoint or "").replace("agencies.", "referrals.")  # a directory for them
    here = here.replace("administration.decide", "administration.changes")
    here = here.replace("reports.own_one", "reports.own").replace("conflicts.", "children.")
    here = here.replace("duty.calls", "reports.show").replace("duty.", "home.")
    here = here.replace("stand_ins.", "home.").replace("callbacks.", "home.")
    here = here.replace("targets.", "home.").replace("plans.", "cases.")
    here = here.replace("measures.", "cases.").replace("care.", "cases.")
    here = here.replace("consents.hold", "referrals.hold").replace("consents.", "children.")
    here = here.replace("forwarding.", "reports.").replace("proposals.", "home.")
    here = here.replace("transfers.", "cases.").replace("imports.", "jobs.")
    here = here.replace("supervision.", "home.").replace("blank_forms.", "home.")
    here = here.replace("print_batches.", "home.")
    here = here.replace("hand_overs.", "home.").replace("merges.", "children.")
    here = here.replace("erasures.", "home.")
    here = here.replace("assistance.", "children.").replace("disasters.", "home.")
    here = here.replace("assessments.", "reports." if "initial" in here else "cases.")
    here = here.replace("hand_outs.", "statistics.").replace("figures_api.", "statistics.")
    here = here.replace("populations.", "statistics.").replace("publications.", "statistics.")
    here = here.replace("clocks.", "cases." if "code" in (request.view_args or {}) else "home.")
    return here.replace("emergency.", "home." if "entries" in here else "children.")


_ENDPOINTS: Final = frozenset(endpoint for _, endpoint, _ in _LINKS)


def _leads(endpoint: str, here: str) -> bool:
    """Whether the page that is open belongs to a link."""
    if not here or here in _ENDPOINTS:
        return here == endpoint
    return here.partition(".")[0] == endpoint.partition(".")[0] and endpoint not in _ALONE


def register_navigation(app: Flask) -> None:
    """Give every template the frame's words."""
    app.extensions[_COUNTED] = {}
    app.context_processor(_frame)
    app.after_request(_forget)
