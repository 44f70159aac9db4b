"""A child that may be known already is asked about: the own unit's whole, others' by their code."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework import unshown
from caseapp.casework.children import register_child
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.outcomes import AlreadyDone
from caseapp.casework.screening import open_case
from caseapp.casework.twins import KnownAlready
from caseapp.records.audit import AuditEntry
from caseapp.records.twins import TwinPreview
from caseapp.rules.access import Actor
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, enter_child, officer_of
from tests.factories.house import NOW, House
from tests.factories.reports import SUPERVISOR, log_one
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user

NUMBER = "092215001234"


def enter(house: House, actor: Actor, area: str = NINH_KIEU, **fields: object) -> str:
    with house.app.app_context():
        return register_child(actor, a_child(area, distinct=False, **fields), now=NOW)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"full_name": "Đỗ Thị Hoa"},
        {"full_name": "ĐỖ  thị hoà"},  # folded: without marks, case and blanks
        {"full_name": "Lê Văn Khác", "born": date(2014, 1, 1), "personal_id": NUMBER},
    ],
)
def test_an_equal_name_with_birth_or_an_equal_number_is_asked_about(
    house: House, fields: dict[str, object]
) -> None:
    officer = officer_of(house)
    known = enter_child(house, officer, personal_id=NUMBER)
    with pytest.raises(RuleBroken) as asked:
        enter(house, officer, **fields)
    assert asked.value.field == "distinct"
    assert f"Đỗ Thị Hòa ({known})" in str(asked.value)
    other = enter_child(house, officer, **fields)  # it is another child, says the officer
    assert other != known


@pytest.mark.parametrize(
    "fields",
    [
        {"born": date(2015, 9, 6)},
        {"born": None, "birth_precision": ""},  # nothing to tell two of one name apart by
        {"personal_id": "092215001235", "born": date(2015, 1, 1)},
    ],
)
def test_others_are_entered_without_a_question(house: House, fields: dict[str, object]) -> None:
    officer = officer_of(house)
    enter_child(house, officer, personal_id=NUMBER)
    assert enter(house, officer, **fields)


def test_of_another_ward_a_code_and_whom_to_ask_is_told_and_nothing_else(house: House) -> None:
    known = enter_child(house, officer_of(house), guardian_phone="0912345678")
    other = officer_of(house, CAI_KHE)
    with pytest.raises(KnownAlready) as asked:
        enter(
            house,
            other,
            CAI_KHE,
            full_name="Do Hoa",
            born=date(2014, 9, 5),
            guardian_phone="0912 345 678",
        )
    assert asked.value.own == ()
    [preview] = asked.value.others
    assert (preview.code, preview.unit) == (known, "Phường Ninh Kiều")
    assert preview.people  # the officer there
    assert "Hòa" not in str(asked.value)
    with house.app.app_context(), desk.ledger() as session:
        [row] = session.scalars(select(TwinPreview)).all()
        assert row.user_id == other.user_id
        acts = select(AuditEntry.detail).where(AuditEntry.subject == f"child:{row.child_id}")
        assert any("preview" in (detail or "") for detail in session.scalars(acts))


def test_an_equal_number_alone_tells_nothing_of_another_ward(house: House) -> None:
    enter_child(house, officer_of(house), personal_id=NUMBER)
    fields = {"full_name": "Lê Văn Khác", "personal_id": NUMBER}
    assert enter(house, officer_of(house, CAI_KHE), CAI_KHE, **fields)


def test_ten_a_day_are_told_and_the_eleventh_child_is_entered_in_silence(house: House) -> None:
    officer, other = officer_of(house), officer_of(house, CAI_KHE)
    names = [
        f"Đỗ Thị {name}"
        for name in [
            "An",
            "Bình",
            "Cúc",
            "Diệu",
            "Em",
            "Giang",
            "Hạnh",
            "Khánh",
            "Lan",
            "Mai",
            "Ngà",
        ]
    ]
    for name in names:
        enter_child(house, officer, full_name=name)
    for name in [*names[:10], names[0]]:  # who is shown once more counts once
        with pytest.raises(KnownAlready):
            enter(house, other, CAI_KHE, full_name=name)
    assert enter(house, other, CAI_KHE, full_name=names[10])
    with house.app.app_context(), desk.ledger() as session:
        assert len(set(session.scalars(select(TwinPreview.child_id)))) == 10


def test_of_a_protected_child_nothing_is_told(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a mark of conflict, whoever it is kept from; and by whatever protection is added."""
    known = enter_child(house, officer_of(house))
    officer, other = officer_of(house, CAI_KHE), officer_of(house, CAI_KHE)
    kept_from = make_user(house, "officer")
    with house.app.app_context():
        mark_conflict(SUPERVISOR, "child", known, username=kept_from, reason="x", now=NOW)
    assert enter(house, officer, CAI_KHE)
    monkeypatch.setattr(unshown, "PROTECTIONS", ())
    enter_child(house, officer_of(house, "31150"), area_code="31150", full_name="Lê Thị Mai")
    with pytest.raises(KnownAlready):
        enter(house, other, CAI_KHE, full_name="Lê Thị Mai")
    monkeypatch.setattr(unshown, "PROTECTIONS", (lambda _door, children: set(children),))
    assert enter(house, other, CAI_KHE, full_name="Lê Thị Mai")


def test_a_form_sent_twice_asks_nothing_about_what_it_made_itself(house: House) -> None:
    officer, key = officer_of(house), "k" * 24
    with house.app.app_context():
        made = register_child(officer, a_child(distinct=False), now=NOW, post=key)
        with pytest.raises(AlreadyDone) as done:
            register_child(officer, a_child(distinct=False), now=NOW, post=key)
    assert done.value.made == made


def test_it_is_asked_before_a_case_is_opened_as_well(house: House) -> None:
    officer = officer_of(house)
    known = enter_child(house, officer)
    report = log_one(house)
    with house.app.app_context():
        with pytest.raises(RuleBroken) as asked:
            open_case(officer, report, a_child(distinct=False), now=NOW)
        assert known in str(asked.value)
        assert open_case(officer, report, a_child(), now=NOW)
