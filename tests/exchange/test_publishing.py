"""A release by the command's way: frozen where it is not, refused whole, two people behind it."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from caseapp import desk
from caseapp.exchange.publishing import Done, Refused, Wanted, publish
from caseapp.exchange.release_folders import FOLDER
from caseapp.exchange.released import list_released
from caseapp.exchange.releasing import list_proposals
from caseapp.records.releases import Release, ReleaseProposal
from caseapp.rules.access import Actor, Denied, operator
from caseapp.rules.values import Period, RuleBroken
from caseapp.statistics.exchange_mapping import FILE_NAME
from caseapp.statistics.frozen_reading import list_frozen
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.released import LAYOUT, YEAR, an_office, frozen, hit_children, stage


def published(proposer: Actor, signer: Actor, layout: str = LAYOUT, again: str = "") -> Done:
    return publish(proposer, signer, Wanted(YEAR, layout, again), now=NOW, stage=stage)


def editions() -> list[int]:
    return [each.edition for each in list_frozen(SYSTEM, now=NOW)]


def test_frozen_where_there_is_none_and_once_more_for_a_reason(house: House) -> None:
    office = an_office(house)
    with house.app.app_context():
        hit_children()
        done = published(office.statistician, office.supervisor)
        assert (done.number, editions()) == ("CB-2026-001", [1])
        (release,) = list_released()
        assert (release.sha256, release.cells) == (done.sha256, done.cells)
        assert release.hidden == done.hidden > 0
        with desk.ledger() as session:
            row = session.scalars(select(Release)).one()
            assert (row.proposed_by, row.signed_by) == (
                office.statistician.user_id, office.supervisor.user_id,
            )  # fmt: skip


def test_an_edition_is_frozen_again_only_where_that_is_asked(house: House) -> None:
    with house.app.app_context():
        hit_children()
        frozen()
        assert published(SYSTEM, SYSTEM, again="Xã gửi muộn").number == "CB-2026-001"
        assert sorted(editions()) == [1, 2]
        with desk.ledger() as session:
            assert session.scalars(select(Release.frozen_id)).all() == [2]


def test_a_refusal_leaves_nothing_public(house: House) -> None:
    with house.app.app_context():
        with pytest.raises(Refused) as refused:  # nobody was hit
            published(SYSTEM, SYSTEM)
        assert refused.value.refusal.name == "TooFew"
        assert list_released() == []
        with desk.ledger() as session:
            assert session.scalar(select(func.count(ReleaseProposal.id))) == 0
        assert not (house.path / FOLDER).exists()
        assert editions() == [1]  # what was frozen for it stays, and is not public


def test_days_that_make_no_whole_period_are_not_frozen_for_nothing(house: House) -> None:
    odd = Wanted(Period.parse("2025-01-01..2025-02-15"), LAYOUT)
    with house.app.app_context():
        with pytest.raises(Refused) as refused:
            publish(SYSTEM, SYSTEM, odd, now=NOW, stage=stage)
        assert refused.value.refusal.name == "OddPeriod"
        assert editions() == []


def test_two_people_who_may_and_nobody_for_nothing(house: House) -> None:
    office = an_office(house)
    both = Actor(
        office.supervisor.user_id,
        "both",
        (*office.supervisor.grants, *office.statistician.grants),
    )
    machine = operator(production=True)
    with house.app.app_context():
        hit_children()
        with pytest.raises(RuleBroken, match="nobody signs what they proposed"):
            published(both, both)
        for pair in (
            (office.supervisor, office.other),
            (office.statistician, office.statistician),
            (machine, office.supervisor),
            (office.statistician, machine),
        ):
            with pytest.raises(Denied):
                published(*pair)
        assert editions() == []  # asked before anything is done


def test_what_cannot_be_registered_does_not_wait(house: House) -> None:
    office = an_office(house)
    with house.app.app_context():
        hit_children()
        (house.path / FILE_NAME).write_text("no = 1", "utf-8")
        with pytest.raises(RuleBroken, match="file of ids"):
            published(office.statistician, office.supervisor)
        assert [each.state for each in list_proposals(SYSTEM, now=NOW)] == ["withdrawn"]
        assert list_released() == []
        (house.path / FILE_NAME).unlink()
        assert published(office.statistician, office.supervisor).number == "CB-2026-001"
