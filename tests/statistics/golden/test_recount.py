"""After every kind of edit by people the figures are what a plain reading of the rows gives."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from caseapp import desk
from caseapp.casework.assistance import AssistanceEntry, record_assistance, withdraw_assistance
from caseapp.casework.case_entry import open_directly
from caseapp.casework.children import edit_child, move_child
from caseapp.casework.circumstances import CircumstanceEntry, end_circumstance, record_circumstance
from caseapp.casework.incidents import IncidentEntry, record_in_case, record_incident
from caseapp.casework.merge_asking import ask_merge
from caseapp.casework.merging import merge_children
from caseapp.casework.proposals import decide_on_report, propose_mistake, take_back
from caseapp.casework.report_reading import read_report
from caseapp.casework.unmerging import read_since, undo_merge
from caseapp.records.children import Assistance, Child, Circumstance
from caseapp.records.disasters import Disaster, Impact
from caseapp.rules.access import Act, Actor
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from caseapp.statistics.indicator import Basis
from caseapp.statistics.sheet import Sheet
from tests.factories.children import a_child, actor_of, enter_child, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.register import Register
from tests.factories.reports import log_one
from tests.factories.web import make_user
from tests.statistics.oracle import Oracle

YEAR = Period.parse("2026")
MAY = date(2026, 5, 1)
ASKED: tuple[tuple[Basis, tuple[str, ...]], ...] = (("received", ("age_band",)), ("occurred", ()))


def _rows_now() -> Register:
    """Read every row that a figure may be counted from, as it lies in its table."""
    town = Register()
    with desk.figures(SYSTEM, Act.FIGURES_READ, now=NOW) as door:
        for model, rows in town.rows.items():
            asked = select(model.__table__)
            rows.extend(dict(row) for row in door.session.execute(asked).mappings())
    return town


def _plainly(oracle: Oracle, *, divided: bool) -> Counter[tuple[str, ...]]:
    """Numerators, and who was hit, by area and by age band, the city summed up."""
    found: Counter[tuple[str, ...]] = Counter()

    def add(what: str, area: str, band: str, number: int = 1) -> None:
        for place in (area, "92"):
            found[what, place] += number
            if divided:
                found[what, place, band] += number

    for child, area, _, helped in oracle.standing():
        band = oracle.age_band(child, oracle.period.end)
        add("8a", area, band)
        add("8b", area, band, helped)
    for _, area, band, _ in oracle.abused():
        add("9", area, band)
    for _, area, band, relieved in oracle.hit():
        add("12", area, band, relieved)
        add("12 hit", area, band)
    found["suspected",] = len(oracle.suspected())
    found["reports_without_child",] = len(oracle.childless())
    return +found


def _counted(sheet: Sheet) -> Counter[tuple[str, ...]]:
    found: Counter[tuple[str, ...]] = Counter()
    for row in sheet.rows:
        found[row.indicator, row.area, *row.by.values()] = row.numerator
        if row.indicator == "12":
            found["12 hit", row.area, *row.by.values()] = row.denominator or 0
    for name in ("suspected", "reports_without_child"):
        found[name,] = sheet.notes[name]
    return +found


@dataclass
class Story:
    """People at work in one house; after each step the figures are held against the rows."""

    house: House
    officer: Actor
    chair: Actor
    supervisor: Actor
    told: dict[str, Counter[tuple[str, ...]]] = field(default_factory=dict)

    def does(self, step: str, act: Any, *args: Any, **named: Any) -> Any:
        with self.house.app.app_context():
            made = act(*args, **named)
            town = _rows_now()
            for basis, by in ASKED:
                ask = Ask(YEAR, each_ward=True, by=by, basis=basis)
                counted = _counted(read_indicators(SYSTEM, ask, now=NOW))
                plain = _plainly(Oracle(town, YEAR, basis), divided=bool(by))
                assert counted == plain, (step, basis)
                if basis == "received":
                    self.told[step] = counted
        return made

    def number(self, model: Any, child: str) -> int:
        """The newest row of a child."""
        with self.house.app.app_context(), desk.reading(SYSTEM, Act.CHILD_READ, now=NOW) as door:
            of = select(model.id).join(Child, Child.id == model.child_id).where(Child.code == child)
            return int(door.session.scalars(of.order_by(model.id.desc())).first() or 0)

    def edit(self, child: str, **fields: Any) -> None:
        with desk.reading(SYSTEM, Act.CHILD_READ, now=NOW) as door:
            version = door.find(Child, code=child).version
        edit_child(self.officer, child, a_child(**fields), version=version, now=NOW)


def _counts(story: Story, of: str, area: str = "31135") -> list[int]:
    """A figure after each step, as it went."""
    return [counted[of, area] for counted in story.told.values()]


def _in_group(group: str, since: date = date(2026, 3, 1)) -> CircumstanceEntry:
    return CircumstanceEntry(group, "", "confirmed", since, None, "Quyết định")


def _said(certainty: str, occurred: date | None = MAY) -> IncidentEntry:
    return IncidentEntry(certainty, ("violence",), ("family",), occurred, "Biên bản")


def _struck(child: str, *, relieved: date | None) -> None:
    """Enter an impact as an import does; no page enters one yet."""
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        known = select(Child.id).where(Child.code == child)
        number = door.session.scalars(known).one()
        flood = {"name": "Lũ", "kind": "flood", "started_on": MAY, "entered_at": NOW}
        disaster = door.session.execute(insert(Disaster).values(**flood)).inserted_primary_key[0]
        hit = {"child_id": number, "affected_on": MAY, "relieved_on": relieved}
        door.session.execute(insert(Impact).values(disaster_id=disaster, entered_at=NOW, **hit))


def _relieve(day: date) -> None:
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        door.session.execute(update(Impact).values(relieved_on=day))


@pytest.fixture
def story(house: House) -> Story:
    return Story(
        house,
        officer_of(house),
        actor_of(house, make_user(house, "chair")),
        actor_of(house, make_user(house, "supervisor", "92")),
    )


@pytest.mark.only("sqlite")
def test_circumstances_help_births_and_moves(story: Story) -> None:
    by, does = story.officer, story.does
    child = enter_child(story.house, by)
    other = enter_child(story.house, by, full_name="Danh Văn Hai", sex="male")
    does("in circumstances", record_circumstance, by, child, _in_group("01"), now=NOW)
    does("a second group", record_circumstance, by, child, _in_group("04"), now=NOW)
    does("another child", record_circumstance, by, other, _in_group("04"), now=NOW)
    card = AssistanceEntry("education", date(2026, 4, 1), None, False, "", "")
    does("helped", record_assistance, by, child, card, now=NOW)
    does("sixteen by birth", story.edit, child, born=date(2010, 9, 5))
    does("a child again", story.edit, child, born=date(2011, 9, 5))
    does("moved", move_child, by, child, area_code="31120", since=MAY, now=NOW)
    row = story.number(Assistance, child)
    does("help withdrawn", withdraw_assistance, by, child, row, why="Nhầm trẻ", now=NOW)
    row = story.number(Circumstance, other)
    does("ended", end_circumstance, by, other, row, on=date(2026, 6, 1), now=NOW)
    # The first child counts once in two groups, leaves at 16, and lives in Cái Khế in the end.
    assert _counts(story, "8a") == [1, 1, 2, 2, 1, 2, 1, 1, 0]
    assert _counts(story, "8a", "31120") == [0, 0, 0, 0, 0, 0, 1, 1, 1]
    assert _counts(story, "8b", "92") == [0, 0, 0, 1, 0, 1, 1, 0, 0]


@pytest.mark.only("sqlite")
def test_reports_incidents_and_what_was_entered_by_mistake(story: Story) -> None:
    by, chair, does = story.officer, story.chair, story.does
    child = enter_child(story.house, by)
    with story.house.app.app_context():
        case = open_directly(by, child, reason="Trẻ mồ côi", now=NOW)
    received = NOW - timedelta(hours=2)
    report = does(
        "told", record_in_case, by, case, _said("suspected"), received_at=received, now=NOW
    )
    does("confirmed", record_incident, by, report, _said("confirmed", None), now=NOW)
    does("nameless", log_one, story.house, by=by)
    does("mistaken", propose_mistake, by, report, of_case=False, reason="Báo trùng", now=NOW)
    with story.house.app.app_context():
        number = read_report(by, report, now=NOW).proposals[-1].number
    agreed = {"agree": True, "words": "Đúng", "now": NOW}
    does("taken out", decide_on_report, chair, report, number, **agreed)
    does("put back", take_back, story.supervisor, report, now=NOW)
    does("a new suspicion", record_incident, by, report, _said("suspected"), now=NOW)
    second = enter_child(story.house, by, full_name="Danh Văn Hai")
    with story.house.app.app_context():
        case = open_directly(by, second, reason="Trẻ mồ côi", now=NOW)
    baseless = _said("unfounded")
    report = does("unfounded?", record_in_case, by, case, baseless, received_at=received, now=NOW)
    with story.house.app.app_context():
        number = read_report(by, report, now=NOW).proposals[-1].number
    does("unfounded", decide_on_report, chair, report, number, **agreed)
    does("confirmed at last", record_incident, by, report, _said("confirmed"), now=NOW)
    assert _counts(story, "9") == [0, 1, 1, 1, 0, 1, 1, 1, 1, 2]
    beside = [counted["suspected",] for counted in story.told.values()]
    assert beside == [1, 0, 0, 0, 0, 0, 0, 1, 0, 0]
    assert [counted["reports_without_child",] for counted in story.told.values()][2:] == [1] * 8


@pytest.mark.only("sqlite")
def test_merges_their_undoing_and_relief(story: Story) -> None:
    by, does = story.officer, story.does
    first = enter_child(story.house, by)
    second = enter_child(story.house, by, full_name="Do Thi Hoa", sex="male")
    does("one is hit", _struck, first, relieved=MAY)
    does("so is the other", _struck, second, relieved=None)
    with story.house.app.app_context():
        record_circumstance(by, first, _in_group("01"), now=NOW)
        record_circumstance(by, second, _in_group("04"), now=NOW)
        number = ask_merge(by, first, second, reason="Cùng một trẻ", now=NOW)
    named = {"keep": first, "note": "", "now": NOW}
    does("merged", merge_children, story.supervisor, number, **named)
    later = NOW + timedelta(days=1)
    does("late", record_circumstance, by, first, _in_group("13"), now=later)
    with story.house.app.app_context():
        rows = read_since(story.supervisor, number, now=later).rows
    belongs = {row.key: second for row in rows}
    undone = {"belongs": belongs, "reason": "Hai em", "now": later}
    does("parted", undo_merge, story.supervisor, number, **undone)
    does("relieved late", _relieve, MAY + timedelta(days=3))
    does("relieved in time", _relieve, MAY + timedelta(days=2))
    # Merged they are one child, hit twice, of whom one relief is still owed.
    assert _counts(story, "8a") == [0, 0, 1, 1, 2, 2, 2]
    assert _counts(story, "12 hit") == [1, 2, 1, 1, 2, 2, 2]
    assert _counts(story, "12") == [1, 1, 0, 0, 1, 0, 2]
