"""The forms of releases: the own question first, a code only where one is owed."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.web.publications.forms import (
    DecidedForm,
    LeastForm,
    SendBackForm,
    SensitiveForm,
    SignForm,
)
from tests.factories.house import House

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(("kind", "own"), [(LeastForm, "k"), (SensitiveForm, "sensitive")])
def test_the_question_stands_before_the_decision(
    house: House, kind: type[DecidedForm], own: str
) -> None:
    with house.app.test_request_context():
        form = kind(today=TODAY, factor=True)
        names = [field.name for field in form if field.name != "csrf_token"]
        assert names == [own, "decision", "valid_from", "factor", "submit"]
        assert form.valid_from.data == TODAY
        assert "factor" not in kind(today=TODAY, factor=False)


def test_a_signature_and_a_return_on_one_page_do_not_share_a_name(house: House) -> None:
    with house.app.test_request_context():
        assert "factor" in SignForm(factor=True)
        sign, back = SignForm(factor=False), SendBackForm()
        assert not {field.id for field in sign} & {field.id for field in back}
