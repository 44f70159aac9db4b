"""Lays a case out as the lines of its printed summary, in Vietnamese whoever prints."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from flask_babel import force_locale

from caseapp.casework.assessment_reading import AssessmentView
from caseapp.casework.assistance_reading import AssistanceView
from caseapp.casework.case_reading import CaseView
from caseapp.casework.child_people import Uncalled, is_uncalled
from caseapp.casework.child_reading import ChildView, CircumstanceView
from caseapp.casework.first_hours_reading import Decision
from caseapp.casework.lone_reports import LoneView
from caseapp.casework.referral_history import MoveView
from caseapp.casework.report_reading import ToldReport
from caseapp.casework.running_care import RunningCare
from caseapp.casework.summaries import Summary
from caseapp.rules.assessment_states import DETAILED, INITIAL, REVIEW
from caseapp.rules.clocks import EMERGENCY
from caseapp.rules.codes import LISTS
from caseapp.rules.values import local_day
from caseapp.web.birth_box import born_words
from caseapp.web.cases.plan_lines import plan_lines
from caseapp.web.cases.timeline import receipt_words, text_of, title_of, who
from caseapp.web.filters import clock_words, moment

_LAST_DIGITS = 4
_SETTLED: Final = {
    "": "chưa được xác nhận",
    "confirmed": "đã xác nhận",
    "scan": "có bản quét đã ký",
    "denied": "bị phủ nhận, không có hiệu lực",
}
"""What became of a decision that another person entered, by its outcome."""
Record = dict[str, Any]


def summary_lines(summary: Summary) -> Record:
    """Return what templates/print/case_summary.html draws; needs an application context."""
    case = summary.case
    with force_locale("vi"):
        return {
            "code": case.code,
            "status": _label("case_states", case.state),
            "level": _label("risk_levels", case.level),
            "opened": local_day(case.opened_at),
            "closed": local_day(case.closed_at) if case.closed_at else None,
            "child": _child(summary),
            "situation": _situation(case.child, summary.uncalled),
            "account": _account(case.reports),
            "circumstances": _circumstances(case.child),
            "incidents": [line for report in case.reports for line in _incidents(report)],
            "assessments": [_assessment(view) for view in case.assessments],
            "clocks": [line for report in case.reports for line in _clock(report)],
            "alone": [_alone(mark) for mark in summary.lone],
            "measures": [line for report in case.reports for line in _measures(report)],
            "plan": plan_lines(summary.plan) if summary.plan else None,
            "care": _care(summary.care) if summary.care else None,
            "referrals": _referrals(case),
            "helps": _helps(case.child),
            "timeline": [
                {"happened": local_day(event.happened_at) if event.day_only else event.happened_at,
                 "what": title_of(event), "text": text_of(event), "who": who(event)}
                for event in reversed(case.events)
            ],
        }  # fmt: skip


def _label(name: str, code: str) -> str:
    return LISTS[name].label(code) if code else ""


def _labels(name: str, codes: Iterable[str]) -> str:
    return "; ".join(_label(name, code) for code in codes)


def _what(title: str, text: str) -> str:
    return f"{title}. {text}" if text else title


def _rows(*pairs: tuple[str, object]) -> list[Record]:
    return [{"label": label, "value": value, "masked": False} for label, value in pairs]


def _child(summary: Summary) -> list[Record]:
    child = summary.case.child
    number = f"tận cùng {child.number_end}" if child.number_end else child.personal_id
    return _rows(
        ("Họ và tên", child.full_name),
        ("Mã trẻ em", child.code),
        ("Ngày sinh", born_words(child.born, child.birth_precision, local_day(summary.printed.at))),
        ("Giới tính", _label("sex", child.sex)),
        ("Dân tộc", child.ethnicity),
        ("Số định danh cá nhân", number),
    )


def _situation(child: ChildView, never: tuple[Uncalled, ...]) -> list[Record]:
    stay = child.stays[0] if child.stays else None
    relation = _label("relation", child.guardian_relation)
    carer = f"{child.guardian_name} ({relation.lower()})" if relation else child.guardian_name
    return _rows(
        ("Đơn vị cư trú", f"{stay.unit}, từ {stay.valid_from:%d/%m/%Y}" if stay else ""),
        ("Địa chỉ", child.address),
        ("Người chăm sóc", carer),
        ("Điện thoại", _phone(child.guardian_phone, never)),
        *(("KHÔNG GỌI SỐ NÀY", each.phone) for each in never),
    )


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
            "note": _label("circumstance_status", line.status),
        }
        for line in child.circumstances
    ]


def _group(line: CircumstanceView) -> str:
    """The group by its number in Art. 10 of the Law on Children, and what is known closer."""
    group, closer = _label("groups", line.group_code), _label("subgroups", line.subgroup)
    words = f"{group}; {closer[0].lower()}{closer[1:]}" if closer else group
    return f"Nhóm {int(line.group_code)} – {words}"


def _incidents(report: ToldReport) -> list[Record]:
    place = str(report.answers.get("event_place") or "")
    return [
        {
            "happened": line.occurred_on,
            "place": ", ".join(filter(None, (place, report.event_unit))),
            "setting": _labels("settings", line.settings),
            "abuse": f"{_labels('abuse_types', line.abuse_types)} "
            f"({_label('certainty', line.certainty).lower()})",
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
        "level": "bản nháp, chưa ký" if view.is_draft else _label("risk_levels", view.level),
        "who": view.signed_by or view.entered_by,
        "signed": view.signed_at,
    }


def _clock(report: ToldReport) -> list[Record]:
    if report.clock is None:
        return []
    line = {
        "name": EMERGENCY.vi,
        "before": [receipt_words(row) for row in report.first_hours.corrections if row.accepted],
        "started": report.received_at,
        "due": report.clock.due_at,
        "stopped": report.clock.stopped_at,
        "words": clock_words(report.clock),
        "late": report.clock.kind in {"late", "missed"},
    }
    return [line]


def _alone(mark: LoneView) -> Record:
    """Say that one person handled a report alone, and whether a supervisor has looked into it."""
    reviewed = f"{moment(mark.reviewed_at)}, {mark.reviewed_by}" if mark.reviewed_at else ""
    return {
        "report": mark.code,
        "marked": mark.marked_at,
        "who": mark.person,
        "review": reviewed or f"chưa, hạn hết ngày {mark.review_due:%d/%m/%Y}",
    }


def _measures(report: ToldReport) -> list[Record]:
    return [
        {
            "decided": line.decided_at,
            "kind": _decided(line),
            "decided_by": line.decided_by,
        }
        for line in report.decisions
    ]


def _decided(line: Decision) -> str:
    """The measure, and for one that another entered how it was given and whether it stands."""
    words = _label("measures", line.kind)
    if line.spoken is None:
        return words
    way = _label("decision_ways", line.spoken.way).lower()
    return f"{words} ({way}; {_SETTLED[line.spoken.outcome]})"


def _care(care: RunningCare) -> list[Record]:
    """With whom the child is, by which decision, since when; the address is no part of it."""
    relation = "người thân thích" if care.relative else "không phải người thân thích"
    since = f"{care.since:%d/%m/%Y}" if care.since else "chưa giao trẻ"
    decided = ", ".join(
        filter(None, (care.number and f"số {care.number}", care.decided_by))
    )  # fmt: skip
    rows = _rows(
        ("Tình trạng", _label("care_states", care.state)),
        ("Người nhận chăm sóc", f"{care.carer} ({relation})"),
        ("Quyết định", decided),
        ("Ngày quyết định", local_day(care.decided_at) if care.decided_at else None),
        ("Giao trẻ từ ngày", since),
    )
    rows[1]["masked"] = care.carer is None
    return rows


def _referrals(case: CaseView) -> list[Record]:
    lines = []
    for referral in reversed(case.referrals):
        words = _label("referral_states", referral.state)
        answers = [said for move in referral.history if (said := _said(move))]
        lines.append(
            {
                "sent": referral.sent_on,
                "agency": f"{referral.agency} – {referral.service}",
                "purpose": referral.reason,
                "answer": _what(words, "; ".join(answers)),
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
            "kind": _label("assistance_kinds", line.kind),
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
