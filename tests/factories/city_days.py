"""Enters days that the city's own decisions make free, or worked."""

from __future__ import annotations

from datetime import date

from caseapp.casework.calendars import add_days
from caseapp.rules.access import Role
from tests.factories.house import NOW, an_actor

ADMINISTRATOR = an_actor(Role.ADMINISTRATOR)


def free(day: date, kind: str = "free") -> None:
    """Enter one day; the caller has the application's context open."""
    add_days(
        ADMINISTRATOR, kind=kind, first=day, last=None, name="Nghỉ bù", decision="12/CV", now=NOW
    )
