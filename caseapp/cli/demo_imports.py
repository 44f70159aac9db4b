"""Brings a file in made-up data: it was tried, and waits for its faults to be mended."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from caseapp.casework import job_turns
from caseapp.casework.acting import actor_named
from caseapp.exchange.import_jobs import ask_check, run_check
from caseapp.rules.access import Actor

_WORKER: Final = "demo"
_FIGURES: Final = """area_code,reference_date,children,source
31135,2026-06-30,4180,Công an phường (dữ liệu thử)
31150,2026-06-30,khoảng 3900,Công an phường (dữ liệu thử)
31999,2026-06-30,2750,Công an phường (dữ liệu thử)
31168,30/06/26,3310,Công an phường (dữ liệu thử)
"""
_AGENCIES: Final = """agency,kind,phone,verified_on
Trạm Y tế lưu động (dữ liệu thử),health_station,0292 3 000 111,
"""


def bring_files(now: datetime) -> None:
    """Let the statistician bring figures with faults, and the supervisor a sound list."""
    _try(actor_named("thongke", None), "population.csv", _FIGURES, now)
    _try(actor_named("giamsat", None), "agencies.csv", _AGENCIES, now)


def _try(actor: Actor, name: str, content: str, now: datetime) -> None:
    """Hand a file in and try it as the worker would; without memory for it, it stays waiting."""
    ask_check(actor, [(name, content.encode())], update=False, now=now)
    turn = job_turns.take(_WORKER, clock=now, now=now, gone=lambda _: False)
    assert turn is not None
    try:
        made = run_check(actor, turn.arguments, now=now, progress=lambda *_: None)
    except OSError:
        job_turns.give_back(turn, _WORKER)
        return
    job_turns.finish(turn, _WORKER, made, now=now)
