"""Two children again: each entry made since is asked about, and moves with its key."""

from __future__ import annotations

import pytest

from caseapp.casework.case_reading import read_case
from caseapp.casework.cases import add_note
from caseapp.casework.child_reading import read_child
from caseapp.casework.outcomes import Missing
from caseapp.casework.screening import open_case
from caseapp.casework.unmerging import read_since, undo_merge
from caseapp.records.db import db
from caseapp.records.reach import Reach, reaching
from caseapp.rules.values import RuleBroken
from caseapp.upkeep.kept_rows import cells_that_do_not_open
from tests.factories.house import NOW, House
from tests.factories.merges import GROUND, LATER, two_wards
from tests.factories.reports import log_one


def test_each_entry_made_since_goes_where_it_is_said_to_belong(house: House) -> None:
    two = two_wards(house)
    two.record(two.own, two.first, "01")
    two.record(two.other, two.second, "02")
    number = two.merge()
    two.record(two.own, two.first, "03", late=True)
    two.record(two.own, two.second, "04", late=True)  # both codes lead to the one that stays
    report = log_one(house)
    with house.app.app_context():
        case = open_case(two.own, report, two.second, now=LATER)
        add_note(two.own, case, kind="note", happened_at=NOW, text="Đã gặp em", now=LATER)
        read_child(two.other, two.second, now=LATER)
        since = read_since(two.supervisor, number, now=LATER)
        assert sorted((row.kind, row.what) for row in since.rows if row.kind != "cases") == [
            ("circumstances", "03"), ("circumstances", "04"),
        ]  # fmt: skip
        assert [row.what for row in since.rows if row.kind == "cases"] == [case]
        assert {row.code for row in since.rows} == {two.first}
        assert two.other.name in {look.who for look in since.readers}
        keys = {(row.kind, row.what): row.key for row in since.rows}
        belongs = dict.fromkeys(keys.values(), two.first)
        belongs[keys["circumstances", "04"]] = two.second
        belongs[keys["cases", case]] = two.second
        with pytest.raises(RuleBroken):  # one has no answer
            undo_merge(two.supervisor, number, belongs={}, reason="Hai em", now=LATER)
        undo_merge(two.supervisor, number, belongs=belongs, reason="Hai em họ", now=LATER)
        one = read_child(two.own, two.first, now=LATER)
        other = read_child(two.other, two.second, now=LATER)
        assert {row.evidence for row in one.circumstances} == {f"{GROUND} 01", f"{GROUND} 03"}
        assert {row.evidence for row in other.circumstances} == {f"{GROUND} 02", f"{GROUND} 04"}
        view = read_case(two.own, case, now=LATER)
        assert view.child.code == two.second  # its case lies in this unit, which opens it still
        assert "Đã gặp em" in {event.text for event in view.events}
        with reaching(Reach(None, "bulk")), db.engine.connect() as connection:
            assert list(cells_that_do_not_open(connection)) == []
        with pytest.raises(Missing):
            read_child(two.other, two.first, now=LATER)
        with pytest.raises(Missing):  # once
            undo_merge(two.supervisor, number, belongs=belongs, reason="Hai em", now=LATER)
