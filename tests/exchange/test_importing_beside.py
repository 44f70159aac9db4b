"""An import beside other acts: they wait for its writing alone, and what they change counts."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from caseapp import desk
from caseapp.casework.handed_files import Gone
from caseapp.casework.merge_asking import ask_merge
from caseapp.casework.merging import merge_children
from caseapp.casework.unmerging import read_since
from caseapp.exchange import importing
from caseapp.exchange.import_results import ImportResult
from caseapp.exchange.importing import import_path
from caseapp.records.db import db, place_of
from tests.exchange.contents import contents, rows_of
from tests.exchange.folders import (
    AN,
    BINH,
    CIRCUMSTANCE,
    FIGURE,
    REFERRAL,
    REPORT,
    a_folder,
    everything,
    imported,
)
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import CITY, make_user

pytestmark = pytest.mark.only("sqlite")


@pytest.fixture(autouse=True)
def _inside(house: House) -> Iterator[None]:
    with house.app.app_context():
        yield


Between = Callable[[Callable[[], object], int], list[bool]]


@pytest.fixture
def between(house: House, monkeypatch: pytest.MonkeyPatch) -> Between:
    """Let an act of another thread in after each of an import's first comparisons.

    What it returns tells of each comparison whether it got ready alone what it found.
    """
    acting = threading.local()

    def arrange(act: Callable[[], object], times: int) -> list[bool]:
        take_in, ready = importing._take_in, []

        def run() -> None:
            acting.now = True
            with house.app.app_context():
                act()

        def watched(door: desk.Door, *told: object) -> ImportResult:
            result = take_in(door, *told)
            if not getattr(acting, "now", False):
                ready.append(door.waiting is not None)
                if len(ready) <= times:
                    with ThreadPoolExecutor(1) as pool:
                        pool.submit(run).result(timeout=60)
            return result

        monkeypatch.setattr(importing, "_take_in", watched)
        return ready

    return arrange


def test_nobody_waits_while_an_import_compares(tmp_path: Path, between) -> None:
    place, waited = place_of(db.engine), []

    def act() -> None:
        with place.gate(aside=True):
            waited.append("not at all")

    ready = between(act, 1)
    assert imported(a_folder(tmp_path / "in", **everything())).faults == ()
    assert (ready, waited) == ([True], ["not at all"])


def test_a_row_that_another_import_brought_meanwhile_is_not_doubled(
    tmp_path: Path, between
) -> None:
    brought = {name: everything()[name] for name in ("children", "residences")}
    other = a_folder(tmp_path / "other", **brought)
    ready = between(lambda: imported(other), 1)
    result = imported(a_folder(tmp_path / "in", **everything()))
    assert result.faults == ()
    assert ready == [True, True]
    assert result.sheets["children"] == {"new": 0, "changed": 0, "same": 2}
    assert sorted(row["ref"] for row in rows_of("children")) == ["TE-1", "TE-2"]


def test_other_values_that_came_meanwhile_are_a_fault_and_nothing_is_stored(
    tmp_path: Path, between
) -> None:
    other = a_folder(tmp_path / "other", children=[AN | {"full_name": "Tên Khác"}])
    ready = between(lambda: imported(other), 1)
    result = imported(a_folder(tmp_path / "in", children=[AN, BINH]))
    assert [fault.column for fault in result.faults] == ["full_name"]
    assert ready == [True]  # the second comparison was refused before it was told of
    assert [row["full_name"] for row in rows_of("children")] == ["Tên Khác"]


def test_an_import_that_is_overtaken_again_and_again_takes_its_turn_for_all_of_it(
    tmp_path: Path, between
) -> None:
    place = place_of(db.engine)

    def act() -> None:
        with place.gate():
            pass

    ready = between(act, 3)
    assert imported(a_folder(tmp_path / "in", **everything())).faults == ()
    assert ready == [True, True, True, False]
    before = contents()
    again = imported(a_folder(tmp_path / "again", **everything()))
    assert all(counts["same"] > 0 == counts["new"] for counts in again.sheets.values())
    assert contents() == before


_MOVED = "31120"


@pytest.mark.parametrize("beside", [True, False])
def test_a_referral_follows_its_report_of_the_same_file(
    tmp_path: Path, monkeypatch, beside: bool
) -> None:
    monkeypatch.setattr(desk, "can_prepare", lambda: beside)
    second = REPORT | {"report_ref": "BC-2", "event_area_code": _MOVED}
    assert imported(a_folder(tmp_path / "in", children=[AN], reports=[REPORT, second])).faults == ()
    changed = REPORT | {"event_area_code": _MOVED}
    sent = [
        REFERRAL | {"report_ref": ref, "referral_ref": f"GT-{ref}"}
        for ref in ("BC-1", "BC-2", "BC-3")
    ]
    third = REPORT | {"report_ref": "BC-3"}
    path = a_folder(tmp_path / "more", children=[AN], reports=[changed, third], referrals=sent)
    assert imported(path, update=True).faults == ()
    places = {row["ref"]: row["area_id"] for row in rows_of("referrals")}
    assert places == {"GT-BC-1": 31120, "GT-BC-2": 31120, "GT-BC-3": 31135}


def test_what_forbids_the_writing_is_asked_again_in_the_turn_itself(tmp_path: Path) -> None:
    asked = []

    def fence(door: desk.Door) -> None:
        asked.append(door.waiting is None)
        if len(asked) > 1:
            raise Gone  # the file was taken away, aside, after it had been got ready

    path = a_folder(tmp_path / "in", **everything())
    with pytest.raises(Gone):
        import_path(SYSTEM, path, now=NOW, fence=fence)
    assert asked == [False, True]
    assert rows_of("children") == []


LATER = NOW + timedelta(minutes=2)
BEFORE = NOW - timedelta(days=1)


class Passing:
    """A clock that stands at NOW until something has happened, and then goes on."""

    def __init__(self) -> None:
        self.moment = NOW

    def __call__(self) -> datetime:
        return self.moment


def test_what_is_written_after_a_merge_bears_a_later_moment(
    house: House, tmp_path: Path, between
) -> None:
    one, two = (actor_of(house, make_user(house, "supervisor", CITY)) for _ in range(2))
    import_path(SYSTEM, a_folder(tmp_path / "in", children=[AN, BINH]), now=BEFORE)
    codes = {row["ref"]: row["code"] for row in rows_of("children")}
    clock, made = Passing(), []

    def act() -> None:
        made.append(ask_merge(one, codes["TE-1"], codes["TE-2"], reason="một em", now=LATER))
        merge_children(two, made[0], keep=codes["TE-1"], note="một em", now=LATER)
        clock.moment = LATER + timedelta(seconds=1)

    ready = between(act, 1)
    path = a_folder(tmp_path / "more", circumstances=[CIRCUMSTANCE | {"child_ref": "TE-2"}])
    assert import_path(SYSTEM, path, now=NOW, clock=clock).faults == ()
    assert ready == [True, True]
    assert [row["entered_at"] for row in rows_of("circumstances")] == [clock.moment]
    since = read_since(one, made[0], now=LATER + timedelta(minutes=9))
    assert len(since.rows) == 1


def test_figures_that_came_meanwhile_are_followed_in_the_order_of_time(
    tmp_path: Path, between
) -> None:
    import_path(SYSTEM, a_folder(tmp_path / "1", population=[FIGURE]), now=BEFORE)
    clock = Passing()
    two, three = (
        a_folder(tmp_path / str(n), population=[FIGURE | {"children": n}]) for n in (4201, 4202)
    )

    def act() -> None:
        import_path(SYSTEM, two, now=LATER, update=True)
        clock.moment = LATER + timedelta(seconds=1)

    between(act, 1)
    assert import_path(SYSTEM, three, now=NOW, update=True, clock=clock).faults == ()
    first, second = rows_of("past_populations")
    assert (first["replaced_at"], second["children"]) == (LATER, 4201)
    assert second["entered_at"] <= second["replaced_at"] == clock.moment
