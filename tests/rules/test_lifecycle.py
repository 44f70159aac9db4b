"""The machine behind the tables of states, and the tables that it refuses to run."""

import pytest

from caseapp.rules.lifecycle import Lifecycle, Move
from caseapp.rules.values import RuleBroken

ON = Move("switch_on", frozenset({"off"}), "on")
OFF = Move("switch_off", frozenset({"on"}), "off")
LAMP = Lifecycle("lamp", ("off", "on"), "off", (ON, OFF))


def test_a_move_leads_to_its_target():
    assert LAMP.next_state("off", "switch_on") == "on"
    assert LAMP.moves_from("off") == (ON,)


def test_an_impossible_move_is_refused_with_what_was_tried():
    with pytest.raises(RuleBroken) as caught:
        LAMP.next_state("off", "switch_off")
    assert caught.value.params == {"lifecycle": "lamp", "state": "off", "move": "switch_off"}
    assert "not possible" in str(caught.value)


def test_unknown_words_are_faults_of_the_program():
    with pytest.raises(KeyError):
        LAMP.next_state("off", "dim")
    with pytest.raises(KeyError):
        LAMP.next_state("broken", "switch_on")
    with pytest.raises(KeyError):
        LAMP.moves_from("broken")


@pytest.mark.parametrize(
    ("states", "initial", "moves", "reason"),
    [
        (("off", "on"), "dim", (ON,), "no such state: dim"),
        (("off",), "off", (ON,), "no such state: on"),
        (("on",), "on", (ON,), "no such state: off"),
        (("off", "on"), "off", (ON, ON), "same name"),
        (("off", "on", "broken"), "off", (ON, OFF), "nothing leads to: broken"),
        (("off", "on"), "on", (ON,), "nothing leads to: off"),
    ],
)
def test_a_table_that_does_not_hold_together(states, initial, moves, reason):
    with pytest.raises(ValueError, match=reason):
        Lifecycle("lamp", states, initial, moves)
