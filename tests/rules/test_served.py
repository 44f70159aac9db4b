"""What a copy that is handed out leaves out: fields for few eyes, and secrets in free words."""

from __future__ import annotations

import unicodedata

import pytest

from caseapp.rules.copies import Copy
from caseapp.rules.forms.decisions import EXTENSION
from caseapp.rules.plans import Activity, Goal, Plan
from caseapp.rules.served import LEFT_OUT, covered, for_copy, sentences, served_plan, tells

SECRETS = ("Gia đình bà Sáu", "Số 9 hẻm Bí Mật", "0901 111 222", "Tư")


def test_only_the_files_own_copy_bears_the_fields_for_few_eyes() -> None:
    told = {"why": "x", "name": "Bà Sáu", "address": "Số 9", "last_day": None}
    assert for_copy(EXTENSION, told, Copy.FILE) == told
    assert for_copy(EXTENSION, told, Copy.SERVED) == {"why": "x", "last_day": None}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Ở với gia đình  bà SÁU, số 9\nhẻm bí mật", f"Ở với {LEFT_OUT}, {LEFT_OUT}"),
        ("Gọi 0901 111 222.", f"Gọi {LEFT_OUT}."),
        ("Gia đình bà Sáuu và Tư", "Gia đình bà Sáuu và Tư"),
        ("", ""),
    ],
)
def test_a_secret_is_found_whatever_its_case_and_spaces(text: str, kept: str) -> None:
    assert covered(text, SECRETS) == kept
    assert tells(text, SECRETS) is (text != kept)


@pytest.mark.parametrize("kept", ["0901111222", "0901 111 222", "+84 901 111 222"])
@pytest.mark.parametrize("told", ["0901.111.222", "0901-111222", "+84901111222", "(0901) 111 222"])
def test_a_telephone_number_is_found_however_it_is_written(kept: str, told: str) -> None:
    assert covered(f"Gọi {told}, hỏi bà", [kept]).endswith(f"{LEFT_OUT}, hỏi bà")
    assert covered("Số 10901111222 và 09011112223", [kept]) == "Số 10901111222 và 09011112223"


def test_what_was_said_is_kept_sentence_by_sentence() -> None:
    said = "Con sợ chú Ba. Chú đánh con mỗi tối!\nDạ. “Con muốn về với bà”"
    found = sentences(said)
    assert found == ["Con sợ chú Ba", "Chú đánh con mỗi tối", "Con muốn về với bà"]
    assert covered("Trẻ nói: “chú đánh con mỗi tối”.", found) == f"Trẻ nói: “{LEFT_OUT}”."
    assert sentences("") == []


def test_letters_in_two_pieces_are_found_too() -> None:
    apart = unicodedata.normalize("NFD", "ở với Gia đình bà Sáu")
    assert covered(apart, SECRETS) == f"ở với {LEFT_OUT}"
    assert covered("ở với Gia đình bà Sáu", [unicodedata.normalize("NFD", SECRETS[0])]) == (
        f"ở với {LEFT_OUT}"
    )


def test_the_longer_secret_goes_first() -> None:
    assert covered("bà Sáu Che Chở", ["bà Sáu", "bà Sáu Che Chở"]) == LEFT_OUT


def test_signs_in_a_secret_are_only_signs() -> None:
    assert covered("số 9 (a+b)", ["9 (a+b)"]) == f"số {LEFT_OUT}"


def test_a_plan_is_handed_out_without_situation_and_place() -> None:
    shelter = Activity("Ở với bà Sáu", "shelter")
    care = Activity("Giao trẻ", "alternative_care")
    therapy = Activity(
        "Tư vấn tại Số 9 hẻm Bí Mật", "care", responsible="Gia đình bà Sáu",
        cooperates="Gia đình bà Sáu", resources="0901 111 222",
    )  # fmt: skip
    goal = Goal("Trẻ ổn tại Gia đình bà Sáu", None, (shelter, care, therapy))
    plan = Plan("Trẻ nói: con sợ", ("Ở Số 9 hẻm Bí Mật",), (goal,), "Gọi 0901 111 222")
    told = served_plan(plan, SECRETS)
    assert told.situation == LEFT_OUT
    assert told.needs == (f"Ở {LEFT_OUT}",)
    assert told.organisation == f"Gọi {LEFT_OUT}"
    (left,) = told.goals
    assert left.text == f"Trẻ ổn tại {LEFT_OUT}"
    (only,) = left.activities
    assert (only.what, only.responsible) == (f"Tư vấn tại {LEFT_OUT}", LEFT_OUT)
    assert (only.cooperates, only.resources) == (LEFT_OUT, LEFT_OUT)
    assert served_plan(Plan(), ()) == Plan()
