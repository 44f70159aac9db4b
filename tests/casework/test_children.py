"""Children entered, corrected and moved; what an entry must not say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from caseapp.casework.child_reading import read_child
from caseapp.casework.child_search import Search, find_children
from caseapp.casework.children import edit_child, move_child, register_child
from caseapp.casework.outcomes import AlreadyDone, Missing, Stale
from caseapp.records.children import Child
from caseapp.records.db import db
from caseapp.rules.access import Denied, Role
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, enter_child, officer_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.reports import kept
from tests.factories.web import CAI_KHE, NINH_KIEU

TODAY = date(2026, 11, 23)


def test_a_registered_child_lives_in_its_unit_from_the_day_given(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor, resident_from=date(2026, 1, 5))
    with house.app.app_context():
        view = read_child(actor, code, now=NOW)
    assert (view.full_name, view.sex, view.born) == ("Đỗ Thị Hòa", "female", date(2015, 9, 5))
    assert [(stay.unit, stay.valid_from, stay.valid_until) for stay in view.stays] == [
        ("Phường Ninh Kiều", date(2026, 1, 5), None)
    ]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"full_name": "  "}, "full_name"),
        ({"sex": "neither"}, "sex"),
        ({"born": date(2026, 11, 24)}, "resident_from"),  # not born yet on the first day there
        ({"born": date(2025, 7, 2)}, "resident_from"),  # born a day after it came to live there
        ({"born": date(2009, 7, 1)}, "born"),  # 16 on that very day: no child any more
        ({"personal_id": "12345"}, "personal_id"),
        ({"ethnicity": "Klingon"}, "ethnicity"),
        ({"guardian_relation": "neighbour"}, "guardian_relation"),
        ({"resident_from": None}, "resident_from"),
        ({"resident_from": date(2026, 11, 24)}, "resident_from"),
        # The code of today named another unit (Tân An) before the reform.
        ({"resident_from": date(2025, 6, 30)}, "resident_from"),
        ({"area_code": "92"}, "area_code"),  # the city is no place to live: a ward is
        ({"area_code": "99999"}, "area_code"),
        ({"area_code": CAI_KHE}, "area_code"),  # another unit's child
    ],
)
def test_what_an_entry_must_not_say(house: House, fields: dict[str, object], field: str) -> None:
    actor = officer_of(house)
    with house.app.app_context():
        with pytest.raises(RuleBroken) as broken:
            register_child(actor, replace(a_child(), **fields), now=NOW)  # type: ignore[arg-type]
        assert broken.value.field == field
        assert find_children(actor, Search(), now=NOW).lines == []


def test_the_day_before_the_16th_birthday_is_still_a_childs(house: House) -> None:
    assert enter_child(house, officer_of(house), born=date(2009, 7, 2))


def test_a_form_sent_twice_enters_one_child(house: House) -> None:
    actor = officer_of(house)
    with house.app.app_context():
        code = register_child(actor, a_child(), now=NOW, post="k" * 24)
        with pytest.raises(AlreadyDone) as done:
            register_child(actor, a_child(), now=NOW, post="k" * 24)
        assert done.value.made == code
        assert len(find_children(actor, Search(), now=NOW).lines) == 1


@pytest.mark.parametrize("role", [Role.CHAIR, Role.SUPERVISOR, Role.STATISTICIAN])
def test_only_officers_enter_children(house: House, role: Role) -> None:
    with house.app.app_context(), pytest.raises(Denied):
        register_child(an_actor(role, int(NINH_KIEU)), a_child(), now=NOW)


def test_the_personal_number_lies_sealed(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor, personal_id="092215001234")
    with house.app.app_context():
        raw = db.engine.raw_connection()  # below SQLAlchemy, as a thief with the key would read
        stored = raw.cursor().execute("SELECT * FROM children").fetchall()
        raw.close()
        assert len(stored) == 1
        assert "092215001234" not in str(stored)
        assert "Đỗ Thị Hòa" in str(stored)  # so the row was read at all
        assert read_child(actor, code, now=NOW).personal_id == "092215001234"


def test_a_correction_keeps_what_was_not_said_of_residence(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        before = read_child(actor, code, now=NOW)
        entry = replace(a_child(), full_name="Đỗ Thị Hoà An", area_code="", resident_from=None)
        edit_child(actor, code, entry, version=before.version, now=NOW)
        after = read_child(actor, code, now=NOW)
        assert after.full_name == "Đỗ Thị Hoà An"
        assert after.stays == before.stays
        found = find_children(actor, Search("hoa an"), now=NOW).lines
        assert [line.code for line in found] == [code]


def test_a_second_officer_does_not_overwrite_the_first(house: House) -> None:
    first, second = officer_of(house), officer_of(house)
    code = enter_child(house, first)
    with house.app.app_context():
        version = read_child(first, code, now=NOW).version
        edit_child(first, code, a_child(address="Hẻm 5"), version=version, now=NOW)
        with pytest.raises(Stale):
            edit_child(second, code, a_child(address="Hẻm 7"), version=version, now=NOW)
        assert read_child(first, code, now=NOW).address == "Hẻm 5"


def test_a_move_ends_the_stay_before(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        move_child(actor, code, area_code=CAI_KHE, since=date(2026, 9, 1), now=NOW)
        stays = read_child(actor, code, now=NOW).stays
    assert [(stay.unit, stay.valid_from, stay.valid_until) for stay in stays] == [
        ("Phường Cái Khế", date(2026, 9, 1), None),
        ("Phường Ninh Kiều", date(2025, 7, 1), date(2026, 9, 1)),
    ]


@pytest.mark.parametrize(
    ("area_code", "since", "field"),
    [
        (CAI_KHE, date(2026, 11, 24), "since"),
        (CAI_KHE, date(2025, 7, 1), "since"),  # the first stay began that day
        (CAI_KHE, date(2025, 6, 30), "since"),
        (NINH_KIEU, TODAY, "area_code"),  # it lives there
        ("92", TODAY, "area_code"),
        ("", TODAY, "area_code"),
    ],
)
def test_moves_that_cannot_be(house: House, area_code: str, since: date, field: str) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        with pytest.raises(RuleBroken) as broken:
            move_child(actor, code, area_code=area_code, since=since, now=NOW)
        assert broken.value.field == field
        assert len(read_child(actor, code, now=NOW).stays) == 1


def test_a_child_may_move_out_of_the_city(house: House) -> None:
    actor = officer_of(house)
    code = enter_child(house, actor)
    with house.app.app_context():
        move_child(actor, code, area_code="outside", since=TODAY, now=NOW)
        assert read_child(actor, code, now=NOW).stays[0].unit == "Ngoài thành phố"


def test_another_wards_officer_finds_no_such_child(house: House) -> None:
    code = enter_child(house, officer_of(house))
    stranger = officer_of(house, CAI_KHE)
    with house.app.app_context():
        with pytest.raises(Missing):
            edit_child(stranger, code, a_child(), version=1, now=NOW)
        with pytest.raises(Missing):
            move_child(stranger, code, area_code=CAI_KHE, since=TODAY, now=NOW)


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"number_missing": "lost"}, "number_missing"),
        ({"number_missing": "unknown", "personal_id": "092315000001"}, "number_missing"),
        ({"birth_registration": "maybe"}, "birth_registration"),
        ({"birth_certificate": "12/2015"}, "birth_registration"),
        ({"born": date(2025, 7, 2)}, "born"),  # lives there since the day before
    ],
)
def test_papers_that_do_not_fit_are_refused_at_their_field(
    house: House, fields: dict[str, object], at: str
) -> None:
    officer = officer_of(house)
    code = enter_child(house, officer)
    with house.app.app_context():
        version = read_child(officer, code, now=NOW).version
        with pytest.raises(RuleBroken) as caught:
            edit_child(officer, code, a_child(**fields), version=version, now=NOW)  # type: ignore[arg-type]
    assert caught.value.field == at


def test_papers_are_kept_and_the_certificate_is_sealed(house: House) -> None:
    officer = officer_of(house)
    paper = {"birth_registration": "registered", "birth_certificate": "12/2015, UBND Ninh Kiều"}
    code = enter_child(house, officer, number_missing="unknown", **paper)
    with house.app.app_context():
        view = read_child(officer, code, now=NOW)
    assert (view.number_missing, view.birth_certificate) == ("unknown", paper["birth_certificate"])
    ((cell,),) = kept(house, select(Child.birth_certificate))
    assert b"12/2015" not in cell
