"""Who takes charge: the only officer is chosen already, and nobody is a choice as well."""

from __future__ import annotations

import pytest

from caseapp.web.transfers.forms import AcceptForm, AskForm
from tests.factories.house import House


@pytest.mark.parametrize(
    ("officers", "chosen"), [([("lan", "Lan")], "lan"), ([("lan", "Lan"), ("mai", "Mai")], "")]
)
def test_one_officer_is_chosen_two_are_asked_for(
    house: House, officers: list[tuple[str, str]], chosen: str
) -> None:
    with house.app.test_request_context():
        form = AcceptForm(officers)
        assert form.officer.data == chosen
        assert [code for code, _ in form.officer.choices] == [*(code for code, _ in officers), ""]
        assert [field.name for field in AskForm([])][:4] == ["unit", "why", "words", "contact"]
