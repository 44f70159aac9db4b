"""A proposal as its readers see it: sealed until it is public, and what bars it said in words."""

from __future__ import annotations

from sqlalchemy import select

from caseapp import desk
from caseapp.exchange.release_proposals import (
    list_proposals,
    may_still_propose,
    opened,
    read_proposal,
)
from caseapp.exchange.releasing import propose_made
from caseapp.records.releases import ReleaseProposal
from caseapp.rules.access import Act
from tests.factories.house import NOW, House
from tests.factories.released import an_office, frozen, hit_children, prepared, proposed


def test_what_is_proposed_lies_sealed(house: House) -> None:
    office = an_office(house)
    with house.app.app_context():
        hit_children()
        made = prepared(office.statistician, frozen())
        propose_made(office.statistician, made, note="Ghi chú kín", now=NOW)
        with desk.reading(office.supervisor, Act.RELEASE_READ, now=NOW) as door:
            row = door.session.scalars(select(ReleaseProposal)).one()
            assert opened(door, row, "note") == "Ghi chú kín"
            assert opened(door, row, "reason") == ""
            for sealed in (row.note, row.preparation):
                assert sealed is not None
                assert b"published.csv" not in sealed
                assert "Ghi chú".encode() not in sealed


def test_who_may_still_propose(house: House) -> None:
    office = an_office(house)
    with (
        house.app.app_context(),
        desk.reading(office.supervisor, Act.RELEASE_READ, now=NOW) as door,
    ):
        assert may_still_propose(door, None)
        assert may_still_propose(door, office.statistician.user_id)
        assert not may_still_propose(door, office.supervisor.user_id)
        assert not may_still_propose(door, 9_999)


def test_a_list_says_the_same_without_the_tables(house: House) -> None:
    office = an_office(house)
    with house.app.app_context():
        hit_children()
        number = proposed(office.statistician, frozen())
        (line,) = list_proposals(office.statistician, now=NOW)
        whole = read_proposal(office.statistician, number, now=NOW)
        assert line.tables == ()
        assert line.own
        assert (line.number, line.sha256, line.shares) == (number, whole.sha256, whole.shares)
        assert whole.tables
