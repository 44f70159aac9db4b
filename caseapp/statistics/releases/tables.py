"""The true table of a release, and its cells: every code listed, whether anyone counts there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Final

from caseapp.rules.codes.abuse import ABUSE_TYPES
from caseapp.rules.codes.circumstances import GROUPS
from caseapp.rules.codes.people import SEX
from caseapp.rules.codes.statistics import AGE_BANDS
from caseapp.rules.units import REFORM, territory
from caseapp.rules.values import Period
from caseapp.statistics.ages import UNKNOWN
from caseapp.statistics.disclosure.layout import AREA, TOTAL, Codes, Layout
from caseapp.statistics.disclosure.model import Dimension, UnknownCode
from caseapp.statistics.members import Member
from caseapp.statistics.releases.layouts import CLUSTER, SUBJECTS, ReleaseLayout
from caseapp.statistics.releases.policy import Policy
from caseapp.statistics.releases.sources import Source
from caseapp.statistics.territory import UNASSIGNED_CODE, Ground

SEVERAL: Final = "several"
"""The row of children who are in more than one group, or abused in more than one way."""

YES, NO, IN_TIME, LATE = "yes", "no", "in_time", "late"

CODES: Final[Mapping[str, tuple[str, ...]]] = {
    "sex": SEX.codes,
    "age_band": (*AGE_BANDS.codes, UNKNOWN),
    # A circumstance always names its group; a report may name no type.
    "group": (*GROUPS.codes, SEVERAL),
    "abuse_type": (*ABUSE_TYPES.codes, SEVERAL, UNKNOWN),
    "assisted": (YES, NO),
    "relief": (IN_TIME, LATE),
}
"""What each dimension but the areas is divided into, whole: no list depends on who counts."""

KIND: Final = {"8": "group", "9": "abuse_type"}
"""The dimension of a subject that says what befell a child."""
OUTCOME: Final = {"8": "assisted", "12": "relief"}
"""The dimension of a subject that says whether a child was helped: its second code is not."""


def areas(period: Period, policy: Policy) -> Dimension:
    """Return the units in force on the last day and `unassigned`, their clusters, the city."""
    ground = Ground(territory(), period.end)
    units = tuple(ground.code(unit) for unit in ground.units)
    leaves = (*units, UNASSIGNED_CODE)
    heirs = _heirs() if period.end < REFORM else {}
    members: dict[str, set[str]] = {}
    place = {unit: one.code for one in policy.clusters for unit in one.units}
    for unit in units:
        cluster = place.get(heirs.get(unit, unit))
        if cluster is not None:
            members.setdefault(cluster, set()).add(unit)
    clusters = {
        one.code: frozenset(members[one.code]) for one in policy.clusters if one.code in members
    }
    alone = {leaf: frozenset([leaf]) for leaf in leaves}
    return Dimension(AREA, leaves, {**alone, **clusters, TOTAL: frozenset(leaves)})


def _heirs() -> dict[str, str]:
    """Return for the code of each former unit that of a unit of today that it passed to.

    Of a unit that was split it is the first that took a part: a cluster needs whole units.
    """
    land, found = territory(), dict[str, str]()
    for link in sorted(land.links, key=lambda link: not link.whole):
        found.setdefault(land.units[link.old].code, land.units[link.new].code)
    return found


def dimensions(subject: str, period: Period, policy: Policy) -> tuple[Dimension, ...]:
    """Return the dimensions of a subject, each with its own codes alone."""
    return tuple(
        areas(period, policy) if name == AREA else _plain(name) for name in SUBJECTS[subject]
    )


def _plain(name: str) -> Dimension:
    leaves = CODES[name]
    alone = {leaf: frozenset([leaf]) for leaf in leaves}
    return Dimension(name, leaves, {**alone, TOTAL: frozenset(leaves)})


def make_cells(layout: ReleaseLayout, period: Period, policy: Policy) -> Layout:
    """Return all that a layout prints, the grand total first."""
    found = dimensions(layout.subject, period, policy)
    cells = {(TOTAL,) * len(found): None}
    for table in layout.tables:
        cells.update(dict.fromkeys(table_cells(table, found)))
    return Layout(policy.k, found, tuple(cells))


def table_cells(table: Sequence[str], found: Sequence[Dimension]) -> Iterator[Codes]:
    """Yield the cells of one table, with all its totals."""
    yield from product(*(_choice(table, dimension) for dimension in found))


def _choice(table: Sequence[str], dimension: Dimension) -> tuple[str, ...]:
    if dimension.name in table:
        return tuple(dimension.codes)
    if dimension.name == AREA and CLUSTER in table:
        return tuple(above_units(dimension))
    return (TOTAL,)


def above_units(geo: Dimension) -> Iterator[str]:
    """Yield the codes that make up the city above the units; a unit in no cluster is one."""
    clusters = [code for code in geo.codes if code not in geo.leaves and code != TOTAL]
    placed = {unit for code in clusters for unit in geo.codes[code]}
    for code in geo.codes:
        if code not in placed:
            yield code


def true_table(source: Source, subject: str) -> Counter[Codes]:
    """Return how many children there are of each combination of leaves, where there are any.

    UnknownCode for a child in a group or of a type that is not listed.
    """
    ground = Ground(territory(), source.period.end)
    found: Counter[Codes] = Counter()
    for one in source.members.get(subject, ()):
        home = ground.home(one.unit)
        if home is not None:
            found[(ground.code(home), *_leaves(one, subject))] += 1
    return found


def _leaves(one: Member, subject: str) -> Iterator[str]:
    """Yield where a child stands beside its area: in one place of each dimension."""
    values = {
        "sex": one.sex,
        "age_band": one.age_band,
        "assisted": YES if one.fulfilled else NO,
        "relief": IN_TIME if one.fulfilled else LATE,
    }
    if subject in KIND:
        values[KIND[subject]] = only_kind(one.kinds or ())
    for name in SUBJECTS[subject]:
        if name == AREA:
            continue
        if values[name] not in CODES[name]:
            raise UnknownCode(f"{name} has no code {values[name]!r}")
        yield values[name]


def only_kind(kinds: Sequence[str]) -> str:
    """Return the only group or type of a child; `several` of more, `unknown` of none."""
    if len(set(kinds)) > 1:
        return SEVERAL
    return kinds[0] if kinds else UNKNOWN


def sensitive_cells(
    layout: Layout, values: Mapping[Codes, int], sensitive: frozenset[str]
) -> Iterator[Codes]:
    """Yield the cells of a sensitive code that hold all who are in their row.

    Whoever is known to be in the row would be known to be of that code, however many there are.
    """
    at = next((n for n, d in enumerate(layout.dimensions) if d.name in KIND.values()), None)
    if at is None:
        return
    for codes in layout.cells:
        row = (*codes[:at], TOTAL, *codes[at + 1 :])
        alone = any(code != TOTAL for code in row)
        if codes[at] in sensitive and alone and 0 < values[codes] == values.get(row):
            yield codes
