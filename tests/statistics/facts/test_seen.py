"""A ward's reader counts the rows that they may open, of children and of reports; the city all."""

from __future__ import annotations

from datetime import date

from caseapp.casework.children import move_child
from caseapp.casework.circumstances import CircumstanceEntry, record_circumstance
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.incidents import IncidentEntry, record_incident
from caseapp.casework.screening import open_case
from caseapp.rules.access import Actor
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import WITHIN_REACH, read_indicators
from tests.factories.children import a_child, actor_of, enter_child, officer_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.reports import SUPERVISOR, log_one
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user

ASK = Ask(Period.parse("2026"), area=NINH_KIEU)


def counted(actor: Actor) -> tuple[int, int, int]:
    """Children in circumstances, abused ones, and reports without a child."""
    sheet = read_indicators(actor, ASK, now=NOW)
    assert bool(sheet.notes.get(WITHIN_REACH)) == (actor not in (SYSTEM, SUPERVISOR))
    figures = (sheet.row(name, NINH_KIEU).numerator for name in ("8a", "9"))
    return (*figures, sheet.notes["reports_without_child"])  # type: ignore[return-value]  # three


def in_need(house: House, officer: Actor, code: str) -> None:
    entry = CircumstanceEntry("01", "", "confirmed", date(2026, 1, 5), None, "")
    with house.app.app_context():
        record_circumstance(officer, code, entry, now=NOW)


def test_what_a_reader_may_not_open_is_not_counted_for_them(house: House) -> None:
    name = make_user(house, "officer")
    reader, writer, far = actor_of(house, name), officer_of(house), officer_of(house, CAI_KHE)
    codes = [enter_child(house, writer, full_name=f"Bé {letter}") for letter in "AB"]
    for code in codes:
        in_need(house, writer, code)
    # A child that came to live here and whose file another ward keeps.
    moved = enter_child(house, far, area_code=CAI_KHE, full_name="Bé C")
    in_need(house, far, moved)
    reports = [log_one(house, by=writer) for _ in range(3)]
    with house.app.app_context():
        move_child(far, moved, area_code=NINH_KIEU, since=date(2026, 2, 1), now=NOW)
        entry = IncidentEntry("confirmed", ("neglect",), (), None, "x")
        record_incident(writer, reports[0], entry, now=NOW)
        open_case(writer, reports[0], a_child(full_name="Bé D"), now=NOW)
        assert counted(SYSTEM) == (3, 1, 2)
        assert counted(reader) == counted(writer) == (2, 1, 2)
        for kind, code in (("child", codes[0]), ("report", reports[0]), ("report", reports[1])):
            mark_conflict(SUPERVISOR, kind, code, username=name, reason="x", now=NOW)  # type: ignore[arg-type]
        assert counted(reader) == (1, 0, 1)
        assert counted(writer) == (2, 1, 2)
        assert counted(SUPERVISOR) == (3, 1, 2)
