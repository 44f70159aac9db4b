"""Two people stand behind a release: one proposes, another sees what all would see, and decides."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask.testing import FlaskClient

from tests.factories.house import House
from tests.factories.released import Office, proposed, the_office
from tests.factories.signing import code_at, give_factor, in_production, post_code
from tests.factories.web import PASSWORD, client, key, sign_in, signed_in, text_of

LIST, PAGE = "/publications/proposals", "/publications/proposals/1"


@pytest.fixture
def house(proposing: House) -> House:
    """A house with a proposal that waits."""
    return proposing


@pytest.fixture
def office(house: House) -> Office:
    """Its three who count and sign."""
    return the_office(house)


def shown(browser: FlaskClient) -> str:
    """The hash that stands on the page of the proposal."""
    page = browser.get(PAGE).text
    return page.partition('name="shown" value="')[2][:64]


def test_who_proposed_sees_it_and_may_take_it_back(house: House, office: Office) -> None:
    statistician = sign_in(house, "thongke")
    assert "Chờ ký" in text_of(statistician, LIST)
    page = statistician.get(PAGE).text
    assert f"{PAGE}/withdrawal" in page
    assert f"{PAGE}/signature" not in page
    for move in ("signature", "return"):
        assert statistician.post(f"{PAGE}/{move}", data={}).status_code == 404
    done = statistician.post(f"{PAGE}/withdrawal", data={"post_key": key()})
    assert done.location == PAGE
    assert "Đã rút" in text_of(statistician, PAGE)
    late = sign_in(house, "giamsat").post(f"{PAGE}/signature", data={"post_key": key()})
    assert late.status_code == 422


def test_the_signer_sees_what_all_would_see_and_signs(house: House, office: Office) -> None:
    supervisor = sign_in(house, "giamsat")
    assert f'href="{PAGE}"' in supervisor.get("/").text  # the notice leads there
    page = text_of(supervisor, PAGE)
    for said in ("Những gì mọi người sẽ thấy", "Bảo mật", "Cách đọc các số liệu này", "Năm 2025"):
        assert said in page
    assert f"{PAGE}/withdrawal" not in supervisor.get(PAGE).text
    seen = shown(supervisor)
    other = supervisor.post(f"{PAGE}/signature", data={"post_key": key(), "shown": "0" * 64})
    assert other.status_code == 422
    assert "Đây không phải là nội dung bạn đã xem" in other.text
    form = {"post_key": key(), "shown": seen}
    done = supervisor.post(f"{PAGE}/signature", data=form)
    assert done.location == "/publications/CB-2026-001"
    assert supervisor.post(f"{PAGE}/signature", data=form).location == done.location
    public = text_of(client(house), done.location)
    tables = page.partition("Những gì mọi người sẽ thấy")[2].partition("Cách đọc")[0]
    assert tables.partition("ở đây không in tỷ lệ.")[2].strip() in public
    after = text_of(supervisor, PAGE)
    assert "Đã ký và công bố" in after
    assert "CB-2026-001" in text_of(supervisor, "/indicators/released")
    assert "đã được ký" in text_of(sign_in(house, "thongke"), "/")


def test_it_goes_back_with_a_reason(house: House, office: Office) -> None:
    supervisor = sign_in(house, "giamsat")
    bare = supervisor.post(f"{PAGE}/return", data={"post_key": key()})
    assert bare.status_code == 422
    assert "Nêu lý do trả lại" in bare.text
    form = {"post_key": key(), "back-reason": "Chưa đối chiếu với xã"}
    assert supervisor.post(f"{PAGE}/return", data=form).location == PAGE
    statistician = sign_in(house, "thongke")
    words = text_of(statistician, PAGE)
    assert "Chưa đối chiếu với xã" in words
    assert "Đã trả lại" in text_of(statistician, LIST)
    assert f'href="{PAGE}"' in statistician.get("/").text


def test_a_stale_proposal_is_not_signed_but_may_go_back(house: House, office: Office) -> None:
    supervisor = sign_in(house, "giamsat")
    with house.app.app_context():
        proposed(office.statistician, 1, "relief-wards")
    second = "/publications/proposals/2"
    seen = supervisor.get(second).text.partition('name="shown" value="')[2][:64]
    form = {"post_key": key(), "shown": seen}
    assert supervisor.post(f"{second}/signature", data=form).status_code == 302
    page = supervisor.get(PAGE).text
    assert "đã có bản công bố khác" in page
    assert f"{PAGE}/signature" not in page
    assert f"{PAGE}/return" in page
    assert "không ký được nữa" in text_of(supervisor, LIST)


def test_in_production_the_signature_takes_the_code_once_more(house: House, office: Office) -> None:
    secret, _ = give_factor(house, "giamsat")
    with in_production(house):
        browser = client(house)
        form = {"username": "giamsat", "password": PASSWORD}
        answer = browser.post("/sign-in", data=form, base_url="https://localhost")
        assert answer.status_code == 302
        answer = post_code(browser, answer.location, secret)
        assert 'name="factor"' in browser.get(PAGE).text
        seen = shown(browser)
        bare = browser.post(f"{PAGE}/signature", data={"post_key": key(), "shown": seen})
        assert bare.status_code == 422
        wrong = {"post_key": key(), "shown": seen, "factor": "000000"}
        assert browser.post(f"{PAGE}/signature", data=wrong).status_code == 422
        assert client(house).get("/publications/CB-2026-001").status_code == 404
        assert code_at(secret, datetime.now(UTC))


def test_others_see_no_proposal(house: House, office: Office) -> None:
    for role in ("officer", "chair", "administrator", "auditor", "supervisor"):
        browser = signed_in(house, role)  # the supervisor of one ward alone
        for address in (LIST, PAGE):
            assert browser.get(address).status_code == 404
        for move in ("signature", "return", "withdrawal"):
            assert browser.post(f"{PAGE}/{move}", data={"post_key": key()}).status_code == 404
    assert sign_in(house, "giamsat").get("/publications/proposals/2").status_code == 404
