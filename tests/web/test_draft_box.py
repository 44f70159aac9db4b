"""Addresses with a draft in them, the box that a form carries, and what no draft holds."""

from __future__ import annotations

import json
from itertools import chain

import pytest
from flask import g
from flask_wtf import FlaskForm

from caseapp.rules.forms.registry import EDITIONS
from caseapp.web.draft_box import NEVER, Box, address_of, box, page_of, posted_box, typed
from caseapp.web.form_builder import official_form
from caseapp.web.widgets import GovFile, GovPassword
from tests.factories.house import House
from tests.web.form_app import form_app

BOX = Box("t" * 24, "Ghi chú", "/cases/HS-26-7KQ4MX2B/notes/new", "w" * 16, 3)


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("/reports/new", f"/reports/new?draft={BOX.token}"),
        ("/referrals/new?case=HS-26-7KQ4MX2B", f"/referrals/new?case=HS-26-7KQ4MX2B&draft={BOX.token}"),
    ],
)  # fmt: skip
def test_a_draft_stands_in_the_address_of_its_page(page: str, address: str) -> None:
    assert address_of(BOX.token, page) == address
    assert page_of(address) == page
    assert page_of(page) == page
    assert address_of(BOX.token, address_of("none", page)) == address


def test_a_box_comes_back_as_it_was_sent() -> None:
    form = {"draft": BOX.text, "text": "Bé kể", "password": "geheim", "csrf_token": "x"}
    with form_app().test_request_context(method="POST", data=form):
        assert posted_box() == BOX
        told = typed()
        assert (told.token, told.title, told.saves) == (BOX.token, BOX.title, BOX.saves)
        assert told.fields == [("text", "Bé kể")]
        assert told.path == "/"  # the page that it was sent to, whatever the box says


@pytest.mark.parametrize("spent", [True, False])
def test_a_form_that_is_sent_a_second_time_has_a_draft_of_its_own(*, spent: bool) -> None:
    with form_app().test_request_context(method="POST", data={"draft": BOX.text}):
        g.key_spent = spent
        shown = box("Ghi chú")
        assert (shown.token == BOX.token, shown.saves) == ((False, 0) if spent else (True, 3))


@pytest.mark.parametrize(
    "change",
    [
        {"token": "short"},
        {"token": ["t" * 24]},
        {"writer": "../../etc/passwd1"},
        {"saves": "3"},
        {"saves": -1},
        {"saves": 2**31},
        {"page": None},
        {"title": "x" * 5000},
    ],
)
def test_a_box_that_is_none_of_ours_is_none(change: dict[str, object]) -> None:
    sent = json.dumps(json.loads(BOX.text) | change)
    for text in (sent, "", "[]", "{", "7"):
        with form_app().test_request_context(method="POST", data={"draft": text}):
            assert posted_box() is None


def _forms(kind: type[FlaskForm]) -> list[type[FlaskForm]]:
    return [kind, *chain.from_iterable(_forms(sub) for sub in kind.__subclasses__())]


def test_no_password_code_or_consent_is_ever_drafted(house: House) -> None:
    """Whatever form of the house asks for one gives it a name that no draft holds."""
    del house  # every slice of the web is loaded with it
    secret = set()
    ours = [form for form in _forms(FlaskForm) if form.__module__.startswith("caseapp.")]
    for form in ours:
        for name, field in vars(form).items():
            if not hasattr(field, "field_class"):
                continue
            looks = field.kwargs.get("render_kw") or {}
            once = looks.get("autocomplete") == "one-time-code"
            if issubclass(field.field_class, GovPassword) or once:
                secret.add(name)
    assert {"password", "current", "again", "code"} <= secret <= NEVER
    asked = [field for edition in EDITIONS for field in edition.asked]
    consents = {field.key for field in asked if field.kind == "consent"}
    assert consents
    assert consents <= NEVER
    assert all(key in vars(official_form(EDITIONS[0])) for key in consents)
    assert not GovFile.comparable
