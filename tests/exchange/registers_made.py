"""Strategy for small registers that an import accepts: few keys and days, so that edges meet."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from caseapp.rules.codes import LISTS
from tests.exchange.folders import Row

TODAY_UNITS = ("31120", "31135", "31183", "31213")
OLD_UNITS = ("31117", "31135", "31178", "31213")  # whole, re-used, split, unchanged
REFORM = date(2025, 7, 1)
EDGES = [date(2024, 2, 29), date(2025, 6, 30), REFORM, date(2026, 1, 1)]
DAYS = st.sampled_from(EDGES) | st.dates(date(2024, 1, 1), date(2026, 10, 1))
LATER = st.integers(1, 400).map(lambda days: timedelta(days=days))
WORDS = st.sampled_from(
    ["", "Trường", "=1+1", "'=1+1", "+84 90", "-", "@x", "_x0041_", "một\nhai", 'a "b", c;d', "Hòa"]
)


def code(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(LISTS[name].codes)


def unit(day: date) -> st.SearchStrategy[str]:
    return st.sampled_from(OLD_UNITS if day < REFORM else TODAY_UNITS)


@st.composite
def registers(draw: st.DrawFn) -> dict[str, list[Row]]:
    """Every sheet, each with its columns at least: children, and rows about them."""
    made: dict[str, list[Row]] = {name: [] for name in _ROWS}
    refs = [f"TE-{n}" for n in range(1, draw(st.integers(1, 4)) + 1)]
    for ref in refs:
        made["children"].append(_child(draw, ref, made["residences"]))
    made["disasters"] = [
        {
            "disaster_ref": "TT-1",
            "name": "Lũ",
            "kind": draw(code("disaster_kinds")),
            "started_on": "2024-05-01",
        }
    ]
    for name, row in _ROWS.items():
        for number in range(draw(st.integers(0, 4)) if row else 0):
            made[name].append(row(draw, draw(st.sampled_from(refs)), number))
    for name, key in _KEYS.items():
        made[name] = list({tuple(r[k] for k in key): r for r in made[name]}.values())
    return {name: rows for name, rows in made.items() if rows}


def _child(draw: st.DrawFn, ref: str, moves: list[Row]) -> Row:
    since = draw(DAYS)
    born = draw(st.none() | st.integers(0, 5700).map(lambda days: since - timedelta(days=days)))
    first = draw(unit(since) | st.sampled_from(["outside", "unknown"]))
    day = since
    for _ in range(draw(st.integers(0, 2))):
        day += draw(LATER)
        if day > date(2026, 10, 1):
            break
        moves.append({"child_ref": ref, "area_code": draw(unit(day)), "from": day, "to": ""})
    if draw(st.booleans()):
        end = min((m["from"] for m in moves if m["child_ref"] == ref), default=since + timedelta(9))
        moves.append({"child_ref": ref, "area_code": first, "from": since, "to": end})
    return {
        "child_ref": ref,
        "full_name": "Nguyễn Văn " + (draw(WORDS) or "A"),
        "sex": draw(code("sex")),
        "date_of_birth": born or "",
        "birth_precision": draw(code("birth_precision")),
        "personal_id": draw(st.sampled_from(["", "092315001234"])),
        "ethnicity": draw(st.sampled_from(["", "Kinh", "KHMER"])),
        "area_code": first,
        "resident_from": since,
        "address": draw(WORDS),
        "guardian_phone": draw(WORDS),
    }


def _figure(draw: st.DrawFn, _ref: str, _number: int) -> Row:
    day = draw(st.sampled_from([date(2024, 12, 31), date(2025, 12, 31)]))
    return {
        "area_code": draw(unit(day) | st.just("92")),
        "reference_date": day,
        "children": draw(st.integers(0, 50)),
        "sex": draw(st.just("") | code("sex")),
        "age_band": draw(st.just("") | code("age_bands")),
    }


def _circumstance(draw: st.DrawFn, ref: str, _number: int) -> Row:
    since = draw(DAYS)
    return {
        "child_ref": ref,
        "group": draw(code("groups")),
        "status": draw(code("circumstance_status")),
        "from": since,
        "to": draw(st.just("") | LATER.map(lambda later: since + later)),
    }


def _help(draw: st.DrawFn, ref: str, _number: int) -> Row:
    day = draw(DAYS)
    return {
        "child_ref": ref,
        "kind": draw(code("assistance_kinds")),
        "date": day,
        "until": draw(st.sampled_from(["", "open"]) | LATER.map(lambda later: day + later)),
        "provider": " ".join(draw(WORDS).split()),
        "note": draw(WORDS),
    }


def _report(draw: st.DrawFn, ref: str, number: int) -> Row:
    day = draw(DAYS)
    codes = {n: draw(st.sets(code(n), max_size=3)) for n in ("abuse_types", "settings")}
    return {
        "report_ref": f"BC-{number}",
        "child_ref": draw(st.sampled_from(["", ref, ref])),
        "received_at": f"{day}T{draw(st.integers(0, 23)):02}:{draw(st.integers(0, 59)):02}",
        "event_area_code": draw(unit(day)),
        "occurred_on": draw(st.just("") | DAYS),
        "abuse_types": ";".join(sorted(codes["abuse_types"])),
        "setting": "; ".join(sorted(codes["settings"])),
        "certainty": draw(code("certainty")),
        "channel": draw(code("channels")),
        "narrative": draw(WORDS),
    }


def _impact(draw: st.DrawFn, ref: str, _number: int) -> Row:
    day = draw(DAYS)
    return {
        "disaster_ref": "TT-1",
        "child_ref": ref,
        "affected_on": day,
        "listed_on": draw(st.just("") | st.just(day + timedelta(1))),
        "harm": draw(code("harms")),
        "relieved_on": draw(st.just("") | st.integers(0, 5).map(lambda n: day + timedelta(n))),
    }


def _referral(draw: st.DrawFn, ref: str, number: int) -> Row:
    return {
        "referral_ref": f"GT-{number}",
        "child_ref": ref,
        "agency": draw(st.sampled_from(["Bệnh viện", "BENH VIEN", "Công an"])),
        "service": "=Khám",
        "reason": draw(WORDS),
        "state": "accepted",
        "sent_on": "2026-01-02",
        "answered_on": "2026-01-03",
    }


_ROWS: dict[str, Any] = {
    "population": _figure,
    "children": None,
    "residences": None,
    "circumstances": _circumstance,
    "assistance": _help,
    "reports": _report,
    "impacts": _impact,
    "referrals": _referral,
}
_KEYS = {
    "population": ("area_code", "reference_date", "sex", "age_band"),
    "circumstances": ("child_ref", "group", "status", "from"),
    "assistance": ("child_ref", "kind", "date", "provider"),
    "impacts": ("disaster_ref", "child_ref", "affected_on"),
}
