"""The minutes of the meeting on protective measures: written, and amended in versions that stay."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from caseapp import desk
from caseapp.casework.case_lines import event
from caseapp.casework.papers import add_paper, expect_text, numbered, papers_of, save_text
from caseapp.casework.plan_views import MINUTES
from caseapp.casework.plans import open_case
from caseapp.rules.access import Act, Actor
from caseapp.rules.forms.answers import Value, boxes
from caseapp.rules.forms.minutes import FORM
from caseapp.rules.values import RuleBroken


def write_minutes(
    actor: Actor, code: str, values: Mapping[str, Value], *, now: datetime, post: str = ""
) -> str:
    """Write the minutes of a meeting (Decree 56/2017, Art. 27.2); return their number."""
    met_at = _met_at(values, now)
    with desk.writing(actor, Act.CASE_EDIT, now=now, post=post) as door:
        case = open_case(door, code)
        number = len(papers_of(door, case, MINUTES)) + 1
        said = boxes(FORM, values)
        paper = add_paper(
            door, case, MINUTES, said, state="written", happened_at=met_at, edition=FORM.edition.id
        )
        door.session.add(event(door, case, "minutes", met_at, detail=str(number)))
        door.log(f"case:{case.id}", case.area_id, minutes=paper.id)
        door.made = str(number)
        return door.made


def amend_minutes(
    actor: Actor,
    code: str,
    number: int,
    values: Mapping[str, Value],
    *,
    version: int,
    now: datetime,
    post: str = "",
) -> str:
    """Save what minutes say now; Stale when somebody saved them meanwhile."""
    met_at = _met_at(values, now)
    with desk.writing(actor, Act.CASE_EDIT, now=now, post=post) as door:
        case = open_case(door, code)
        paper = numbered(door, case, number, MINUTES)
        expect_text(door, paper, version)
        save_text(door, paper, boxes(FORM, values))
        paper.happened_at = met_at
        door.log(f"case:{case.id}", case.area_id, minutes=paper.id)
        door.made = str(number)
        return door.made


def _met_at(values: Mapping[str, Value], now: datetime) -> datetime:
    met_at = values.get("met_at")
    if not isinstance(met_at, datetime):
        raise RuleBroken("Enter when the meeting was", field="met_at")
    if met_at > now:
        raise RuleBroken("The moment cannot lie in the future", field="met_at")
    return met_at
