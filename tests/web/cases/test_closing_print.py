"""The decision that closes a case is linked from its page once closing is proposed."""

from __future__ import annotations

from caseapp.casework.cases import move_case
from tests.factories.assessments import close
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import OFFICER
from tests.factories.web import make_user, sign_in


def test_it_is_linked_and_printed_once_closing_is_proposed(house: House) -> None:
    case = open_a_case(house, OFFICER)
    browser = sign_in(house, make_user(house, "officer"))
    page, link = f"/cases/{case}", f"/cases/{case}/closing/decision.pdf"
    assert link not in browser.get(page).get_data(as_text=True)
    assert browser.get(link).status_code == 404
    close(house, case, by=OFFICER)
    with house.app.app_context():
        move_case(OFFICER, case, move="propose_closing", reason="Trẻ đã ổn định", now=NOW)
    said = browser.get(page).get_data(as_text=True)
    assert f'href="{link}"' in said
    assert f'href="{link}?copy=file"' in said
    assert browser.get(link).mimetype == "application/pdf"
