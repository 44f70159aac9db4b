"""Blocks of a form: read as they stand, with room to type, faults beside their boxes."""

from __future__ import annotations

from datetime import date

from werkzeug.datastructures import MultiDict

from caseapp.casework.impact_asking import LineQuestion
from caseapp.rules.disasters import Spell, TypedLine
from caseapp.web.disasters.households import (
    Child,
    Days,
    Household,
    check,
    fault_list,
    households_of,
    set_questions,
    too_many,
    typed_households,
    with_room,
)
from tests.web.form_app import form_app

FIRST, TODAY = date(2026, 11, 16), date(2026, 11, 23)
DAYS = Days(FIRST, None)


def test_boxes_are_read_in_the_order_of_their_numbers_and_others_are_not() -> None:
    sent = MultiDict(
        {
            "h10-head": " Danh  Út ",
            "h2-hamlet": "Ấp 1",
            "h2-c1-name": "Hai",
            "h2-c0-name": "Một\x00",
            "h2-c0-affected_on": "2026-11-17",
            "h2-c1-affected_on": "hôm qua",
            "h2-c1-faults": "x",
            "h2222-head": "x",
            "name": "x",
        }
    )
    first, second = typed_households(sent)
    assert (first.hamlet, [child.name for child in first.children]) == ("Ấp 1", ["Một", "Hai"])
    assert [child.affected_on for child in first.children] == [date(2026, 11, 17), None]
    assert first.children[1].faults == {}
    assert (second.head, second.children) == ("Danh Út", [])


def test_there_is_always_room_and_a_button_adds_more() -> None:
    assert with_room([], "") == [Household(children=[Child()])]
    block = Household("Út", "Ấp 1", [Child("Một")])
    assert len(with_room([block], "child-0")[0].children) == 2
    assert len(with_room([block], "child-7")) == 1
    assert with_room([block], "household")[1] == Household(children=[Child()])


def test_lines_of_one_head_in_one_hamlet_are_one_household() -> None:
    lines = [
        TypedLine("Một", head="Danh Út", hamlet="Ấp 1"),
        TypedLine("Hai", head="Danh Út", hamlet="Ấp 2"),
        TypedLine("Ba", head="DANH ÚT", hamlet="ấp 1"),
    ]
    found = households_of(lines)
    assert [[child.name for child in block.children] for block in found] == [["Một", "Ba"], ["Hai"]]


def test_empty_lines_are_left_out_and_a_half_filled_one_is_told_box_by_box() -> None:
    blocks = [
        Household("Út", "", [Child("Một", "8", "female"), Child(), Child("Hai", "tám")]),
        Household("Sên", "Ấp 2", [Child()]),
        Household(children=[Child()]),
    ]
    with form_app().test_request_context():
        children, wrong = check(blocks, DAYS, Spell(FIRST), TODAY)
    assert [child.name for child in children] == ["Một", "Hai", ""]
    assert wrong == {}
    assert [place for place, _ in fault_list(blocks)] == [
        "h0-hamlet", "h0-c2-sex", "h0-c2-birth", "h1-c0-name", "h1-c0-birth", "h1-c0-sex",
    ]  # fmt: skip


def test_a_day_of_all_is_told_once_and_a_day_of_its_own_beside_the_line() -> None:
    early = date(2026, 11, 1)
    whole = [Child("Một", "8", "female"), Child("Hai", "9", "male", affected_on=early)]
    blocks = [Household("Út", "Ấp 1", whole)]
    with form_app().test_request_context():
        children, wrong = check(blocks, Days(early, None), Spell(FIRST), TODAY)
    assert list(wrong) == ["affected_on"]
    assert [list(child.faults) for child in children] == [[], ["affected_on"]]
    assert [place for place, _ in fault_list(blocks)] == ["h0-c1-name"]


def test_an_answer_that_does_not_fit_its_question_is_taken_off() -> None:
    children = [Child("Một"), Child("Hai", answer="TE-26-FORGED"), Child("Ba", answer="drop")]
    questions = {
        1: LineQuestion((), (), None, "another-1"),
        2: LineQuestion((), (), 0, "another-2"),
    }
    with form_app().test_request_context():
        set_questions(children, questions, [1], [])
    assert (children[1].answer, list(children[1].faults)) == ("", ["answer"])
    assert (children[2].answer, children[2].above, children[2].faults) == ("drop", "Một", {})


def test_so_many_children_go_into_one_form() -> None:
    assert not too_many([Household(children=[Child()] * 200)])
    assert too_many([Household(children=[Child()] * 200), Household(children=[Child()])])
