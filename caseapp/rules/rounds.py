"""What a new round asks for next, once a review (Mẫu 06) has proposed to go on.

Decree 56/2017, Art. 30.1: where closing is not possible, a new round of plan and approval follows.
A plan rests on the detailed assessment (Art. 27.1, Mẫu 03) and is approved by the chair (Art. 28).
No article that was seen sets a limit for this round: those of Art. 28.1 count from the receipt.
"""

from __future__ import annotations

from datetime import datetime

Moment = tuple[datetime, int]
"""When something was signed or decided, and the number of its row where moments are equal."""


def asked_next(
    reviewed: Moment, assessed: Moment | None, plan_state: str, approved: Moment | None
) -> str:
    """Return what is asked for: `assess`, `plan`, `decide`, or '' when the round has its plan.

    `assessed` is the last signed Mẫu 03, `plan_state` that of the plan that is being prepared, ''
    for none, `approved` the last approval.
    """
    if approved is not None and approved > reviewed:
        return ""
    if plan_state == "submitted":
        return "decide"
    if assessed is None or assessed < reviewed:
        return "assess"
    return "plan"
