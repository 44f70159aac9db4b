"""What keeps a proposal from being signed: another release, other rules, a role that has ended."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.accounts import disable_account
from caseapp.exchange.release_rules import set_k
from caseapp.exchange.releasing import propose_made, read_proposal, sign
from caseapp.records.db import db
from caseapp.records.releases import Release
from caseapp.rules.access import Actor
from caseapp.rules.releasing import OTHER_RELEASE, OTHER_RULE, ROLE_ENDED
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.released import (
    LAYOUT,
    UNASKED,
    Office,
    an_office,
    frozen,
    hit_children,
    prepared,
    proposed,
    signed,
)


@pytest.fixture
def office(house: House) -> Office:
    return an_office(house)


def releases() -> list[str]:
    with desk.ledger() as session:
        return list(session.scalars(select(Release.number).order_by(Release.id)))


def test_a_proposal_goes_stale(house: House, office: Office) -> None:
    with house.app.app_context():
        hit_children()
        number = frozen()
        first = proposed(office.statistician, number)
        other = proposed(office.statistician, number, "relief-wards")
        signed(office.supervisor, first)
        view = read_proposal(office.supervisor, other, now=NOW)
        assert (view.stale, view.why_stale) == (True, OTHER_RELEASE)
        with pytest.raises(RuleBroken) as broken:
            sign(office.supervisor, other, shown=view.sha256, now=NOW, fresh=UNASKED)
        assert broken.value.message == OTHER_RELEASE
        assert releases() == ["CB-2026-001"]
        assert read_proposal(office.supervisor, first, now=NOW).stale is False


def test_a_changed_rule_makes_it_stale_and_a_newer_edition_is_said(
    house: House, office: Office
) -> None:
    with house.app.app_context():
        hit_children()
        number = frozen()
        made = prepared(office.statistician, number)
        proposal = int(propose_made(office.statistician, made, note="", now=NOW))
        frozen(again="Xã gửi muộn")
        assert read_proposal(office.supervisor, proposal, now=NOW).newer
        today = local_day(NOW)
        decided = {"decision": "12/QĐ", "now": NOW, "fresh": UNASKED}
        set_k(office.supervisor, 6, valid_from=today + timedelta(days=1), **decided)
        assert not read_proposal(office.supervisor, proposal, now=NOW).stale
        set_k(office.supervisor, 6, valid_from=today, **decided)
        view = read_proposal(office.supervisor, proposal, now=NOW)
        assert view.why_stale == OTHER_RULE
        with pytest.raises(RuleBroken) as broken:
            sign(office.supervisor, proposal, shown=view.sha256, now=NOW, fresh=UNASKED)
        assert broken.value.message == OTHER_RULE
        with pytest.raises(RuleBroken, match="prepare it once more"):
            propose_made(office.statistician, made, note="", now=NOW)
        assert releases() == []


def test_who_lost_the_role_stands_behind_nothing(house: House, office: Office) -> None:
    with house.app.app_context():
        hit_children()
        proposal = proposed(office.statistician, frozen())
        disable_account(SYSTEM, "thongke", now=NOW)
        view = read_proposal(office.supervisor, proposal, now=NOW)
        assert view.why_stale == ROLE_ENDED
        with pytest.raises(RuleBroken) as broken:
            sign(office.supervisor, proposal, shown=view.sha256, now=NOW, fresh=UNASKED)
        assert broken.value.message == ROLE_ENDED


def test_two_signers_at_once_make_one_release(house: House, office: Office) -> None:
    with house.app.app_context():
        hit_children()
        number = frozen()
        proposals = [proposed(office.statistician, number, LAYOUT),
                     proposed(office.statistician, number, "relief-wards")]  # fmt: skip
        shown = [read_proposal(office.supervisor, each, now=NOW).sha256 for each in proposals]
    begin, ended = threading.Barrier(2), []

    def run(actor: Actor, place: int) -> None:
        with house.app.app_context():
            begin.wait()
            try:
                ended.append(
                    sign(actor, proposals[place], shown=shown[place], now=NOW, fresh=UNASKED)
                )
            except RuleBroken as broken:
                ended.append(broken.message)
            finally:
                db.session.remove()

    threads = [
        threading.Thread(target=run, args=(actor, place))
        for place, actor in enumerate((office.supervisor, office.other))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ended) == sorted(["CB-2026-001", OTHER_RELEASE])
    with house.app.app_context():
        assert releases() == ["CB-2026-001"]
