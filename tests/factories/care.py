"""Carers in a register and alternative care in a case, made the way staff do it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from caseapp.casework.care import NewCare, decide_care, hand_over, prepare_care
from caseapp.casework.care_reading import CaseCare, read_care
from caseapp.casework.care_verdicts import CareVerdict
from caseapp.casework.carers import NewCarer, register_carer
from caseapp.rules.codes.care import CARE_CONDITIONS
from tests.factories.house import NOW, House
from tests.factories.measures import DAY, TODAY, Desk
from tests.factories.web import NINH_KIEU, boxes, key

CARER, HOME = "Huỳnh Thị Nhận", "Số 21 hẻm Kín Đáo"


def a_carer(**fields: Any) -> NewCarer:
    known: dict[str, Any] = {
        "name": CARER, "born": 1970, "relative": False, "address": HOME, "phone": "0902 000 111",
        "conditions": CARE_CONDITIONS.codes, "valid_from": TODAY - 30 * DAY,
        "health_on": TODAY - 40 * DAY, "applied_on": TODAY - 35 * DAY,
    }  # fmt: skip
    return NewCarer(**{**known, **fields})


def registered(house: House, desk: Desk, **fields: Any) -> int:
    with house.app.app_context():
        return int(register_carer(desk.officer, NINH_KIEU, a_carer(**fields), now=NOW))


def prepared(house: House, desk: Desk, carer: int = 1, now: datetime = NOW) -> str:
    new = NewCare(carer, "Cha mẹ không thể chăm sóc em", TODAY)
    with house.app.app_context():
        return prepare_care(desk.officer, desk.case, new, now=now)


def verdict(move: str = "decide", at: datetime = NOW, **more: Any) -> CareVerdict:
    return CareVerdict(move, at, "Đồng ý theo đề nghị", "36/QĐ-UBND", at, **more)


def decided(house: House, desk: Desk, at: datetime = NOW, move: str = "decide") -> None:
    """Register a carer, prepare alternative care with them and decide on it."""
    registered(house, desk)
    number = int(prepared(house, desk))
    with house.app.app_context():
        decide_care(desk.chair, desk.case, number, verdict(move, at), now=at)


def handed_over(house: House, desk: Desk, at: datetime = NOW) -> None:
    """Decide on alternative care now, and hand the child over at a moment."""
    decided(house, desk)
    with house.app.app_context():
        hand_over(desk.officer, desk.case, 1, at=at, how="Có mặt trưởng khu vực", now=at)


def care_in(house: House, desk: Desk, now: datetime = NOW) -> CaseCare:
    with house.app.app_context():
        return read_care(desk.officer, desk.case, now=now)


def carer_form(**more: str) -> dict[str, str]:
    """A carer's entry as a browser sends it."""
    return {
        "post_key": key(), "name": CARER, "born": "1970", "relative": "no", "address": HOME,
        "judicial": "not_needed", **boxes("valid_from", str(TODAY)), **more,
    }  # fmt: skip


def care_form(**more: str) -> dict[str, str]:
    """What is brought before the chair, as a browser sends it."""
    return {
        "post_key": key(), "carer": "1", "why": "Mồ côi", **boxes("first_day", str(TODAY)), **more,
    }  # fmt: skip
