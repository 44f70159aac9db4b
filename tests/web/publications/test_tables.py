"""The tables of a release: totals first, order and shape by the codes alone, hidden cells alike."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from caseapp.exchange.released import ReleasedCell, ReleasedTable
from caseapp.rules.values import Period
from caseapp.statistics.disclosure.layout import AREA
from caseapp.statistics.releases.layouts import CLUSTER, RELEASE_LAYOUTS, ReleaseLayout
from caseapp.statistics.releases.policy import Cluster, usual_policy
from caseapp.statistics.releases.tables import above_units, dimensions
from caseapp.web.publications.labels import Labels
from caseapp.web.publications.tables import Shown, hidden_share, shown_tables
from tests.factories.house import House

YEAR = Period.parse("2025")
Value = Callable[[tuple[str, ...]], tuple[int | None, Decimal | None]]


def one(_codes: tuple[str, ...]) -> tuple[int | None, Decimal | None]:
    return 7, None


def tables_of(layout: ReleaseLayout, value: Value = one) -> list[ReleasedTable]:
    """Every table of a layout with all its codes, filled by a rule."""
    known = {d.name: d for d in dimensions(layout.subject, YEAR, usual_policy())}
    found = []
    for names in layout.tables:
        codes = [
            tuple(above_units(known[AREA])) if name == CLUSTER else tuple(known[name].codes)
            for name in names
        ]
        found.append(
            ReleasedTable(names, tuple(ReleasedCell(c, *value(c)) for c in product(*codes)))
        )
    return found


def shown(house: House, name: str, value: Value = one) -> tuple[Shown, ...]:
    with house.app.test_request_context():
        labels = Labels(YEAR.end, usual_policy().clusters)
        return shown_tables(name, tables_of(RELEASE_LAYOUTS[name], value), labels)


@pytest.mark.parametrize("name", RELEASE_LAYOUTS)
def test_every_cell_of_a_layout_stands_in_its_tables(house: House, name: str) -> None:
    layout = RELEASE_LAYOUTS[name]
    found = shown(house, name)
    assert len({table.id for table in found}) == len(found)
    for table in found:
        lines = [line for body in table.bodies for line in body.lines]
        assert {len(line.figures) for line in lines} == {len(table.columns)}
        assert all(figure.text == "7" for line in lines for figure in line.figures)
    drawn = sum(len(t.columns) * sum(len(b.lines) for b in t.bodies) for t in found)
    areas = len(dimensions(layout.subject, YEAR, usual_policy())[0].codes)
    # The totals by area are a table of their own, or that of the measure, which has them.
    own = 0 if {(AREA, "assisted"), (AREA, "relief")} & {*layout.tables} else areas
    asked = [len(t.rows) for t in tables_of(layout) if t.dimensions != (AREA,)]
    assert drawn == sum(asked) + own
    first = [line for body in found[0].bodies for line in body.lines]
    assert len(first) == areas
    assert first[0].label == "Toàn thành phố"
    assert first[-1].label.startswith("Đơn vị cũ đã chia tách")


def test_wards_stand_under_their_cluster_in_the_order_of_names(house: House) -> None:
    first = shown(house, "abuse-clusters")[0]
    assert [body.lines[0].label for body in first.bodies[1:3]] == [
        each.name for each in usual_policy().clusters[:2]
    ]
    own = first.bodies[1].lines
    assert [line.strong for line in own] == [True] + [False] * (len(own) - 1)
    assert {"Phường Ninh Kiều", "Phường Cái Khế"} <= {line.label for line in own}


def test_before_the_reform_no_cluster_claims_a_former_ward_by_its_code(house: House) -> None:
    with house.app.test_request_context():
        labels = Labels(date(2024, 12, 31), (Cluster("C01", "Cụm một", ("31135",)),))
        rows = tuple(ReleasedCell((c,), 1, None) for c in ("T", "C01", "31135", "unassigned"))
        (table,) = shown_tables("abuse-clusters", [ReleasedTable((AREA,), rows)], labels)
    assert [[line.label for line in body.lines][:1] for body in table.bodies] == [
        ["Toàn thành phố"],
        ["Cụm một"],
    ]


def test_a_hidden_cell_reads_and_stands_like_any_other(house: House) -> None:
    def hidden(codes: tuple[str, ...]) -> tuple[int | None, Decimal | None]:
        return (None, None) if "C03" in codes or "31135" in codes else one(codes)

    plain, covered = shown(house, "abuse-wards"), shown(house, "abuse-wards", hidden)
    for before, after in zip(plain, covered, strict=True):
        assert replace(before, bodies=()) == replace(after, bodies=())
        for left, right in zip(before.bodies, after.bodies, strict=True):
            assert [(x.label, x.strong) for x in left.lines] == [
                (x.label, x.strong) for x in right.lines
            ]
    figures = {f for t in covered for b in t.bodies for x in b.lines for f in x.figures if f.hidden}
    assert {figure.text for figure in figures} == {"Bảo mật"}
    assert len(figures) == 1


def test_shares_stand_beside_the_counts_they_are_of(house: House) -> None:
    def rates(codes: tuple[str, ...]) -> tuple[int | None, Decimal | None]:
        if codes[0] == "31135":
            return None, None
        return 8, Decimal("1.25") if codes[-1] in {"T", "yes"} else None

    first = shown(house, "circumstances-clusters", rates)[0]
    assert first.columns == (
        "Tổng số", "Trên 100 trẻ em của địa bàn", "Được trợ giúp", "Trên 100 trẻ em được tính",
        "Chưa được trợ giúp",
    )  # fmt: skip
    lines = {line.label: line for body in first.bodies for line in body.lines}
    assert [f.text for f in lines["Toàn thành phố"].figures] == ["8", "1,25", "8", "1,25", "8"]
    assert [f.text for f in lines["Phường Ninh Kiều"].figures] == [
        "Bảo mật", "–", "Bảo mật", "–", "Bảo mật",
    ]  # fmt: skip


def test_short_heads_of_groups_have_a_key(house: House) -> None:
    table = next(t for t in shown(house, "circumstances-wards") if len(t.columns) > 12)
    assert table.width == "wide"
    assert dict(table.key)["HIV/AIDS"] == "Trẻ em nhiễm HIV/AIDS"
    assert {short for short, _ in table.key} <= set(table.columns)


def test_the_share_of_hidden_cells() -> None:
    assert hidden_share(577, 174) == Decimal("30.2")
    assert hidden_share(0, 0) == 0
