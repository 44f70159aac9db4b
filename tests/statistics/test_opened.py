"""The list behind each count is as long as the count, for every role; what is kept is told as such."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.unshown import held_back
from caseapp.records.audit import AuditEntry
from caseapp.records.conflicts import ConflictMark
from caseapp.records.db import db
from caseapp.rules.access import Actor, Denied, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import Period
from caseapp.statistics import opened as module
from caseapp.statistics.cells import CellAsk
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from caseapp.statistics.indicator import Basis
from caseapp.statistics.indicators.i09 import APART
from caseapp.statistics.opened import Opened, open_rows
from caseapp.statistics.sheet import Row
from tests.factories.children import actor_of
from tests.factories.house import NOW, House, Template, an_actor
from tests.factories.house import opened as opened_house
from tests.factories.web import make_user
from tests.statistics.opened_town import CAI_KHE, NINH_KIEU, a_drawn_town, write

YEAR = Period.parse("2025")
OWN = Ask(YEAR, "31135", basis="occurred")


@pytest.fixture(scope="module")
def home(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened_house(template, tmp_path_factory.mktemp("opened") / "instance") as made:
        with made.app.app_context():
            town = a_drawn_town()
            child = town.child(NINH_KIEU)
            write(town, elsewhere={town.report(child, "2025-05-05")})
        yield made


def _parts(row: Row) -> list[tuple[str, int]]:
    counted = row.denominator if row.indicator in {"8b", "12"} else 0
    return [("numerator", row.numerator), *([("denominator", counted)] if counted else [])]


def _cells(actor: Actor, ask: Ask) -> Iterator[tuple[CellAsk, int]]:
    """Yield each count of a sheet that its reader sees, with its number."""
    sheet = read_indicators(actor, ask, now=NOW)
    basis: Basis = ask.basis
    for row in sheet.rows:
        whole = Ask(ask.period, basis=basis, by=ask.by if row.by else ())
        for part, number in _parts(row):
            if number:
                cell = tuple(row.by.values())
                yield CellAsk(whole, row.indicator, part, (row.area,), cell), number  # type: ignore[arg-type]  # numerator or denominator
    for name in APART:
        if sheet.notes[name]:
            whole = Ask(ask.period, basis=basis)
            yield CellAsk(whole, name, "numerator", (ask.area,)), sheet.notes[name]


def _marked(home: House) -> Actor:
    """A supervisor from whom the files of some children that count are kept."""
    actor = actor_of(home, make_user(home, "supervisor", "92"))
    with home.app.app_context():
        assert actor.user_id is not None
        with desk.ledger(write=True) as session:
            session.add_all(
                ConflictMark(user_id=actor.user_id, child_id=child, set_at=NOW)
                for child in (1, 2, 3, 4, 5)
            )
    return actor


SQLITE = pytest.mark.only("sqlite")


def _each_list_is_as_long(home: House, actor: Actor, ask: Ask) -> int:
    """Open every count of a sheet; return how many rows were kept from its reader."""
    kept = 0
    with home.app.app_context():
        for asked, number in _cells(actor, ask):
            found = open_rows(actor, asked, page=1, now=NOW, held_back=held_back)
            assert found.number == number == len(found.lines) + found.kept_here
            assert found.kept == found.kept_here
            assert all(line.reasons for line in found.lines)
            kept += found.kept
    return kept


def test_the_list_is_as_long_as_the_count_of_the_ward(home: House) -> None:
    assert _each_list_is_as_long(home, an_actor(Role.OFFICER, NINH_KIEU), OWN) == 0


@SQLITE
@pytest.mark.parametrize("who", ["chair", "supervisor", "marked"])
def test_the_list_is_as_long_as_the_count(home: House, who: str) -> None:
    if who == "chair":
        actor = an_actor(Role.CHAIR, CAI_KHE)
        assert _each_list_is_as_long(home, actor, Ask(YEAR, "31120")) == 0
        return
    actor = an_actor(Role.SUPERVISOR) if who == "supervisor" else _marked(home)
    kept = _each_list_is_as_long(home, actor, Ask(YEAR, each_ward=who == "marked"))
    assert bool(kept) == (who == "marked")


def test_who_counts_for_all_and_opens_one_unit_learns_of_no_report_elsewhere(home: House) -> None:
    grants = an_actor(Role.STATISTICIAN).grants + an_actor(Role.OFFICER, NINH_KIEU).grants
    asked = CellAsk(Ask(YEAR), "9", "numerator", ("31135",))
    with home.app.app_context():
        found = open_rows(Actor(None, "both", grants), asked, page=1, now=NOW, held_back=held_back)
        own = open_rows(
            an_actor(Role.OFFICER, NINH_KIEU), asked, page=1, now=NOW, held_back=held_back
        )
    assert found.number > own.number > 0  # the figures of all, and those of the unit
    assert found.lines == own.lines
    assert found.kept_here == found.number - own.number


@SQLITE
def test_a_page_holds_fifty_and_what_is_kept_stands_at_the_end(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAGE", 3)
    asked = CellAsk(Ask(YEAR), "8a", "numerator", ("92",))
    with home.app.app_context():
        actor = _marked(home)
        pages: list[Opened] = [open_rows(actor, asked, page=1, now=NOW, held_back=held_back)]
        while pages[-1].more:
            pages.append(open_rows(actor, asked, page=len(pages) + 1, now=NOW, held_back=held_back))
        beyond = open_rows(actor, asked, page=len(pages) + 1, now=NOW, held_back=held_back)
        # From whom nothing is kept finds the very same: no missing row points to a mark on its reader.
        free = open_rows(an_actor(Role.SUPERVISOR), asked, page=1, now=NOW, held_back=held_back)
        assert free == pages[0]
    assert [len(page.lines) + page.kept_here for page in pages[:-1]] == [3] * (len(pages) - 1)
    assert sum(len(page.lines) + page.kept_here for page in pages) == pages[0].number > 3
    assert sum(page.kept_here for page in pages) == pages[0].kept > 0
    assert (list(beyond.lines), beyond.kept_here, beyond.more) == ([], 0, False)
    codes = [line.child.code for page in pages for line in page.lines if line.child]
    assert len(set(codes)) == len(codes) == pages[0].number - pages[0].kept


def test_who_reaches_not_the_area_finds_nothing_and_the_reading_is_logged(home: House) -> None:
    officer = an_actor(Role.OFFICER, NINH_KIEU)

    def ask(*areas: str) -> CellAsk:
        return CellAsk(Ask(YEAR), "8a", "numerator", areas)

    with home.app.app_context():
        for areas in (("92",), ("31120",), ("31135", "31120"), ("unassigned",), ("99999",)):
            with pytest.raises(Missing):
                open_rows(officer, ask(*areas), page=1, now=NOW, held_back=held_back)
        for role in (Role.STATISTICIAN, Role.AUDITOR, Role.COLLABORATOR):
            with pytest.raises(Denied):
                open_rows(an_actor(role), ask("92"), page=1, now=NOW, held_back=held_back)
        both = open_rows(
            an_actor(Role.SUPERVISOR), ask("31135", "31120"), page=1, now=NOW, held_back=held_back
        )
        alone = [
            open_rows(
                an_actor(Role.SUPERVISOR), ask(code), page=1, now=NOW, held_back=held_back
            ).number
            for code in ("31135", "31120")
        ]
    assert both.number == sum(alone)
    assert {line.unit for line in both.lines} == {NINH_KIEU, CAI_KHE}
    newest = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(1)
    with home.app.app_context(), db.engine.connect() as connection:
        last = connection.execute(newest).mappings().one()
    assert (last["act"], last["subject"], last["area_id"]) == (
        "figures.open",
        "figures:8a",
        CAI_KHE,
    )
    assert f'"rows": {alone[1]}' in last["detail"]
