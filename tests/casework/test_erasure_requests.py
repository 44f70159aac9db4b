"""An erasure that rests on a request of the register closes it; the register keeps the line."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from caseapp import desk
from caseapp.casework.data_request_reading import list_requests, read_request
from caseapp.casework.data_requests import Answer, answer_request
from caseapp.casework.erasure_reading import read_erasure, survey
from caseapp.records.erasures import Erasure
from caseapp.rules.access import Act
from caseapp.rules.values import RuleBroken
from tests.factories.erasures import LATER, a_bare_child
from tests.factories.house import NOW, SYSTEM, House


def test_the_request_is_carried_out_by_the_erasure_and_its_line_stays(house: House) -> None:
    bare = a_bare_child(house)
    done, asked = bare.request("access", "refuse"), bare.request("erasure", "accept")
    bare.decide(bare.propose(f" {asked.lower()} "))
    with house.app.app_context():
        lines = {line.code: line for line in list_requests(bare.chair, now=LATER)}
        assert [(lines[code].kind, lines[code].state) for code in (done, asked)] == [
            ("access", "refused"), ("erasure", "executed"),
        ]  # fmt: skip
        view = read_request(bare.officer, asked, now=LATER)
        assert (view.line.received_at, view.executed_at) == (NOW, LATER)
        assert (view.words, view.answer, view.name, view.done, view.changes) == ("", "", "", "", [])
        assert view.erased
        assert "Hòa" not in view.line.child_name


def test_another_request_that_runs_stops_it_at_both_times(house: House) -> None:
    bare = a_bare_child(house)
    asked = bare.request("erasure", "accept")
    with house.app.app_context():
        assert survey(bare.first, bare.child, now=NOW) == ()
    number = bare.propose(asked)
    bare.request("correction")
    with house.app.app_context():
        assert read_erasure(bare.second, number, now=NOW).against == ("requests",)
    with pytest.raises(RuleBroken, match="Another request"):
        bare.decide(number)


def test_accepted_requests_of_two_parents_do_not_stop_each_other(house: House) -> None:
    bare = a_bare_child(house)
    one, two = bare.request("erasure", "accept"), bare.request("erasure", "accept")
    unanswered = bare.request("erasure")
    with house.app.app_context():
        assert survey(bare.first, bare.child, now=NOW) == ("requests",)
        answer_request(
            bare.chair, unanswered, Answer("refuse", "Không", "duty"), version=None, now=NOW
        )
    bare.decide(bare.propose(one))
    with house.app.app_context():
        states = {line.code: line.state for line in list_requests(bare.chair, now=LATER)}
    assert states == {one: "executed", two: "executed", unanswered: "refused"}


@pytest.mark.parametrize(
    ("kind", "moves", "words"),
    [
        ("erasure", (), "not accepted"),
        ("erasure", ("refuse",), "not accepted"),
        ("access", ("accept",), "something else"),
    ],
)
def test_a_code_of_the_register_must_be_an_accepted_request_for_it(
    house: House, kind: str, moves: tuple[str, ...], words: str
) -> None:
    bare = a_bare_child(house)
    asked = bare.request(kind, *moves)
    with pytest.raises(RuleBroken, match=words):
        bare.propose(asked)


def test_the_request_of_another_child_and_a_number_of_another_register(house: House) -> None:
    bare, other = a_bare_child(house), a_bare_child(house, full_name="Lý Văn Khác")
    with pytest.raises(RuleBroken, match="No request"):
        bare.propose(other.request("erasure", "accept"))
    bare.decide(bare.propose("12/PYC"))


def test_a_code_that_an_older_proposal_keeps_as_it_was_typed_is_looked_up(house: House) -> None:
    bare, other = a_bare_child(house), a_bare_child(house, full_name="Lý Văn Khác")
    own, foreign = bare.request("erasure", "accept"), other.request("erasure", "accept")
    number = bare.propose(own)
    for code in (foreign, own):
        with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
            door.session.execute(update(Erasure).values(request=code.lower()))
        if code == foreign:
            with pytest.raises(RuleBroken, match="No request"):
                bare.decide(number)
    with house.app.app_context():
        assert read_erasure(bare.second, number, now=NOW).request == own
    bare.decide(number)
    with house.app.app_context():
        states = {each.code: each.state for each in list_requests(bare.chair, now=LATER)}
    assert (states[own], states[foreign]) == ("executed", "accepted")
