"""What a child's page says and offers: births in words, the 16th birthday, rights."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from flask_babel import gettext

from caseapp.casework.assistance_reading import AssistanceView
from caseapp.casework.child_reading import ChildView
from caseapp.rules.access import Act, may
from caseapp.rules.assistance import HelpDays
from caseapp.rules.forms.parts import Birth, Precision
from caseapp.rules.matching import personal_id_warnings
from caseapp.rules.values import age_on, local_day, sixteenth_birthday
from caseapp.web.actor import actor, now, settings
from caseapp.web.assistance_form import days_words
from caseapp.web.form_builder import birth_words
from caseapp.web.rights import refuse

_SOON: Final = 90
"""Days before the 16th birthday from which the page says so."""

_RIGHTS: Final = {
    "may_edit": Act.CHILD_EDIT,
    "may_circumstance": Act.CIRCUMSTANCE_RECORD,
    "may_assist": Act.ASSISTANCE_RECORD,
    "may_reports": Act.REPORT_READ,
    "may_referrals": Act.REFERRAL_READ,
    "may_cases": Act.CASE_READ,
    "may_merge": Act.MERGE_ASK,
    "may_mark": Act.CONFLICT_MARK,
    "may_unmask": Act.CHILD_UNMASK,
    "may_see_looks": Act.LOG_READ_SUBJECT,
    "may_hide_name": Act.NAME_HIDE,
    "may_open_case": Act.CASE_EDIT,
    "may_ask_data": Act.DATA_REQUEST_RECORD,
    "may_lift": Act.DATA_REQUEST_ANSWER,
}


_CENTURY: Final = 3
"""Place of the digit that tells the century; made-up numbers are of a century to come."""

_CODED: Final = {
    "sex": "sex",
    "guardian_relation": "relation",
    "number_missing": "number_missing",
    "birth_registration": "birth_registration",
}
"""Parts of the identity that are codes, and the list that names them."""


def precision(text: str) -> Precision:
    """Return how well a birth is known; what an old row leaves empty is a full date."""
    return cast("Precision", text or "day")


def born_words(born: date | None, known: str, today: date) -> str:
    """Say when a child was born as well as it is known; "about" for all but a full date."""
    if born is None:
        return ""
    if known == "estimated":
        age = age_on(born, today) if born <= today else 0
        return str(gettext("about %(age)d years old", age=age))
    return birth_words(Birth(born, precision(known), today))


@dataclass(frozen=True)
class Sixteen:
    """The 16th birthday, and whether it is over: then the person is no child to the law."""

    day: date
    over: bool


def sixteenth(view: ChildView) -> Sixteen | None:
    """Return the 16th birthday when it is over or near (Law on Children, Art. 1)."""
    if view.born is None:
        return None
    day = sixteenth_birthday(view.born)
    near = (day - local_day(now())).days <= _SOON
    return Sixteen(day, view.of_age) if near else None


def may_somewhere(act: Act) -> bool:
    """Tell whether the signed-in person may do the act in any unit today."""
    return may(actor(), act, local_day(now()))


def _may(act: Act, view: ChildView) -> bool:
    today = local_day(now())
    return any(may(actor(), act, today, unit) for unit in view.units)


def rights(view: ChildView) -> dict[str, bool]:
    """Return which links and forms the page offers."""
    return {name: _may(act, view) for name, act in _RIGHTS.items()}


def may_in(act: Act, unit: int) -> bool:
    """Tell whether the signed-in person may do the act in a unit today."""
    return may(actor(), act, local_day(now()), unit)


def insist_on(act: Act, view: ChildView) -> None:
    """Answer 404 unless the act is allowed in one of the units that may open the child."""
    if not _may(act, view):
        refuse(act)


def shown_number(view: ChildView) -> str:
    """Return the personal number as far as it is told: whole, or its end in words."""
    if not view.number_end:
        return view.personal_id
    return str(gettext("ends in %(digits)s", digits=view.number_end))


def help_words(row: AssistanceView) -> str:
    """Say when help was given: on a day, until a day, or still running."""
    return days_words(HelpDays(row.given_on, row.given_until, row.open_ended))


def oddities(number: str, sex: str, born: date | None, known: str) -> list[str]:
    """Return what looks odd in a personal number: a warning, never a refusal.

    Its year is compared with a birth that is known to the day, the month or the year.
    """
    made_up = settings().demo and number[_CENTURY : _CENTURY + 1] in tuple("45")
    certain = born if known != "estimated" and not made_up else None
    return [str(gettext(words)) for words in personal_id_warnings(number, sex, certain)]
