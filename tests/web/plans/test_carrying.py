"""The pages of an activity: what became of it, what another recorded meanwhile, its referral."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from tests.factories.children import officer_of
from tests.factories.drafts import rows_in, settle, shown_in
from tests.factories.house import House
from tests.factories.plans import approved
from tests.factories.referrals import add_agency, draft, open_a_case
from tests.factories.reports import CHAIR
from tests.factories.web import boxes, key, signed_in, text_of

DONE = {"move": "do", "words": "Trẻ ngủ được", **boxes("done_on", "2026-11-23")}


@pytest.fixture
def case(house: House) -> str:
    officer = officer_of(house)
    made = open_a_case(house, officer)
    approved(house, officer, CHAIR, made)
    draft(house, officer, made, add_agency(house))
    return made


@pytest.fixture
def officer(house: House, case: str) -> FlaskClient:
    return signed_in(house, "officer")


def test_what_came_of_it_is_recorded_and_another_word_does_not_overwrite_it(
    officer: FlaskClient, case: str
) -> None:
    address = f"/cases/{case}/plans/1/activities/1"
    form = shown_in(officer.get(address).text, address)
    version = form["version"]
    for wrong, anchor in (({"words": ""}, "words"), (boxes("done_on", "2026-11-24"), "done_on")):
        answer = officer.post(
            address, data={"post_key": key(), "version": version, **DONE, **wrong}
        )
        assert answer.status_code == 422
        assert f'href="#{anchor}' in answer.get_data(as_text=True)
    sent = {"post_key": key(), "version": version, **DONE}
    assert officer.post(address, data=sent).status_code == 302
    assert "Trẻ ngủ được" in text_of(officer, f"/cases/{case}/plans")
    assert officer.post(address, data=sent | {"post_key": key()}).status_code == 302  # once more
    answer = officer.post(address, data=form | {"move": "drop", "words": "Gia đình chuyển đi"})
    assert answer.status_code == 409
    met = {row["name"]: (row["mine"], row["stored"], row["chosen"]) for row in rows_in(answer.text)}
    assert met["words"] == ("Gia đình chuyển đi", "Trẻ ngủ được", "")
    assert met["move"] == ("Không thực hiện", "Đã thực hiện", "")
    back = settle(officer, answer.text, move="mine", words="mine", done_on="stored")
    merged = shown_in(officer.get(back).text, address)
    assert officer.post(address, data=merged).status_code == 422  # it is done: not dropped as well
    assert "Trẻ ngủ được" in text_of(officer, f"/cases/{case}/plans")
    assert officer.get(f"/cases/{case}/plans/1/activities/2").status_code == 404


def test_a_referral_of_the_case_carries_it_out(officer: FlaskClient, case: str) -> None:
    address = f"/cases/{case}/plans/1/activities/1/referral"
    html = officer.get(address).get_data(as_text=True)
    code = html.partition('<option value="GT-')[2].partition('"')[0]
    assert (
        officer.post(address, data={"post_key": key(), "referral": f"GT-{code}"}).status_code == 302
    )
    assert f"GT-{code}" in text_of(officer, f"/cases/{case}/plans")
    assert officer.post(address, data={"referral": "GT-26-00000000"}).status_code == 422
