"""A dossier on paper: its table of contents, then each paper from a page of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from markupsafe import Markup

from caseapp.casework.assessment_prints import gather_assessment
from caseapp.casework.care_prints import gather_care, gather_closing
from caseapp.casework.decision_prints import gather_order
from caseapp.casework.dossiers import Binding, Held
from caseapp.casework.form07 import gather_form07
from caseapp.casework.minutes_prints import gather_minutes
from caseapp.casework.plan_prints import gather_plan
from caseapp.casework.report_prints import gather_report
from caseapp.rules.access import Actor
from caseapp.rules.assessment_states import FORM_OF
from caseapp.rules.copies import Copy
from caseapp.rules.dossiers import (
    CARE,
    CLOSING,
    MINUTES,
    ORDER,
    PAPERS,
    PLAN,
    REPORT,
    SEPARATION,
    Pick,
    missing_from,
)
from caseapp.rules.values import local_day
from caseapp.web.assessment_paper import assessment_html
from caseapp.web.decision_paper import COPY_WORDS, decision_html
from caseapp.web.minutes_paper import minutes_html
from caseapp.web.pdf_answer import footing, heading_of
from caseapp.web.plan_paper import approval_html
from caseapp.web.printing import Sheet, dossier_html
from caseapp.web.report_paper import report_html
from caseapp.web.separation_paper import form07_html

_BODY: Final = re.compile(r'<body class="(?P<kind>[^"]*)"[^>]*>(?P<body>.*)</body>', re.DOTALL)
_AS_KEPT: Final = " (bản đã trình ký)"
_MISSING: Final = "còn thiếu"
_BARRED: Final = "in riêng"
"""Said of a paper that the file has and that who binds may not print: another prints it."""
_KINDS: Final = {form: kind for kind, form in FORM_OF.items()}


@dataclass(frozen=True, slots=True)
class Part:
    """A bound paper: its name in the table, its day, whether it is a draft, how it is drawn."""

    title: str
    day: date
    draft: bool
    kind: str
    body: Markup


def part_of(html: str, held: Held, title: str) -> Part:
    """Return a whole drawn document as a part of another; ValueError for what has no body.

    What somebody typed is escaped in it, so that it neither ends nor begins a body. Here a paper
    that was kept as it was put before its signer goes in as well.
    """
    found = _BODY.search(html)
    if found is None:
        raise ValueError("the drawn paper has no body")
    body = Markup(found["body"])  # noqa: S704 - drawn by our own templates, escaped there
    return Part(title, held.day, held.draft, found["kind"], body)


def bound_html(actor: Actor, found: Binding, *, now: datetime, demo: bool, both_sides: bool) -> str:
    """Draw a dossier; each paper is gathered under its own act, and logged as printed.

    Raises Denied or Missing for a paper that the actor may not print.
    """
    survey = found.survey
    titles = _titles(found)
    held = {each.pick: each for each in survey.papers}
    parts = [
        part_of(
            found.kept.get(pick) or _drawn(actor, pick, found.copy, now=now, demo=demo),
            held[pick],
            titles[pick] + (_AS_KEPT if pick in found.kept else ""),
        )
        for pick in found.picks
    ]
    decides = any(pick.paper in _IN_COPIES for pick in found.picks)
    return dossier_html(
        heading_of(survey.unit_id, local_day(now)),
        Sheet(now, demo, footing(f"Hồ sơ {survey.code}", found.printed)),
        survey=survey,
        parts=parts,
        files=found.files,
        missing=[
            (PAPERS[paper][0], _BARRED if paper in survey.barred else _MISSING)
            for paper in missing_from(survey.procedure, found.picks)
        ],
        of_copy=COPY_WORDS[found.copy] if decides else "",
        both_sides=both_sides,
    )


def _titles(found: Binding) -> dict[Pick, str]:
    """Name each paper, with its number where there are several of its kind."""
    kinds = [pick.paper for pick in found.picks]
    return {
        pick: PAPERS[pick.paper][0]
        + (f" (số {_place(found.picks, pick)})" if kinds.count(pick.paper) > 1 else "")
        for pick in found.picks
    }


def _place(picks: tuple[Pick, ...], pick: Pick) -> int:
    return [each for each in picks if each.paper == pick.paper].index(pick) + 1


def _report(actor: Actor, pick: Pick, copy: Copy, now: datetime, demo: bool) -> str:
    """Draw Mẫu 01 without its part 3: who told us is never part of a dossier."""
    del copy
    return report_html(gather_report(actor, pick.code, now=now), now=now, demo=demo)


def _assessed(actor: Actor, pick: Pick, copy: Copy, now: datetime, demo: bool) -> str:
    del copy
    found = gather_assessment(actor, _KINDS[pick.paper], pick.code, pick.number, now=now)
    return assessment_html(found, now=now, demo=demo)


def _minutes(actor: Actor, pick: Pick, copy: Copy, now: datetime, demo: bool) -> str:
    del copy
    return minutes_html(gather_minutes(actor, pick.code, pick.number, now=now), now=now, demo=demo)


def _plan(actor: Actor, pick: Pick, copy: Copy, now: datetime, demo: bool) -> str:
    found = gather_plan(actor, pick.code, pick.number, now=now, paper="05", copy=copy)
    return approval_html(found, now=now, demo=demo)


def _separation(actor: Actor, pick: Pick, copy: Copy, now: datetime, demo: bool) -> str:
    found = gather_form07(actor, pick.code, pick.number, now=now, copy=copy)
    return form07_html(found, now=now, demo=demo)


def _order(actor: Actor, pick: Pick, copy: Copy, now: datetime, demo: bool) -> str:
    found = gather_order(actor, pick.code, pick.number, now=now, copy=copy)
    return decision_html(found, now=now, demo=demo)


def _care(actor: Actor, pick: Pick, copy: Copy, now: datetime, demo: bool) -> str:
    found = gather_care(actor, pick.code, "care", pick.number, now=now, copy=copy)
    return decision_html(found, now=now, demo=demo)


def _closing(actor: Actor, pick: Pick, copy: Copy, now: datetime, demo: bool) -> str:
    found = gather_closing(actor, pick.code, now=now, copy=copy)
    return decision_html(found, now=now, demo=demo)


_DRAWINGS: Final[dict[str, Callable[[Actor, Pick, Copy, datetime, bool], str]]] = {
    REPORT: _report,
    **dict.fromkeys(_KINDS, _assessed),
    MINUTES: _minutes,
    PLAN: _plan,
    SEPARATION: _separation,
    ORDER: _order,
    CARE: _care,
    CLOSING: _closing,
}
_IN_COPIES: Final = frozenset({PLAN, SEPARATION, ORDER, CARE, CLOSING})
"""Papers of which there are two copies: a dossier holds those of one kind alone."""


def _drawn(actor: Actor, pick: Pick, copy: Copy, *, now: datetime, demo: bool) -> str:
    return _DRAWINGS[pick.paper](actor, pick, copy, now, demo)
