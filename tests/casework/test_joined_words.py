"""What one record stopped stays stopped after a merge, until who said it speaks again."""

from __future__ import annotations

import pytest

from caseapp.casework.consent_reading import read_brief
from caseapp.casework.consents import decide_dispute
from caseapp.casework.notices import list_own
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.merges import LATER, Two, two_wards, undo
from tests.factories.people import add_speaker, say
from tests.factories.web import make_user


@pytest.fixture
def two(house: House) -> Two:
    return two_wards(house)


def stands(two: Two, code: str) -> str:
    with two.house.app.app_context():
        return read_brief(two.own, code, now=LATER).stands["referral"]


@pytest.mark.parametrize(
    ("first", "second", "then"),
    [
        (["given"], ["refused"], "refused"),
        (["refused"], ["given"], "refused"),
        (["refused", "given"], ["given"], "partial"),  # taken back before the merge
        (["given"], ["given", "withdrawn"], "withdrawn"),
        (["given"], [], "partial"),
        ([], ["refused"], "refused"),
    ],
)
def test_the_childs_own_word(two: Two, first: list[str], second: list[str], then: str) -> None:
    for kind in second:
        say(two.house, two.other, two.second, kind)
    for kind in first:
        say(two.house, two.own, two.first, kind)
    number = two.merge()
    assert stands(two, two.first) == stands(two, two.second) == then
    say(two.house, two.own, two.first, "given", at=LATER)  # asked again, as the one child
    assert stands(two, two.first) == "partial"
    undo(two, number)
    assert stands(two, two.first) == "partial"


def test_a_representative_of_one_record_and_the_child_of_the_other_differ(two: Two) -> None:
    chair = actor_of(two.house, make_user(two.house, "chair"))
    mother = add_speaker(two.house, two.other, two.second)
    say(two.house, two.own, two.first, "given")
    say(two.house, two.other, two.second, "given", mother)
    two.merge()
    assert stands(two, two.first) == "given"
    say(two.house, two.own, two.first, "withdrawn", mother, at=LATER)
    assert stands(two, two.first) == "disputed"
    with two.house.app.app_context():
        assert [each.kind for each in list_own(chair, now=LATER)].count("consent_disputed") == 1
        decide_dispute(
            chair, two.second, purpose="referral", allowed=False, reason="Nghe mẹ", now=LATER
        )
    assert stands(two, two.first) == "forbidden"


def test_what_a_chair_forbade_in_one_record_stays_forbidden(two: Two) -> None:
    chair = actor_of(two.house, make_user(two.house, "chair"))
    mother = add_speaker(two.house, two.own, two.first)
    say(two.house, two.own, two.first, "given")
    say(two.house, two.own, two.first, "refused", mother)
    with two.house.app.app_context():
        decide_dispute(
            chair, two.first, purpose="referral", allowed=False, reason="Nghe mẹ", now=NOW
        )
    say(two.house, two.other, two.second, "given")
    two.merge()
    assert stands(two, two.second) == "forbidden"


def test_the_chair_is_called_when_a_merge_brings_two_words_together(two: Two) -> None:
    chair = actor_of(two.house, make_user(two.house, "chair"))
    mother = add_speaker(two.house, two.other, two.second)
    say(two.house, two.other, two.second, "given")
    say(two.house, two.other, two.second, "refused", mother)
    two.merge()
    with two.house.app.app_context():
        assert "consent_disputed" in {each.kind for each in list_own(chair, now=NOW)}
