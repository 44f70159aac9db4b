"""A measured server takes lines, and a browser signs in to it; a wrong password is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.casework.accounts import NewAccount, add_account
from caseapp.cli.benchmarks.pages import PASSWORD
from caseapp.cli.benchmarks.places import NOW, new_instance
from caseapp.cli.benchmarks.serving import Browser, served
from caseapp.rules.access import Role, operator


def test_an_officer_signs_in_and_opens_a_page() -> None:
    with new_instance() as app:
        new = NewAccount("do.kiem", "Người Đo", PASSWORD, Role.OFFICER, "31135", handed_over=False)
        add_account(operator(production=False), new, now=NOW)
        with served(Path(app.instance_path), worker=False) as (_, port):
            browser = Browser(port)
            with pytest.raises(RuntimeError, match="could not sign in"):
                browser.sign_in("do.kiem", "a wrong password")
            browser.sign_in("do.kiem", PASSWORD)
            assert browser.ask("/reports")[0] == 200
