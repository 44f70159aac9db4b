"""Shows in made-up data how decisions are signed: one paper waits, one came back from the clerk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from caseapp.casework.acting import actor_named
from caseapp.casework.files import NewFile, Room
from caseapp.casework.kept_papers import Completion, Decision, complete_paper, look, put_paper
from caseapp.casework.print_batches import find_papers
from caseapp.rules.access import Actor
from caseapp.rules.print_batches import Batch
from caseapp.rules.values import RuleBroken, local_day
from caseapp.web.copy_process import copies_of
from caseapp.web.deciding_papers import drawn_copies
from caseapp.web.printing import render_pdf

_UNIT: Final = 31135
_SEPARATION: Final = ("07", "separation")
_PLAN: Final = ("05", "plan")
_ROOM: Final = Room(1024, 20_480)
_NUMBER: Final = "231"
_SIGNED: Final = (
    '<!doctype html><html lang="vi"><title>Bản đã ký</title><p>Bản quét có chữ ký và dấu (dữ liệu '
    "thử)"
)


def put_papers(now: datetime) -> None:
    """Put a separation of ward Ninh Kiều before its chair, and enter a plan that came back signed.

    Where the ward has no such decision nothing is put.
    """
    officer = actor_named("canbo.ninhkieu", None)
    separation, plan = (next(_decided(officer, *kind, now), None) for kind in (_SEPARATION, _PLAN))
    if separation is not None:
        _put(officer, separation, now)
    if plan is not None:
        paper = _put(officer, plan, now)
        scan = render_pdf(_SIGNED)
        file = NewFile(scan, "Bản đã ký (dữ liệu thử)", None, copies_of("pdf", scan))
        done = Completion(_NUMBER, "QĐ-UBND", local_day(now), None, file)
        complete_paper(officer, paper, done, room=_ROOM, now=now)


def _decided(actor: Actor, form: str, kind: str, now: datetime) -> Iterator[Decision]:
    """Yield the decisions of a kind that the ward's chair has made."""
    every = Batch(form, _UNIT, date(2020, 1, 1), local_day(now), "other")
    for code, place in find_papers(actor, every, now=now):
        about = Decision(kind, code, place)
        try:
            look(actor, about, now=now)
        except RuleBroken:
            continue
        yield about


def _put(actor: Actor, about: Decision, now: datetime) -> str:
    drawn = drawn_copies(actor, about.kind, about.code, about.number, now=now, demo=True)
    return put_paper(actor, about, drawn, seen=look(actor, about, now=now), now=now)
