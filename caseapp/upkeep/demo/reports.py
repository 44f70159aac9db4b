"""Made-up reports: history taken over by import, then Mẫu 01 with its clock, some still running."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Final

from caseapp.records import marks
from caseapp.records.reports import Report
from caseapp.rules.units import REFORM
from caseapp.rules.values import LOCAL, local_day, minute_of
from caseapp.upkeep.demo import cases, form01, wording
from caseapp.upkeep.demo.incidents import write_bare, write_incidents
from caseapp.upkeep.demo.lone import write_lone
from caseapp.upkeep.demo.notices import tell_of_report
from caseapp.upkeep.demo.people import Person, day_between, keeper_of
from caseapp.upkeep.demo.referrals import Directory, write_referrals
from caseapp.upkeep.demo.register import Register
from caseapp.upkeep.demo.story import CaseFile, Decision, Story
from caseapp.upkeep.demo.telling import Telling
from caseapp.upkeep.demo.wards import DOZEN, Ward

IN_USE_SINCE: Final = date(2025, 8, 1)
_HISTORY: Final = (date(2024, 1, 1), REFORM - timedelta(days=1))
# Reports of a ward of the dozen: in the whole history, and in a year with the application.
_BEFORE, _A_YEAR = (3, 7), (7, 13)
_ELSEWHERE_EACH: Final = 4_000  # one report of history for so many children of another ward
_CHILD_KNOWN: Final = 0.88
_FROM_ELSEWHERE: Final = 0.05
_BY_COLLABORATOR: Final = 4  # every fourth report, where a ward has one
_AT_NIGHT: Final = 0.15
_CHANNELS: Final = {
    "hotline_111": 12, "police": 12, "in_person": 20, "phone": 22,
    "school": 12, "health": 8, "collaborator": 11, "other": 3,
}  # fmt: skip
# How many minutes before the end a report came in whose 12 hours stand thus.
_RUNNING: Final = {"running": (60, 400), "soon": (500, 690), "late": (740, 1_300)}
_LOOKED_AT: Final = 60
_LONE_IN, _LONE_AGO = DOZEN[3], timedelta(hours=30)
_SIBLINGS_EACH: Final = 4  # in every fourth ward an open report is about two children


@dataclass
class Pool:
    """The children whom reports may tell of, by the ward they live in; each is told of once."""

    by_ward: dict[int, list[Person]] = field(default_factory=dict)

    @classmethod
    def of(cls, register: Register, rng: Random) -> Pool:
        """Gather the children of whom more is told, shuffled within their wards."""
        pool = cls()
        for person in register.known:
            pool.by_ward.setdefault(person.keeper, []).append(person)
        for people in pool.by_ward.values():
            rng.shuffle(people)
        return pool

    def take(self, ward: int, day: date) -> Person | None:
        """Take a child that was one on the day and had been living here for some days."""
        people = self.by_ward.get(ward, [])
        for place, person in enumerate(people[:_LOOKED_AT]):
            since = person.stays[-1].since + timedelta(days=5)
            if since <= day <= person.last_day(day):
                return people.pop(place)
        return None


Logged = list[tuple[Story, CaseFile | None]]
"""Reports with the case that was opened for each, if any."""


def write_reports(
    told: Telling, register: Register, wards: tuple[Ward, ...], directory: Directory
) -> Logged:
    """Write the reports of every ward with what followed; return those that officers logged."""
    pool, logged = Pool.of(register, told.rng), Logged()
    for ward in wards:
        if ward.id in DOZEN:
            _write_history(told, pool, ward, told.rng.randint(*_BEFORE))
            logged += _write_current(told, pool, ward, directory)
            logged += _write_running(told, pool, ward)
        elif ward.id in pool.by_ward:
            _write_history(told, pool, ward, ward.children // _ELSEWHERE_EACH)
    lone = next(ward for ward in wards if ward.id == _LONE_IN)
    logged.append((_write_lone(told, lone), None))
    return logged


def _person(told: Telling, pool: Pool, ward: Ward, day: date) -> Person | None:
    """Draw whom a report tells of: mostly a child of the ward, sometimes nobody knows."""
    if told.rng.random() >= _CHILD_KNOWN:
        return None
    elsewhere = told.rng.random() < _FROM_ELSEWHERE
    return pool.take(told.rng.choice(DOZEN) if elsewhere else ward.id, day)


def _write_history(told: Telling, pool: Pool, ward: Ward, number: int) -> None:
    """Write imported reports: they start no clock and belong to no case."""
    for day in sorted(day_between(told.rng, *_HISTORY) for _ in range(number)):
        person = _person(told, pool, ward, day)
        story = make_story(told, ward, _moment(told.rng, day), person, imported=True)
        _write_row(told, story, None)
        write_incidents(told, story, story.entered)


def _write_current(told: Telling, pool: Pool, ward: Ward, directory: Directory) -> Logged:
    """Write the reports that the ward's officer logged, with their decisions and cases."""
    logged, latest = Logged(), told.span.end - timedelta(hours=21)
    days = (local_day(latest) - IN_USE_SINCE).days
    number = max(1, round(told.rng.randint(*_A_YEAR) * days / 365))
    drawn = [day_between(told.rng, IN_USE_SINCE, local_day(latest)) for _ in range(number)]
    for day in sorted(drawn):
        received = min(_moment(told.rng, day), latest)
        story = make_story(told, ward, received, _person(told, pool, ward, day), imported=False)
        file = cases.plan_case(told, story) if story.linked else None
        decision = cases.decide(told, story, file)
        write_logged(told, story, file, decision)
        _write_findings(told, story)
        if file is not None:
            write_referrals(told, story, file, directory)
        logged.append((story, file))
    return logged


def write_logged(
    told: Telling,
    story: Story,
    file: CaseFile | None,
    decision: Decision | None,
    *,
    measured: bool = True,
) -> None:
    """Write the report with its form, its clock, its case and the chair's decision, if any.

    Not `measured`, the row of the decision is written by who calls: another than the chair
    entered it.
    """
    if file is not None:
        cases.write_case(told, story, file)
    _write_row(told, story, file)
    form01.write_answers(told, story)
    form01.write_clock(told, story, decision.decided_at if decision else None)
    if decision is not None and measured:
        cases.write_measure(told, story, decision)
    if file is not None:
        cases.write_timeline(told, story, file, decision)


def _write_findings(told: Telling, story: Story) -> None:
    """Write what verifying found out, or the bare row while it goes on."""
    verified = story.received + timedelta(days=told.rng.randint(1, 20))
    if verified <= told.span.end:
        write_incidents(told, story, verified)
    else:
        write_bare(told, story)


def _write_running(told: Telling, pool: Pool, ward: Ward) -> Logged:
    """Write reports that nobody has decided on yet: one in every ward, here and there more."""
    logged = Logged()
    for standing in _standings(DOZEN.index(ward.id)):
        ago = timedelta(minutes=told.rng.randint(*_RUNNING[standing]))
        received = minute_of(told.span.end - ago)
        person = _person(told, pool, ward, local_day(received))
        linked = standing != "running"
        story = make_story(told, ward, received, person, imported=False, linked=linked)
        file = cases.plan_case(told, story) if story.linked else None
        write_logged(told, story, file, None)
        write_bare(told, story)
        tell_of_report(told, story)
        logged.append((story, file))
    if DOZEN.index(ward.id) % _SIBLINGS_EACH == 0:
        logged.append((_write_sibling(told, pool, ward, logged[0][0]), None))
    return logged


def _write_lone(told: Telling, ward: Ward) -> Story:
    """Write a report that a chair logged and decided on alone, which waits for its review."""
    received = minute_of(told.span.end - _LONE_AGO)
    story = make_story(told, ward, received, None, imported=False, linked=False)
    story = replace(story, officer=story.chair)
    decision = Decision("emergency", story.entered + timedelta(minutes=20))
    write_logged(told, story, None, decision)
    write_bare(told, story)
    write_lone(told, story)
    return story


def _write_sibling(told: Telling, pool: Pool, ward: Ward, first: Story) -> Story:
    """Write the report about another child of an event: same receipt, a clock of its own."""
    story = replace(
        first,
        report_id=told.rows.new_id(Report),
        code=told.mark(marks.REPORT, local_day(first.entered).year),
        entered=told.span.capped(first.entered + timedelta(minutes=told.rng.randint(4, 15))),
        person=pool.take(ward.id, first.day),
        linked=False,
        key_id=told.rows.door.new_keys(1)[0],
        first=first.report_id,
    )
    write_logged(told, story, None, None)
    write_bare(told, story)
    tell_of_report(told, story)
    return story


def _standings(place: int) -> Iterator[str]:
    """Name how the open clocks of a ward stand; the first has one of each."""
    yield "running"
    if place % 2 == 0:
        yield "soon"
    if place % 3 == 0:
        yield "late"


def _moment(rng: Random, day: date) -> datetime:
    """Draw when somebody told: mostly by day, now and then at night."""
    hour = rng.choice((0, 5, 6, 21, 22, 23)) if rng.random() < _AT_NIGHT else rng.randint(7, 20)
    return datetime(day.year, day.month, day.day, hour, rng.randint(0, 59), tzinfo=LOCAL)


def make_story(
    told: Telling,
    ward: Ward,
    received: datetime,
    person: Person | None,
    *,
    imported: bool,
    linked: bool = True,
) -> Story:
    """Draw the facts of a report; a child nobody knows leaves it a key of its own."""
    rng, rows, day = told.rng, told.rows, local_day(received)
    logged = told.span.capped(received + timedelta(minutes=rng.randint(3, 18)))
    entered = told.span.entry(rng, day) if imported else logged
    known = person if linked else None
    key_id = known.key_id if known else rows.door.new_keys(1)[0]
    assert key_id is not None
    event_unit = ward.unit_on(rng, day)
    return Story(
        report_id=rows.new_id(Report),
        code=told.mark(marks.REPORT, local_day(entered).year),
        area_id=keeper_of(event_unit),
        event_unit=event_unit,
        received=received.astimezone(UTC),
        entered=entered,
        imported=imported,
        person=person,
        linked=known is not None,
        key_id=key_id,
        certainty=rng.choices(("confirmed", "suspected", "unfounded"), weights=(45, 30, 25))[0],
        channel=rng.choices(tuple(_CHANNELS), weights=tuple(_CHANNELS.values()))[0],
        officer=None if imported else told.staff.officers[ward.id],
        chair=None if imported else told.staff.chairs[ward.id],
    )


def _write_row(told: Telling, story: Story, file: CaseFile | None) -> None:
    """Write the report's own row, and let its ward open the child."""
    person, rows = (story.person if story.linked else None), told.rows
    if person is not None:
        told.open_to(person, story.area_id)
    text = wording.one(told.rng, wording.STATE) if story.imported else ""
    rows.add(
        Report,
        id=story.report_id,
        code=story.code,
        area_id=story.area_id,
        event_unit_id=story.event_unit,
        child_id=person.id if person else None,
        case_id=file.id if file else None,
        key_id=story.key_id,
        subject="" if story.imported else form01.subject(story),
        channel=story.channel,
        child_name="" if story.imported else form01.child_name(story),
        received_at=story.received,
        signed_at=None if story.imported else story.entered,
        state="screened" if story.imported or file else "received",
        imported=story.imported,
        first_id=story.first,
        narrative=rows.seal(story.key_id, "reports.narrative", story.report_id, text),
        version=1,
        entered_at=story.entered,
        entered_by=_sender(told, story),
    )


def _sender(told: Telling, story: Story) -> int | None:
    """Return who sent a report in: now and then the ward's collaborator, else the officer."""
    if story.imported or story.report_id % _BY_COLLABORATOR:
        return story.officer
    return told.staff.collaborators.get(story.area_id, story.officer)
