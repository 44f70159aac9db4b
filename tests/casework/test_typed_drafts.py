"""Which typed drafts go along with the work of a unit, and with a case that changes its unit."""

from __future__ import annotations

from datetime import date, timedelta

from caseapp import desk
from caseapp.casework.assigning import assign_officer
from caseapp.casework.case_reading import read_case
from caseapp.casework.file_lending import lend
from caseapp.casework.kept_forms import Typed, list_kept, save
from caseapp.casework.typed_drafts import TypedDraft, is_kept, typed_in
from caseapp.records.cases import Case
from caseapp.records.kept_forms import KeptForm
from caseapp.records.marks import MARKED
from caseapp.records.reports import Report
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Act, Actor, Role
from caseapp.rules.deciding import Way
from tests.factories.children import actor_of, enter_child
from tests.factories.house import NOW, House
from tests.factories.leaving import act_of
from tests.factories.reports import SUPERVISOR
from tests.factories.rows import CAI_KHE, NINH_KIEU
from tests.factories.transfers import Handing
from tests.factories.web import make_user

NOTE = "/cases/{}/notes/new"
UNITS = (NINH_KIEU, CAI_KHE)


def type_in(person: Actor, path: str, token: str = "t", saves: int = 0, **fields: str) -> None:
    save(person, Typed(token * 24, path, "", list(fields.items()), saves=saves), clock=NOW)


WHERE = {
    "": CAI_KHE,  # of two own units the one that a report would lie in
    f"kept:{NINH_KIEU}": NINH_KIEU,
    str(CAI_KHE): CAI_KHE,
    "kept:31168": CAI_KHE,  # it happened elsewhere: a report of the writer's own unit
}


def test_a_new_report_goes_with_the_unit_in_which_it_would_lie(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    with house.app.app_context():
        with desk.ledger(write=True) as session:
            session.add(
                RoleGrant(
                    user_id=officer.user_id, role="officer", area_id=CAI_KHE,
                    valid_from=date(2026, 1, 1), entered_at=NOW,
                )
            )  # fmt: skip
        for saves, (area, goes_with) in enumerate(WHERE.items()):
            type_in(officer, "/reports/new", saves=saves, event_area=area)
            with desk.reading(SUPERVISOR, Act.ACCOUNT_HAND_ON, now=NOW) as door:
                number = officer.user_id or 0
                found = {unit: len(typed_in(door, number, unit, act_of)) for unit in UNITS}
            assert found == {NINH_KIEU: 0, CAI_KHE: 0} | {goes_with: 1}, area


def test_a_form_that_names_a_file_of_another_unit_stays(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    other = actor_of(house, make_user(house, "officer", str(CAI_KHE)))
    own, foreign = enter_child(house, officer), enter_child(house, other, area_code=str(CAI_KHE))
    with house.app.app_context():
        for token, child in (("a", own), ("b", foreign), ("c", "")):
            type_in(officer, "/cases/new", token, child=child)
        type_in(officer, "/cases/none", "d", text="không có hồ sơ nào")
        with desk.reading(SUPERVISOR, Act.ACCOUNT_HAND_ON, now=NOW) as door:
            found = typed_in(door, officer.user_id or 0, NINH_KIEU, act_of)
    assert [min(each.marks, default="") for each in found] == [own, "", ""]


NAMED = [
    ("/reports/new", {"keep_from": "moi"}, True),
    ("/reports/new", {"suspect_name": "cán bộ NGUOI DUNG MOI"}, True),
    ("/reports/new", {"child_state": "Trẻ nói bị Người dùng Moi đánh"}, True),
    ("/reports/new", {"suspect_phone": "+84 903 123 456"}, True),
    ("/reports/new", {"suspect_personal_id": "092000000001"}, True),
    ("/reports/new", {"child_state": "Người dùng khác kể", "suspect_phone": "0909"}, False),
    ("/reports/BC-26-AAAAAAAA/suspects/new", {"name": "Người dùng moi"}, True),
    ("/reports/BC-26-AAAAAAAA/suspects/new", {"phone": "0903 123 456"}, True),
    ("/reports/BC-26-AAAAAAAA/siblings/new", {"carer_name": "Người dùng moi"}, True),
    ("/cases/HS-26-AAAAAAAA/notes/new", {"text": "Cháu sợ Người dùng moi"}, True),
    ("/cases/HS-26-AAAAAAAA/notes/new", {"text": "Đã gọi bà ngoại"}, False),
]


def test_a_draft_that_names_the_receiver_is_kept_from_them(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    make_user(house, "officer", username="moi")
    opened = desk.reading(SUPERVISOR, Act.ACCOUNT_HAND_ON, now=NOW)
    with house.app.app_context(), opened as door, door.session.no_autoflush:
        taker = door.find(User, username="moi")
        taker.phone_mac = door.mac("0903123456")
        taker.personal_id_mac = door.mac("092000000001")
        for path, field, kept in NAMED:
            row = KeptForm(user_id=officer.user_id, path=path, at=NOW)
            draft = TypedDraft(row, "", list(field.items()), frozenset(MARKED.findall(path)))
            assert is_kept(door, draft, taker, frozenset()) == kept, field


def test_drafts_about_a_case_go_with_it_to_who_takes_charge_in_the_other_unit(
    handing: Handing,
) -> None:
    house = handing.house
    name = make_user(house, "officer", str(CAI_KHE), "canbo.moi")
    new = actor_of(house, name)
    with house.app.app_context():
        type_in(handing.officer, NOTE.format(handing.case), text="Bà ngoại kể rằng")
        type_in(handing.officer, "/reports/new", "n", child_name="Bé Bi")
        type_in(handing.chair, f"/cases/{handing.case}/closing/decision", "d", words="Đồng ý")
    handing.ask()
    handing.accept(now=NOW + timedelta(hours=1))
    with house.app.app_context():
        assert len(list_kept(handing.officer)) == 2  # nobody is in charge there yet
        version = read_case(SUPERVISOR, handing.case, now=NOW).version
        assign_officer(SUPERVISOR, handing.case, username=name, version=version, now=NOW)
        (kept,) = list_kept(new)
        assert (kept.mark, kept.typed_by) == (handing.case, handing.officer.name)
        assert [each.path for each in list_kept(handing.officer)] == ["/reports/new"]
        assert len(list_kept(handing.chair)) == 1  # a chair's words are nobody else's
        again = make_user(house, "officer", str(CAI_KHE), "canbo.khac")
        assign_officer(SUPERVISOR, handing.case, username=again, version=version + 1, now=NOW)
        assert len(list_kept(new)) == 1  # who is of the unit goes on with what they typed


def test_who_stands_in_for_another_unit_goes_on_with_what_they_type(handing: Handing) -> None:
    house = handing.house
    name = make_user(house, "officer", username="canbo.moi")
    with house.app.app_context():
        with desk.writing(SUPERVISOR, Act.FILE_ENTRUST, now=NOW) as door:
            case = door.find(Case, code=handing.case)
            (report,) = door.rows(Report.case_id, case.id)
            lend(door, report, Role.OFFICER, handing.other_officer.user_id or 0, Way.NAMED)
        type_in(handing.other_officer, NOTE.format(handing.case), text="Bà ngoại kể rằng")
        version = read_case(SUPERVISOR, handing.case, now=NOW).version
        assign_officer(SUPERVISOR, handing.case, username=name, version=version, now=NOW)
        assert len(list_kept(handing.other_officer)) == 1
