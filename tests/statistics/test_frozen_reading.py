"""A frozen year stays as it was; what was corrected since is told by cause, and adds up."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from caseapp import desk
from caseapp.records.conflicts import ConflictMark
from caseapp.rules.access import Denied, Role
from caseapp.rules.outcomes import Missing
from caseapp.statistics.figures import read_indicators
from caseapp.statistics.freezing import question
from caseapp.statistics.frozen_reading import (
    Frozen,
    PopulationChange,
    list_frozen,
    read_frozen,
    read_frozen_sheet,
)
from tests.factories.children import actor_of
from tests.factories.house import House, Template, an_actor, opened
from tests.factories.web import make_user
from tests.statistics.frozen_town import (
    CAI_KHE,
    LATER,
    NINH_KIEU,
    STATISTICIAN,
    Town,
    a_frozen_town,
    correct,
)


@pytest.fixture(scope="module")
def home(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with opened(template, tmp_path_factory.mktemp("frozen") / "instance") as made:
        yield made


@pytest.fixture(scope="module")
def town(home: House) -> Town:
    with home.app.app_context():
        made = a_frozen_town()
        unchanged = read_frozen(STATISTICIAN, made.number, now=LATER)
        assert (unchanged.changes, unchanged.populations) == ((), ())
        assert unchanged.definition_now == unchanged.edition.definition
        correct(made)
    return made


def _causes(found: Frozen, area: str) -> dict[tuple[str, str], dict[str, int]]:
    return {
        (each.indicator, each.part): dict(each.causes)
        for each in found.changes
        if each.area == area
    }


def test_every_correction_is_told_by_its_cause(home: House, town: Town) -> None:
    with home.app.app_context():
        found = read_frozen(STATISTICIAN, town.number, now=LATER)
        today = read_indicators(STATISTICIAN, question(found.edition.period, "received"), now=LATER)
    assert _causes(found, "31135") == {
        ("8a", "counted"): {
            "entered": 1, "corrected": -1, "moved": -2, "merged": -1, "taken_out": -1,
        },
        ("8b", "fulfilled"): {"helped": 1},
        ("9", "counted"): {"entered": 1, "taken_out": -1},
        ("12", "fulfilled"): {"helped": 1, "definition": 1},
        # Two reports came late, one suspicion was confirmed by what was entered since.
        ("suspected", "counted"): {"entered": 2 - 1, "corrected": -1, "taken_out": -1},
        ("reports_without_child", "counted"): {
            "entered": 1, "corrected": -1, "known": -1, "taken_out": -1,
        },
    }  # fmt: skip
    beside = {
        (each.area, each.indicator): each.then
        for each in found.changes
        if each.area != "92" and each.indicator in {"suspected", "reports_without_child"}
    }
    with home.app.app_context():
        _, sheet = read_frozen_sheet(STATISTICIAN, town.number, now=LATER)
    assert sheet.notes_of("92").items() <= sheet.notes.items()
    assert beside
    for (area, name), then in beside.items():  # a ward's own, and not the city's
        assert sheet.notes_of(area)[name] == then
    assert _causes(found, "31120") == {("8a", "counted"): {"moved": 1}}
    assert _causes(found, "92")["8a", "counted"]["moved"] == -1
    for each in found.changes:
        assert each.then + sum(number for _, number in each.causes) == each.now
    told = {each.indicator: (each.then, each.now) for each in found.changes if each.area == "92"}
    for name in ("suspected", "reports_without_child"):
        assert told[name] == (found.sheet.notes[name], today.notes[name])
    assert found.sheet.row("8a", "31135").numerator == 8
    assert today.row("8a", "31135").numerator == 4
    assert found.populations == (PopulationChange("31135", 300, 310),)
    assert "within 2 days" in found.edition.definition
    assert "within 5 days" in found.definition_now


def test_a_unit_s_reader_sees_its_own_rows_less_what_is_kept_from_them(
    home: House, town: Town
) -> None:
    username = make_user(home, "officer")
    officer = actor_of(home, username)
    with home.app.app_context():
        whole = read_frozen(officer, town.number, now=LATER)
        assert not whole.whole
        assert {row.area for row in whole.sheet.rows} == {"31135"}
        assert {each.area for each in whole.changes} == {"31135"}
        assert {row.area for row in whole.used} == {"31135"}
        assert set(whole.sheet.notes) == {"within_reach", "no_denominator"}
        frozen = whole.sheet.row("8a", "31135")
        assert (frozen.numerator, frozen.denominator) == (8, 300)
        with desk.ledger(write=True) as session:
            kept = {"child_id": town.children["steady"], "set_at": LATER}
            session.add(ConflictMark(user_id=officer.user_id, **kept))
        less = read_frozen(officer, town.number, now=LATER)
        assert less.sheet.row("8a", "31135").numerator == 7
        assert less.sheet.row("8b", "31135").numerator == 0
        assert _causes(less, "31135") == _causes(whole, "31135")
        edition, sheet = read_frozen_sheet(officer, town.number, now=LATER)
        assert (edition.edition, sheet.rows) == (1, less.sheet.rows)
        neighbour = read_frozen(an_actor(Role.OFFICER, CAI_KHE), town.number, now=LATER)
        assert {row.area for row in neighbour.sheet.rows} == {"31120"}


def test_who_may_not_read_and_what_is_not_there(home: House, town: Town) -> None:
    with home.app.app_context():
        for act in (read_frozen, read_frozen_sheet):
            with pytest.raises(Denied):
                act(an_actor(Role.AUDITOR), town.number, now=LATER)
            with pytest.raises(Missing):
                act(STATISTICIAN, town.number + 1, now=LATER)
        with pytest.raises(Denied):
            list_frozen(an_actor(Role.COLLABORATOR, NINH_KIEU), now=LATER)
