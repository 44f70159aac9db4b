"""The registry: numbers in their order, editions of one series, the same files the same archive."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.exchange.release_preparations import Made
from caseapp.exchange.release_registry import (
    Proposed,
    count_known,
    earlier_releases,
    packed,
    register,
    source_of,
    unpacked,
)
from caseapp.records.releases import Release
from caseapp.rules.access import Act
from caseapp.rules.values import Period, RuleBroken
from caseapp.statistics.exchange_mapping import FILE_NAME
from caseapp.statistics.releases.core import CORE
from caseapp.statistics.releases.files import content_hash
from caseapp.statistics.releases.sources import open_source
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.released import YEAR, frozen, hit_children, prepared


def registered(made: Made, *, now: datetime = NOW) -> str:
    assert made.prepared
    with desk.writing(SYSTEM, Act.RELEASE_SIGN, now=now) as door:
        source = open_source(door, made.frozen)
        by = Proposed(None, NOW)
        return register(door, made.prepared, source, made.policy, by).number


def test_numbers_follow_each_other_in_each_year_and_editions_in_each_series(
    house: House,
) -> None:
    with house.app.app_context():
        hit_children()
        number = frozen()
        clusters, wards = prepared(SYSTEM, number), prepared(SYSTEM, number, "relief-wards")
        later = datetime(2027, 1, 1, 0, 0, tzinfo=UTC)
        eve = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)  # a minute before midnight in Cần Thơ
        given = [registered(clusters), registered(wards), registered(clusters, now=eve),
                 registered(clusters, now=later), registered(wards, now=later)]  # fmt: skip
        assert given == [
            "CB-2026-001", "CB-2026-002", "CB-2026-003", "CB-2027-001", "CB-2027-002",
        ]  # fmt: skip
        with desk.ledger() as session:
            rows = session.scalars(select(Release).order_by(Release.id)).all()
            found = [(row.edition, row.supersedes) for row in rows]
        assert found == [
            (1, ""), (1, ""), (2, "CB-2026-001"), (3, "CB-2026-003"), (2, "CB-2026-002"),
        ]  # fmt: skip


def test_an_id_that_the_instance_lacks_keeps_it_from_being_registered(house: House) -> None:
    with house.app.app_context():
        hit_children()
        made = prepared(SYSTEM, frozen())
        (house.path / FILE_NAME).write_text("no = 1", "utf-8")
        with pytest.raises(RuleBroken, match="file of ids lacks something"):
            registered(made)
        with desk.ledger() as session:
            assert session.scalars(select(Release.id)).all() == []
        (house.path / FILE_NAME).unlink()
        assert registered(made) == "CB-2026-001"  # no number is lost


def test_what_was_released_before_comes_with_its_edition_and_core_files(house: House) -> None:
    with house.app.app_context():
        hit_children()
        made = prepared(SYSTEM, frozen())
        assert made.prepared
        with desk.reading(SYSTEM, Act.RELEASE_READ, now=NOW) as door:
            assert (count_known(door), earlier_releases(door)) == (0, [])
        registered(made)
        with desk.reading(SYSTEM, Act.RELEASE_READ, now=NOW) as door:
            (one,) = earlier_releases(door)
            assert count_known(door) == 1
            assert one.source == open_source(door, made.frozen)
            row = door.session.scalars(select(Release)).one()
            assert row.sha256.hex() == content_hash(made.prepared.files)
            assert row.package_sha256 == hashlib.sha256(row.package).digest()
            assert (row.cells, row.hidden) == (made.prepared.cells, made.prepared.hidden)
        assert one.source.period == YEAR
        assert one.policy == made.policy
        assert one.files == made.prepared.files
        assert set(one.files) == set(CORE)


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("2025-01-01..2025-12-31", "2025"), ("2025-07-01..2025-12-31", "2025H2"),
        ("2025-04-01..2025-06-30", "2025Q2"), ("2025-09-01..2025-09-30", "2025M09"),
        ("2025-01-01..2025-02-10", "2025-01-01..2025-02-10"), ("2025H1", "2025H1"),
    ],
)  # fmt: skip
def test_a_period_goes_by_its_short_name(house: House, written: str, named: str) -> None:
    with house.app.app_context():
        number = frozen(Period.parse(written))
        with desk.reading(SYSTEM, Act.RELEASE_READ, now=NOW) as door:
            source = source_of(door, number)
            assert source == replace(open_source(door, number), period=Period.parse(named))


def test_the_same_files_make_the_same_archive() -> None:
    files = {"b.csv": b"1", "a.json": "Cần Thơ".encode()}
    assert packed(files) == packed(dict(sorted(files.items())))
    assert unpacked(packed(files)) == files
