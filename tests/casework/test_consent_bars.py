"""Who is suspected, or kept from the file, has no word for the child: by name or by number."""

from __future__ import annotations

import pytest

from caseapp.casework import conflicts
from caseapp.casework.consent_reading import read_consents
from caseapp.casework.consents import Word, record_word
from caseapp.casework.intake import Intake
from caseapp.casework.reports import log_report
from caseapp.casework.screening import open_case
from caseapp.casework.suspects import Suspect
from caseapp.rules.access import Actor
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.people import MOTHER, add_speaker, say
from tests.factories.reports import told
from tests.factories.web import CAI_KHE, CITY, make_user


@pytest.fixture
def officer(house: House) -> Actor:
    return officer_of(house)


@pytest.fixture
def child(house: House, officer: Actor) -> str:
    return enter_child(house, officer)


def accuse(house: House, officer: Actor, child: str, suspect: Suspect) -> None:
    with house.app.app_context():
        report = log_report(officer, told(), intake=Intake(suspect), now=NOW)
        open_case(officer, report, child, now=NOW)


@pytest.mark.parametrize(
    ("suspect", "name", "stopped"),
    [
        (Suspect("no", "nguyen thi mai"), MOTHER, True),
        (Suspect("no", "bà Nguyễn Thị Mai, mẹ cháu"), MOTHER, True),
        (Suspect("no", "người lạ", "+84 909 111 222"), MOTHER, True),
        (Suspect("no", "Mai"), MOTHER, False),  # one word is in too many names
        (Suspect("no", "Nguyễn Thị Maii"), MOTHER, False),
        (Suspect("no", "Tám"), "Tám", True),
    ],
)
def test_a_suspect_has_no_word_and_what_was_said_before_counts_no_more(
    house: House, officer: Actor, child: str, suspect: Suspect, name: str, stopped: bool
) -> None:
    person = add_speaker(house, officer, child, name=name)
    say(house, officer, child, "given", person)
    say(house, officer, child, "given")
    accuse(house, officer, child, suspect)
    with house.app.app_context():
        view = read_consents(officer, child, now=NOW)
        assert view.purposes[1].stands == ("partial" if stopped else "given")
        assert [each.barred for each in view.speakers] == [stopped]
        for kind in ("given", "withdrawn", "refused"):
            word = Word("referral", kind, person, NOW)
            if not stopped:
                record_word(officer, child, word, now=NOW)
                continue
            with pytest.raises(RuleBroken) as caught:
                record_word(officer, child, word, now=NOW)
            assert caught.value.field == "person"


def test_a_suspect_of_another_units_report_is_one_here(
    house: House, officer: Actor, child: str
) -> None:
    person = add_speaker(house, officer, child)
    accuse(house, officer, child, Suspect("no", MOTHER))
    stranger = officer_of(house, CAI_KHE)
    small = enter_child(house, stranger, area_code=CAI_KHE)
    add_speaker(house, stranger, small)
    with house.app.app_context():
        assert read_consents(officer, child, now=NOW).speakers[0].number == person
        assert read_consents(officer, child, now=NOW).speakers[0].barred
        assert not read_consents(stranger, small, now=NOW).speakers[0].barred  # another child


def test_a_user_from_whom_the_file_is_kept_has_no_word(
    house: House, officer: Actor, child: str
) -> None:
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    colleague = make_user(house, "officer")
    with house.app.app_context():
        name = next(
            each.full_name
            for each in conflicts.read_marks(supervisor, "child", child, now=NOW).people
            if each.username == colleague
        )
    person = add_speaker(house, officer, child, name=name)
    with house.app.app_context():
        assert not read_consents(officer, child, now=NOW).speakers[0].barred
        conflicts.mark_conflict(
            supervisor, "child", child, username=colleague, reason="Là người nhà", now=NOW
        )
        assert read_consents(officer, child, now=NOW).speakers[0].barred
        with pytest.raises(RuleBroken):
            record_word(officer, child, Word("referral", "given", person, NOW), now=NOW)
