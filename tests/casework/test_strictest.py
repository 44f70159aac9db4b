"""One list of protections: each writes the stricter on the child that stays, and can be undone."""

from __future__ import annotations

import pytest

from caseapp import desk
from caseapp.casework import strictest
from caseapp.casework.child_reading import read_child
from caseapp.casework.child_search import Search, find_children
from caseapp.casework.consent_reading import read_brief
from caseapp.casework.hidden_names import hide_name, lift_hiding, open_name
from caseapp.casework.measure_papers import Place
from caseapp.casework.one_child import kin_of
from caseapp.casework.placements import NewPlacement, start_placement
from caseapp.casework.referral_reading import read_referral
from caseapp.casework.screening import open_case
from caseapp.casework.sheltered import sheltered_among
from caseapp.casework.strictest import Protection
from caseapp.casework.unshown import unshown
from caseapp.records.children import Child
from caseapp.rules.access import Act
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.measures import ADDRESS, HOST, TODAY
from tests.factories.merges import Two, two_wards, undo
from tests.factories.people import add, say
from tests.factories.referrals import add_agency, draft
from tests.factories.reports import log_one
from tests.factories.web import CAI_KHE, NINH_KIEU

EVERY = {"marks", "hidden_name", "shelter", "safe_contact", "restriction", "consent"}


@pytest.fixture
def two(house: House) -> Two:
    return two_wards(house)


def case_of(two: Two, code: str, *, other: bool = False) -> str:
    with two.house.app.app_context():
        actor = two.other if other else two.own
        report = log_one(two.house, by=actor, event_area=CAI_KHE if other else NINH_KIEU)
        return open_case(actor, report, code, now=NOW)


def test_each_protection_stands_in_the_list() -> None:
    assert {each.name for each in strictest.PROTECTIONS} == EVERY


def test_a_protection_of_the_second_child_holds_for_the_first_until_it_is_undone(
    two: Two, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shown by a column that is there already; those to come add their line."""

    def take(_door: object, first: object, second: object) -> str:
        before, first.address = first.address, second.address  # type: ignore[attr-defined]
        return str(before)

    def back(_door: object, first: object, before: str) -> None:
        first.address = before  # type: ignore[attr-defined]

    monkeypatch.setattr(
        strictest, "PROTECTIONS", (*strictest.PROTECTIONS, Protection("address", take, back))
    )
    with two.house.app.app_context():
        before = read_child(two.own, two.first, now=NOW).address
    number = two.merge()
    with two.house.app.app_context():
        assert read_child(two.own, two.first, now=NOW).address == ""
    undo(two, number)
    with two.house.app.app_context():
        assert read_child(two.own, two.first, now=NOW).address == before


@pytest.mark.parametrize("which", ["first", "second"])
def test_a_hidden_name_hides_both_and_only_its_own_after_parting(two: Two, which: str) -> None:
    hidden, plain = (two.first, two.second) if which == "first" else (two.second, two.first)
    number = two.agreed()
    with two.house.app.app_context():
        hide_name(two.own if which == "first" else two.other, hidden, reason="Dò hỏi", now=NOW)
    two.decide(number)
    with two.house.app.app_context():
        for code in (hidden, plain):
            view = read_child(two.other, code, now=NOW)
            assert (view.full_name, view.name_hidden) == (two.first, True)
        assert find_children(two.own, Search("Hòa"), now=NOW).lines == []
        assert open_name(two.supervisor, plain, now=NOW).name == "Đỗ Thị Hòa"
        assert "merged" in {
            each.reason for each in open_name(two.supervisor, plain, now=NOW).history
        }
    undo(two, number)
    with two.house.app.app_context():
        own, other = (two.own, two.other) if which == "first" else (two.other, two.own)
        assert read_child(own, hidden, now=NOW).full_name == hidden
        assert read_child(other, plain, now=NOW).full_name in {"Đỗ Thị Hòa", "Do Thi Hoa"}


def test_what_is_hidden_or_shown_of_the_one_child_holds_for_both_records(two: Two) -> None:
    number = two.merge()
    with two.house.app.app_context():
        hide_name(two.own, two.second, reason="Dò hỏi", now=NOW)
        lift_hiding(two.supervisor, two.second, reason="Hết dò hỏi", now=NOW)
        hide_name(two.own, two.first, reason="Lại dò hỏi", now=NOW)
    undo(two, number)
    with two.house.app.app_context():
        assert read_child(two.own, two.first, now=NOW).name_hidden
        assert read_child(two.other, two.second, now=NOW).name_hidden


def test_a_number_that_nobody_calls_is_not_called_whichever_record_says_so(two: Two) -> None:
    add(two.house, two.own, two.first, name="Cô Lan", relation="relative")
    add(two.house, two.other, two.second, no_call=True)
    number = two.merge()
    with two.house.app.app_context():
        details = read_child(two.own, two.first, now=NOW).details
        assert details is not None
        assert [each.entry.no_call for each in details.people] == [True, True]
        assert len(read_brief(two.own, two.second, now=NOW).uncalled) == 1
    undo(two, number)
    with two.house.app.app_context():
        assert read_brief(two.own, two.first, now=NOW).uncalled == []


def test_a_protected_address_of_one_record_shelters_the_child(two: Two) -> None:
    case = case_of(two, two.second, other=True)
    number = two.agreed()
    with two.house.app.app_context():
        new = NewPlacement("family", "", Place(HOST, ADDRESS), TODAY, protected=True)
        start_placement(two.other, case, new, now=NOW)
    two.decide(number)

    def sheltered(code: str) -> tuple[bool, bool]:
        with two.house.app.app_context(), desk.reading(SYSTEM, Act.CHILD_READ, now=NOW) as door:
            child = door.find(Child, code=code)
            return bool(sheltered_among(door, kin_of(door, [child.id]))), child.id in unshown(
                door, [child.id]
            )

    assert sheltered(two.first) == sheltered(two.second) == (True, True)
    undo(two, number)
    assert (sheltered(two.first), sheltered(two.second)) == ((False, False), (True, True))


def test_a_refusal_in_one_record_holds_the_referrals_of_the_other_until_they_are_two(
    two: Two,
) -> None:
    code = draft(two.house, two.own, case_of(two, two.first), add_agency(two.house))
    say(two.house, two.own, two.first, "given")
    say(two.house, two.other, two.second, "refused")
    number = two.merge()
    with two.house.app.app_context():
        assert read_brief(two.own, two.first, now=NOW).stands["referral"] == "refused"
        assert read_referral(two.own, code, now=NOW).hold is not None
    undo(two, number)
    with two.house.app.app_context():
        assert read_brief(two.own, two.first, now=NOW).stands["referral"] == "partial"
        (hold,) = read_referral(two.own, code, now=NOW).holds
        assert (hold.way, read_referral(two.own, code, now=NOW).hold) == ("parted", None)
