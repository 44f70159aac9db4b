"""Of each line it is asked whether its child is known; an answer fits its own question alone."""

from __future__ import annotations

import pytest

from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.impact_asking import LEAVE_OUT, ask_lines
from caseapp.casework.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.disasters import a_line, enter
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user

NAME = "Thạch Thị Sa Rương"


def test_a_known_child_is_asked_about_and_an_answer_is_one_of_those_shown(house: House) -> None:
    officer = officer_of(house)
    line = a_line(NAME)
    known = enter_child(house, officer, full_name=NAME, born=line.born)
    stranger = enter_child(house, officer, full_name="Lý Văn Tám")
    number = enter(house, officer)

    def ask(*answers: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        lines = [a_line(NAME, answer=answer) for answer in answers]
        lines.insert(0, a_line("Danh Thị Na Ri"))
        with house.app.app_context():
            found = ask_lines(officer, number, NINH_KIEU, lines, now=NOW)
        return found.open, found.twice

    with house.app.app_context():
        found = ask_lines(officer, number, NINH_KIEU, [line], now=NOW)
    question = found.questions[0]
    assert [twin.code for twin in question.own] == [known]
    assert question.same is None
    assert ask("") == ((1,), ())
    assert ask(known) == ((), ())
    assert ask(stranger) == ((1,), ())  # forged: nobody proposed this one
    assert ask("another-000000000000") == ((1,), ())
    assert ask(question.another) == ((), ())
    assert ask(known, known) == ((), (2,))
    assert ask(known, LEAVE_OUT) == ((), ())


def test_what_is_kept_from_the_writer_is_not_shown_and_elsewhere_only_pointed_at(
    house: House,
) -> None:
    officer, far = officer_of(house), officer_of(house, CAI_KHE)
    line = a_line(NAME)
    own = enter_child(house, officer, full_name=NAME, born=line.born)
    enter_child(house, far, full_name=NAME, born=line.born, area_code=CAI_KHE)
    number = enter(house, officer)
    make_user(house, "officer", NINH_KIEU, username="khac")
    other = actor_of(house, "khac")
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    with house.app.app_context():
        mark_conflict(supervisor, "child", own, username="khac", reason="Người nhà", now=NOW)
        (seen,) = ask_lines(officer, number, NINH_KIEU, [line], now=NOW).questions.values()
        assert [twin.code for twin in seen.own] == [own]
        assert [each.unit for each in seen.others] == ["Phường Cái Khế"]
        (seen,) = ask_lines(other, number, NINH_KIEU, [line], now=NOW).questions.values()
        assert (seen.own, [each.unit for each in seen.others]) == ((), ["Phường Cái Khế"])


def test_a_line_like_one_above_is_asked_about_unless_it_is_of_no_child(house: House) -> None:
    officer, far = officer_of(house), officer_of(house, CAI_KHE)
    number = enter(house, officer)
    with house.app.app_context():
        twice = [a_line(NAME), a_line("Thach Thi Sa Ruong"), a_line(NAME, old=True)]
        found = ask_lines(officer, number, NINH_KIEU, twice, now=NOW)
        assert {place: each.same for place, each in found.questions.items()} == {1: 0}
        assert LEAVE_OUT in found.questions[1].answers
        with pytest.raises(RuleBroken):
            ask_lines(officer, number, NINH_KIEU, [a_line()] * 201, now=NOW)
        with pytest.raises(Missing):  # another ward's list
            ask_lines(far, number, NINH_KIEU, [a_line()], now=NOW)
        with pytest.raises(RuleBroken, match="did not hit"):
            ask_lines(far, number, CAI_KHE, [a_line()], now=NOW)
        chair = actor_of(house, make_user(house, "chair"))
        with pytest.raises(Missing):  # whose officer enters whom it hit
            ask_lines(chair, number, NINH_KIEU, [a_line()], now=NOW)
