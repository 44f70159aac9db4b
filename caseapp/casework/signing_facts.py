"""What a paper needs of its file before it is signed, told without what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from caseapp import desk
from caseapp.casework.city_settings import held
from caseapp.casework.homes import home_unit
from caseapp.casework.unserved import secrets_of
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.rules.access import Act, Actor
from caseapp.rules.forms.spec import Form
from caseapp.rules.paper_settings import name_for
from caseapp.rules.served import tells
from caseapp.rules.signing_needs import CHILD_KEYS, Facts
from caseapp.rules.values import local_day


def facts_of_case(
    actor: Actor,
    code: str,
    form: Form,
    texts: Iterable[str],
    *,
    now: datetime,
    made_at: datetime | None = None,
    proposed: bool = True,
) -> Facts:
    """Return what is not recorded for a paper of a case; `texts` are those that are handed out.

    The legal bases are those of the day of `made_at`, of today while there is no decision.
    """
    with desk.reading(actor, Act.CASE_READ, now=now) as door:
        case = door.find(Case, code=code, deleted_at=None)
        door.log(f"case:{case.id}", case.area_id, needs=form.number)
        child = door.session.get_one(Child, case.child_id)
        return Facts(
            no_child=_unknown(door, child),
            usual_grounds=_usual(door, form, local_day(made_at or now)),
            covered=_covered(door, case, texts),
            unproposed=not proposed,
        )


def facts_of_report(
    actor: Actor, code: str, form: Form, texts: Iterable[str], *, now: datetime, made_at: datetime
) -> Facts:
    """Return the same for the decision on emergency measures of a report."""
    with desk.reading(actor, Act.REPORT_READ, now=now) as door:
        report = door.find(Report, code=code, deleted_at=None)
        door.log(f"report:{report.id}", report.area_id, needs=form.number)
        child = door.session.get(Child, report.child_id) if report.child_id else None
        unknown = CHILD_KEYS if child is None else _unknown(door, child)
        return Facts(
            no_child=unknown - {"child_name"} if report.child_name else unknown,
            usual_grounds=_usual(door, form, local_day(made_at)),
            covered=_covered(door, report, texts),
        )


def _unknown(door: desk.Door, child: Child) -> frozenset[str]:
    known = {
        "child_name": child.full_name,
        "child_born": child.date_of_birth,
        "child_unit": home_unit(door, child.id),
    }
    return frozenset(key for key, value in known.items() if not value)


def _usual(door: desk.Door, form: Form, day: date) -> bool:
    return bool(form.grounds) and held(door, name_for("grounds", form.number), day) is None


def _covered(door: desk.Door, subject: Case | Report, texts: Iterable[str]) -> bool:
    secrets = secrets_of(door, subject)
    return any(tells(text, secrets) for text in texts)
