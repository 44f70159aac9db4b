"""Made-up jobs: the supervisor's export and prints of last week, fetched and gone."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from caseapp.records.jobs import Job
from caseapp.rules.job_states import DONE, EXPORT, PRINTS
from caseapp.rules.print_batches import SUMMARY
from caseapp.rules.values import local_day
from caseapp.upkeep.demo.telling import Telling


def write_jobs(told: Telling) -> None:
    """Write jobs that were asked for, made and fetched, so that their pages are there."""
    week_ago = told.span.end - timedelta(days=6, hours=2)
    _write(told, EXPORT, {}, week_ago, "referrals", 9)
    later = week_ago + timedelta(days=1)
    asked = {
        "paper": SUMMARY,
        "unit": "31135",
        "since": (local_day(later) - timedelta(days=30)).isoformat(),
        "last_day": local_day(later).isoformat(),
        "reason": "inspection",
        "form": "pdf",
        "both_sides": "1",
    }
    _write(told, PRINTS, asked, later, "papers", 3)


def _write(
    told: Telling, kind: str, arguments: dict[str, str], asked: datetime, step: str, parts: int
) -> None:
    ended = asked + timedelta(seconds=40)
    told.rows.add(
        Job,
        id=told.rows.new_id(Job),
        user_id=told.staff.supervisor,
        kind=kind,
        arguments=json.dumps(arguments, sort_keys=True),
        state=DONE,
        asked_at=asked,
        started_at=asked + timedelta(seconds=1),
        ended_at=ended,
        tries=1,
        step=step,
        number=parts,
        of=parts,
        fetched_at=ended + timedelta(minutes=3),
        told_at=ended + timedelta(minutes=3),
    )
