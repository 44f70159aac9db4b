"""The export of the registers as a job: asked for on a page, made by the worker, fetched once."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Final

from caseapp.casework import jobs
from caseapp.exchange.exporting import Progress, export_path
from caseapp.exchange.memory_folder import memory_folder
from caseapp.exchange.selecting import WrongChoice, choose
from caseapp.rules.access import Act, Actor
from caseapp.rules.export_reasons import CSV, WORKBOOK
from caseapp.rules.job_states import EXPORT
from caseapp.rules.values import RuleBroken, local_day

LARGEST: Final = 256 * 1024 * 1024
"""Bytes of a workbook that a page hands out; a larger one is for the command."""


class TooLarge(Exception):
    """The workbook is larger than a page hands out."""


def ask_export(
    actor: Actor,
    *,
    period: str,
    area: str,
    now: datetime,
    reason: str = "",
    form: str = WORKBOOK,
    post: str = "",
) -> str:
    """Ask for the registers, of a period and an area or of all; return the job's number.

    `reason` and `form` are codes of rules.export_reasons; the reason stands in the log.

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
    if reason:
        chosen["reason"] = reason
    if form == CSV:
        chosen["form"] = CSV
    return jobs.ask(actor, Act.EXPORT_RUN, EXPORT, chosen, now=now, post=post)


def make_workbook(
    actor: Actor, arguments: Mapping[str, str], *, now: datetime, progress: Progress
) -> bytes:
    """Export to a workbook or packed CSV files in memory, by the rights of now.

    Raises Denied, CannotWrite, TooLarge, OSError.
    """
    with memory_folder() as folder:
        packed = arguments.get("form") == CSV
        file = folder / ("export" if packed else "export.xlsx")
        export_path(
            actor,
            file,
            now=now,
            period=arguments.get("period"),
            area=arguments.get("area"),
            progress=progress,
        )
        if packed:
            file = _pack(file)
        if file.stat().st_size > LARGEST:
            raise TooLarge
        return file.read_bytes()


def _pack(folder: Path) -> Path:
    packed = folder.with_suffix(".zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as parts:
        for file in sorted(folder.iterdir()):
            parts.write(file, file.name)
    return packed


def fetch_workbook(actor: Actor, number: int, *, now: datetime) -> bytes:
    """Hand the file out to who asked for it."""
    return jobs.fetch(actor, Act.EXPORT_FETCH, number, now=now)
