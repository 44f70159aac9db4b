"""The first question of a report: who is offered to keep it from, and what was answered."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from caseapp.casework import reports
from caseapp.casework.intake import Intake, MustAsk, list_colleagues
from caseapp.casework.marked import Colleague
from caseapp.casework.suspects import Suspect
from caseapp.rules.access import Act, Role, scope_for
from caseapp.rules.units import territory
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, now, person
from caseapp.web.navigation import ROLE_WORDS
from caseapp.web.posting import posted_key

_LONGEST = 4000


def offer(form: Any) -> None:  # noqa: ANN401 - a LogForm, made for each request
    """List who may open the report: of the own unit, the city, and the units asked about."""
    units = set(scope_for(actor(), Act.REPORT_LOG, local_day(now())).units or ())
    units |= {int(token[5:]) for token in _asked(form) if _is_unit(token)}
    listed = {each.username: each for each in list_colleagues(units, now=now())}
    names = {token for token in _asked(form) if token not in listed}
    for each in list_colleagues(territory().units, now=now()) if names else ():
        if each.username in names:
            listed[each.username] = each
    form.keep_from.choices = [_choice(each) for each in listed.values()]


def _asked(form: Any) -> list[str]:  # noqa: ANN401 - as for offer
    return str(form.asked.data or "")[:_LONGEST].split()


def _is_unit(token: str) -> bool:
    return token.startswith("unit:") and token[5:].isdecimal() and len(token) < 15  # noqa: PLR2004


def _choice(each: Colleague) -> tuple[str, str]:
    words = f"{each.full_name} – {ROLE_WORDS[Role(each.role)]}, {each.unit}"
    if each.username == person().username:
        words = gettext("%(name)s (you)", name=words)
    return each.username, words


def log(form: Any) -> str:  # noqa: ANN401 - as for offer
    """Log the report; a question that is still open is put beside the list, its people in it."""
    try:
        return reports.log_report(
            actor(), form.answers, intake=_answered(form), now=now(), post=posted_key()
        )
    except MustAsk as question:
        listed = [code for code, _ in form.keep_from.choices]
        form.keep_from.choices += [
            _choice(each) for each in question.people if each.username not in listed
        ]
        if question.proposed:
            form.keep_from.data = [
                *(form.keep_from.data or []), *(each.username for each in question.people)
            ]  # fmt: skip
        form.asked.data = " ".join(sorted({*_asked(form), *question.tokens}))
        raise


def _answered(form: Any) -> Intake:  # noqa: ANN401 - as for offer
    return Intake(
        Suspect(
            works_here=form.works_here.data or "",
            name=form.suspect_name.data or "",
            phone=form.suspect_phone.data or "",
            personal_id="".join((form.suspect_personal_id.data or "").split()),
        ),
        keep_from=tuple(form.keep_from.data or ()),
        asked=frozenset(_asked(form)),
    )


def is_kept_from_writer(form: Any) -> bool:  # noqa: ANN401 - as for offer
    """Whether the writer ticked themself."""
    return person().username in (form.keep_from.data or ())
