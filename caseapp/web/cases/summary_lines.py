"""Lays a case out as the lines of its printed summary, in Vietnamese whoever prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flask_babel import force_locale

from caseapp.casework.assessment_reading import AssessmentView
from caseapp.casework.assistance_reading import AssistanceView
from caseapp.casework.case_reading import CaseView
from caseapp.casework.child_people import Uncalled, is_uncalled
from caseapp.casework.child_reading import ChildView, CircumstanceView
from caseapp.casework.contacts import Contact
from caseapp.casework.referral_history import MoveView
from caseapp.casework.report_reading import ToldReport
from caseapp.casework.summaries import Summary
from caseapp.rules.assessment_states import DETAILED, INITIAL, REVIEW
from caseapp.rules.codes.prints import SUMMARY_SECTIONS
from caseapp.rules.served import covered
from caseapp.rules.values import local_day
from caseapp.web.birth_box import born_words
from caseapp.web.cases.plan_lines import plan_lines
from caseapp.web.cases.summary_measures import (
    Record,
    alone_line,
    care_rows,
    clock_lines,
    label,
    labels,
    measure_lines,
    placement_line,
    rows_of,
    separation_line,
)
from caseapp.web.cases.timeline import text_of, title_of, who

_KEYS: Final = {
    "situation": ("situation",),
    "account": ("account", "incidents"),
    "circumstances": ("circumstances",),
    "risk": ("assessments",),
    "clocks": ("clocks", "alone"),
    "measures": ("measures", "separations", "placements", "care"),
    "plan": ("plan",),
    "referrals": ("referrals",),
    "contacts": ("contacts",),
    "helps": ("helps",),
    "timeline": ("timeline",),
}
"""What of the lines each section is made of."""


def summary_lines(summary: Summary) -> Record:
    """Return what templates/print/case_summary.html draws; needs an application context."""
    case = summary.case
    with force_locale("vi"):
        chosen = {key for section in summary.sections for key in _KEYS[section]}
        found = _measured(summary) | _told(summary)
        return {
            "code": case.code,
            "status": label("case_states", case.state),
            "level": label("risk_levels", case.level),
            "opened": local_day(case.opened_at),
            "closed": local_day(case.closed_at) if case.closed_at else None,
            "child": _child(summary),
            "sections": summary.sections,
            "left_out": [row.vi for row in SUMMARY_SECTIONS if row.code not in summary.sections],
            **{
                key: value if key in _NAMED else _without(value, summary.secrets)
                for key, value in found.items()
                if key in chosen
            },
        }


_NAMED: Final = frozenset({"situation", "contacts"})
"""Who stands there by name is chosen by the reader's rights, not found in what people wrote."""


def _without(value: object, secrets: frozenset[str]) -> object:
    """Return lines in which no text says what a print that is handed out must not."""
    if not secrets or value is None:
        return value
    if isinstance(value, str):
        return covered(value, secrets)
    if isinstance(value, dict):
        return {key: _without(each, secrets) for key, each in value.items()}
    return [_without(each, secrets) for each in value] if isinstance(value, list) else value


def _told(summary: Summary) -> Record:
    """Return what the file tells of the child, of what happened, and of help."""
    case = summary.case
    return {
        "situation": _situation(summary),
        "account": _account(case.reports),
        "incidents": [line for report in case.reports for line in _incidents(report)],
        "circumstances": _circumstances(case.child),
        "assessments": [_assessment(view) for view in case.assessments],
        "referrals": _referrals(case),
        "contacts": [_contact(each) for each in summary.contacts],
        "helps": _helps(case.child),
        "timeline": [
            {"happened": local_day(event.happened_at) if event.day_only else event.happened_at,
             "what": title_of(event), "text": text_of(event), "who": who(event)}
            for event in reversed(case.events)
        ],
    }  # fmt: skip


def _measured(summary: Summary) -> Record:
    """Return the clocks, and what was decided and planned for the child."""
    case = summary.case
    return {
        "clocks": clock_lines(case),
        "alone": [alone_line(mark) for mark in summary.lone],
        "measures": [line for report in case.reports for line in measure_lines(report)],
        "separations": [separation_line(each) for each in reversed(case.measures.separations)],
        "placements": [placement_line(each) for each in reversed(case.measures.placements)],
        "care": care_rows(summary.care) if summary.care else None,
        "plan": plan_lines(summary.plan) if summary.plan else None,
    }


def _child(summary: Summary) -> list[Record]:
    child = summary.case.child
    number = f"tận cùng {child.number_end}" if child.number_end else child.personal_id
    return rows_of(
        ("Họ và tên", child.full_name),
        ("Mã trẻ em", child.code),
        ("Ngày sinh", born_words(child.born, child.birth_precision, local_day(summary.printed.at))),
        ("Giới tính", label("sex", child.sex)),
        ("Dân tộc", child.ethnicity),
        ("Số định danh cá nhân", number),
    )


def _situation(summary: Summary) -> list[Record]:
    child, never = summary.case.child, summary.uncalled
    stay = child.stays[0] if child.stays else None
    relation = label("relation", child.guardian_relation)
    carer = f"{child.guardian_name} ({relation.lower()})" if relation else child.guardian_name
    rows = rows_of(
        ("Đơn vị cư trú", f"{stay.unit}, từ {stay.valid_from:%d/%m/%Y}" if stay else ""),
        ("Địa chỉ", child.address),
        ("Người chăm sóc", carer),
        ("Điện thoại", _phone(child.guardian_phone, never)),
        *(("KHÔNG GỌI SỐ NÀY", each.phone) for each in never),
    )
    if _is_withheld(summary.contacts, child.guardian_relation):
        rows[2]["masked"] = rows[3]["masked"] = True
    return rows


def _is_withheld(contacts: Iterable[Contact], relation: str) -> bool:
    """Tell whether the reader may not know the carers of this kind: they tell where it stays."""
    return any(each.name is None and each.role == relation for each in contacts)


_CONTACT: Final = {"person": "relation", "office": "duty_roles"}


def _contact(each: Contact) -> Record:
    role = label(_CONTACT[each.kind], each.role) if each.kind in _CONTACT else each.role
    phone = f"{each.phone} (KHÔNG GỌI SỐ NÀY)" if each.no_call else each.phone
    masked = ("name", "phone") if each.name is None else ()
    return {"name": each.name, "role": role, "phone": phone, "masked": masked}


def _phone(number: str, never: tuple[Uncalled, ...]) -> str:
    """Say beside a number that nobody calls it."""
    return f"{number} (KHÔNG GỌI SỐ NÀY)" if is_uncalled(number, never) else number


def _account(reports: list[ToldReport]) -> str:
    """What the reports tell of the child's state; who told it is no part of a summary."""
    told = []
    for report in reports:
        texts = (report.answers.get("child_state"), report.narrative)
        told += [str(text) for text in texts if text]
    return "\n".join(told)


def _circumstances(child: ChildView) -> list[Record]:
    return [
        {
            "since": line.valid_from,
            "until": line.valid_until,
            "group": _group(line),
            "note": label("circumstance_status", line.status),
        }
        for line in child.circumstances
    ]


def _group(line: CircumstanceView) -> str:
    """The group by its number in Art. 10 of the Law on Children, and what is known closer."""
    group, closer = label("groups", line.group_code), label("subgroups", line.subgroup)
    words = f"{group}; {closer[0].lower()}{closer[1:]}" if closer else group
    return f"Nhóm {int(line.group_code)} – {words}"


def _incidents(report: ToldReport) -> list[Record]:
    place = str(report.answers.get("event_place") or "")
    return [
        {
            "happened": line.occurred_on,
            "place": ", ".join(filter(None, (place, report.event_unit))),
            "setting": labels("settings", line.settings),
            "abuse": f"{labels('abuse_types', line.abuse_types)} "
            f"({label('certainty', line.certainty).lower()})",
            "ground": line.ground,
        }
        for line in report.incidents
        if line.abuse_types
    ]


_ASSESSED: Final = {
    INITIAL: "Đánh giá nguy cơ ban đầu (Mẫu 02)",
    DETAILED: "Đánh giá nguy cơ cụ thể (Mẫu 03)",
    REVIEW: "Rà soát, đánh giá tình trạng của trẻ em (Mẫu 06)",
}


def _assessment(view: AssessmentView) -> Record:
    """An assessment with its level, who signed it off and when; a draft bears no level yet."""
    return {
        "happened": view.happened_at,
        "form": _ASSESSED[view.kind],
        "level": "bản nháp, chưa ký" if view.is_draft else label("risk_levels", view.level),
        "who": view.signed_by or view.entered_by,
        "signed": view.signed_at,
    }


def _referrals(case: CaseView) -> list[Record]:
    lines = []
    for referral in reversed(case.referrals):
        words = label("referral_states", referral.state)
        answers = [said for move in referral.history if (said := _said(move))]
        lines.append(
            {
                "sent": referral.sent_on,
                "agency": f"{referral.agency} – {referral.service}",
                "purpose": referral.reason,
                "answer": ". ".join(filter(None, (words, "; ".join(answers)))),
            }
        )
    return lines


def _said(move: MoveView) -> str:
    """Say what a step brought, and who said it for the agency, in what post."""
    who = ", ".join(filter(None, (move.answered_by, move.post)))
    words = move.comment.removesuffix(".")
    return f"{words} ({who})" if words and who else words or who


def _helps(child: ChildView) -> list[Record]:
    return [
        {
            "given": line.given_on,
            "kind": label("assistance_kinds", line.kind),
            "giver": line.provider,
            "note": "; ".join(
                filter(None, (_lasting(line), _worth(line), line.in_kind, line.note))
            ),
        }
        for line in child.assistance
    ]


def _worth(line: AssistanceView) -> str:
    return f"{line.value:,} đồng".replace(",", ".") if line.value else ""


def _lasting(line: AssistanceView) -> str:
    if line.open_ended:
        return "còn tiếp tục"
    return f"đến ngày {line.given_until:%d/%m/%Y}" if line.given_until else ""
