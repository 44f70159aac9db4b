"""Alternative care, its end and the closing of a case are decided on paper in two copies."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.care_endings import NewEnding, prepare_ending
from caseapp.casework.care_prints import gather_care, gather_closing
from caseapp.casework.cases import move_case
from caseapp.rules.access import Act, Denied, Role
from caseapp.rules.copies import Copy
from caseapp.rules.outcomes import Missing
from caseapp.rules.served import LEFT_OUT
from tests.factories.assessments import close
from tests.factories.care import CARER, HOME, decided, handed_over, prepared, registered
from tests.factories.house import NOW, House, an_actor
from tests.factories.measures import TODAY, Desk, a_desk
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER, STRANGER, last_logged

LATER = NOW + timedelta(hours=2)


@pytest.fixture
def desk(house: House) -> Desk:
    return a_desk(house)


def test_the_carer_stands_on_the_files_own_copy_alone(house: House, desk: Desk) -> None:
    decided(house, desk)
    with house.app.app_context():
        served = gather_care(desk.officer, desk.case, "care", 1, now=LATER)
        filed = gather_care(desk.officer, desk.case, "care", 1, now=LATER, copy=Copy.FILE)
        assert last_logged()[-1][1:] == (Act.CASE_PRINT, "done")
    assert served.values.keys().isdisjoint({"name", "address"})
    assert (filed.values["name"], filed.values["address"]) == (CARER, HOME)
    assert served.values["form_of_care"].endswith("không phải người thân thích")
    assert (served.values["first_day"], served.made_at) == (TODAY, NOW)
    assert (served.number_given, served.state) == ("36/QĐ-UBND", "decided")
    assert served.signer.startswith("Người dùng chair")
    assert served.proposed_by.startswith("Người dùng officer")


def test_a_draft_bears_no_signer(house: House, desk: Desk) -> None:
    prepared(house, desk, registered(house, desk))
    with house.app.app_context():
        draft = gather_care(desk.officer, desk.case, "care", 1, now=LATER)
    assert (draft.made_at, draft.signer, draft.state) == (None, "", "submitted")


def test_who_may_not_and_what_is_not_there(house: House, desk: Desk) -> None:
    decided(house, desk)
    with house.app.app_context():
        for actor, number in ((desk.officer, 2), (STRANGER, 1)):
            with pytest.raises(Missing):
                gather_care(actor, desk.case, "care", number, now=LATER)
        with pytest.raises(Denied):
            gather_care(an_actor(Role.STATISTICIAN), desk.case, "care", 1, now=LATER)
        with pytest.raises(Missing):
            gather_closing(desk.officer, desk.case, now=LATER)


def test_the_end_names_the_carer_of_the_care_that_it_ends(house: House, desk: Desk) -> None:
    handed_over(house, desk)
    new = NewEnding("change", TODAY, f"Không ở với {CARER} nữa")
    with house.app.app_context():
        prepare_ending(desk.officer, desk.case, 1, new, now=LATER)
        served = gather_care(desk.officer, desk.case, "care_end", 1, now=LATER)
        filed = gather_care(desk.officer, desk.case, "care_end", 1, now=LATER, copy=Copy.FILE)
    assert served.values["way"] == "chuyển hình thức chăm sóc thay thế"
    assert served.values["why"] == f"Không ở với {LEFT_OUT} nữa"
    assert "name" not in served.values
    assert filed.values["name"] == CARER


def test_a_case_is_closed_on_paper_once_closing_is_proposed(house: House) -> None:
    case = open_a_case(house, OFFICER)
    close(house, case, by=OFFICER)
    with house.app.app_context():
        move_case(OFFICER, case, move="propose_closing", reason="Trẻ đã ổn định", now=LATER)
        draft = gather_closing(OFFICER, case, now=LATER)
        assert (draft.made_at, draft.state) == (None, "submitted")
        assert draft.values == {"reviewed_on": TODAY}
        move_case(CHAIR, case, move="close", reason="Đồng ý", now=LATER)
        made = gather_closing(OFFICER, case, now=LATER, copy=Copy.FILE)
        assert (made.made_at, made.state) == (LATER, "decided")
        assert made.values["why"] == "Đồng ý"
