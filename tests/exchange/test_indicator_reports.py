"""What a report is made of: frozen editions or releases, and its print in the log."""

from __future__ import annotations

import json
import re

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.exchange.indicator_reports import begin_print, read_internal, read_public
from caseapp.records.audit import AuditEntry
from caseapp.rules.access import Denied, Role
from caseapp.rules.indicator_reports import ReportKind, read_span
from caseapp.statistics.freezing import freeze
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.released import (
    FIRST_HALF,
    YEAR,
    an_office,
    frozen,
    hit_children,
    proposed,
    signed,
)

STATISTICIAN = an_actor(Role.STATISTICIAN)


def test_frozen_editions_by_period(house: House) -> None:
    with house.app.app_context():
        hit_children()
        frozen()
        frozen(FIRST_HALF)
        year = read_internal(STATISTICIAN, read_span("2025"), "received", now=NOW)
        assert list(year.editions) == ["2025"]
        half = read_internal(STATISTICIAN, read_span("2025H2"), "received", now=NOW)
        assert list(half.editions) == ["2025H1"]
        freeze(SYSTEM, YEAR, "occurred", reason="", seen=0, now=NOW)
        assert read_internal(STATISTICIAN, read_span("2025"), "occurred", now=NOW) != year


def test_the_newest_release_of_each_subject(house: House) -> None:
    office = an_office(house)
    with house.app.app_context():
        hit_children()
        assert read_public(read_span("2025")).releases == {}
        first = signed(office.supervisor, proposed(office.statistician, frozen()))
        found = read_public(read_span("2025"))
        assert {name: list(each) for name, each in found.releases.items()} == {"2025": ["12"]}
        assert found.releases["2025"]["12"].number == first
        assert found.releases["2025"]["12"].tables
        assert read_public(read_span("2021-2030")).releases.keys() == {"2025"}
        assert read_public(read_span("2025H1")).releases == {}


def test_a_print_has_a_number_and_stands_in_the_log(house: House) -> None:
    with house.app.app_context():
        printed = begin_print(STATISTICIAN, read_span("2025"), ReportKind.PUBLIC, now=NOW)
        own = begin_print(
            an_actor(Role.OFFICER, 31135), read_span("2025"), ReportKind.INTERNAL, now=NOW
        )
        with desk.ledger() as session:
            asked = select(AuditEntry.detail, AuditEntry.area_id, AuditEntry.act).where(
                AuditEntry.subject == "indicator_report:2025"
            )
            rows = session.execute(asked.order_by(AuditEntry.id)).all()
    assert re.fullmatch(r"BI-26-[0-9A-Z]{8}", printed.number)
    assert [json.loads(detail) for detail, *_ in rows] == [
        {"print": printed.number, "kind": "public"},
        {"print": own.number, "kind": "internal"},
    ]
    assert [(unit, act) for _, unit, act in rows] == [(92, "figures.read"), (31135, "figures.read")]


def test_who_may_not_read_figures_makes_no_report(house: House) -> None:
    auditor = an_actor(Role.AUDITOR)
    with house.app.app_context():
        with pytest.raises(Denied):
            read_internal(auditor, read_span("2025"), "received", now=NOW)
        with pytest.raises(Denied):
            begin_print(auditor, read_span("2025"), ReportKind.INTERNAL, now=NOW)
