"""One list of protections: each writes the stricter on the child that stays, and can be undone."""

from __future__ import annotations

import pytest

from caseapp.casework import strictest
from caseapp.casework.child_reading import read_child
from caseapp.casework.strictest import Protection
from caseapp.casework.unmerging import read_since, undo_merge
from tests.factories.house import NOW, House
from tests.factories.merges import two_wards


def test_a_protection_of_the_second_child_holds_for_the_first_until_it_is_undone(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Shown by a column that is there already; those to come add their line."""

    def take(_door: object, first: object, second: object) -> str:
        before, first.address = first.address, second.address  # type: ignore[attr-defined]
        return str(before)

    def back(_door: object, first: object, before: str) -> None:
        first.address = before  # type: ignore[attr-defined]

    two = two_wards(house)
    monkeypatch.setattr(
        strictest, "PROTECTIONS", (*strictest.PROTECTIONS, Protection("address", take, back))
    )
    with house.app.app_context():
        before = read_child(two.own, two.first, now=NOW).address
    number = two.merge()
    with house.app.app_context():
        assert read_child(two.own, two.first, now=NOW).address == ""
        rows = read_since(two.supervisor, number, now=NOW).rows
        belongs = {row.key: row.code for row in rows}
        undo_merge(two.supervisor, number, belongs=belongs, reason="Hai em", now=NOW)
        assert read_child(two.own, two.first, now=NOW).address == before
