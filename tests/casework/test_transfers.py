"""A case is asked for, proposed, sent on or kept, and taken back; nothing passes by that alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from caseapp.casework.case_reading import read_case
from caseapp.casework.cases import move_case
from caseapp.casework.outcomes import Missing, Stale
from caseapp.casework.proposals import decide_on_case, propose_mistake
from caseapp.casework.transfer_answers import accept_case
from caseapp.casework.transfers import (
    ask_transfer,
    decline_proposed,
    drop_proposal,
    propose_transfer,
    send_proposed,
    withdraw_transfer,
)
from caseapp.rules.access import Denied, Role
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.rows import NINH_KIEU as HERE
from tests.factories.transfers import WHOM, Handing, a_handing, a_wish, an_orphans_case
from tests.factories.web import CITY, NINH_KIEU, make_user

LACKING = (
    ({"unit": NINH_KIEU}, "unit"),
    ({"unit": CITY}, "unit"),
    ({"unit": "outside"}, "unit"),
    ({"why": "whim"}, "why"),
    ({"words": " "}, "words"),
    ({"contact": " "}, "contact"),
)


def test_what_is_lacking_is_named(handing: Handing) -> None:
    for wish, field in LACKING:
        with handing.house.app.app_context(), pytest.raises(RuleBroken) as broken:
            ask_transfer(handing.chair, handing.case, a_wish(**wish), now=NOW)
        assert broken.value.field == field


def test_only_the_chair_asks_and_the_sender_goes_on_with_the_case(handing: Handing) -> None:
    with handing.house.app.app_context():
        for person in (handing.officer, handing.supervisor):
            with pytest.raises(Denied):
                ask_transfer(person, handing.case, a_wish(), now=NOW)
        with pytest.raises(Missing):
            ask_transfer(handing.other_chair, handing.case, a_wish(NINH_KIEU), now=NOW)
    handing.ask()
    view = handing.read(handing.officer)
    assert view.transfer is not None
    assert (view.transfer.state, view.transfer.contact, view.unit_id) == ("waiting", WHOM, HERE)
    assert view.officer == handing.officer.name
    for person in (handing.other_chair, handing.other_officer):
        with pytest.raises(Missing):
            handing.read(person)
        assert handing.told(person) == {"case_arriving"}


def test_no_second_one_and_no_closing_while_it_is_on_its_way(handing: Handing) -> None:
    handing.ask()
    case, chair = handing.case, handing.chair
    with handing.house.app.app_context():
        propose_mistake(handing.officer, case, of_case=True, reason="x", now=NOW)
        (proposal,) = read_case(chair, case, now=NOW).proposals
        for act in (
            lambda: ask_transfer(chair, case, a_wish("31168"), now=NOW),
            lambda: propose_transfer(handing.supervisor, case, a_wish(), now=NOW),
            lambda: move_case(handing.officer, case, move="propose_closing", reason="x", now=NOW),
            lambda: decide_on_case(chair, case, proposal.number, agree=True, words="x", now=NOW),
        ):
            with pytest.raises(RuleBroken, match="on its way"):
                act()


def test_a_closing_that_waits_is_settled_first(house: House) -> None:
    handing = a_handing(house, an_orphans_case)
    with house.app.app_context():
        move_case(handing.officer, handing.case, move="propose_closing", reason="x", now=NOW)
        with pytest.raises(RuleBroken, match="closing first"):
            ask_transfer(handing.chair, handing.case, a_wish(), now=NOW)
        move_case(handing.chair, handing.case, move="close", reason="x", now=NOW)
        with pytest.raises(Missing):
            ask_transfer(handing.chair, handing.case, a_wish(), now=NOW)


def test_withdrawn_it_is_gone_for_the_other_unit_and_can_be_asked_anew(handing: Handing) -> None:
    handing.ask()
    version = handing.version()
    with handing.house.app.app_context():
        with pytest.raises(Stale):
            withdraw_transfer(handing.chair, handing.case, version=version + 1, now=NOW)
        withdraw_transfer(handing.chair, handing.case, version=version, now=NOW)
        with pytest.raises(RuleBroken):
            withdraw_transfer(handing.chair, handing.case, version=version + 1, now=NOW)
    assert handing.told(handing.other_chair) == set()
    assert handing.read(handing.chair).transfer is None
    handing.ask()
    assert handing.version() > version


def test_a_supervisor_proposes_and_the_chair_sends_it_on(handing: Handing) -> None:
    case = handing.case
    part = an_actor(Role.SUPERVISOR, HERE)
    with handing.house.app.app_context():
        with pytest.raises(RuleBroken) as broken:
            propose_transfer(part, case, a_wish(), now=NOW)
        assert broken.value.field == "unit"
        propose_transfer(handing.supervisor, case, a_wish(contact=""), now=NOW)
    assert handing.told(handing.chair) == {"report_logged", "transfer_proposed"}
    assert handing.told(handing.other_chair) == set()
    with handing.house.app.app_context():
        with pytest.raises(RuleBroken):
            send_proposed(handing.chair, case, contact="", version=1, now=NOW)
        with pytest.raises(Denied):
            send_proposed(handing.supervisor, case, contact=WHOM, version=1, now=NOW)
        send_proposed(handing.chair, case, contact=WHOM, version=handing.version(), now=NOW)
    assert handing.told(handing.other_chair) == {"case_arriving"}
    with handing.house.app.app_context(), pytest.raises(RuleBroken):
        drop_proposal(handing.supervisor, case, version=handing.version(), now=NOW)


def test_kept_by_the_chair_another_supervisor_decides(handing: Handing) -> None:
    case = handing.case
    with handing.house.app.app_context():
        propose_transfer(handing.supervisor, case, a_wish(), now=NOW)
        version = handing.version()
        decline_proposed(handing.chair, case, reason="Em còn ở đây", version=version, now=NOW)
    assert handing.told(handing.supervisor) == set()
    assert handing.told(handing.second) == {"transfer_contested"}
    with pytest.raises(RuleBroken, match="took part"):
        handing.decide(handing.supervisor, passes=True)
    handing.decide(handing.second, passes=False)
    assert handing.told(handing.second) == set()
    view = handing.read(handing.chair)
    assert view.transfer is not None
    assert (view.transfer.state, view.unit_id) == ("stays", HERE)


def test_who_stands_for_both_units_does_not_answer_their_own_word(handing: Handing) -> None:
    house = handing.house
    chair = actor_of(house, make_user(house, "chair"))
    both = replace(chair, grants=(*chair.grants, *handing.other_chair.grants))
    with house.app.app_context():
        ask_transfer(both, handing.case, a_wish(), now=NOW)
    with house.app.app_context(), pytest.raises(RuleBroken, match="took part"):
        accept_case(both, handing.case, version=handing.version(), now=NOW)
