"""The page of Mẫu 07 is made from the form: it asks what the paper says, and two editors meet."""

from __future__ import annotations

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from caseapp.casework import separations
from caseapp.casework.form07 import gather_form07
from caseapp.rules.copies import Copy
from caseapp.rules.forms.form07_separation import FORM
from caseapp.web.separation_paper import form07_html
from tests.factories.children import actor_of
from tests.factories.drafts import rows_in, shown_in
from tests.factories.house import NOW, House
from tests.factories.measures import ADDRESS, HOST, form07
from tests.factories.web import make_user, post_case, post_report, sign_in, signed_in, text_of

MORE = {
    "lives_at": "Số 4 đường Thử",
    "relation": "cha dượng",
    "duties": "Đưa em đi học",
    "carried_out_by": "Công an phường",
}
PENDING = "bản chờ đối chiếu"


@pytest.fixture
def officer(house: House) -> FlaskClient:
    return sign_in(house, make_user(house, "officer", username="canbo"))


@pytest.fixture
def case(officer: FlaskClient) -> str:
    return f"/cases/{post_case(officer, post_report(officer))}"


def test_the_page_asks_what_the_paper_says(house: House, officer: FlaskClient, case: str) -> None:
    asked = text_of(officer, f"{case}/separations/new")
    assert asked.count(PENDING) == 1
    code = case.rpartition("/")[2]
    assert officer.post(f"{case}/separations/new", data=form07(**MORE)).status_code == 302
    said = text_of(officer, f"{case}/separations/1")
    with house.app.test_request_context():
        found = gather_form07(actor_of(house, "canbo"), code, 1, now=NOW, copy=Copy.FILE)
        paper = form07_html(found, now=NOW, demo=True)
    titles = [part.title for part in FORM.sections if part.title]
    questions = [field.label for field in FORM.asked]
    for page, labels in (
        (asked, titles + questions),
        (paper, titles + questions),
        (said, titles + [field.label for field in FORM.unrestricted().asked]),
    ):
        assert [label for label in labels if label not in page] == []
    places = [asked.index(f" {label} ") for label in questions]
    assert places == sorted(places)
    for text in MORE.values():
        assert text in said
        assert text in paper
    for place in (HOST, ADDRESS):
        assert place not in said
        assert place in text_of(signed_in(house, "chair"), f"{case}/separations/1/decision")


def test_who_saves_between_a_reading_and_a_saving_is_met(
    house: House, officer: FlaskClient, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    other, code = actor_of(house, make_user(house, "officer")), case.rpartition("/")[2]
    officer.post(f"{case}/separations/new", data=form07())
    amend = f"{case}/separations/1/amendment"
    mine = shown_in(officer.get(amend).text, amend) | {"parted_from": "father"}
    save = separations.amend_separation

    def just_after(*told: Any, **more: Any) -> str:
        """Let the other officer save first."""
        monkeypatch.setattr(separations, "amend_separation", save)
        said = told[3] | {"relation": "dượng"}
        save(
            other, code, 1, {key: said[key] for key in said if key != "duties"}, version=1, now=NOW
        )
        return save(*told, **more)

    monkeypatch.setattr(separations, "amend_separation", just_after)
    sent = mine | {"kept_with": "family", "relation": "bác", "duties": "Đưa em đi học"}
    met = officer.post(amend, data=sent)
    assert met.status_code == 409
    (row,) = rows_in(met.text)
    assert (row["name"], row["mine"], row["stored"]) == ("relation", "bác", "dượng")
    kept = dict(json.loads(shown_in(met.text, "/drafts/meeting")["mine"]))
    assert (kept["duties"], kept["address"]) == ("Đưa em đi học", ADDRESS)
