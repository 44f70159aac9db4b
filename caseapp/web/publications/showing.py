"""A release in words: its title, its days, what it counts, what is sensitive in it, its files."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final, Protocol

from flask_babel import gettext, lazy_gettext

from caseapp.exchange.released import ReleasedTable, ReleaseView
from caseapp.rules.codes import LISTS
from caseapp.rules.values import Period
from caseapp.web import release_words
from caseapp.web.definition_words import definition_words
from caseapp.web.filters import day, decimal, page_language
from caseapp.web.publications import labels
from caseapp.web.publications.tables import Shown, hidden_share, shown_tables

if TYPE_CHECKING:
    from caseapp.statistics.releases.policy import Cluster

_COUNTED: Final = {
    "abuse": (
        lazy_gettext(
            "Counted is each child under 16 of whom a report of abuse was received in the period "
            "and confirmed: once, in the ward or commune where the child lived on the last day of "
            "the period. Cases that nobody reported are not counted, so a rising count may mean "
            "that abuse is found better."
        ),
        lazy_gettext(
            "A child to whom several types of abuse were done stands under “Several types”, and "
            "under no other."
        ),
    ),
    "circumstances": (
        lazy_gettext(
            "Counted is each child under 16 who on the last day of the period lived in the area "
            "and was recorded in special circumstances, as the Law on Children names them. A child "
            "at risk of them is not counted."
        ),
        lazy_gettext(
            "A child who belongs to several groups stands under “Several groups”, and under no "
            "other. “Helped” are those who got care or help within the period."
        ),
    ),
    "relief": (
        lazy_gettext(
            "Counted is each child under 16 whom a disaster hit within the period: once, in the "
            "ward or commune where the child lived on the day when it was hit first."
        ),
        lazy_gettext(
            "“Relief in time” means within the days that the city has set, after every time that "
            "the child was hit."
        ),
    ),
}
"""What the figures of a layout count, by the first word of its name."""
_SENSITIVE: Final = ("groups", "abuse_types")
_KINDS: Final = {"abuse": ("abuse_types",), "circumstances": ("groups",)}
"""The code lists by which a subject is divided of which a code may be sensitive."""
_KILO: Final = 1000


class Told(Protocol):
    """What a released and a proposed release both tell of themselves."""

    @property
    def layout(self) -> str:
        """The layout's name."""

    @property
    def period(self) -> Period:
        """The period that is counted."""

    @property
    def cells(self) -> int:
        """How many cells it has."""

    @property
    def hidden(self) -> int:
        """How many of them are hidden."""

    @property
    def clusters(self) -> tuple[Cluster, ...]:
        """The clusters that it was made with."""

    @property
    def sensitive(self) -> frozenset[str]:
        """The groups that it protects whatever their count."""

    @property
    def tables(self) -> tuple[ReleasedTable, ...]:
        """The cells, table by table."""


@dataclass(frozen=True)
class Said:
    """A release in words for its page."""

    title: str
    period: str
    days: str
    level: str
    explained: str
    counted: tuple[str, ...]
    sensitive: tuple[str, ...]
    share: Decimal
    definition: str


def said_of(release: Told, definition: str) -> Said:
    """Say what a release is."""
    subject = release_words.subject_of(release.layout)
    period = release.period
    return Said(
        release_words.layout_title(release.layout),
        release_words.period_title(period),
        f"{day(period.start)} – {day(period.end)}",
        release_words.layout_level(release.layout),
        str(labels.EXPLAINED.get(subject, "")),
        tuple(str(text) for text in _COUNTED.get(subject, ())),
        sensitive_words(release.sensitive, _KINDS.get(subject, ())),
        hidden_share(release.cells, release.hidden),
        definition_words(definition),
    )


def tables_of(release: Told) -> tuple[Shown, ...]:
    """Return the tables of a release as its page shows them."""
    names = labels.Labels(release.period.end, release.clusters)
    return shown_tables(release.layout, release.tables, names)


def sensitive_words(codes: Collection[str], lists: Sequence[str] = _SENSITIVE) -> tuple[str, ...]:
    """Return the names of sensitive groups, in the order of the lists."""
    return tuple(words for code, words in sensitive_choices(lists) if code in codes)


def sensitive_choices(lists: Sequence[str] = _SENSITIVE) -> list[tuple[str, str]]:
    """Return the groups and types of abuse that may be sensitive: nobody may be known as one."""
    return [
        (each.code, LISTS[name].label(each.code, page_language()))
        for name in lists
        for each in LISTS[name]
    ]


def files_of(release: ReleaseView) -> list[tuple[str, str, str]]:
    """Return name, words and size of each file, what people look for first."""
    order = {name: place for place, name in enumerate(labels.FILES)}
    found = sorted(release.files, key=lambda file: (order.get(file[0], len(order)), file[0]))
    return [(name, labels.file_words(name), size_words(size)) for name, size in found]


def size_words(size: int) -> str:
    """Write a size in bytes as people read it: 312 B, 4,1 KB, 1,2 MB."""
    if size < _KILO:
        return f"{size} B"
    if size < _KILO * _KILO:
        return f"{decimal(Decimal(size) / _KILO, 1)} KB"
    return str(gettext("%(number)s MB", number=decimal(Decimal(size) / _KILO**2, 1)))
