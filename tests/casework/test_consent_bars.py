"""Who is suspected, or kept from the file, has no word for the child: by name or by number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from caseapp.casework import conflicts
from caseapp.casework.consent_reading import read_consents
from caseapp.casework.consents import Word, record_word
from caseapp.casework.intake import Intake
from caseapp.casework.reports import log_report
from caseapp.casework.screening import open_case
from caseapp.casework.suspect_rows import (
    SuspectDetails,
    correct_suspect,
    name_suspect,
    read_suspects,
    take_out_suspect,
)
from caseapp.casework.suspects import Suspect
from caseapp.records.children import Child
from caseapp.records.reports import Report
from caseapp.rules.access import Actor
from caseapp.rules.values import RuleBroken
from tests.factories.care import CARER, decided
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.measures import a_desk
from tests.factories.people import MOTHER, add_speaker, say
from tests.factories.reports import kept, told
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


@pytest.mark.parametrize(
    ("details", "stopped"),
    [
        (SuspectDetails("bà Nguyễn Thị Mai"), True),
        (SuspectDetails("người lạ", "0909111222"), True),
        (SuspectDetails("chị Tư", relation="mother"), True),  # a child has one mother
        (SuspectDetails(note="không rõ tên", relation="mother"), True),
        (SuspectDetails("Trần Văn Ba", relation="father"), False),
        (SuspectDetails("Nguyễn Thị Mười", relation="unknown"), False),
        (SuspectDetails(note="không rõ tên"), False),
    ],
)
def test_rows_of_suspects_bar_like_the_first_answer(
    house: House, officer: Actor, child: str, details: SuspectDetails, stopped: bool
) -> None:
    add_speaker(house, officer, child)
    with house.app.app_context():
        report = log_report(officer, told(), intake=Intake(Suspect("no")), now=NOW)
        open_case(officer, report, child, now=NOW)
        name_suspect(officer, report, details, now=NOW)
        assert read_consents(officer, child, now=NOW).speakers[0].barred is stopped
        (row,) = read_suspects(officer, report, now=NOW)
        take_out_suspect(officer, report, row.number, now=NOW)  # named by mistake
        assert not read_consents(officer, child, now=NOW).speakers[0].barred


def test_an_uncle_without_a_name_may_be_any_and_one_with_a_name_is_none_but_him(
    house: House, officer: Actor, child: str
) -> None:
    add_speaker(house, officer, child, name="Cậu Út", relation="relative")
    with house.app.app_context():
        report = log_report(officer, told(), now=NOW)
        open_case(officer, report, child, now=NOW)
        unnamed = SuspectDetails(note="một người bà con", relation="relative")
        name_suspect(officer, report, unnamed, now=NOW)
        assert read_consents(officer, child, now=NOW).speakers[0].barred
        (row,) = read_suspects(officer, report, now=NOW)
        known = replace(unnamed, name="Dì Sáu Hạnh")
        correct_suspect(officer, report, row.number, known, now=NOW)
        assert not read_consents(officer, child, now=NOW).speakers[0].barred


def test_a_correction_of_the_first_answer_counts_in_its_place(
    house: House, officer: Actor, child: str
) -> None:
    add_speaker(house, officer, child)
    accuse(house, officer, child, Suspect("no", MOTHER))
    with house.app.app_context():
        (report,) = [code for (code,) in kept(house, select(Report.code))]
        (row,) = read_suspects(officer, report, now=NOW)
        correct_suspect(officer, report, row.number, SuspectDetails("Ông Bảy Lé"), now=NOW)
        assert not read_consents(officer, child, now=NOW).speakers[0].barred


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


def test_the_alternative_carer_is_barred_by_the_name_in_the_register_too(house: House) -> None:
    desk = a_desk(house)
    decided(house, desk)
    ((child,),) = kept(house, select(Child.code))
    person = {"name": "Cô Nhận", "relation": "foster_carer", "phone": ""}
    add_speaker(house, desk.officer, child, **person)
    with house.app.app_context():
        name_suspect(desk.officer, desk.report, SuspectDetails("Trần Văn Ba"), now=NOW)
        assert not read_consents(desk.officer, child, now=NOW).speakers[0].barred
        name_suspect(desk.officer, desk.report, SuspectDetails(CARER), now=NOW)
        assert read_consents(desk.officer, child, now=NOW).speakers[0].barred
