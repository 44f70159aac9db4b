"""What a referral shares is chosen until it is sent, frozen then, and shown as it was."""

from __future__ import annotations

import pytest

from caseapp.casework.child_health import HealthEntry, note_health
from caseapp.casework.child_reading import read_child
from caseapp.casework.child_schools import SchoolEntry, record_school
from caseapp.casework.children import edit_child
from caseapp.casework.disclosures import (
    Choice,
    choose_sharing,
    list_disclosures,
    read_sharing,
)
from caseapp.casework.inbox import list_sent, read_sent
from caseapp.casework.referral_reading import read_referral
from caseapp.casework.referrals import Answer, move_referral
from caseapp.rules.access import Actor
from caseapp.rules.outcomes import Stale
from caseapp.rules.values import RuleBroken, local_day
from tests.casework.test_inbox import speaker
from tests.factories.children import a_child, actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.people import add, add_speaker, child_of, say
from tests.factories.referrals import SHARED, add_agency, draft, open_a_case, take
from tests.factories.web import CITY, make_user


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def supervisor(house: House) -> Actor:
    return actor_of(house, make_user(house, "supervisor", CITY))


@pytest.fixture
def case(house: House, officer: Actor) -> str:
    return open_a_case(house, officer)


WHY = "Trẻ cần được chữa trị"


def test_the_agency_sees_what_was_ticked_and_as_it_was_then(
    house: House, officer: Actor, supervisor: Actor, case: str
) -> None:
    child = child_of(house, case)
    add(
        house,
        officer,
        child,
        name="Bà Năm",
        relation="grandparent",
        cares=True,
        phone="0909 111 222",
        no_call=True,
    )
    known(house, officer, child)
    fields = ("name", "birth", "school", "carer", "health")
    code = draft(house, officer, case, add_agency(house), Choice(fields, "duty", WHY))
    take(house, supervisor, code, "send")
    with house.app.app_context():
        note_health(officer, child, HealthEntry(text="Động kinh"), now=NOW)
        correct_name(officer, child, "Đỗ Thị Khác")
        agency = speaker(house, supervisor)
        view = read_sent(agency, code, now=NOW)
        assert view.values == {
            "reason": "Mất ngủ sau sự việc",
            "name": "Đỗ Thị Hòa",
            "birth": {"on": "2015-09-05", "precision": "day"},
            "school": {"attendance": "attends", "school": "Tiểu học An Khánh", "grade": "4A"},
            "carer": [{"name": "Bà Năm", "relation": "grandparent", "phone": ""}],
            "health": [{"text": "Hen suyễn", "types": [], "level": ""}],
        }
        assert [line.child_name for line in list_sent(agency, now=NOW)] == ["Đỗ Thị Hòa"]
        told = read_referral(officer, code, now=NOW).shared
        assert told is not None
        assert (told.values, told.basis, told.reason) == (view.values, "duty", WHY)
        for reader, of in ((officer, child), (supervisor, "")):
            (line,) = list_disclosures(reader, now=NOW, child_code=of)
            assert (line.referral, line.fields, line.shared_by) == (
                code, told.fields, supervisor.name,
            )  # fmt: skip


def known(house: House, officer: Actor, child: str) -> None:
    with house.app.app_context():
        note_health(officer, child, HealthEntry(text="Hen suyễn"), now=NOW)
        school = SchoolEntry("attends", "Tiểu học An Khánh", "4A", local_day(NOW))
        record_school(officer, child, school, now=NOW)


def correct_name(officer: Actor, child: str, name: str) -> None:
    entry = a_child(full_name=name)
    version = read_child(officer, child, now=NOW).version
    edit_child(officer, child, entry, version=version, now=NOW)


def test_a_name_that_is_not_shared_stands_nowhere(
    house: House, officer: Actor, supervisor: Actor, case: str
) -> None:
    code = draft(house, officer, case, add_agency(house), Choice((), "duty", WHY))
    take(house, supervisor, code, "send")
    agency = speaker(house, supervisor)
    with house.app.app_context():
        assert read_sent(agency, code, now=NOW).values == {"reason": "Mất ngủ sau sự việc"}
        assert [line.child_name for line in list_sent(agency, now=NOW)] == [""]


@pytest.mark.parametrize("agreed", [True, False])
def test_it_rests_on_consent_only_where_that_was_given(
    house: House, officer: Actor, supervisor: Actor, case: str, agreed: bool
) -> None:
    code = draft(house, officer, case, add_agency(house), Choice(("name",), "consent"))
    child = child_of(house, case)
    mother = add_speaker(house, officer, child)
    say(house, officer, child, "given", mother)
    if agreed:
        say(house, officer, child, "given")
        return take(house, supervisor, code, "send")
    with house.app.app_context(), pytest.raises(RuleBroken, match="not agreed"):
        move_referral(supervisor, code, move="send", answer=Answer(NOW), now=NOW)
    return None


def test_without_a_choice_nothing_is_sent_and_after_it_nothing_is_changed(
    house: House, officer: Actor, supervisor: Actor, case: str
) -> None:
    code = draft(house, officer, case, add_agency(house), None)
    with house.app.app_context():
        with pytest.raises(RuleBroken, match="Choose first"):
            move_referral(supervisor, code, move="send", answer=Answer(NOW), now=NOW)
        choose_sharing(officer, code, SHARED, version=0, now=NOW)
        with pytest.raises(Stale):
            choose_sharing(officer, code, SHARED, version=7, now=NOW)
        move_referral(supervisor, code, move="send", answer=Answer(NOW), now=NOW)
        with pytest.raises(RuleBroken, match="sent already"):
            choose_sharing(officer, code, Choice((), "duty", WHY), version=1, now=NOW)
        view = read_sharing(officer, code, now=NOW)
        assert (view.sent, view.stands) == (True, "open")
