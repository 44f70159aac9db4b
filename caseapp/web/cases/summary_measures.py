"""Clocks, measures and placements as lines of the printed summary, in Vietnamese."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from caseapp.casework.case_clocks import ClockView
from caseapp.casework.case_reading import CaseView
from caseapp.casework.first_hours_reading import Decision
from caseapp.casework.lone_reports import LoneView
from caseapp.casework.measures_reading import PlacementView
from caseapp.casework.report_reading import ToldReport
from caseapp.casework.running_care import RunningCare
from caseapp.casework.separation_reading import OrderView, SeparationView
from caseapp.rules.clocks import EMERGENCY, Standing
from caseapp.rules.codes import LISTS
from caseapp.rules.values import local_day
from caseapp.web.cases.timeline import receipt_words
from caseapp.web.filters import clock_words, day, end_moment, moment

Record = dict[str, Any]
_SETTLED: Final = {
    "": "chưa được xác nhận",
    "confirmed": "đã xác nhận",
    "scan": "có bản quét đã ký",
    "denied": "bị phủ nhận, không có hiệu lực",
}
"""What became of a decision that another person entered, by its outcome."""
_BEFORE_USE: Final = "trước khi dùng phần mềm"
_HELD_BACK: Final = {
    "emergency": "không tính, đang áp dụng biện pháp khẩn cấp",
    "emergency_over": "không tính trong thời gian áp dụng biện pháp khẩn cấp, đã tính lại sau đó",
}
_LATE: Final = frozenset({"late", "missed"})
_NOT_DECIDED: Final = frozenset({"submitted", "returned", "withdrawn", "refused"})


def label(name: str, code: str) -> str:
    """Return the Vietnamese label of a code, empty without one."""
    return LISTS[name].label(code) if code else ""


def labels(name: str, codes: Iterable[str]) -> str:
    """Return the labels of some codes in one line."""
    return "; ".join(label(name, code) for code in codes)


def rows_of(*pairs: tuple[str, object]) -> list[Record]:
    """Return facts that nobody is kept from, as label and value."""
    return [{"label": name, "value": value, "masked": False} for name, value in pairs]


def clock_lines(case: CaseView) -> list[Record]:
    """Return every clock of the case and its reports: kept, missed, running, held back."""
    of_reports = [line for report in case.reports for line in _of_report(report)]
    return [*of_reports, *(_of_case(row) for row in case.clocks)]


def _of_report(report: ToldReport) -> Iterator[Record]:
    if report.clock is not None:
        before = [receipt_words(row) for row in report.first_hours.corrections if row.accepted]
        yield _clock(EMERGENCY.vi, report.received_at, report.clock, before=before)
    elif report.before_use:
        yield {"name": EMERGENCY.vi, "before": [], "started": report.received_at, "due": "–",
               "stopped": None, "words": _BEFORE_USE, "late": False}  # fmt: skip


def _of_case(row: ClockView) -> Record:
    line = _clock(row.clock.vi, row.started_at, row.standing)
    if row.clock.unit != "hours":
        line["due"] = end_moment(row.standing.due_at)
    aside = _BEFORE_USE if row.before_use else _HELD_BACK.get(row.outcome, "")
    if aside:
        return line | {"words": aside, "late": False, "stopped": None}
    if row.paused_at is not None:
        return line | {"words": f"{line['words']}; tạm dừng từ {moment(row.paused_at)}"}
    return line


def _clock(name: str, started: object, standing: Standing, *, before: Iterable[str] = ()) -> Record:
    return {
        "name": name,
        "before": list(before),
        "started": started,
        "due": standing.due_at,
        "stopped": standing.stopped_at,
        "words": clock_words(standing),
        "late": standing.kind in _LATE,
    }


def alone_line(mark: LoneView) -> Record:
    """Say that one person handled a report alone, and whether a supervisor has looked into it."""
    reviewed = f"{moment(mark.reviewed_at)}, {mark.reviewed_by}" if mark.reviewed_at else ""
    return {
        "report": mark.code,
        "marked": mark.marked_at,
        "who": mark.person,
        "review": reviewed or f"chưa, hạn hết ngày {mark.review_due:%d/%m/%Y}",
    }


def measure_lines(report: ToldReport) -> list[Record]:
    """Return what was decided on emergency measures."""
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
    words = label("measures", line.kind)
    if line.spoken is None:
        return words
    way = label("decision_ways", line.spoken.way).lower()
    return f"{words} ({way}; {_SETTLED[line.spoken.outcome]})"


def separation_line(parted: SeparationView) -> Record:
    """Return a separation with what followed it; where the child is kept is no part of it."""
    codes = parted.values.get("parted_from") or ()
    codes = (codes,) if isinstance(codes, str) else codes
    assert isinstance(codes, tuple)
    decided = ""
    if parted.decided_at is not None and parted.state not in _NOT_DECIDED:
        decided = f"{moment(parted.decided_at)}, {parted.decided_by}"
    return {
        "since": parted.first_day,
        "until": parted.last_day,
        "what": f"Cách ly khỏi: {labels('parted_from', codes).lower()}",
        "text": "\n".join((str(parted.values.get("why") or ""), *map(_order, parted.orders))),
        "state": label("separation_states", parted.state),
        "decided_by": decided,
    }


def _order(order: OrderView) -> str:
    until = f" đến hết ngày {day(order.last_day)}" if order.last_day else ""
    state = label("order_states", order.state).lower()
    return f"{label('order_kinds', order.kind)}{until}: {state}"


def placement_line(placed: PlacementView) -> Record:
    """Return with what kind of carer the child stays, and since when; not where."""
    visits = [visit for visit in placed.visits if visit.seen == "seen"]
    last = f"Gặp trẻ lần cuối {moment(visits[0].visited_at)}" if visits else "Chưa ghi nhận gặp trẻ"
    kept, relation = label("kept_with", placed.kept_with), label("relation", placed.relation)
    return {
        "since": placed.first_day,
        "until": placed.last_day,
        "what": f"{kept} ({relation.lower()})" if relation else kept,
        "state": label("placement_states", placed.state),
        "note": last,
    }


def care_rows(care: RunningCare) -> list[Record]:
    """With whom the child is, by which decision, since when; the address is no part of it."""
    relation = "người thân thích" if care.relative else "không phải người thân thích"
    since = f"{care.since:%d/%m/%Y}" if care.since else "chưa giao trẻ"
    decided = ", ".join(
        filter(None, (care.number and f"số {care.number}", care.decided_by))
    )  # fmt: skip
    rows = rows_of(
        ("Tình trạng", label("care_states", care.state)),
        ("Người nhận chăm sóc", f"{care.carer} ({relation})"),
        ("Quyết định", decided),
        ("Ngày quyết định", local_day(care.decided_at) if care.decided_at else None),
        ("Giao trẻ từ ngày", since),
    )
    rows[1]["masked"] = care.carer is None
    return rows
