"""What layouts, dimensions, codes and files of a release are called, for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from flask_babel import gettext, lazy_gettext

from caseapp.casework import areas
from caseapp.rules.codes import LISTS
from caseapp.rules.units import REFORM
from caseapp.statistics.territory import UNASSIGNED_CODE
from caseapp.web import release_words
from caseapp.web.filters import page_language

if TYPE_CHECKING:
    from caseapp.statistics.releases.policy import Cluster

AREA: Final = "geo"
TOTAL: Final = "T"
_COUNTED: Final = {
    "abuse": lazy_gettext("Children who were abused"),
    "circumstances": lazy_gettext("Children who live in special circumstances"),
    "relief": lazy_gettext("Children hit by disasters"),
}
EXPLAINED: Final = {
    "abuse": lazy_gettext("Type of abuse, sex and age of children whose abuse was confirmed."),
    "circumstances": lazy_gettext(
        "Group, sex and age of children in special circumstances, and who of them was helped."
    ),
    "relief": lazy_gettext("Sex and age of children hit by disasters, and who got relief in time."),
}
_DIMENSIONS: Final = {
    AREA: lazy_gettext("ward and commune"),
    "sex": lazy_gettext("sex"),
    "age_band": lazy_gettext("age"),
    "abuse_type": lazy_gettext("type of abuse"),
    "group": lazy_gettext("group of special circumstances"),
    "assisted": lazy_gettext("help received"),
    "relief": lazy_gettext("relief"),
}
_CLUSTER: Final = lazy_gettext("cluster of wards")
LISTED: Final = {
    "sex": "sex",
    "age_band": "age_bands",
    "abuse_type": "abuse_types",
    "group": "groups",
}
"""The code list of a dimension, by which its codes are ordered and named."""
_SHORT: Final = {
    "01": lazy_gettext("Both parents lost"),
    "02": lazy_gettext("Abandoned"),
    "03": lazy_gettext("No support"),
    "04": lazy_gettext("Disability"),
    "05": lazy_gettext("HIV/AIDS"),
    "06": lazy_gettext("Broke the law"),
    "07": lazy_gettext("Drug addiction"),
    "08": lazy_gettext("Left school to work"),
    "09": lazy_gettext("Harmed by violence"),
    "10": lazy_gettext("Exploited"),
    "11": lazy_gettext("Sexually abused"),
    "12": lazy_gettext("Trafficked"),
    "13": lazy_gettext("Serious illness, poor household"),
    "14": lazy_gettext("Migrant, refugee"),
}
"""Short names of the 14 groups for the heads of columns; a key at the table has the full ones."""
_OWN: Final = {
    ("sex", "unknown"): lazy_gettext("Sex not known"),
    ("age_band", "unknown"): lazy_gettext("Age not known"),
    ("abuse_type", "unknown"): lazy_gettext("Type not known"),
    ("abuse_type", "several"): lazy_gettext("Several types"),
    ("group", "unknown"): lazy_gettext("Group not known"),
    ("group", "several"): lazy_gettext("Several groups"),
    ("assisted", "yes"): lazy_gettext("Helped"),
    ("assisted", "no"): lazy_gettext("Not helped"),
    ("relief", "in_time"): lazy_gettext("Relief in time"),
    ("relief", "late"): lazy_gettext("Not in time"),
}
_WHOLE: Final = {
    AREA: lazy_gettext("The whole city"),
    "sex": lazy_gettext("Both sexes"),
    "age_band": lazy_gettext("All ages"),
}
FILES: Final = {
    "published.csv": lazy_gettext("All cells (CSV)"),
    "ratios.csv": lazy_gettext("Percentages (CSV)"),
    "sdmx.csv": lazy_gettext("SDMX-CSV 2.0, for statistics offices"),
    "figures.json": lazy_gettext("JSON, for programs"),
    "figures.sqlite": lazy_gettext("SQLite database, opens in Datasette"),
    "metadata.json": lazy_gettext("Metadata for Datasette"),
    "model.json": lazy_gettext("Dimensions and codes (JSON)"),
    "release.json": lazy_gettext("What this release is: period, k, hash (JSON)"),
    "README.md": lazy_gettext("Explanations (text)"),
}
"""The files of a release in the order in which people look for them."""


def file_words(name: str) -> str:
    """Say what a file of a release is, its name for one of another version."""
    return str(FILES[name]) if name in FILES else name


def by_words(layout: str, dimensions: Sequence[str], *, wards: bool) -> str:
    """Say what a table counts, and by what: "Abused children by ward and commune and sex"."""
    subject = release_words.subject_of(layout)
    counted = str(_COUNTED[subject]) if subject in _COUNTED else layout
    named = [
        str(_CLUSTER if name == AREA and not wards else _DIMENSIONS.get(name, name))
        for name in dimensions
    ]
    if len(named) == 1:
        return str(gettext("%(counted)s by %(one)s", counted=counted, one=named[0]))
    first, last = ", ".join(named[:-1]), named[-1]
    return str(
        gettext("%(counted)s by %(first)s and %(last)s", counted=counted, first=first, last=last)
    )


def heading(dimension: str, *, wards: bool = True) -> str:
    """Return the head of the column that names the codes of a dimension."""
    words = str(_CLUSTER if dimension == AREA and not wards else _DIMENSIONS[dimension])
    return words[:1].upper() + words[1:]


class Labels:
    """The names of all codes of a release: areas on its last day, its own clusters, the lists."""

    def __init__(self, last: date, clusters: Sequence[Cluster]) -> None:
        self.units = {str(code): str(name) for code, name in areas.choices(last)}
        self.clusters: Mapping[str, Cluster] = {each.code: each for each in clusters}
        # Clusters name units of today; the codes of former ones would be mistaken for them.
        self.grouped = last >= REFORM

    def of(self, dimension: str, code: str, *, short: bool = False) -> str:
        """Return what a code means; `short` for the head of a column."""
        if code == TOTAL:
            return str(_WHOLE.get(dimension) or gettext("Total"))
        if dimension == AREA:
            return self._area(code)
        if (dimension, code) in _OWN:
            return str(_OWN[dimension, code])
        if short and dimension == "group" and code in _SHORT:
            return str(_SHORT[code])
        listed = LISTS[LISTED[dimension]] if dimension in LISTED else None
        if listed is None or code not in {each.code for each in listed}:
            return code
        return listed.label(code, page_language())

    def _area(self, code: str) -> str:
        if code in self.clusters:
            return self.clusters[code].name
        if code == UNASSIGNED_CODE:
            return str(gettext("Old unit that was split: new one not known"))
        return self.units.get(code, code)

    def cell(self, dimensions: Sequence[str], name: str) -> str:
        """Say a cell by its codes, whole dimensions left out; its name where it is no cell."""
        codes = name.split("|")
        if len(codes) != len(dimensions):
            return name
        said = [
            self.of(dimension, code)
            for dimension, code in zip(dimensions, codes, strict=True)
            if code != TOTAL or dimension == AREA
        ]
        return " – ".join(said)
