"""Each step says what it brings about, and an extension which day it moves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework.data_request_reading import RequestView, read_request
from caseapp.rules.codes.personal_data import DATA_REQUEST_KINDS
from caseapp.rules.data_requests import LIMITS
from caseapp.web.personal_data.step_notes import note_of
from tests.factories.erasures import Bare, a_bare_child
from tests.factories.house import NOW, House


def view_of(bare: Bare, kind: str) -> RequestView:
    code = bare.request(kind, "accept")
    with bare.house.app.app_context():
        return read_request(bare.chair, code, now=NOW)


@pytest.mark.parametrize("kind", [kind for kind, limit in LIMITS.items() if limit.extension])
def test_an_extension_names_the_day_of_now_and_the_later_one(house: House, kind: str) -> None:
    view = view_of(a_bare_child(house), kind)
    with house.app.test_request_context():
        said = note_of("extend", view)
    later = view.execution_day + timedelta(days=15)
    for day in (view.execution_day, later):
        assert f"{day:%d/%m/%Y}" in said
    assert "15" in said


def test_what_a_step_brings_about_is_said_where_it_is_not_plain(house: House) -> None:
    bare = a_bare_child(house)
    said = {}
    for kind in DATA_REQUEST_KINDS.codes:
        view = view_of(bare, kind)
        with house.app.test_request_context():
            said[kind] = [bool(note_of(step, view)) for step in ("prepare", "answer", "execute")]
    assert said == {
        "access": [False, False, False], "correction": [False, False, True],
        "restriction": [False, True, True], "objection": [False, False, False],
        "withdrawal": [False, False, False], "erasure": [False, True, True],
    }  # fmt: skip
