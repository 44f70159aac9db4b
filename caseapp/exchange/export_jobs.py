"""The export of the registers as a job: asked for on a page, made by the worker, fetched once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from caseapp.casework import jobs
from caseapp.exchange.exporting import Progress, export_path
from caseapp.exchange.memory_folder import memory_folder
from caseapp.exchange.selecting import WrongChoice, choose
from caseapp.rules.access import Act, Actor
from caseapp.rules.job_states import EXPORT
from caseapp.rules.values import RuleBroken, local_day

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of a workbook that a page hands out; a larger one is for the command."""


class TooLarge(Exception):
    """The workbook is larger than a page hands out."""


def ask_export(actor: Actor, *, period: str, area: str, now: datetime, post: str = "") -> str:
    """Ask for the registers as a workbook, of a period and an area or of all; return the number.

    Denied unless the right to export covers the whole city; RuleBroken for what does not exist.
    """
    chosen = {name: text for name, text in (("period", period), ("area", area)) if text}
    try:
        choose(chosen.get("period"), chosen.get("area"), local_day(now))
    except WrongChoice:
        field = "period" if period else "area"
        raise RuleBroken(
            "Write a period as 2026, 2026H1, 2026Q3, 2026M07 or 2026-01-01..2026-06-30, and "
            "choose a unit that was there on its last day",
            field=field,
        ) from None
    return jobs.ask(actor, Act.EXPORT_RUN, EXPORT, chosen, now=now, post=post)


def make_workbook(
    actor: Actor, arguments: Mapping[str, str], *, now: datetime, progress: Progress
) -> bytes:
    """Export to a workbook in memory; the rights are asked now, not when it was asked for.

    Raises Denied, CannotWrite, TooLarge, OSError.
    """
    with memory_folder() as folder:
        file = folder / "export.xlsx"
        export_path(
            actor,
            file,
            now=now,
            period=arguments.get("period"),
            area=arguments.get("area"),
            progress=progress,
        )
        if file.stat().st_size > LARGEST:
            raise TooLarge
        return file.read_bytes()


def fetch_workbook(actor: Actor, number: int, *, now: datetime) -> bytes:
    """Hand the workbook out to who asked for it."""
    return jobs.fetch(actor, Act.EXPORT_FETCH, number, now=now)
