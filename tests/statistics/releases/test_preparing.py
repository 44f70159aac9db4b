"""From an edition to a release: proved safe alone and beside all before it, or refused by name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from caseapp.cli.disclosure import audit_release
from caseapp.statistics.disclosure.audit import audit
from caseapp.statistics.disclosure.folder import read_files
from caseapp.statistics.disclosure.layout import name_of
from caseapp.statistics.disclosure.model import (
    AlreadyDisclosed,
    DisclosureError,
    TooFew,
    Unprotectable,
)
from caseapp.statistics.members import Member
from caseapp.statistics.releases.core import core_files
from caseapp.statistics.releases.files import release_files
from caseapp.statistics.releases.layouts import UnknownLayout, find_layout
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.preparing import Earlier, Prepared, prepare
from caseapp.statistics.releases.rows import read_rows
from caseapp.statistics.releases.sources import OddPeriod, OtherBasis, Source
from caseapp.statistics.releases.together import open_case
from tests.factories.made_releases import FACTS, made
from tests.factories.public_city import children, city, quietly, source

CAI_KHE = 31120
LAYOUT = "relief-clusters"


def _prepared(town: Source, earlier: Sequence[Earlier] = (), name: str = LAYOUT) -> Prepared:
    return prepare(town, name, usual_policy(), earlier, quietly)


def _published(number: int, town: Source, prepared: Prepared) -> Earlier:
    files = release_files(prepared, replace(FACTS, number=f"CB-{number}"), town, usual_policy())
    return Earlier(f"CB-{number}", prepared.layout, prepared.version, town, usual_policy(), files)


def _small(town: Source, name: str) -> set[str]:
    values = open_case(town, find_layout(name), usual_policy(), ()).values
    return {name_of(codes) for codes, value in values.items() if 0 < value < 5}


@pytest.mark.parametrize("name", ["relief-wards", "relief-clusters"])
def test_a_release_of_a_city_is_safe_to_who_sees_its_files_alone(name: str, tmp_path: Path) -> None:
    town = city(2, subjects=("12",))
    found = _prepared(town, (), name)
    hidden = {row.name for row in read_rows(found.files).rows if row.value is None}
    small = _small(town, name)
    assert small
    assert small <= hidden
    assert (found.cells, found.hidden) == (len(read_rows(found.files).rows), len(hidden))
    assert sum(share.cells for share in found.shares) >= found.cells
    assert bool(found.coarser) == name.endswith("-wards")
    files = release_files(found, FACTS, town, usual_policy())
    for file, content in files.items():
        (tmp_path / file).write_bytes(content)
    wanted = tmp_path / "wanted.txt"
    wanted.write_text("\n".join(sorted(small)), "utf-8")
    result = CliRunner().invoke(audit_release, [str(tmp_path), "--cells", str(wanted), "--json"])
    assert result.exit_code == 0, result.output
    judged = json.loads(result.stdout)["cells"]
    assert {judged[cell]["verdict"] for cell in small} == {"protected"}


def test_the_same_edition_makes_the_same_release() -> None:
    town = city(4, subjects=("12",))
    assert _prepared(town) == _prepared(town)


def _with_late(town: Source, number: int, first: int) -> Source:
    """Return the edition with some children of Cái Khế more who were not relieved in time."""
    more = children(number, CAI_KHE, first=first, fulfilled=False)
    return replace(town, members={"12": [*town.members["12"], *more]})


def test_halves_the_year_and_a_revision_one_after_the_other() -> None:
    """Who was hit in the first half is so in the year; who in both halves counts once."""
    whole = city(5, subjects=("12",), wards=24)
    halves: list[list[Member]] = [[], []]
    for one in whole.members["12"]:
        hit = (True, one.child % 5 == 0) if one.child % 2 else (one.child % 7 == 0, True)
        for half, counts in zip(halves, hit, strict=True):
            if counts:
                half.append(one)
    population = whole.population
    towns = [
        source("2026H1", frozen=1, m12=halves[0], population=population),
        source("2026H2", frozen=2, m12=halves[1], population=population),
        replace(whole, frozen=3),
        replace(_with_late(whole, 9, 90_000), frozen=4, edition=2),
    ]
    earlier: list[Earlier] = []
    for number, town in enumerate(towns, 1):
        found = _prepared(town, earlier)
        assert _small(town, LAYOUT) <= {
            row.name for row in read_rows(found.files).rows if row.value is None
        }
        earlier.append(_published(number, town, found))
    year, again = (
        {row.name: row.value for row in read_rows(one.files).rows} for one in earlier[2:]
    )
    for name, value in again.items():
        if value is not None:
            before = year[name]
            assert before is not None, f"{name} was hidden"
            assert before == value or abs(before - value) >= 5


def test_what_was_told_before_is_fixed_and_an_earlier_leak_is_told() -> None:
    """A release that hid nothing told a count of 3: whatever is hidden now, it is known."""
    town = source(m12=[*children(3, CAI_KHE), *children(30, 31135, first=50)])
    case = open_case(town, find_layout(LAYOUT), usual_policy(), ())
    cells = dict(case.values)
    files = core_files(case.layout, cells, "12", {})
    open_one = Earlier("CB-1", LAYOUT, 1, town, usual_policy(), files)
    with pytest.raises(AlreadyDisclosed) as error:
        _prepared(replace(town, frozen=2), [open_one])
    assert any("31120|T|T|T" in cell for cell in error.value.cells)


def test_releases_of_other_subjects_and_years_bear_on_nothing() -> None:
    """What they print is no matter: here it is all that there is."""
    town = city(6, subjects=("9", "12"), wards=24)
    past = replace(town, frozen=7, period=source("2025").period)
    earlier = [
        _published(1, town, made(town, "abuse-clusters", ())),
        _published(2, past, made(past, LAYOUT, ())),
    ]
    assert _prepared(town, earlier) == _prepared(town)


@pytest.mark.parametrize(
    ("town", "name", "error"),
    [
        (source(m12=children(9, CAI_KHE)), "relief", UnknownLayout),
        (source("2026-01-02..2026-01-09", m12=children(9, CAI_KHE)), LAYOUT, OddPeriod),
        (source(m12=children(9, CAI_KHE), basis="occurred"), LAYOUT, OtherBasis),
        (source(m12=children(4, CAI_KHE)), LAYOUT, TooFew),
        (source(m12=[]), LAYOUT, TooFew),
    ],
)
def test_what_cannot_be_released_is_refused_by_name(
    town: Source, name: str, error: type[DisclosureError]
) -> None:
    with pytest.raises(error):
        _prepared(town, (), name)


def test_a_grand_total_corrected_by_one_is_refused() -> None:
    town = city(7, subjects=("12",))
    first = _published(1, town, _prepared(town))
    with pytest.raises(Unprotectable, match="smaller corrections wait"):
        _prepared(replace(_with_late(town, 1, 90_000), frozen=2, edition=2), [first])


def test_an_outsider_finds_a_hidden_cell_open_once_another_is_printed() -> None:
    """The audit is no formality: with one cell more the pattern does not hold."""
    town = city(2, subjects=("12",), wards=30)
    found = _prepared(town)
    case = open_case(town, find_layout(LAYOUT), usual_policy(), ())
    small = _small(town, LAYOUT)
    secondary = [
        row.name
        for row in read_rows(found.files).rows
        if row.value is None and row.name not in small
    ]
    true = {name_of(codes): value for codes, value in case.values.items()}
    broken = 0
    for name in secondary:
        text = found.files["published.csv"].decode()
        line = next(line for line in text.splitlines() if line.startswith(f"{name},"))
        told = line.removesuffix(",,,,C") + f",{true[name]},,,F"
        files = {**found.files, "published.csv": text.replace(line, told).encode()}
        judged = audit(read_files(files))
        broken += any(judged[cell].verdict != "protected" for cell in small)
    assert broken
