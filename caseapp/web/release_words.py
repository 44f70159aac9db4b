"""What a release is called: its subject, the areas that it divides by, its period."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask_babel import gettext, lazy_gettext

from caseapp.exchange.released import ReleaseView
from caseapp.rules.values import Period

SUBJECTS: Final = {
    "abuse": lazy_gettext("Children who were abused"),
    "circumstances": lazy_gettext("Children in special circumstances, and help for them"),
    "relief": lazy_gettext("Children hit by disasters, and relief"),
}
"""By the first word of a layout's name."""
LEVELS: Final = {
    "wards": lazy_gettext("every table by ward and commune"),
    "clusters": lazy_gettext("totals by ward and commune, all else by cluster of wards"),
}
_PARTS: Final = re.compile(r"([0-9]{4})(?:H([12])|Q([1-4])|M([0-9]{2}))?")


@dataclass(frozen=True)
class Listed:
    """A line of the list of releases."""

    number: str
    title: str
    level: str
    period: str
    published: datetime
    superseded_by: str


def subject_of(layout: str) -> str:
    """Return the subject's word in the name of a layout."""
    return layout.partition("-")[0]


def layout_title(layout: str) -> str:
    """Say what a layout tells of; its own name where it is none of ours any more."""
    subject = subject_of(layout)
    return str(SUBJECTS[subject]) if subject in SUBJECTS else layout


def layout_level(layout: str) -> str:
    """Say by which areas a layout divides."""
    level = layout.partition("-")[2]
    return str(LEVELS[level]) if level in LEVELS else layout


def period_title(period: Period) -> str:
    """Say a period as people do: Year 2026, First half of 2026; its own text for another one."""
    found = _PARTS.fullmatch(period.id)
    if found is None:
        return period.id
    year, half, quarter, month = int(found[1]), found[2], found[3], found[4]
    if half == "1":
        return str(gettext("First half of %(year)d", year=year))
    if half:
        return str(gettext("Second half of %(year)d", year=year))
    if quarter:
        return str(gettext("Quarter %(quarter)d of %(year)d", quarter=int(quarter), year=year))
    if month:
        return str(gettext("Month %(month)d of %(year)d", month=int(month), year=year))
    return str(gettext("Year %(year)d", year=year))


def layout_words(layout: str) -> str:
    """Say what a layout tells of, and by which areas."""
    return f"{layout_title(layout)}: {layout_level(layout)}"


def listed(releases: Iterable[ReleaseView]) -> list[Listed]:
    """Return the lines of the list, as they come."""
    return [
        Listed(
            each.number,
            layout_title(each.layout),
            layout_level(each.layout),
            period_title(each.period),
            each.signed_at,
            each.superseded_by,
        )
        for each in releases
    ]
