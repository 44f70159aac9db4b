"""Every paper of a file by its form: gathered by the reader's rights, and drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from caseapp.casework.assessment_prints import gather_assessment
from caseapp.casework.form07 import gather_form07
from caseapp.casework.kept_opening import open_newest
from caseapp.casework.plan_prints import gather_plan
from caseapp.casework.printed import Printed
from caseapp.casework.report_prints import gather_report
from caseapp.casework.summaries import WHOLE, gather
from caseapp.rules.access import Actor
from caseapp.rules.assessment_states import FORM_OF
from caseapp.rules.copies import Copy
from caseapp.web.assessment_paper import assessment_html
from caseapp.web.cases.summary_paper import full_html
from caseapp.web.plan_paper import approval_html, plan_html
from caseapp.web.report_paper import report_html
from caseapp.web.separation_paper import form07_html


@dataclass(frozen=True, slots=True)
class Asked:
    """Which paper: its form, the code of its report or case, its place there, from 1.

    `copy`: of a decision, that which is handed out, or the file's own for who may see the place.
    """

    form: str
    code: str
    place: int = 1
    reason: str = ""
    with_reporter: bool = False
    copy: Copy = Copy.SERVED


@dataclass(frozen=True, slots=True)
class Drawn:
    """A paper as HTML, the opaque name of its file, and which print of it this is.

    `kept` are the bytes of a decision that was put before its signer: these alone are handed out.
    """

    html: str
    name: str
    printed: Printed
    kept: bytes | None = None

    def content(self, render: Callable[[str], bytes]) -> bytes:
        """Return the PDF: the one that was kept, or what the record says now."""
        return self.kept if self.kept is not None else render(self.html)


_KINDS: Final = {form: kind for kind, form in FORM_OF.items()}
Drawing = Callable[[Actor, Asked, datetime, bool], Drawn]


def draw(actor: Actor, asked: Asked, *, now: datetime, demo: bool) -> Drawn:
    """Gather a paper under its own act, which logs the print, and draw it.

    Raises Denied, Missing for what the actor may not print, KeyError for a form that is none.
    """
    return _DRAWINGS[asked.form](actor, asked, now, demo)


def _summary(actor: Actor, asked: Asked, now: datetime, demo: bool) -> Drawn:
    wanted = replace(WHOLE, reason=asked.reason or WHOLE.reason)
    found = gather(actor, asked.code, now=now, wanted=wanted)
    return Drawn(full_html(found, demo=demo), asked.code, found.printed)


def _report(actor: Actor, asked: Asked, now: datetime, demo: bool) -> Drawn:
    found = gather_report(actor, asked.code, now=now, with_reporter=asked.with_reporter)
    return Drawn(report_html(found, now=now, demo=demo), asked.code, found.printed)


def _assessment(actor: Actor, asked: Asked, now: datetime, demo: bool) -> Drawn:
    found = gather_assessment(actor, _KINDS[asked.form], asked.code, asked.place, now=now)
    return Drawn(assessment_html(found, now=now, demo=demo), _name(asked), found.printed)


def _plan(actor: Actor, asked: Asked, now: datetime, demo: bool) -> Drawn:
    kept = _kept("plan", actor, asked, now) if asked.form == "05" else None
    if kept is not None:
        return kept
    found = gather_plan(actor, asked.code, asked.place, now=now, paper=asked.form, copy=asked.copy)
    html = (plan_html if asked.form == "04" else approval_html)(found, now=now, demo=demo)
    return Drawn(html, _name(asked), found.printed)


def _separation(actor: Actor, asked: Asked, now: datetime, demo: bool) -> Drawn:
    kept = _kept("separation", actor, asked, now)
    if kept is not None:
        return kept
    found = gather_form07(actor, asked.code, asked.place, now=now, copy=asked.copy)
    return Drawn(form07_html(found, now=now, demo=demo), _name(asked), found.printed)


def _kept(kind: str, actor: Actor, asked: Asked, now: datetime) -> Drawn | None:
    """Return the paper that was put before its signer, which is printed again unchanged."""
    found = open_newest(actor, kind, asked.code, asked.place, asked.copy, now=now)
    return Drawn("", found.name, found.printed, found.content) if found is not None else None


def _name(asked: Asked) -> str:
    return f"{asked.code}-{asked.form}-{asked.place}"


_DRAWINGS: Final[dict[str, Drawing]] = {
    "summary": _summary,
    "01": _report,
    **dict.fromkeys(_KINDS, _assessment),
    "04": _plan,
    "05": _plan,
    "07": _separation,
}
