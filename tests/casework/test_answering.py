"""A link opens nothing before its secret, one referral after it, and nothing once that ended."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from datetime import timedelta
from hmac import compare_digest
from secrets import token_urlsafe

import pytest
from sqlalchemy import func, select

from caseapp.casework import answer_links, answering
from caseapp.casework.addenda import add_addendum
from caseapp.casework.answer_links import make_link, read_links, revoke_link
from caseapp.casework.answering import AskAgain, NotValid, Reply, Visitor
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.limits import TRIES as FROM_ONE_PLACE
from caseapp.casework.limits import Caller, TooManyTries
from caseapp.casework.notices import list_own
from caseapp.casework.outcomes import AlreadyDone
from caseapp.casework.referral_reading import read_referral
from caseapp.desk import reading
from caseapp.records.audit import AuditEntry
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.db import db
from caseapp.records.disclosures import Disclosure
from caseapp.records.referrals import Referral
from caseapp.rules.access import Act, Actor, by_link
from caseapp.rules.answer_links import OPEN_FOR, TRIES
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, officer_of
from tests.factories.duty import on_list
from tests.factories.house import NOW, House
from tests.factories.messages import due, give_address
from tests.factories.people import add_speaker, child_of, say
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.web import CITY, make_user

ACCEPT = Reply("accept", "Bà Lan", "phó giám đốc", "Mời đến thứ Ba")


class Scene:
    """A referral that was sent, its link, and who stands at the link."""

    def __init__(self, house: House) -> None:
        self.house, self.officer = house, officer_of(house)
        self.supervisor = actor_of(house, make_user(house, "supervisor", CITY))
        self.case = open_a_case(house, self.officer)
        self.service = add_agency(house)
        self.code = draft(house, self.officer, self.case, self.service)
        take(house, self.supervisor, self.code, "send")
        with house.app.app_context():
            made = make_link(self.officer, self.code, plain=False, now=NOW)
        self.token, self.secret = made.token, made.secret

    def at(
        self, token: str = "", place: str = "203.0.113.7", later: timedelta = timedelta()
    ) -> Visitor:
        return Visitor(token or self.token, Caller(place), NOW + later)

    @property
    def wrong(self) -> str:
        return "000000" if self.secret != "000 000" else "111111"


@pytest.fixture
def scene(house: House) -> Scene:
    return Scene(house)


def test_the_whole_way_by_link_each_step_once(house: House, scene: Scene) -> None:
    with house.app.app_context():
        opened = answering.enter(scene.at(), scene.secret, now=NOW)
        assert opened.view.child_name == "Đỗ Thị Hòa"
        give_address(scene.officer.user_id, "canbo@example.org")
        after = answering.answer(scene.at(), opened.ticket, ACCEPT, now=NOW, post="k" * 24)
        assert after is not None
        assert after.view.state == "accepted"
        assert due() == ["canbo"]
        with pytest.raises(AlreadyDone):
            answering.answer(scene.at(), opened.ticket, ACCEPT, now=NOW, post="k" * 24)
        with pytest.raises(RuleBroken, match="taken a step before you"):
            answering.answer(scene.at(), opened.ticket, ACCEPT, now=NOW)
        add_addendum(scene.officer, scene.code, kind="danger", text="Cha đã về", now=NOW)
        answering.note(scene.at(), opened.ticket, 1, "Bà Lan", "phó giám đốc", now=NOW)
        told = read_referral(scene.officer, scene.code, now=NOW)
        last = told.history[-1]
        assert (last.answered_by, last.post, last.way, last.entered_by) == (
            "Bà Lan", "phó giám đốc", "link", "",
        )  # fmt: skip
        assert told.addenda[0].acknowledged_by == "Bà Lan, phó giám đốc"
        assert "referral_news" in {each.kind for each in list_own(scene.supervisor, now=NOW)}
        for move, left in (("start", True), ("complete", False)):
            said = Reply(move, "Bà Lan", "phó giám đốc", "Đã xong")
            after = answering.answer(scene.at(), opened.ticket, said, now=NOW)
            assert (after is not None) is left


@pytest.mark.parametrize("moves", [("accept", "start", "complete"), ("decline",), ("withdraw",)])
def test_once_it_ended_the_link_is_as_good_as_guessed(
    house: House, scene: Scene, moves: tuple[str, ...]
) -> None:
    with house.app.app_context():
        ticket = answering.enter(scene.at(), scene.secret, now=NOW).ticket
    take(house, scene.supervisor, scene.code, *moves)
    closed(house, scene, ticket)


def test_revoked_and_renewed_it_opens_nothing(house: House, scene: Scene) -> None:
    with house.app.app_context():
        ticket = answering.enter(scene.at(), scene.secret, now=NOW).ticket
        newer = make_link(scene.supervisor, scene.code, plain=False, now=NOW)
    closed(house, scene, ticket)
    with house.app.app_context():
        assert answering.enter(scene.at(newer.token), newer.secret, now=NOW)
        with pytest.raises(AskAgain):  # what another link opened
            answering.read(scene.at(newer.token), ticket, now=NOW)
        revoke_link(scene.officer, scene.code, now=NOW)
        with pytest.raises(NotValid):
            answering.look(scene.at(newer.token), now=NOW)


def closed(house: House, scene: Scene, ticket: str) -> None:
    with house.app.app_context():
        for token in (scene.token, "guessed"):
            at = scene.at(token)
            with pytest.raises(NotValid):
                answering.look(at, now=NOW)
            with pytest.raises(NotValid):
                answering.enter(at, scene.secret, now=NOW)
            with pytest.raises(NotValid):
                answering.read(at, ticket, now=NOW)
            with pytest.raises(NotValid):
                answering.answer(at, ticket, ACCEPT, now=NOW)
        assert read_referral(scene.officer, scene.code, now=NOW).history[-1].way != "link"


def test_few_wrong_secrets_lock_it_and_the_maker_is_told(house: House, scene: Scene) -> None:
    with house.app.app_context():
        for left in range(TRIES - 1, 0, -1):
            with pytest.raises(RuleBroken) as refused:
                answering.enter(scene.at(), scene.wrong, now=NOW)
            assert refused.value.params == {"left": left}
        with pytest.raises(NotValid):
            answering.enter(scene.at(), scene.wrong, now=NOW)
        with pytest.raises(NotValid):
            answering.enter(scene.at(), scene.secret, now=NOW)
        (link,) = read_links(scene.officer, scene.code, now=NOW).links
        assert (link.open, link.way, link.tries) == (False, "locked", TRIES)
        assert "answer_link_locked" in {each.kind for each in list_own(scene.officer, now=NOW)}
        assert denials() >= TRIES


def denials() -> int:
    with db.engine.connect() as connection:
        wrong = select(func.count()).where(
            AuditEntry.actor.like("link:%"), AuditEntry.outcome == "denied"
        )
        return int(connection.scalar(wrong) or 0)


def test_a_link_is_256_bits_of_the_machine_and_secrets_are_compared_alike(
    house: House, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    compared: list[tuple[int, int]] = []

    def drawn(size: int) -> str:
        asked.append(size * 8)
        return token_urlsafe(size)

    def alike(one: bytes, other: bytes) -> bool:
        compared.append((len(one), len(other)))
        return compare_digest(one, other)

    monkeypatch.setattr(answer_links.secrets, "token_urlsafe", drawn)
    monkeypatch.setattr(answering.hmac, "compare_digest", alike)
    with house.app.app_context():
        made = make_link(scene.officer, scene.code, plain=False, now=NOW)
        assert asked == [256]  # the address is what was drawn, and nothing of the referral
        assert len(urlsafe_b64decode(made.token + "=")) == 32
        for secret in ("0", "x" * 30):
            with pytest.raises(RuleBroken):
                answering.enter(scene.at(made.token), secret, now=NOW)
        answering.enter(scene.at(made.token), made.secret, now=NOW)
    # However long it was: what is compared is a keyed hash, in a time that tells nothing.
    assert compared == [(32, 32)] * 3


def test_guesses_are_slowed_where_they_come_from_and_open_nothing(
    house: House, scene: Scene
) -> None:
    with house.app.app_context():
        for number in range(FROM_ONE_PLACE):
            with pytest.raises(NotValid):
                answering.look(scene.at(f"{scene.token[:-1]}_{number}"), now=NOW)
        with pytest.raises(TooManyTries):  # also with the right link, so nothing is told by it
            answering.enter(scene.at(), scene.secret, now=NOW)
        assert answering.look(scene.at(place="198.51.100.1"), now=NOW).unit == "Phường Ninh Kiều"


def test_what_was_opened_is_asked_for_again_after_a_while(house: House, scene: Scene) -> None:
    with house.app.app_context():
        ticket = answering.enter(scene.at(), scene.secret, now=NOW).ticket
        late = scene.at(later=OPEN_FOR + timedelta(seconds=1))
        until = str(int(ticket.partition(".")[0]) + 9999)
        forged = (f"{until}.{ticket.partition('.')[2]}", "", "x", "é.é", "9999999999.")
        for at, given in ((late, ticket), *((scene.at(), each) for each in forged)):
            with pytest.raises(AskAgain):
                answering.read(at, given, now=NOW)


def test_while_it_is_held_nothing_of_the_child_is_shown(house: House, scene: Scene) -> None:
    child = child_of(house, scene.case)
    mother = add_speaker(house, scene.officer, child)
    say(house, scene.officer, child, "given", mother)
    say(house, scene.officer, child, "withdrawn", mother)
    with house.app.app_context():
        view = answering.enter(scene.at(), scene.secret, now=NOW).view
        assert (view.held, view.values, view.addenda) == (True, {}, [])


def test_the_page_names_nobody_to_call_from_whom_the_file_is_kept(
    house: House, scene: Scene
) -> None:
    with house.app.app_context():
        chair = make_user(house, "chair")
        for role, user in (("chair", chair), ("police", "")):
            on_list(role, username=user, name=role, phone="0292 3820 111")
        child = read_referral(scene.officer, scene.code, now=NOW).child_code
        assert len(answering.look(scene.at(), now=NOW).phones) == 2
        mark_conflict(scene.supervisor, "child", child, username=chair, reason="Cháu", now=NOW)
        assert answering.look(scene.at(), now=NOW).phones == ("police: 0292 3820 111",)


def test_the_link_reaches_its_own_referral_alone(house: House, scene: Scene) -> None:
    other = draft(
        house, scene.officer, open_a_case(house, scene.officer), add_agency(house, "Tạm trú")
    )
    take(house, scene.supervisor, other, "send")
    with house.app.app_context():
        answering.enter(scene.at(), scene.secret, now=NOW)
        actor: Actor = by_link(1, 1)
        with reading(actor, Act.REFERRAL_INBOX, now=NOW) as door:
            session = door.session
            assert session.scalars(select(Referral.code)).all() == [scene.code]
            assert len(session.scalars(select(Disclosure.id)).all()) == 1
            assert session.scalars(select(Child.id)).all() == []
            assert session.scalars(select(Case.id)).all() == []
    take(house, scene.supervisor, scene.code, "decline")
    again = draft(house, scene.officer, scene.case, scene.service)  # declined, and sent anew
    take(house, scene.supervisor, again, "send")
    with house.app.app_context(), pytest.raises(NotValid):
        answering.look(scene.at(), now=NOW)
