"""The collaborator's pages: send a report, hear how far it is, and open nothing else."""

from __future__ import annotations

import pytest

from tests.factories.house import House
from tests.factories.signing import give_factor, post_code
from tests.factories.web import PASSWORD, client, make_user, post_report, signed_in, text_of

CHILD = "Lý Thị Hạt Giống"


def test_what_was_sent_is_followed_and_its_words_are_not_shown_again(house: House) -> None:
    browser = signed_in(house, "collaborator")
    assert "Chưa gửi tin báo nào" in text_of(browser, "/reports/own")
    code = post_report(browser, child_name=CHILD)
    for place in ("/", "/reports/own", f"/reports/own/{code}"):
        assert CHILD not in text_of(browser, place)
    assert code in text_of(browser, "/reports/own")
    assert "07:30" in text_of(browser, f"/reports/own/{code}")
    assert CHILD in text_of(signed_in(house, "officer"), f"/reports/{code}")


def test_a_session_with_both_steps_reads_it_whole(house: House) -> None:
    name = make_user(house, "collaborator")
    secret, _ = give_factor(house, name)
    browser = client(house)
    answer = browser.post("/sign-in", data={"username": name, "password": PASSWORD})
    post_code(browser, answer.location, secret)
    code = post_report(browser, child_name=CHILD)
    assert CHILD in text_of(browser, f"/reports/own/{code}")


@pytest.mark.parametrize(
    "place",
    ["/reports", "/reports/{code}", "/reports/{code}/amendment", "/reports/{code}/form-01.pdf",
     "/reports/{code}/case", "/cases", "/children", "/referrals", "/indicators", "/log",
     "/reports/own/BC-26-00000000", "/reports/own/%00"],
)  # fmt: skip
def test_nothing_else_is_there(house: House, place: str) -> None:
    browser = signed_in(house, "collaborator")
    code = post_report(browser)
    assert browser.get(place.format(code=code)).status_code == 404
    other = signed_in(house, "collaborator")
    assert other.get(f"/reports/own/{code}").status_code == 404
    assert code not in text_of(other, "/reports/own")


def test_an_officer_goes_on_to_the_report(house: House) -> None:
    browser = signed_in(house, "officer")
    code = post_report(browser)
    assert browser.get(f"/reports/{code}").status_code == 200
    assert browser.get("/reports/own").status_code == 404
