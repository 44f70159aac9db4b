"""A case with a separation, prepared, decided and followed up the way staff do it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask.testing import FlaskClient

from caseapp.casework.reports import log_report
from caseapp.casework.screening import open_case
from caseapp.casework.separation_orders import NewOrder, decide_order, prepare_order
from caseapp.casework.separations import (
    Answers,
    Verdict,
    decide_separation,
    prepare_separation,
)
from caseapp.rules.access import Actor
from caseapp.rules.forms.answers import Value
from caseapp.rules.values import local_day
from tests.factories.children import a_child, actor_of
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, NINH_KIEU, boxes, key, make_user, version_in

DAY = timedelta(days=1)
TODAY = local_day(NOW)
ADDRESS = "Số 9 hẻm Bí Mật"
HOST = "Gia đình bà Sáu Che Chở"


@dataclass(frozen=True)
class Desk:
    """A case of ward Ninh Kiều about what happened in ward Cái Khế, and who works on it."""

    case: str
    report: str
    officer: Actor
    chair: Actor
    other_chair: Actor


def a_desk(house: House) -> Desk:
    """Open the case from a report of an hour ago whose 12 hours run."""
    officer = actor_of(house, make_user(house, "officer"))
    chair = actor_of(house, make_user(house, "chair"))
    make_user(house, "chair", CAI_KHE, "chutich.caikhe")
    values = {
        "received_at": NOW - timedelta(hours=1),
        "event_area": CAI_KHE,
        "channel": "phone",
        "child_name": "Đỗ Thị Hòa",
    }
    with house.app.app_context():
        report = log_report(officer, values, now=NOW)
        case = open_case(officer, report, a_child(NINH_KIEU), now=NOW)
    return Desk(case, report, officer, chair, actor_of(house, "chutich.caikhe"))


def a_separation(last: date = TODAY + 7 * DAY, **fields: Value) -> Answers:
    """What an officer prepares: from the father, for a week, with a family."""
    known: dict[str, Value] = {
        "parted_from": ("father",),
        "names": "Đỗ Văn Hung",
        "why": "Cha còn ở nhà và đe dọa em",
        "first_day": TODAY,
        "last_day": last,
        "kept_with": "family",
        "name": HOST,
        "address": ADDRESS,
        "phone": "0901 111 222",
    }
    return {**known, **fields}


def prepare(house: House, desk: Desk, new: Answers | None = None) -> None:
    """Bring a separation before the chairs."""
    with house.app.app_context():
        prepare_separation(desk.officer, desk.case, new or a_separation(), now=NOW)


def decide(
    house: House, by: Actor, case: str, move: str = "decide", at: datetime = NOW, number: int = 1
) -> None:
    """Let a chair decide on a separation."""
    with house.app.app_context():
        said = Verdict(move, at, "Đồng ý theo đề nghị", at)
        decide_separation(by, case, number, said, now=at)


def follow(
    house: House, desk: Desk, kind: str, now: datetime, number: int = 1, **fields: object
) -> None:
    """Prepare what is to follow the separation, and let the chair decide on it."""
    new = NewOrder(kind, "Đã đánh giá, có biên bản", **fields)  # type: ignore[arg-type]
    with house.app.app_context():
        prepare_order(desk.officer, desk.case, 1, new, now=now)
        decide_order(desk.chair, desk.case, number, Verdict("decide", now, "Đồng ý", now), now=now)


def form07(last: int = 7, **more: str) -> dict[str, str]:
    """Mẫu 07 as a browser sends it, until so many days from today."""
    return {
        "post_key": key(),
        "parted_from": "father",
        "names": "Đỗ Văn Hung, sinh năm 1985",
        "why": "Cha còn ở nhà và đe dọa em",
        "kept_with": "family",
        "name": HOST,
        "address": ADDRESS,
        **boxes("first_day", str(TODAY)),
        **boxes("last_day", str(TODAY + last * DAY)),
        **more,
    }


def verdict(browser: FlaskClient, address: str, move: str = "decide") -> dict[str, str]:
    """What a chair sends from the page of a decision, read with its version."""
    page = browser.get(address)
    assert page.status_code == 200
    return {
        "post_key": key(),
        "version": version_in(page.get_data(as_text=True)),
        "move": move,
        "words": "Đồng ý theo đề nghị",
        **boxes("decided_at", "2026-11-23 10:00"),
    }


def separated(officer: FlaskClient, chair: FlaskClient, case: str) -> str:
    """Separate the child of a case in the browser; return the separation's address."""
    answer = officer.post(f"{case}/separations/new", data=form07())
    assert (answer.status_code, answer.location) == (302, f"{case}/separations/1")
    address = f"{case}/separations/1/decision"
    assert chair.post(address, data=verdict(chair, address)).location == f"{case}/separations/1"
    return f"{case}/separations/1"
