"""A town whose 2025 is frozen and then corrected in every way, for tests of what is told of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from sqlalchemy import insert, or_, select, update

from caseapp import desk
from caseapp.records.children import Assistance, Child, ChildUnit, Circumstance, Residence
from caseapp.records.disasters import Impact
from caseapp.records.populations import Population
from caseapp.records.reports import Incident, Report
from caseapp.records.settings import Setting
from caseapp.records.twins import Merge
from caseapp.rules.access import Act, Role
from caseapp.rules.values import Period
from caseapp.statistics.freezing import freeze
from tests.factories.house import NOW, SYSTEM, an_actor
from tests.factories.register import Register, a_moment

YEAR: Final = Period.parse("2025")
NINH_KIEU, CAI_KHE = 31135, 31120
LATER: Final = NOW + timedelta(days=3)
STATISTICIAN: Final = an_actor(Role.STATISTICIAN)
FLOOD: Final = date(2025, 10, 8)


@dataclass
class Town:
    """The children by what becomes of them, reports without one, the number of the frozen sheet."""

    children: dict[str, int]
    number: int = 0
    nameless: list[int] = field(default_factory=list)


def a_frozen_town() -> Town:
    """Write the register as it is when its year is frozen, and freeze it."""
    made = Register()
    stays = ("steady", "slip", "moves", "dated", "twin", "other", "helped", "late", "told",
             "untold", "waits", "slow", "away", "hearsay", "baseless", "whisper", "rumour")  # fmt: skip
    town = Town({name: made.child(NINH_KIEU) for name in stays})
    child = town.children
    for name in ("steady", "slip", "moves", "dated", "twin", "other", "helped", "away"):
        made.circumstance(child[name])
    made.assistance(child["steady"], "2025-03-01")
    made.report(child["told"], "2025-04-01", "suspected")
    made.report(child["untold"], "2025-04-02")
    for name in ("hearsay", "baseless"):
        made.report(child[name], "2025-04-03", "suspected")
    town.nameless = [made.report(None, "2025-04-04", "suspected") for _ in range(3)]
    made.impact(child["waits"], FLOOD)
    made.impact(child["slow"], FLOOD, FLOOD + timedelta(days=4))
    made.population(NINH_KIEU, "2025-07-01", 300)
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        made.write(door.session)
        door.session.execute(
            insert(ChildUnit),
            [{"child_id": number, "area_id": NINH_KIEU} for number in child.values()],
        )
        door.session.execute(update(Report).values(area_id=NINH_KIEU))
    town.number = freeze(STATISTICIAN, YEAR, "received", reason="", seen=0, now=NOW)
    return town


def correct(town: Town) -> None:
    """Change the records the way people do: later, in place, merged, taken out."""
    child = town.children
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=LATER) as door:
        change, since = door.session.execute, {"entered_at": LATER}
        of = Circumstance.child_id
        change(update(Circumstance).where(of == child["slip"]).values(deleted_at=LATER))
        dated = {"valid_from": date(2026, 2, 1)}
        change(update(Circumstance).where(of == child["dated"]).values(**dated))
        confirmed: dict[str, Any] = {"group_code": "04", "status": "confirmed"}
        change(
            insert(Circumstance).values(
                child_id=child["late"], valid_from=date(2025, 5, 1), **confirmed, **since
            )
        )
        lived = Residence.child_id
        change(update(Residence).where(lived == child["moves"]).values(unit_id=CAI_KHE))
        change(update(Residence).where(lived == child["away"]).values(unit_id=1))
        merged = {"first_id": child["twin"], "second_id": child["other"]}
        done = {"state": "merged", "asked_at": NOW, "decided_at": LATER}
        change(insert(Merge).values(**merged, **done))
        change(update(Child).where(Child.id == child["other"]).values(merged_into_id=child["twin"]))
        on = {"given_on": date(2025, 6, 1), "kind": "education"}
        change(insert(Assistance).values(child_id=child["helped"], **on, **since))
        told = {"area_id": NINH_KIEU, "certainty": "confirmed"}
        change(insert(Incident).values(report_id=1, **told, **since))
        change(update(Report).where(Report.child_id == child["untold"]).values(deleted_at=LATER))
        _told_apart(change, town)
        relieved = {"relieved_on": FLOOD}
        change(update(Impact).where(Impact.child_id == child["waits"]).values(**relieved))
        days = {"name": "relief_days", "value": "5", "valid_from": date(2025, 1, 1)}
        change(insert(Setting).values(**days, **since))
        change(update(Population).values(children=310))


def _told_apart(change: Any, town: Town) -> None:
    """Correct what stands beside indicator 9: reports of suspicion, and those without a child."""
    child, of = town.children, Report.child_id
    gone, known, baseless = town.nameless
    for taken_out in (of == child["hearsay"], Report.id == gone):
        change(update(Report).where(taken_out).values(deleted_at=LATER))
    change(update(Report).where(Report.id == known).values(child_id=child["told"]))
    unfounded = select(Report.id).where(or_(of == child["baseless"], Report.id == baseless))
    said = update(Incident).where(Incident.report_id.in_(unfounded))
    change(said.values(certainty="unfounded"))
    received = {"received_at": a_moment("2025-05-05"), "event_unit_id": NINH_KIEU}
    for number, of_child in enumerate((child["whisper"], child["rumour"], None)):
        late = {"code": f"BC-26-00090{number}", "area_id": NINH_KIEU, "child_id": of_child}
        change(insert(Report).values(**late, **received, entered_at=LATER))
