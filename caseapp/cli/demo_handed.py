"""Shows in made-up data how figures leave the house: two hand-outs, and a token for a program."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from caseapp.casework.acting import actor_named
from caseapp.casework.api_tokens import NewToken, make_token
from caseapp.casework.fresh_factor import Fresh
from caseapp.casework.limits import Caller
from caseapp.exchange.figure_hand_outs import Wanted, hand_out
from caseapp.rules.access import Actor
from caseapp.rules.hand_outs import Addressee
from caseapp.rules.token_scopes import TokenScope
from caseapp.rules.values import local_day
from caseapp.statistics.counting import Ask
from caseapp.statistics.frozen_reading import list_frozen
from caseapp.statistics.sheet import Sheet

_HEALTH: Final = Addressee(
    "Sở Y tế thành phố Cần Thơ",
    "Bà Nguyễn Thị Minh, Trưởng phòng (dữ liệu thử)",
    "Báo cáo năm của Chương trình hành động vì trẻ em (dữ liệu thử)",
)
_MINISTRY: Final = Addressee(
    "Cục Bà mẹ và Trẻ em",
    "Ông Trần Văn Hải, chuyên viên (dữ liệu thử)",
    "Nạp vào hệ thống DHIS2 theo chế độ báo cáo (dữ liệu thử)",
)
_LASTS: Final = timedelta(days=180)
_STEP: Final = timedelta(minutes=1)


def hand_out_last_year(instance: Path, now: datetime) -> None:
    """Hand the newest frozen edition to two offices, and make a token that nobody holds."""
    statistician = actor_named("thongke", None)
    newest = list_frozen(statistician, now=now)[0]
    ask = Ask(newest.period, basis=newest.basis)
    for step, (to, form) in enumerate(((_HEALTH, "csv"), (_MINISTRY, "dhis2"))):
        hand_out(
            statistician,
            Wanted(ask, form, newest.number),
            to,
            _not_drawn,
            instance=instance,
            now=now - (1 - step) * _STEP,
            fresh=_fresh(now),
        )
    _token(statistician, now)


def _token(statistician: Actor, now: datetime) -> None:
    ends_on = local_day(now + _LASTS)
    new = NewToken("Kho dữ liệu thống kê (thử)", TokenScope(frozen_only=True), ends_on)
    make_token(statistician, new, now=now, fresh=_fresh(now))


def _fresh(now: datetime) -> Fresh:
    """A demo asks nobody for a second factor."""
    return Fresh("", Caller("", terminal=True), now)


def _not_drawn(_sheet: Sheet, _code: str, _mark: str) -> bytes:
    raise NotImplementedError("made-up data are handed out as text alone")
