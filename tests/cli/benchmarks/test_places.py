"""Instances of benchmarks: a copy starts as its original stands and goes its own way."""

from __future__ import annotations

from sqlalchemy import select

from caseapp import desk
from caseapp.casework.accounts import NewAccount, add_account
from caseapp.cli.benchmarks.places import NOW, copy_of, new_instance
from caseapp.records.users import User
from tests.factories.house import SYSTEM


def _names() -> list[str]:
    with desk.ledger() as session:
        return list(session.scalars(select(User.username)))


def test_a_copy_leaves_its_original_alone() -> None:
    with new_instance() as app:
        with copy_of(app):
            new = NewAccount("nguoi.thu", "Người Thử", "mật khẩu thử", "officer", "31135")
            add_account(SYSTEM, new, now=NOW)
            assert _names() == ["nguoi.thu"]
        assert _names() == []
