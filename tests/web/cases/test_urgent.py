"""What presses in a case: the clock before the separation, the separation before the plan."""

from __future__ import annotations

from caseapp.web.cases.urgent import WHY


def test_what_a_child_waits_for_comes_before_what_is_written() -> None:
    order = list(WHY)
    assert order[0] == "measure"
    assert order[-1] == "note"
    places = [order.index(name) for name in ("parted", "parting", "plan_decide", "assess")]
    assert places == sorted(places)
    assert order.index("assess") < order.index("plan_write") < order.index("plan_overdue")
    assert order.index("plan_overdue") < order.index("closing") < order.index("note")


def test_each_step_that_may_press_says_why() -> None:
    assert all(str(words) for words in WHY.values())
