"""What of children lasts from a part to the whole: an age that is told at once, types of abuse."""

from __future__ import annotations

from collections.abc import Sequence

from caseapp.statistics.members import Member
from caseapp.statistics.releases.bonds import Bond
from caseapp.statistics.releases.earlier import Piece
from caseapp.statistics.releases.lasting import divided, what_lasts
from caseapp.statistics.releases.layouts import find_layout
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.quantities import Quantity, find_quantities
from caseapp.statistics.releases.tables import make_cells
from caseapp.statistics.releases.ties import find_ties
from tests.factories.public_city import children, source

CAI_KHE = 31120


def quantities(layout: str, subject: str, *members: tuple[str, Sequence[Member]]) -> list[Quantity]:
    pieces = []
    for frozen, (period, those) in enumerate(members, 1):
        town = source(period, frozen=frozen, members={subject: those})
        cells = make_cells(find_layout(layout), town.period, usual_policy())
        pieces.append(Piece(f"{period}/{frozen}", town, cells))
    return find_quantities(subject, pieces)


def told(bond: Bond) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    return {f"{one.dimension}={one.name}": (one.more, one.less) for one in what_lasts(bond)}


def test_a_second_half_tells_of_types_alone() -> None:
    year, half = quantities(
        "abuse-wards", "9", ("2026", children(8, CAI_KHE)), ("2026H2", children(6, CAI_KHE))
    )
    found = told(Bond((year,), (half,)))
    assert found["abuse_type=violence"] == ({"violence", "several"}, {"violence"})
    assert found["abuse_type=several"] == ({"several"}, {"several"})
    # Who was 6 to 10 first may be 11 by then; of whom no type was known one may be.
    assert not any(name.startswith("age_band") or name.endswith("unknown") for name in found)


def test_where_both_begin_together_every_age_stays() -> None:
    year, half = quantities(
        "relief-wards", "12", ("2026", children(8, CAI_KHE)), ("2026H1", children(6, CAI_KHE))
    )
    found = told(Bond((year,), (half,)))
    assert found["age_band=6-10"] == ({"6-10"}, {"6-10"})
    assert [name for name in found if not name.startswith("age_band")] == []


def test_several_parts_of_a_whole_tell_nothing_of_the_kind() -> None:
    year, first, second = quantities(
        "abuse-wards", "9",
        ("2026", children(8, CAI_KHE)), ("2026H1", children(5, CAI_KHE)), ("2026H2", children(6, CAI_KHE)),
    )  # fmt: skip
    assert told(Bond((first, second), (year,))) == {}


def test_areas_are_tied_where_releases_divide_them_so() -> None:
    two = quantities(
        "abuse-clusters", "9", ("2026", children(8, CAI_KHE)), ("2026H2", children(6, CAI_KHE))
    )
    assert (frozenset(["31120"]), "abuse_type") not in divided(two[0])
    names = {tie.name.partition(": ")[2] for tie in find_ties(two, usual_policy())}
    assert "C01|T|abuse_type=violence" in names
    assert "T|male|abuse_type=several" in names
    assert not any("age_band" in name for name in names)
    assert not any(name.startswith("31120") and "=" in name for name in names)
    assert not any(tie.needed for tie in find_ties(two, usual_policy()) if "=" in tie.name)
    assert all(tie.always for tie in find_ties(two, usual_policy()))


def test_a_first_half_tells_of_ages_in_the_city_and_of_disasters_in_each_area() -> None:
    members = (("2026", children(8, CAI_KHE)), ("2026H1", children(6, CAI_KHE)))
    abused, hit = (
        find_ties(quantities(layout, subject, *members), usual_policy())
        for layout, subject in (("abuse-wards", "9"), ("relief-clusters", "12"))
    )
    ages = {tie.name.partition(": ")[2] for tie in abused if "age_band" in tie.name}
    assert len(ages) == 3 * 5
    assert "T|female|age_band=0-2" in ages
    assert all(tie.always for tie in hit if "age_band" in tie.name)
    assert "T|male|age_band=unknown" in {tie.name.partition(": ")[2] for tie in hit}
