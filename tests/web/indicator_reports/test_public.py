"""Releases as periods of a report: hidden cells stay hidden, and no exact figure comes in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update

from caseapp import desk
from caseapp.exchange.indicator_reports import Public, read_public
from caseapp.exchange.released import ReleaseView
from caseapp.exchange.released_tables import tables_of
from caseapp.records.disasters import Impact
from caseapp.records.frozen_sheets import FrozenSheet
from caseapp.rules.access import Act
from caseapp.rules.indicator_reports import read_span
from caseapp.rules.values import local_day
from caseapp.statistics.freezing import freeze
from caseapp.statistics.releases.policy import usual_policy
from caseapp.web.indicator_reports.paper import content_from, head_of, report_html
from caseapp.web.indicator_reports.public import cells_of, public_states
from caseapp.web.printing import Sheet
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.made_releases import CAI_KHE, NINH_KIEU, made, relief_town
from tests.factories.public_city import children, source
from tests.factories.released import (
    YEAR,
    an_office,
    frozen,
    hit_children,
    proposed,
    signed,
)

SPAN = read_span("2026")
TODAY = local_day(NOW)


def a_view() -> ReleaseView:
    """A release made by hand: 8 of 11 in Cái Khế and all 6 of Ninh Kiều, Cái Khế hidden."""
    town = relief_town()
    prepared = made(town)
    return ReleaseView(
        number="CB-2027-001",
        layout="relief-wards",
        version=1,
        period=town.period,
        edition=1,
        superseded_by="",
        supersedes="",
        k=5,
        cells=prepared.cells,
        hidden=prepared.hidden,
        definition=town.definition,
        signed_at=NOW,
        sha256="ab" * 32,
        files=(),
        tables=tables_of(prepared.files, "relief-wards"),
        clusters=usual_policy().clusters,
        sensitive=frozenset(),
    )


def a_report(view: ReleaseView) -> Public:
    return Public(SPAN, {"2026": {"12": view}})


def test_figures_as_they_were_released() -> None:
    state = public_states(a_report(a_view()))["2026"]
    whole, open_one, hidden = (
        state.of("12", area) for area in ("92", str(NINH_KIEU), str(CAI_KHE))
    )
    assert whole is not None
    assert (whole.count, whole.of, str(whole.share)) == (14, 17, "82.35")
    assert open_one is not None
    assert (open_one.count, open_one.of, str(open_one.share)) == (6, 6, "100.00")
    assert hidden is not None
    assert (hidden.count, hidden.share, hidden.why, hidden.hidden) == (None, None, "Bảo mật", True)
    assert state.absent.keys() == {"8a", "8b", "9"}
    assert state.of("9") is None


def test_the_release_its_number_and_k_are_named() -> None:
    facts = dict(public_states(a_report(a_view()))["2026"].sources[0].facts)
    assert facts["Lần công bố"].startswith("số CB-2027-001, bản thứ 1")
    assert "(k = 5)" in facts["Bảo mật"]
    assert facts["Mã băm SHA-256 của lần công bố"] == "ab" * 32


def test_by_sex_and_age_where_the_layout_has_it() -> None:
    state = public_states(a_report(a_view()))["2026"]
    assert state.divided["12", "", ""].count == 14
    boys, girls = state.divided["12", "male", ""], state.divided["12", "female", ""]
    assert (boys.count, girls.count) == (8, 6)
    assert ("8a", "", "") not in state.divided


def test_kinds_as_they_were_released() -> None:
    prepared = made(source("2026", m9=children(9, NINH_KIEU)), "abuse-wards", ())
    view = replace(a_view(), layout="abuse-wards", tables=tables_of(prepared.files, "abuse-wards"))
    state = public_states(Public(SPAN, {"2026": {"9": view}}))["2026"]
    assert state.kinds["9", "violence"].count == 9
    assert state.kinds["9", "several"].count == 0
    assert {indicator for indicator, _ in state.kinds} == {"9"}
    own = state.of("9")
    assert own is not None
    assert (own.count, str(own.share)) == (9, "0.01")


def test_one_cell_of_several_tables_is_one() -> None:
    view = a_view()
    cells = cells_of(view)
    late = cells.at(geo=str(NINH_KIEU), relief="late")
    assert late is not None
    assert late.value == 0
    assert cells.at(geo="92", sex="male", relief="late") is None
    assert cells_of(replace(view, tables=view.tables[::-1])).by_codes.keys() == (
        cells.by_codes.keys()
    )


@pytest.mark.parametrize("period", ["2025", "2021-2025"])
def test_an_exact_figure_that_changes_changes_no_byte(house: House, period: str) -> None:
    """Every child becomes one relieved too late, the period is frozen anew, its sheet is lost."""
    office = an_office(house)
    span, sheet = read_span(period), Sheet(NOW)

    def drawn() -> str:
        content = content_from(read_public(span))
        return report_html(content, head_of(content, TODAY), sheet, written={})

    with house.app.app_context():
        hit_children()
        signed(office.supervisor, proposed(office.statistician, frozen()))
        before = drawn()
        assert "Bảo mật" in before
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
            door.session.execute(update(Impact).values(relieved_on=None, relief_kind=""))
        freeze(SYSTEM, YEAR, "received", reason="Đã sửa", seen=1, now=NOW)
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
            door.session.execute(update(FrozenSheet).values(figures=None, members=None))
        assert drawn() == before
