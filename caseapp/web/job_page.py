"""The page of long work: it loads itself again while the work is not over, and no longer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from flask import Response, make_response

from caseapp.casework.jobs import JobView
from caseapp.rules.job_states import WAITING

EVERY: Final = 3
"""Seconds after which the page of a job that is not over is loaded again."""
WATCHED: Final = timedelta(minutes=20)
"""From then on it is not any more: each load counts as use, and a screen must lock some time."""
SLOW: Final = timedelta(minutes=1)
"""A job that waits longer than this has no worker."""


def is_stuck(job: JobView, now: datetime) -> bool:
    """Tell whether nobody takes a job up."""
    return job.state == WAITING and now - job.asked_at > SLOW


def watched(page: str, job: JobView, now: datetime) -> Response:
    """Return a job's page; by a header it is loaded again: without script, under any CSP."""
    answer = make_response(page)
    if job.is_open and now - job.asked_at < WATCHED:
        answer.headers["Refresh"] = str(EVERY)
    return answer
