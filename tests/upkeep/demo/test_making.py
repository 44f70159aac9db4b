"""The whole: same seed same data, one child is enough, refusals, no day after the end."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Date, LargeBinary

from caseapp.records.columns import Moment
from caseapp.records.db import Row
from caseapp.rules.values import local_day
from caseapp.upkeep.demo import EARLIEST, make_demo, require_sensible
from caseapp.upkeep.instance import Unfit
from tests.factories.house import NOW, House, Template, opened
from tests.upkeep.demo.conftest import Demo, fill

NOT_COMPARED = {"audit_entries", "users"}  # a keyed hash of moments; a salted password


def tables(demo: Demo) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but for what is sealed under keys that are never the same."""
    found = {}
    for name, table in Row.metadata.tables.items():
        columns = [c.name for c in table.columns if not isinstance(c.type, LargeBinary)]
        if columns and name not in NOT_COMPARED:
            found[name] = demo.ask(f"SELECT {', '.join(columns)} FROM {name} ORDER BY 1, 2")
    return found


@contextmanager
def another(template: Template, folder: Path, **wishes: Any) -> Iterator[Demo]:
    with opened(template, folder) as house:
        yield fill(house, **wishes)


def test_the_same_seed_gives_the_same_data_and_another_other(
    template: Template, tmp_path: Path
) -> None:
    wishes = {"children": 50, "until": date(2026, 6, 30)}
    with (
        another(template, tmp_path / "one", seed=5, **wishes) as one,
        another(template, tmp_path / "two", seed=5, **wishes) as two,
        another(template, tmp_path / "three", seed=6, **wishes) as three,
    ):
        assert tables(one) == tables(two)
        assert tables(one)["children"] != tables(three)["children"]


def test_with_until_the_data_do_not_hang_on_now(template: Template, tmp_path: Path) -> None:
    found = []
    for number, now in enumerate((NOW, NOW + timedelta(days=40))):
        with opened(template, tmp_path / str(number)) as house, house.app.app_context():
            make_demo(house.settings, now, children=20, until=date(2026, 3, 31))
            found.append(tables(Demo(house, None)))  # type: ignore[arg-type]  # not looked at
            del found[-1]["kept_forms"]  # typed within the last hours, whatever the data end on
    assert found[0] == found[1]


def test_no_row_refers_to_nothing(demo: Demo) -> None:
    assert demo.ask("PRAGMA foreign_key_check") == []


def test_counts_are_what_the_tables_hold(demo: Demo) -> None:
    for table, number in demo.made.counts.items():
        assert demo.one(f"SELECT count(*) FROM {table}") == number, table


@pytest.mark.parametrize("until", [None, date(2026, 2, 28)])
def test_nothing_happened_or_was_entered_after_the_end(
    template: Template, tmp_path: Path, until: date | None
) -> None:
    # Help may be promised for longer, a clock or an opened file may end tomorrow.
    ahead = {
        ("assistance", "given_until"), ("deadlines", "due_at"), ("emergency_entries", "until"),
        ("namings", "valid_from"), ("namings", "valid_until"), ("role_grants", "valid_until"),
        ("case_clocks", "due_at"), ("papers", "valid_until"), ("papers", "valid_from"), ("referral_holds", "due_at"),
        ("plan_activities", "due_on"),
        ("receipt_corrections", "old_due_at"), ("receipt_corrections", "new_due_at"),
        ("transfers", "remind_at"), ("transfers", "due_at"),
    }  # fmt: skip
    last = until or local_day(NOW)
    with another(template, tmp_path / "x", children=120, until=until) as demo:
        for name, table in Row.metadata.tables.items():
            for column in table.columns:
                if name not in demo.made.counts or (name, column.name) in ahead:
                    continue
                if isinstance(column.type, (Date, Moment)):
                    shift = ", '+7 hours'" if isinstance(column.type, Moment) else ""
                    latest = demo.one(f"SELECT max(date({column.name}{shift})) FROM {name}")
                    assert latest is None or latest <= last.isoformat(), (name, column.name)


@pytest.mark.parametrize("children", [1, 2, 3, 17])
def test_few_children_are_enough(template: Template, tmp_path: Path, children: int) -> None:
    with another(template, tmp_path / "x", children=children) as demo:
        assert demo.made.counts["children"] == children
        # Every officer has something to do: reports may tell of a child nobody knows.
        areas = demo.one("SELECT count(DISTINCT area_id) FROM deadlines WHERE stopped_at IS NULL")
        assert areas == 12
        assert demo.ask("PRAGMA foreign_key_check") == []


def test_progress_is_told_up_to_the_last_child(house: House) -> None:
    heard: list[tuple[int, int]] = []
    with house.app.app_context():
        make_demo(house.settings, NOW, children=30, progress=lambda *at: heard.append(at))
    assert heard[-1] == (30, 30)


def test_a_filled_instance_is_refused_and_stays_as_it_was(
    template: Template, tmp_path: Path
) -> None:
    with another(template, tmp_path / "x", children=5) as demo:
        before = tables(demo)
        with pytest.raises(Unfit, match="already holds children"):
            fill(demo.house, children=5)
        assert tables(demo) == before


def test_an_account_of_the_same_name_is_not_taken_over(house: House) -> None:
    from caseapp.casework.accounts import NewAccount, add_account
    from tests.factories.house import SYSTEM

    with house.app.app_context():
        new = NewAccount("giamsat", "Người Khác", "mot mat khau dai", "supervisor", "92")
        add_account(SYSTEM, new, now=NOW)
        with pytest.raises(Unfit, match="already knows giamsat"):
            make_demo(house.settings, NOW, children=5)


def test_production_is_refused(house: House) -> None:
    production = replace(house.settings, environment="production")
    with house.app.app_context(), pytest.raises(Unfit, match="production"):
        make_demo(production, NOW, children=5)
    assert Demo(house, None).one("SELECT count(*) FROM users") == 0  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("now", "children", "until"),
    [
        (NOW, 0, None),
        (NOW, 1_000_001, None),
        (NOW, 1, EARLIEST - timedelta(days=1)),
        (datetime(2025, 7, 1, 12, 0, tzinfo=NOW.tzinfo), 1, None),
    ],
)
def test_what_cannot_be_made_is_refused_before_anything_is_opened(
    house: House, now: datetime, children: int, until: date | None
) -> None:
    with pytest.raises(Unfit):
        require_sensible(house.settings, now, children, until)


def test_a_later_until_ends_today(house: House) -> None:
    require_sensible(house.settings, NOW, 1, date(2030, 1, 1))
    with house.app.app_context():
        made = make_demo(house.settings, NOW, children=5, until=date(2030, 1, 1))
    demo = Demo(house, made)
    assert demo.one("SELECT max(entered_at) FROM reports") <= NOW.replace(tzinfo=None).isoformat(
        " "
    )


def test_the_collector_works_again_afterwards(house: House) -> None:
    assert gc.isenabled()
    with house.app.app_context():
        make_demo(house.settings, NOW, children=1)
        assert gc.isenabled()
        with pytest.raises(Unfit):
            make_demo(house.settings, NOW, children=1)
    assert gc.isenabled()
