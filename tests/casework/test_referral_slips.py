"""The slip of a referral says what was shared, by whom it is answered for, and nothing else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp.casework.consents import Word, record_word
from caseapp.casework.referral_slips import gather_slip
from caseapp.rules.access import Act, Actor, Denied, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, officer_of
from tests.factories.duty import on_list
from tests.factories.house import NOW, House, an_actor
from tests.factories.people import add_speaker, child_of
from tests.factories.referrals import (
    AGENCY,
    SERVICE,
    SHARED,
    add_agency,
    draft,
    open_a_case,
    take,
)
from tests.factories.reports import STRANGER, last_logged
from tests.factories.web import CITY, make_user

WITH_HOME = replace(SHARED, fields=("name", "home", "address", "carer"))


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def supervisor(house: House) -> Actor:
    return actor_of(house, make_user(house, "supervisor", CITY))


def test_a_draft_says_so_and_what_was_sent_stays_as_it_was(
    house: House, officer: Actor, supervisor: Actor
) -> None:
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    with house.app.app_context():
        on_list("officer", name="Cán bộ", phone="0100 111 111", username=officer.name[11:])
        found = gather_slip(officer, code, now=NOW)
    assert (found.draft, found.agency, found.service, found.phone) == (
        True, AGENCY, SERVICE, "02923 111 222",
    )  # fmt: skip
    assert set(found.values) == {"reason", "name", "sex", "birth"}
    assert found.reply_by is not None
    assert [(each.role, each.phone) for each in found.office] == [("officer", "0100 111 111")]
    take(house, supervisor, code, "send")
    with house.app.app_context():
        sent = gather_slip(officer, code, now=NOW)
        assert (sent.draft, sent.sent_on) == (False, NOW.date())
        assert (sent.printed.act, sent.printed.reason) == (Act.CASE_PRINT, "agency")
        assert last_logged() == [(f"user:{officer.user_id}", Act.CASE_PRINT, "done")]


def test_home_and_carer_stand_on_it_only_while_they_are_not_the_danger(
    house: House, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = draft(house, officer, open_a_case(house, officer), add_agency(house), WITH_HOME)
    with house.app.app_context():
        assert "home" in gather_slip(officer, code, now=NOW).values
        monkeypatch.setattr("caseapp.casework.referral_slips.near_is_safe", lambda *_: False)
        found = gather_slip(officer, code, now=NOW)
    assert set(found.values) == {"reason", "name"}
    assert not found.near


def test_what_ended_and_what_is_held_have_no_slip(
    house: House, officer: Actor, supervisor: Actor
) -> None:
    case, service = open_a_case(house, officer), add_agency(house)
    ended = draft(house, officer, case, service)
    take(house, supervisor, ended, "send", "decline")
    held = draft(house, officer, case, service)
    take(house, supervisor, held, "send")
    child = child_of(house, case)
    speaker = add_speaker(house, officer, child)
    with house.app.app_context():
        record_word(officer, child, Word("referral", "refused", speaker, NOW), now=NOW)
        for code, words in ((ended, "has ended"), (held, "Consent was refused")):
            with pytest.raises(RuleBroken, match=words):
                gather_slip(officer, code, now=NOW)


def test_nothing_goes_out_of_which_nobody_chose_what_is_shared(
    house: House, officer: Actor
) -> None:
    code = draft(house, officer, open_a_case(house, officer), add_agency(house), None)
    with house.app.app_context(), pytest.raises(RuleBroken, match="Choose first"):
        gather_slip(officer, code, now=NOW)


def test_nobody_else_prints_it(house: House, officer: Actor) -> None:
    code = draft(house, officer, open_a_case(house, officer), add_agency(house))
    with house.app.app_context():
        with pytest.raises(Missing):
            gather_slip(STRANGER, code, now=NOW)
        with pytest.raises(Denied):
            gather_slip(an_actor(Role.AGENCY), code, now=NOW)
