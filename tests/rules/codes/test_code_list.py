"""What a list of codes does, and what it refuses to hold."""

import pytest

from caseapp.rules.codes.code_list import PENDING, Code, CodeList

RED = Code("red", "Đỏ", "Red", "Điều 1")
BLUE = Code("blue", "Xanh", "Blue", "Điều 2", confirmed=False)
COLOURS = CodeList("colours", (RED, BLUE))


def test_a_list_keeps_its_order_and_finds_by_code():
    assert COLOURS.codes == ("red", "blue")
    assert list(COLOURS) == [RED, BLUE]
    assert len(COLOURS) == 2
    assert COLOURS["blue"] is BLUE
    assert "red" in COLOURS
    assert "green" not in COLOURS
    assert None not in COLOURS


def test_labels_in_both_languages():
    assert COLOURS.label("red") == "Đỏ"
    assert COLOURS.label("red", "en") == "Red"
    with pytest.raises(KeyError):
        COLOURS.label("green")


def test_a_code_stands_once():
    with pytest.raises(ValueError, match="twice"):
        CodeList("colours", (RED, RED))


def test_a_source_says_when_it_awaits_the_official_text():
    assert RED.citation == "Điều 1"
    assert BLUE.citation == f"Điều 2 ({PENDING})"
