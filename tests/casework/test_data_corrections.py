"""What a correction keeps: only the fields that differ, sealed, and nothing of before the rest."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp.casework.child_reading import masked, read_child
from caseapp.casework.children import edit_child
from caseapp.casework.data_corrections import Change
from caseapp.casework.data_request_reading import read_request
from caseapp.casework.data_requests import (
    Answer,
    NewRequest,
    answer_request,
    execute_request,
    record_request,
)
from caseapp.casework.hidden_names import hide_name, lift_hiding
from caseapp.records.audit import AuditEntry
from caseapp.records.data_requests import DataRequest
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, actor_of, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.reports import kept
from tests.factories.web import CITY, make_user


def test_only_what_differs_is_kept(house: House) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    child = enter_child(house, officer)
    new = NewRequest("correction", "child", "letter", NOW, "Sai tên")
    with house.app.app_context():
        code = record_request(officer, child, new, now=NOW)
        answer_request(chair, code, Answer("accept", "Sửa"), version=None, now=NOW)
        version = read_child(officer, child, now=NOW).version
        entry = a_child(full_name="Đỗ Thị Hoa", address="9 đường Thử")
        edit_child(officer, child, entry, version=version, now=NOW)
        execute_request(officer, code, "Đã sửa", version=None, now=NOW)
        changes = read_request(officer, code, now=NOW).changes
    assert changes == [
        Change("full_name", "Đỗ Thị Hòa", "Đỗ Thị Hoa"),
        Change("address", "", "9 đường Thử"),
    ]
    ((before, sealed),) = kept(house, select(DataRequest.before, DataRequest.changes))
    assert before is None
    assert b"Hoa" not in sealed


def test_of_a_hidden_name_neither_the_old_nor_the_new_is_told(house: House) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    supervisor = actor_of(house, make_user(house, "supervisor", CITY))
    child = enter_child(house, officer)
    new = NewRequest("correction", "child", "letter", NOW, "Sai tên")
    with house.app.app_context():
        code = record_request(officer, child, new, now=NOW)
        answer_request(chair, code, Answer("accept", "Sửa"), version=None, now=NOW)
        hide_name(chair, child, reason="Có người tìm em", now=NOW)
        with pytest.raises(RuleBroken, match="Nothing was corrected"):  # hiding corrects nothing
            execute_request(officer, code, "Đã sửa", version=None, now=NOW)
        lift_hiding(chair, child, reason="Hết lo", now=NOW)
        version = read_child(officer, child, now=NOW).version
        edit_child(officer, child, a_child(full_name="Đỗ Thị Hoa"), version=version, now=NOW)
        hide_name(chair, child, reason="Có người tìm em", now=NOW)
        execute_request(officer, code, "Đã sửa", version=None, now=NOW)
        told = {
            who: read_request(who, code, now=NOW).changes for who in (officer, supervisor, chair)
        }
    assert told[officer] == told[supervisor] == [Change("full_name", child, child)]
    assert told[chair] == [Change("full_name", "Đỗ Thị Hòa", "Đỗ Thị Hoa")]
    looked = select(AuditEntry.actor).where(AuditEntry.detail.contains('"name": true'))
    assert (chair.label,) in kept(house, looked)


def test_of_a_personal_number_only_the_end_is_shown(house: House) -> None:
    officer, chair = officer_of(house), actor_of(house, make_user(house, "chair"))
    child = enter_child(house, officer, personal_id="092315001234")
    new = NewRequest("correction", "child", "letter", NOW, "Sai số định danh")
    with house.app.app_context():
        code = record_request(officer, child, new, now=NOW)
        answer_request(chair, code, Answer("accept", "Sửa"), version=None, now=NOW)
        version = read_child(officer, child, now=NOW).version
        edit_child(officer, child, a_child(personal_id="092315007777"), version=version, now=NOW)
        execute_request(officer, code, "Đã sửa", version=None, now=NOW)
        (change,) = read_request(officer, code, now=NOW).changes
    assert change == Change("personal_id", masked("092315001234"), masked("092315007777"))
    assert not {"09231500"} & {change.old[:8], change.new[:8]}
    assert (change.old[-4:], change.new[-4:]) == ("1234", "7777")
