"""Links are made for what was sent, kept as hashes, end with the referral, and only one is open."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.agencies import add_offer
from caseapp.casework.answer_links import make_link, read_links, read_slip, revoke_link
from caseapp.casework.offers import offers_for
from caseapp.casework.suspects import Suspect
from caseapp.records.answer_links import AnswerLink
from caseapp.rules.access import Actor, Denied
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.casework.test_consent_bars import accuse
from tests.factories.children import actor_of, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.people import MOTHER, add, add_speaker, child_of, say
from tests.factories.referrals import add_agency, draft, open_a_case, take
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def supervisor(house: House) -> Actor:
    return actor_of(house, make_user(house, "supervisor", CITY))


@pytest.fixture
def case(house: House, officer: Actor) -> str:
    return open_a_case(house, officer)


def test_one_is_open_at_a_time_and_nothing_of_it_is_kept_in_clear(
    house: House, officer: Actor, supervisor: Actor, case: str
) -> None:
    code = draft(house, officer, case, add_agency(house))
    with house.app.app_context(), pytest.raises(RuleBroken, match="was sent"):
        make_link(officer, code, plain=False, now=NOW)
    take(house, supervisor, code, "send")
    with house.app.app_context():
        first = make_link(officer, code, plain=False, now=NOW)
        second = make_link(supervisor, code, plain=True, now=NOW)
        assert first.called == "02923 111 222"
        assert (first.plain, second.plain) == (False, True)
        view = read_links(officer, code, now=NOW)
        assert [(each.open, each.way) for each in view.links] == [(True, ""), (False, "renewed")]
        with desk.ledger() as session:
            kept = session.scalars(select(AnswerLink)).all()
            cells = b"".join(row.token_hash + row.secret_hash for row in kept)
        for made in (first, second):
            assert made.token.encode() not in cells
            assert made.secret.replace(" ", "").encode() not in cells
        assert read_slip(officer, code, second.token, now=NOW).plain
        for token in (first.token, "x"):
            with pytest.raises(Missing):
                read_slip(officer, code, token, now=NOW)
        revoke_link(officer, code, now=NOW)
        assert read_links(officer, code, now=NOW).running is None
    take(house, supervisor, code, "withdraw")
    with house.app.app_context(), pytest.raises(RuleBroken, match="not ended"):
        make_link(officer, code, plain=False, now=NOW)


def test_a_carer_who_may_be_the_danger_makes_the_slip_plain(
    house: House, officer: Actor, supervisor: Actor, case: str
) -> None:
    code = draft(house, officer, case, add_agency(house))
    take(house, supervisor, code, "send")
    child = child_of(house, case)
    add(house, officer, child, name=MOTHER, relation="mother", cares=True)
    accuse(house, officer, child, Suspect("no", MOTHER))
    with house.app.app_context():
        assert read_links(officer, code, now=NOW).forced
        assert make_link(officer, code, plain=False, now=NOW).plain


def test_none_is_made_without_a_number_to_call_nor_while_it_is_held(
    house: House, officer: Actor, supervisor: Actor, case: str
) -> None:
    with house.app.app_context():
        add_offer(SYSTEM, agency="Bệnh viện", service="Khám", phone="", now=NOW)
        offers = offers_for(int(NINH_KIEU), now=NOW)
        service = next(each.number for each in offers if each.agency == "Bệnh viện")
    code = draft(house, officer, case, service)
    take(house, supervisor, code, "send")
    with house.app.app_context(), pytest.raises(RuleBroken, match="directory"):
        make_link(officer, code, plain=False, now=NOW)
    held = draft(house, officer, case, add_agency(house))
    take(house, supervisor, held, "send")
    child = child_of(house, case)
    mother = add_speaker(house, officer, child)
    say(house, officer, child, "given", mother)
    say(house, officer, child, "withdrawn", mother)
    with house.app.app_context(), pytest.raises(RuleBroken, match="withdrawn"):
        make_link(officer, held, plain=False, now=NOW)


def test_strangers_make_none(house: House, officer: Actor, supervisor: Actor, case: str) -> None:
    code = draft(house, officer, case, add_agency(house))
    take(house, supervisor, code, "send")
    stranger = officer_of(house, CAI_KHE)
    chair = actor_of(house, make_user(house, "chair"))
    with house.app.app_context():
        with pytest.raises(Missing):
            make_link(stranger, code, plain=False, now=NOW)
        with pytest.raises(Denied):
            make_link(chair, code, plain=False, now=NOW)
