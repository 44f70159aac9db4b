"""What the form of a token offers, and what is made of it."""

from __future__ import annotations

from datetime import date

from caseapp.rules.token_scopes import TokenScope
from caseapp.web.account.token_forms import TokenForm
from tests.factories.house import House

TODAY = date(2026, 11, 23)


def test_it_offers_what_its_owner_reaches_and_frozen_figures_first(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    with house.app.test_request_context():
        whole = TokenForm(TODAY, None, factor=True)
        assert len(whole.area.choices) == 103
        assert [code for code, _ in whole.periods.choices] == ["", "2026", "2025", "2024", "2023"]
        assert whole.figures.data == "frozen"
        part = TokenForm(TODAY, frozenset({31135}), factor=False)
        assert [code for code, _ in part.area.choices] == ["31135"]
        assert "factor" not in part
    sent = {"label": "Bảng", "area": "31135", "periods": "2025", "figures": "live"}
    with house.app.test_request_context(method="POST", data=sent):
        new = TokenForm(TODAY, None, factor=False).new
    assert new.scope == TokenScope(31135, date(2025, 1, 1), date(2025, 12, 31), frozen_only=False)
    assert (new.label, new.ends_on) == ("Bảng", None)
