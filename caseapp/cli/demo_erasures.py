"""Shows in made-up data how a file is erased: one is gone, another waits for a second person."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from caseapp.casework.accounts import NewAccount, add_account
from caseapp.casework.acting import actor_named
from caseapp.casework.children import NewChild, register_child
from caseapp.casework.data_requests import Answer, NewRequest, answer_request, record_request
from caseapp.casework.erasures import Proposal, decide_erasure, propose_erasure
from caseapp.casework.fresh_factor import Fresh
from caseapp.casework.limits import Caller
from caseapp.rules.access import Actor, Role, operator
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import local_day
from caseapp.upkeep.demo.accounts import PASSWORD

_SECOND: Final = "giamsat2"
_OFFICER: Final = "canbo.binhthuy"
_WARD: Final = "31168"
_CHAIR: Final = "chutich.binhthuy"
_CHILDREN: Final = (
    ("Lâm Thị Vàng Anh", "female", date(2015, 4, 9), "asked"),
    ("Sơn Văn Chim Sẻ", "male", date(2013, 8, 21), "unlawful"),
)
"""Whose files, born when, on which ground; the first was asked for, and is erased."""

_WHY: Final = "Nhập nhầm, không có báo cáo hay vụ việc nào (dữ liệu thử)"


def show_erasures(now: datetime) -> list[int]:
    """Enter two children with nothing to their files; erase the one, propose to erase the other.

    They are entered for this alone, so that nothing else of the made-up data changes. A second
    supervisor, who decides, is added. Return the numbers of the erasures.
    """
    person = NewAccount(
        _SECOND, "Kim Thị Hai Giám Sát", PASSWORD, Role.SUPERVISOR.value, f"{CITY_ID}",
        handed_over=False,
    )  # fmt: skip
    add_account(operator(production=False), person, now=now)
    officer, first, second = (actor_named(name, None) for name in (_OFFICER, "giamsat", _SECOND))
    numbers = []
    for name, sex, born, ground in _CHILDREN:
        entry = NewChild(
            name, sex, born=born, birth_precision="day", distinct=True,
            area_code=_WARD, resident_from=local_day(now),
        )  # fmt: skip
        code = register_child(officer, entry, now=now)
        request = _asked(officer, code, now) if ground == "asked" else ""
        asked = Proposal(ground, request, _WHY, proceedings=False, complaint=False)
        numbers.append(propose_erasure(first, code, asked, now=now))
    fresh = Fresh("", Caller("", terminal=True), now)  # a demo asks nobody for a second factor
    decide_erasure(second, numbers[0], proceedings=False, complaint=False, now=now, fresh=fresh)
    return numbers


def _asked(officer: Actor, code: str, now: datetime) -> str:
    """Take a request for erasure down, and let the chair accept it; return its code."""
    new = NewRequest("erasure", "child", "letter", now, "Xin xóa hồ sơ của em (dữ liệu thử)")
    request = record_request(officer, code, new, now=now)
    accepted = Answer("accept", "Chấp nhận theo yêu cầu (dữ liệu thử)")
    answer_request(actor_named(_CHAIR, None), request, accepted, version=None, now=now)
    return request
