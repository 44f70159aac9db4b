"""Decisions drawn for their signer: each kind gathered and drawn as its page prints it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, Final, Protocol

from caseapp.casework.care_prints import gather_care
from caseapp.casework.decision_prints import DecisionPrint, gather_emergency, gather_order
from caseapp.casework.form07 import gather_form07
from caseapp.casework.kept_papers import Made
from caseapp.casework.plan_prints import gather_plan
from caseapp.rules.access import Actor
from caseapp.rules.copies import Copy
from caseapp.web.decision_paper import decision_html
from caseapp.web.plan_paper import approval_html
from caseapp.web.printing import render_pdf
from caseapp.web.separation_paper import form07_html


class Gather(Protocol):
    """Reads what the paper of a decision says, by the code of its file and its number there."""

    def __call__(
        self, actor: Actor, code: str, number: int, /, *, now: datetime, copy: Copy
    ) -> Any:  # noqa: ANN401 - whatever its own drawing takes
        """Return it; Missing where there is none, or for a copy that the reader may not see."""


@dataclass(frozen=True)
class Paper:
    """How one kind of decision comes onto paper."""

    gather: Gather
    draw: Callable[..., str]


def _gather_care(
    kind: str, actor: Actor, code: str, number: int, /, *, now: datetime, copy: Copy
) -> DecisionPrint:  # fmt: skip
    return gather_care(actor, code, kind, number, now=now, copy=copy)


DRAWN: Final[Mapping[str, Paper]] = {
    "separation": Paper(gather_form07, form07_html),
    "plan": Paper(partial(gather_plan, paper="05"), approval_html),
    "extension": Paper(gather_order, decision_html),
    "lifting": Paper(gather_order, decision_html),
    "court_request": Paper(gather_order, decision_html),
    "emergency": Paper(gather_emergency, decision_html),
    "care": Paper(partial(_gather_care, "care"), decision_html),
    "care_end": Paper(partial(_gather_care, "care_end"), decision_html),
}
"""Every kind of rules.kept_papers.KINDS that can be drawn."""


def drawn_copies(
    actor: Actor, kind: str, code: str, number: int, *, now: datetime, demo: bool
) -> dict[Copy, Made]:
    """Draw both copies of a decision from the record as it is.

    Raises Unprintable and PrinterDown as web.printing.render_pdf.
    """
    paper, made = DRAWN[kind], {}
    for copy in Copy:
        html = paper.draw(paper.gather(actor, code, number, now=now, copy=copy), now=now, demo=demo)
        made[copy] = Made(render_pdf(html), html)
    return made
