"""Which tables may be made public: named layouts with their versions, and no others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from caseapp.statistics.disclosure.layout import AREA
from caseapp.statistics.disclosure.model import DisclosureError

CLUSTER: Final = "cluster"
"""In a table it stands for the areas above the units alone: clusters, unassigned, the city."""


class UnknownLayout(DisclosureError):
    """There is no layout of the name; says which there are."""


@dataclass(frozen=True)
class ReleaseLayout:
    """The tables of one subject, each with all its totals; `coarser` names one that hides less.

    `subject` is the source of the indicators that it tells of: 8 (8a and 8b), 9 or 12.
    """

    name: str
    version: int
    subject: str
    tables: tuple[tuple[str, ...], ...]
    coarser: str = ""


SUBJECTS: Final = {
    "8": (AREA, "sex", "age_band", "group", "assisted"),
    "9": (AREA, "sex", "age_band", "abuse_type"),
    "12": (AREA, "sex", "age_band", "relief"),
}
"""The dimensions of each subject, in the order of the columns."""

_ALL: Final = (
    ReleaseLayout(
        "abuse-wards",
        1,
        "9",
        (
            (AREA, "abuse_type"),
            (AREA, "sex"),
            (AREA, "age_band"),
            ("sex", "age_band", "abuse_type"),
        ),
        coarser="abuse-clusters",
    ),
    ReleaseLayout(
        "abuse-clusters",
        1,
        "9",
        (
            (AREA,),
            (CLUSTER, "abuse_type"),
            (CLUSTER, "sex"),
            (CLUSTER, "age_band"),
            ("sex", "age_band", "abuse_type"),
        ),
    ),
    ReleaseLayout(
        "circumstances-wards",
        1,
        "8",
        (
            (AREA, "group"),
            (AREA, "sex"),
            (AREA, "age_band"),
            ("sex", "age_band", "group"),
            (AREA, "assisted"),
            ("group", "assisted"),
        ),
        coarser="circumstances-clusters",
    ),
    ReleaseLayout(
        "circumstances-clusters",
        1,
        "8",
        (
            (AREA,),
            (AREA, "assisted"),
            (CLUSTER, "group"),
            (CLUSTER, "sex"),
            (CLUSTER, "age_band"),
            ("sex", "age_band", "group"),
            ("group", "assisted"),
        ),
    ),
    ReleaseLayout(
        "relief-wards",
        1,
        "12",
        ((AREA, "relief"), ("sex", "age_band", "relief")),
        coarser="relief-clusters",
    ),
    ReleaseLayout(
        "relief-clusters",
        1,
        "12",
        ((AREA,), (CLUSTER, "relief"), ("sex", "age_band", "relief")),
    ),
)

RELEASE_LAYOUTS: Final = {layout.name: layout for layout in _ALL}


def find_layout(name: str) -> ReleaseLayout:
    """Return the layout of a name; UnknownLayout names those that there are."""
    if name not in RELEASE_LAYOUTS:
        raise UnknownLayout(f"{name!r} is no layout; there are {', '.join(RELEASE_LAYOUTS)}")
    return RELEASE_LAYOUTS[name]
