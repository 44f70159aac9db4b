"""What the accounts' forms offer."""

from __future__ import annotations

from caseapp.rules.access import Role
from caseapp.web.administration.forms import AccountForm
from tests.factories.house import House


def test_every_role_and_every_unit_of_today_is_offered(house: House) -> None:
    with house.app.test_request_context():
        form = AccountForm()
        assert [code for code, _ in form.role.choices] == [role.value for role in Role]
        codes = [code for code, _ in form.area_code.choices]
    assert codes[0] == "92"
    assert len(codes) == 1 + 103
