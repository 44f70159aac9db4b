"""Mẫu 04 and 05 on paper: the plan with its table of activities, and the decision that approves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from flask_babel import force_locale

from caseapp.casework.plan_prints import PlanPrint
from caseapp.rules.codes.plans import PLAN_MEASURES
from caseapp.rules.forms.spec import Field, Form
from caseapp.rules.paper_settings import usual_recipients
from caseapp.rules.plans import Activity, Plan
from caseapp.rules.values import local_day
from caseapp.web.birth_box import born_words
from caseapp.web.decision_paper import COPY_WORDS
from caseapp.web.filters import day, official_day
from caseapp.web.pdf_answer import EMPTY_HEADING, footing
from caseapp.web.printing import Sheet, drawn_approval, drawn_plan, plan_body

_PLAN_SYMBOL: Final = "……/KH-UBND"
_DECISION_SYMBOL: Final = "……/QĐ-UBND"
_DRAFT: Final = "dự thảo, chưa được phê duyệt"
_STANDING: Final = {
    "draft": _DRAFT,
    "submitted": _DRAFT,
    "returned": _DRAFT,
    "withdrawn": "dự thảo đã rút, không được phê duyệt",
    "replaced": "đã được thay bằng kế hoạch khác",
}
"""What a plan says of itself that is not carried out."""
_UNSIGNED: Final = frozenset({"draft", "returned", "withdrawn"})
"""States of a plan that its officer has not put before the chair, or took from there."""
_NO_DECISION: Final = "dự thảo, Chủ tịch chưa quyết định"
_WITHDRAWN: Final = "dự thảo đã rút, không phải quyết định"
_CHAIR: Final = "CHỦ TỊCH"
_EMPTY_ROWS: Final = 8
_LONG: Final = 240
"""Letters of a cell from which its row may be broken over two pages."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table of activities: a goal alone, or an activity with its number."""

    goal: str = ""
    number: int = 0
    what: str = ""
    measure: str = ""
    span: str = ""
    responsible: str = ""
    cooperates: str = ""
    resources: str = ""

    @property
    def long(self) -> bool:
        """Whether it is too high to be kept on one page."""
        cells = (self.what, self.responsible, self.cooperates, self.resources)
        return max(len(cell) for cell in cells) > _LONG


def rows_of(plan: Plan) -> list[Row]:
    """Return the rows of the table, the goal above its activities where there are several."""
    return list(_rows(plan))


def _rows(plan: Plan) -> Iterator[Row]:
    number = 0
    for place, goal in enumerate(plan.goals, start=1):
        if len(plan.goals) > 1 and goal.activities:
            yield Row(goal=f"Mục tiêu {place}")
        for activity in goal.activities:
            number += 1
            yield Row(
                number=number,
                what=activity.what,
                measure=_measure(activity),
                span=_span(activity),
                responsible=activity.responsible,
                cooperates=activity.cooperates,
                resources=activity.resources,
            )


def _measure(activity: Activity) -> str:
    return PLAN_MEASURES[activity.measure].vi if activity.measure in PLAN_MEASURES else ""


def _span(activity: Activity) -> str:
    starts, ends = activity.starts_on, activity.due_on
    if starts and ends:
        return f"{day(starts)} –\n{day(ends)}"
    return f"từ {day(starts)}" if starts else f"đến {day(ends)}" if ends else ""


def columns_of(form: Form) -> list[str]:
    """Return the heads of the table after the number, in the words of the form's fields."""
    labels = {field.key: field.label for field in form.section("activity").fields}
    keys = ("what", "due_on", "responsible", "cooperates", "resources")
    return [labels[key].partition(":")[0] for key in keys]


def plan_html(found: PlanPrint, *, now: datetime, demo: bool) -> str:
    """Draw Mẫu 04; a draft says so, and one that was not submitted bears no day and no name."""
    return drawn_plan(found.plan_form, _sheet(found, now, demo=demo), **_of_plan(found))


def _of_plan(found: PlanPrint) -> dict[str, object]:
    """Return what the template of Mẫu 04 expects, by itself or behind its decision."""
    plan = found.plan
    signed = plan.submitted_at if plan.state not in _UNSIGNED else None
    made = local_day(signed) if signed else None
    return {
        "columns": columns_of(found.plan_form),
        "heading": {**found.plan_head.heading, "day": made, "symbol": _PLAN_SYMBOL},
        "said": plan.said,
        "rows": rows_of(plan.said),
        "child_name": found.child_name,
        "standing": _STANDING.get(plan.state, ""),
        "of_copy": COPY_WORDS[found.copy],
        "attached": _attached(found),
        "signer": plan.submitted_by if made else "",
        "recipients": found.plan_head.recipients,
    }


def blank_plan(form: Form, sheet: Sheet) -> str:
    """Draw the empty Mẫu 04."""
    heading = EMPTY_HEADING | {"symbol": _PLAN_SYMBOL}
    return drawn_plan(
        form,
        sheet,
        columns=columns_of(form),
        heading=heading,
        said=Plan(),
        rows=[Row()] * _EMPTY_ROWS,
        recipients=usual_recipients(form.number),
        blank=True,
    )


def _attached(found: PlanPrint) -> str:
    """Say to which decision the plan belongs, once there is one."""
    if found.made_at is None:
        return ""
    number = found.plan.decision_number or _DECISION_SYMBOL
    return f"Kèm theo Quyết định số {number} {official_day(local_day(found.made_at))}"


def approval_html(found: PlanPrint, *, now: datetime, demo: bool) -> str:
    """Draw Mẫu 05 with its Mẫu 04 behind it; what was not decided bears no number, day and name."""
    plan, made_at = found.plan, found.made_at
    made = local_day(made_at) if made_at else None
    number = plan.decision_number if made else ""
    role, _, signer = (plan.decided_by if made else "").rpartition(": ")
    return _approval(
        found.decision_form,
        _sheet(found, now, demo=demo),
        _known(found, made or local_day(now)),
        heading={
            **found.decision_head.heading,
            "day": made,
            "symbol": number or _DECISION_SYMBOL,
        },
        of_copy=COPY_WORDS[found.copy],
        recipients=found.decision_head.recipients,
        behind=plan_body(found.plan_form, **_of_plan(found)),
        proposed_by=plan.submitted_by if plan.state not in _UNSIGNED else "",
        no_decision="" if made else _WITHDRAWN if plan.state == "withdrawn" else _NO_DECISION,
        role=role or _CHAIR,
        signer=signer,
    )


def _known(found: PlanPrint, today: date) -> dict[str, str]:
    """Return what the articles say, by the keys of the form."""
    with force_locale("vi"):
        born = born_words(found.born, found.birth_precision, today)
    return {
        "child_name": found.child_name,
        "child_born": born,
        "child_unit": found.child_unit,
        "assignment": found.plan.assignment if found.made_at else "",
    }


def blank_approval(form: Form, sheet: Sheet) -> str:
    """Draw the empty Mẫu 05."""
    heading = EMPTY_HEADING | {"symbol": _DECISION_SYMBOL}
    return _approval(
        form,
        sheet,
        {},
        heading=heading,
        role=_CHAIR,
        recipients=usual_recipients(form.number),
        blank=True,
    )


def _approval(form: Form, sheet: Sheet, known: dict[str, str], **more: object) -> str:
    kind, _, about = form.title.partition(" Về việc ")
    child: list[tuple[str, str]] = [
        (field.label, known.get(field.key, "")) for field in _fields(form, "approved")
    ]
    return drawn_approval(
        form,
        sheet,
        kind_of_paper=kind,
        about=f"Về việc {about}",
        child=child,
        assignment=known.get("assignment", ""),
        **more,
    )


def _fields(form: Form, section: str) -> tuple[Field, ...]:
    return form.section(section).fields


def _sheet(found: PlanPrint, now: datetime, *, demo: bool) -> Sheet:
    return Sheet(now, demo, footing(found.code, found.printed))
