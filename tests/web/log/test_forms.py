"""What the log may be narrowed by."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from caseapp.web.log.forms import NarrowForm
from tests.factories.house import House


def test_each_wish_may_be_left_empty_and_a_long_one_is_refused(house: House) -> None:
    with house.app.test_request_context():
        for sent, faulty in (
            ({}, set()),
            ({"actor": "x" * 61, "subject": "y" * 61}, {"actor", "subject"}),
        ):
            form = NarrowForm(MultiDict(sent), meta={"csrf": False})
            form.act.choices = form.outcome.choices = [("", "")]
            form.validate()
            assert set(form.errors) == faulty
