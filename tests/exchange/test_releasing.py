"""Releases: two people stand behind each, what is signed is what was shown, nothing is half."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from caseapp import desk
from caseapp.casework.notices import list_own
from caseapp.exchange.release_folders import FOLDER
from caseapp.exchange.released import list_released, read_released, released_file
from caseapp.exchange.releasing import (
    list_proposals,
    propose_made,
    read_proposal,
    send_back,
    sign,
    withdraw,
)
from caseapp.records.audit import AuditEntry
from caseapp.records.releases import Release, ReleaseProposal
from caseapp.rules.access import Act, Actor, Denied, Role
from caseapp.rules.outcomes import AlreadyDone, Missing
from caseapp.rules.releasing import NOT_SHOWN, OWN
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW, House, an_actor
from tests.factories.released import (
    LAYOUT,
    UNASKED,
    YEAR,
    Office,
    an_office,
    frozen,
    hit_children,
    prepared,
    proposed,
    signed,
)
from tests.factories.signing import HERE, code_at, give_factor
from tests.factories.web import key


@pytest.fixture
def office(house: House) -> Office:
    return an_office(house)


def told(actor: Actor) -> list[tuple[str, str]]:
    return [(each.kind, each.detail) for each in list_own(actor, now=NOW)]


def releases() -> list[str]:
    with desk.ledger() as session:
        return list(session.scalars(select(Release.number).order_by(Release.id)))


def test_proposed_by_one_signed_by_another_read_by_everybody(house: House, office: Office) -> None:
    with house.app.app_context():
        hit_children()
        number = frozen()
        made = prepared(office.statistician, number)
        assert made.prepared
        proposal = int(propose_made(office.statistician, made, note=" Số liệu năm ", now=NOW))
        view = read_proposal(office.supervisor, proposal, now=NOW)
        assert (view.state, view.own, view.stale, view.newer) == ("proposed", False, False, False)
        assert (view.by, view.note, view.frozen, view.edition, view.k) == (
            office.statistician.name, "Số liệu năm", number, 1, 5,
        )  # fmt: skip
        assert sum(len(table.rows) for table in view.tables) == sum(s.cells for s in view.shares)
        assert (
            told(office.supervisor)
            == told(office.other)
            == [("release_proposed", f"{LAYOUT} 2025")]
        )
        assert list_released() == [] == releases()
        assert not (house.path / FOLDER).exists()

        release = signed(office.supervisor, proposal)
        assert release == "CB-2026-001"
        after = read_proposal(office.statistician, proposal, now=NOW)
        assert (after.state, after.release, after.own) == ("signed", release, True)
        assert (after.decided_by, after.decided_at) == (office.supervisor.name, NOW)
        assert told(office.supervisor) == told(office.other) == []
        assert told(office.statistician) == [("release_signed", f"{LAYOUT} 2025")]

        public = read_released(release)
        assert (public.layout, public.period, public.edition) == (LAYOUT, YEAR, 1)
        assert (public.sha256, public.tables) == (view.sha256, view.tables)
        assert (public.cells, public.hidden) == (view.cells, view.hidden)
        assert [each.number for each in list_released()] == [release]


def test_the_files_are_those_that_were_signed_and_name_nobody(house: House, office: Office) -> None:
    with house.app.app_context():
        hit_children()
        made = prepared(office.statistician, frozen())
        assert made.prepared
        proposal = int(propose_made(office.statistician, made, note="Ghi chú kín", now=NOW))
        release = signed(office.supervisor, proposal)
        names = [name for name, _ in read_released(release).files]
        files = {name: released_file(release, name) for name in names}
    folder = house.path / FOLDER / release
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files
    assert made.prepared.files.items() <= files.items()
    for text in (office.statistician.name, office.supervisor.name, "Ghi chú kín"):
        assert all(text.encode() not in content for content in files.values())


def test_nobody_signs_their_own_nor_what_was_not_shown(house: House, office: Office) -> None:
    both = Actor(
        office.statistician.user_id,
        "both",
        (*office.statistician.grants, *office.supervisor.grants),
    )
    with house.app.app_context():
        hit_children()
        number = frozen()
        proposal = proposed(office.statistician, number)
        shown = read_proposal(both, proposal, now=NOW).sha256
        with pytest.raises(RuleBroken) as own:
            sign(both, proposal, shown=shown, now=NOW, fresh=UNASKED)
        assert own.value.message == OWN
        with pytest.raises(RuleBroken) as sent:
            send_back(both, proposal, reason="Sai", now=NOW)
        assert sent.value.message == OWN
        for other in ("", "0" * 64, shown[:-1]):
            with pytest.raises(RuleBroken) as broken:
                sign(office.supervisor, proposal, shown=other, now=NOW, fresh=UNASKED)
            assert broken.value.message == NOT_SHOWN
        for actor in (office.statistician, an_actor(Role.SUPERVISOR, 31135)):
            with pytest.raises(Denied):
                sign(actor, proposal, shown=shown, now=NOW, fresh=UNASKED)
        assert releases() == []


def test_what_was_written_over_since_it_was_shown_is_not_signed(
    house: House, office: Office
) -> None:
    with house.app.app_context():
        hit_children()
        number = frozen()
        proposal = proposed(office.statistician, number)
        shown = read_proposal(office.supervisor, proposal, now=NOW).sha256
        for each in (shown, "1" * 64):  # the hash beside the sealed files is not believed alone
            with desk.ledger(write=True) as session:
                session.execute(update(ReleaseProposal).values(sha256=bytes.fromhex("1" * 64)))
            with pytest.raises(RuleBroken) as broken:
                sign(office.supervisor, proposal, shown=each, now=NOW, fresh=UNASKED)
            assert broken.value.message == NOT_SHOWN
        assert releases() == []


def test_a_fresh_code_is_asked_and_serves_once(house: House, office: Office) -> None:
    secret, _ = give_factor(house, "giamsat")
    with house.app.app_context():
        hit_children()
        proposal = proposed(office.statistician, frozen())
        shown = read_proposal(office.supervisor, proposal, now=NOW).sha256
        fresh = type(UNASKED)("000000", HERE, NOW)
        with pytest.raises(RuleBroken) as broken:
            sign(office.supervisor, proposal, shown=shown, now=NOW, fresh=fresh)
        assert broken.value.field == "factor"
        assert releases() == []
        good = type(UNASKED)(code_at(secret, NOW), HERE, NOW)
        post = f"{key()}:x"
        made = sign(office.supervisor, proposal, shown=shown, now=NOW, fresh=good, post=post)
        with pytest.raises(AlreadyDone) as done:
            sign(office.supervisor, proposal, shown=shown, now=NOW, fresh=good, post=post)
        assert done.value.made == made
        assert releases() == [made]


def test_sent_back_with_a_reason_or_withdrawn_and_then_no_more(
    house: House, office: Office
) -> None:
    with house.app.app_context():
        hit_children()
        number = frozen()
        first = proposed(office.statistician, number)
        with pytest.raises(RuleBroken, match="waits for its signature"):
            proposed(office.statistician, number)
        with pytest.raises(RuleBroken) as without:
            send_back(office.supervisor, first, reason=" ", now=NOW)
        assert without.value.field == "reason"
        send_back(office.supervisor, first, reason="Chọn bảng theo cụm", now=NOW)
        assert told(office.statistician) == [("release_returned", f"{LAYOUT} 2025")]
        assert told(office.supervisor) == []
        second = proposed(office.statistician, number)
        with pytest.raises(Missing):
            withdraw(an_actor(Role.STATISTICIAN, user_id=office.other.user_id), second, now=NOW)
        withdraw(office.statistician, second, now=NOW)
        found = list_proposals(office.supervisor, now=NOW)
        assert [(each.number, each.state, each.reason) for each in found] == [
            (second, "withdrawn", ""), (first, "returned", "Chọn bảng theo cụm"),
        ]  # fmt: skip
        for proposal in (first, second):
            shown = read_proposal(office.supervisor, proposal, now=NOW).sha256
            with pytest.raises(RuleBroken, match="not possible in the present state"):
                sign(office.supervisor, proposal, shown=shown, now=NOW, fresh=UNASKED)
            with pytest.raises(RuleBroken, match="not possible in the present state"):
                send_back(office.supervisor, proposal, reason="x", now=NOW)
        assert releases() == []


def test_only_who_may_sees_proposals(house: House, office: Office) -> None:
    with house.app.app_context():
        hit_children()
        proposal = proposed(office.statistician, frozen())
        strangers = [an_actor(role) for role in Role if role not in {"supervisor", "statistician"}]
        for actor in (*strangers, an_actor(Role.SUPERVISOR, 31135)):
            with pytest.raises(Denied):
                read_proposal(actor, proposal, now=NOW)
            with pytest.raises(Denied):
                list_proposals(actor, now=NOW)
        with pytest.raises(Denied):
            proposed(office.supervisor, 1)


def test_every_step_stands_in_the_log(house: House, office: Office) -> None:
    with house.app.app_context():
        hit_children()
        proposal = proposed(office.statistician, frozen())
        release = signed(office.supervisor, proposal)
        with desk.ledger() as session:
            rows = session.scalars(
                select(AuditEntry)
                .where(AuditEntry.act.in_([Act.RELEASE_PROPOSE, Act.RELEASE_SIGN]))
                .order_by(AuditEntry.id)
            ).all()
            found = [(row.actor, row.act, row.subject) for row in rows]
        who, by = (f"user:{a.user_id}" for a in (office.statistician, office.supervisor))
        assert found == [
            (who, "release.propose", "frozen_sheet:1"),
            (who, "release.propose", f"release_proposal:{proposal}"),
            (by, "release.sign", f"release_proposal:{proposal}"),
            (by, "release.sign", f"release:{release}"),
        ]
