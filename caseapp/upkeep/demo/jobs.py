"""Made-up jobs: the supervisor's export of last week, fetched and gone."""

from __future__ import annotations

from datetime import timedelta

from caseapp.records.jobs import Job
from caseapp.rules.job_states import DONE, EXPORT
from caseapp.upkeep.demo.telling import Telling


def write_jobs(told: Telling) -> None:
    """Write one export that was asked for, made and fetched, so that its page is there."""
    asked = told.span.end - timedelta(days=6, hours=2)
    ended = asked + timedelta(seconds=40)
    told.rows.add(
        Job,
        id=told.rows.new_id(Job),
        user_id=told.staff.supervisor,
        kind=EXPORT,
        arguments="{}",
        state=DONE,
        asked_at=asked,
        started_at=asked + timedelta(seconds=1),
        ended_at=ended,
        tries=1,
        step="referrals",
        number=9,
        of=9,
        fetched_at=ended + timedelta(minutes=3),
        told_at=ended + timedelta(minutes=3),
    )
