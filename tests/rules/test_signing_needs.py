"""What a clerk would send back, form by form: the child, dots, proposer, grounds, wording."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from caseapp.rules.forms.decisions import DECISIONS, EMERGENCY, EXTENSION
from caseapp.rules.forms.registry import FORMS
from caseapp.rules.signing_needs import (
    CHILD_KEYS,
    COVERED,
    DOTTED,
    NO_BIRTH,
    NO_HOME,
    NO_NAME,
    NO_PROPOSER,
    UNSEEN,
    USUAL_GROUNDS,
    Facts,
    signing_lacks,
)

WHOLE = {
    "parted_from": ("father",), "names": "Đỗ Văn Hung", "lives_at": "Số 2", "relation": "cha",
    "why": "x", "address": "Số 9", "first_day": date(2026, 11, 23), "last_day": date(2026, 11, 30),
    "kept_with": "family", "name": "Bà Sáu", "phone": "0901", "duties": "x", "carried_out_by": "x",
}  # fmt: skip


def said(number: str, known: dict[str, object], facts: Facts | None = None) -> list[str]:
    return [each.message for each in signing_lacks(FORMS[number], known, facts)]


def test_a_whole_paper_lacks_its_wording_alone_until_that_was_seen() -> None:
    assert said("07", WHOLE) == [UNSEEN]
    assert signing_lacks(replace(FORMS["07"], confirmed=True), WHOLE) == []


@pytest.mark.parametrize("key", WHOLE)
def test_each_empty_answer_is_named_as_dots(key: str) -> None:
    known = {name: value for name, value in WHOLE.items() if name != key}
    (dots,) = [each for each in signing_lacks(FORMS["07"], known) if each.message == DOTTED]
    assert dots.params == {"labels": FORMS["07"].field(key).question.rstrip(" :…")}
    assert dots.where == "paper"


def test_what_the_file_lacks_comes_first_and_is_mended_there() -> None:
    facts = Facts(CHILD_KEYS, usual_grounds=True, covered=True, unproposed=True)
    found = signing_lacks(FORMS["07"], WHOLE, facts)
    assert [(each.message, each.where) for each in found] == [
        (NO_NAME, "child"), (NO_BIRTH, "child"), (NO_HOME, "child"), (NO_PROPOSER, ""),
        (COVERED, "paper"), (USUAL_GROUNDS, "grounds"), (UNSEEN, ""),
    ]  # fmt: skip


def test_a_paper_is_asked_only_for_what_it_prints() -> None:
    assert NO_HOME not in said("01", {}, Facts(frozenset({"child_name"})))
    assert NO_NAME in said("01", {}, Facts(frozenset({"child_name"})))
    assert NO_BIRTH in said("01", {})
    dots = signing_lacks(EXTENSION, {"why": "x"})[0].params["labels"]
    assert "Gia hạn đến hết ngày" in dots
    assert "Lý do" not in dots
    assert "chịu trách nhiệm thi hành" not in dots  # its label says it all
    assert "Số" not in signing_lacks(FORMS["05"], {})[0].params["labels"]  # the clerk's


def test_a_question_that_does_not_arise_leaves_no_dots() -> None:
    found = signing_lacks(FORMS["01"], {"channel": "phone", "birth": "x"})
    labels = next(each.params["labels"] for each in found if each.message == DOTTED)
    assert "Thông qua cách khác" not in labels
    assert "Tình trạng hiện tại" in labels


def test_what_is_no_part_of_the_official_form_is_not_asked_for() -> None:
    for number in ("02", "03", "06"):
        labels = [each.params.get("labels", "") for each in signing_lacks(FORMS[number], {})]
        assert "ghi đúng lời trẻ" not in "".join(labels)
        assert "".join(labels)


@pytest.mark.parametrize("kind", DECISIONS)
def test_every_decision_says_that_its_wording_was_not_seen(kind: str) -> None:
    assert signing_lacks(DECISIONS[kind][-1], {})[-1].message == UNSEEN


def test_an_emergency_without_measures_has_dots() -> None:
    known = {field.key: True for field in EMERGENCY if field.restricted} | {"ground": True}
    assert signing_lacks(EMERGENCY, known)[0].params == {"labels": "Biện pháp"}
