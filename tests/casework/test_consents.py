"""Consent: from 7 the child too, no word of a suspect, a dispute decided, a withdrawal that holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from caseapp.casework.consent_reading import read_consents
from caseapp.casework.consents import Word, decide_dispute, record_basis, record_word
from caseapp.casework.notices import list_own
from caseapp.casework.representing import end_representative
from caseapp.rules.access import Actor, Denied
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.people import add, add_speaker, say
from tests.factories.reports import last_logged
from tests.factories.web import make_user


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def chair(house: House) -> Actor:
    return actor_of(house, make_user(house, "chair"))


@pytest.fixture
def child(house: House, officer: Actor) -> str:
    return enter_child(house, officer)


def stands(house: House, officer: Actor, code: str, purpose: str = "referral") -> str:
    with house.app.app_context():
        view = read_consents(officer, code, now=NOW)
    return next(each.stands for each in view.purposes if each.code == purpose)


def refused(house: House, officer: Actor, code: str, word: Word) -> str | None:
    with house.app.app_context(), pytest.raises(RuleBroken) as caught:
        record_word(officer, code, word, now=NOW)
    return caught.value.field


def test_both_are_asked_and_each_word_keeps_the_edition_that_was_read_out(
    house: House, officer: Actor, child: str
) -> None:
    mother = add_speaker(house, officer, child)
    assert stands(house, officer, child) == "open"
    say(house, officer, child, "given", mother)
    assert stands(house, officer, child) == "partial"
    say(house, officer, child, "given")
    assert stands(house, officer, child) == "given"
    with house.app.app_context():
        entries = read_consents(officer, child, now=NOW).purposes[1].entries
    assert {each.edition for each in entries} == {"referral-2026.1"}
    assert [each.who for each in entries] == ["", "Nguyễn Thị Mai"]


def test_a_child_under_seven_is_not_asked(house: House, officer: Actor) -> None:
    small = enter_child(house, officer, full_name="Bé Na", born=date(2024, 1, 1))
    mother = add_speaker(house, officer, small)
    assert refused(house, officer, small, Word("referral", "given", 0, NOW)) == "person"
    say(house, officer, small, "given", mother)
    assert stands(house, officer, small) == "given"


def test_each_bad_word_is_refused_at_its_field(house: House, officer: Actor, child: str) -> None:
    carer = add(house, officer, child)
    future, before = NOW + timedelta(hours=1), NOW - timedelta(days=366)
    for word, field in (
        (Word("party", "given", 0, NOW), "purpose"),
        (Word("referral", "allowed", 0, NOW), "consent_word"),
        (Word("referral", "given", 0, future), "happened_at"),
        (Word("referral", "given", 0, before), "happened_at"),  # no text was known then
        (Word("referral", "given", carer, NOW), "person"),  # cares, and does not speak for it
        (Word("referral", "withdrawn", 0, NOW), "consent_word"),
    ):
        assert refused(house, officer, child, word) == field, word


def test_who_spoke_for_the_child_once_does_not_any_more(
    house: House, officer: Actor, child: str
) -> None:
    mother = add_speaker(house, officer, child)
    with house.app.app_context():
        number = read_consents(officer, child, now=NOW).speakers[0].number
        assert number == mother
        end_representative(officer, child, 1, on=date(2026, 11, 1), now=NOW)
    assert refused(house, officer, child, Word("referral", "given", mother, NOW)) == "person"


def test_they_differ_and_the_chair_decides_with_a_reason(
    house: House, officer: Actor, chair: Actor, child: str
) -> None:
    mother = add_speaker(house, officer, child)
    say(house, officer, child, "given", mother)
    say(house, officer, child, "refused")
    assert stands(house, officer, child) == "disputed"
    with house.app.app_context():
        assert [each.kind for each in list_own(chair, now=NOW)] == ["consent_disputed"]
        with pytest.raises(RuleBroken):  # neither by a basis of the officer's own
            record_basis(
                officer, child, purpose="referral", basis="duty", reason="Cần gấp", now=NOW
            )
        with pytest.raises(Denied):
            _decide(officer, child)
        with pytest.raises(RuleBroken) as caught:
            _decide(chair, child, reason=" ")
        assert caught.value.field == "reason"
        _decide(chair, child)
        assert last_logged()[-1] == (chair.label, "consent.decide", "done")
        assert list_own(chair, now=NOW) == []
        assert [each.kind for each in list_own(officer, now=NOW)] == ["consent_decided"]
        with pytest.raises(RuleBroken):
            _decide(chair, child)
    assert stands(house, officer, child) == "allowed"
    say(house, officer, child, "refused")  # said once more, it is a dispute once more
    assert stands(house, officer, child) == "disputed"


def _decide(actor: Actor, child: str, *, purpose: str = "referral", reason: str = "Vì con") -> None:
    decide_dispute(actor, child, purpose=purpose, allowed=True, reason=reason, now=NOW)


def test_publishing_rests_on_consent_alone(
    house: House, officer: Actor, chair: Actor, child: str
) -> None:
    mother = add_speaker(house, officer, child)
    with house.app.app_context(), pytest.raises(RuleBroken) as caught:
        record_basis(
            officer, child, purpose="publication", basis="duty", reason="Tuyên truyền", now=NOW
        )
    assert caught.value.field == "purpose"
    say(house, officer, child, "given", mother, purpose="publication")
    say(house, officer, child, "refused", purpose="publication")
    with house.app.app_context(), pytest.raises(RuleBroken) as caught:
        _decide(chair, child, purpose="publication")
    assert caught.value.field == "allowed"


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"purpose": "party"}, "purpose"),
        ({"basis": "whim"}, "basis"),
        ({"reason": ""}, "reason"),
    ],
)
def test_a_basis_is_of_the_list_and_has_a_reason(
    house: House, officer: Actor, child: str, fields: dict[str, str], at: str
) -> None:
    given = {"purpose": "processing", "basis": "duty", "reason": "Nhiệm vụ"}
    with house.app.app_context():
        with pytest.raises(RuleBroken) as caught:
            record_basis(officer, child, **given | fields, now=NOW)
        assert caught.value.field == at
        record_basis(officer, child, **given, now=NOW)
    assert stands(house, officer, child, "processing") == "basis"
