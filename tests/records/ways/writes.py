"""Ways to change rows: of the own unit, of another, of one that was made up."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import Insert, column, delete, insert, select, table, text, update
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import make_transient, make_transient_to_detached

from caseapp.records.areas import Area
from caseapp.records.cases import Case, CaseEvent
from caseapp.records.children import Assistance, Child, ChildUnit, Residence, SubjectKey
from caseapp.records.referrals import Referral
from caseapp.records.reports import Incident, Report
from caseapp.records.scope import reaching
from tests.factories.house import NOW
from tests.factories.rows import DAY, NINH_KIEU, a_case, a_child, a_report
from tests.factories.wards import ALL
from tests.records.ways.shapes import Aim, Seat, Write

Run = Callable[[Seat, Aim], object]


def loaded(seat: Seat, model: Any, number: Any) -> Any:
    """A row of any ward, as if it had been loaded in some other way."""
    with reaching(ALL):
        return seat.session.get_one(model, number)


def adding(make: Callable[[Seat, Aim], Any]) -> Run:
    def run(seat: Seat, aim: Aim) -> None:
        seat.session.add(make(seat, aim))
        seat.session.flush()

    return run


def changing(model: Any, own: bool = False, **values: Any) -> Run:
    """Change a loaded row of the prey, or an own one; a value may be made from seat and aim."""

    def run(seat: Seat, aim: Aim) -> None:
        row = loaded(seat, model, (seat.own if own else aim.prey)[model])
        for name, value in values.items():
            setattr(row, name, value(seat, aim) if callable(value) else value)
        seat.session.flush()

    return run


def removing(seat: Seat, aim: Aim) -> None:
    seat.session.delete(loaded(seat, Assistance, aim.prey[Assistance]))
    seat.session.flush()


def forging(seat: Seat, aim: Aim) -> None:
    """A row made up outside the session: its unit is ours, its number is theirs."""
    forged = Case(id=aim.prey[Case], area_id=NINH_KIEU, version=1)
    make_transient_to_detached(forged)
    seat.session.add(forged)
    forged.level = "high"
    seat.session.flush()


def merging(seat: Seat, aim: Aim) -> None:
    row = loaded(seat, Case, aim.prey[Case])
    make_transient(row)
    make_transient_to_detached(row)
    merged = seat.session.merge(row, load=False)
    merged.level = "high"
    seat.session.flush()


def saving_at_once(seat: Seat, aim: Aim) -> None:
    row = loaded(seat, Case, aim.prey[Case])
    row.level = "high"
    seat.session.bulk_save_objects([row])


def in_session(make: Callable[[Aim], Any]) -> Run:
    return lambda seat, aim: seat.session.execute(make(aim))


def on_the_connection(make: Callable[[Aim], Any]) -> Run:
    return lambda seat, aim: seat.session.connection().execute(make(aim))


def named(model: Any, *columns: str) -> Any:
    return table(model.__tablename__.upper(), *map(column, columns))


def a_line(aim: Aim) -> dict[str, Any]:
    return {"child_id": aim.prey[Child], "area_id": 1}


def inserted(into: Any) -> Callable[[Aim], Insert]:
    return lambda aim: insert(into).values(**a_line(aim))


FLUSH: dict[str, Run] = {
    "a new case": adding(lambda seat, aim: a_case(seat.own[Child], aim.unit)),
    "a new report": adding(lambda _seat, aim: a_report(aim.unit)),
    "a new child": adding(lambda _seat, aim: a_child(aim.unit)),
    "a changed row": changing(Case, level="high"),
    "a changed row without a unit of its own": changing(Child, full_name="changed"),
    "a row given away": changing(Incident, own=True, area_id=lambda _s, aim: aim.unit, ground=b"1"),
    "a deleted row": removing,
    "a row made up with its number": forging,
    "a row merged without looking": merging,
}
TAKEN: dict[str, Run] = {
    "a row taken": changing(Case, area_id=lambda _seat, _aim: NINH_KIEU, level="high"),
}
NULL: dict[str, Run] = {
    "a row left without a unit": changing(Case, area_id=None),
    "a new row without a unit": adding(lambda seat, _aim: a_case(seat.own[Child], None)),  # type: ignore[arg-type]
}
UNITLESS: dict[str, Run] = {
    "a new child without a unit": adding(lambda _seat, _aim: a_child()),
}
PARENTS: dict[str, Run] = {
    "a case of its child": adding(lambda _s, aim: a_case(aim.prey[Child], NINH_KIEU)),
    "a report about its child": adding(
        lambda _s, aim: a_report(NINH_KIEU, child_id=aim.prey[Child]),
    ),
    "help to its child": adding(
        lambda _s, aim: Assistance(
            child_id=aim.prey[Child], kind="education", given_on=DAY, entered_at=NOW,
        ),
    ),
    "a stay of its child": adding(
        lambda _s, aim: Residence(
            child_id=aim.prey[Child], unit_id=NINH_KIEU, valid_from=DAY.replace(year=2020),
            valid_until=DAY.replace(year=2021), entered_at=NOW,
        ),
    ),
    "a child merged into its child": adding(
        lambda _s, aim: a_child(NINH_KIEU, merged_into_id=aim.prey[Child]),
    ),
    "a case moved to its child": changing(
        Case, own=True, child_id=lambda _s, aim: aim.prey[Child], level="high",
    ),
    "a referral tied to its report": changing(
        Referral, own=True, report_id=lambda _s, aim: aim.prey[Report], state="sent",
    ),
}  # fmt: skip
TIES: dict[str, Run] = {
    "a line of its case": adding(
        lambda _s, aim: CaseEvent(
            case_id=aim.prey[Case],
            area_id=NINH_KIEU,
            kind="note",
            happened_at=NOW,
            entered_at=NOW,
        ),
    ),
    "an incident of its report": adding(
        lambda _s, aim: Incident(
            report_id=aim.prey[Report],
            area_id=NINH_KIEU,
            certainty="confirmed",
            entered_at=NOW,
        ),
    ),
    "a report in its case": adding(lambda _s, aim: a_report(NINH_KIEU, case_id=aim.prey[Case])),
}
ENTRY: dict[str, Run] = {
    "a line that opens its child to us": adding(
        lambda _s, aim: ChildUnit(child_id=aim.prey[Child], area_id=NINH_KIEU),
    ),
}


def their_name(_seat: Seat, aim: Aim) -> Any:
    return select(Child.full_name).where(Child.id == aim.prey[Child]).scalar_subquery()


VALUES: dict[str, Run] = {
    "a subquery": changing(Report, own=True, child_name=their_name),
    "a subquery in a new row": adding(
        lambda seat, aim: a_report(NINH_KIEU, child_name=their_name(seat, aim)),
    ),
    "a subquery in a public row": adding(
        lambda seat, aim: Area(
            id=7,
            code="7",
            kind="xã",
            name=their_name(seat, aim),
            folded="",
            valid_from=DAY,
        ),
    ),
    "a text": changing(
        Report,
        own=True,
        child_name=lambda *_: text("(SELECT max(full_name) FROM children)"),
    ),
}
KEYS: dict[str, Run] = {
    "its child's key for our report": changing(
        Report,
        own=True,
        key_id=lambda seat, aim: loaded(seat, Child, aim.prey[Child]).key_id,
        subject="changed",
    ),
    "its report's key for our child": changing(
        Child,
        own=True,
        key_id=lambda seat, aim: loaded(seat, Report, aim.prey[Report]).key_id,
        address="changed",
    ),
}
DESTROYED: dict[str, Run] = {
    "a key destroyed by hand": lambda seat, _aim: (
        setattr(seat.session.get_one(SubjectKey, 1), "destroyed_at", NOW), seat.session.flush(),
    ),
    "a key destroyed on the connection": on_the_connection(
        lambda _aim: update(SubjectKey.__table__).values(wrapped=None),
    ),
}  # fmt: skip
BULK: dict[str, Run] = {
    "insert": in_session(inserted(ChildUnit)),
    "insert of many": lambda seat, aim: seat.session.execute(insert(ChildUnit), [a_line(aim)]),
    "update": in_session(lambda aim: update(Case).where(Case.id == aim.prey[Case]).values(level="x")),
    "update by key": lambda seat, aim: seat.session.execute(
        update(Case), [{"id": aim.prey[Case], "level": "x", "version": 1}],
    ),
    "delete": in_session(lambda aim: delete(Assistance).where(Assistance.id == aim.prey[Assistance])),
    "delete by a query": lambda seat, _aim: seat.session.query(Assistance).delete(),
    "many mappings inserted": lambda seat, aim: seat.session.bulk_insert_mappings(
        ChildUnit, [a_line(aim)],  # type: ignore[arg-type]
    ),
    "many mappings updated": lambda seat, aim: seat.session.bulk_update_mappings(
        Case, [{"id": aim.prey[Case], "level": "x", "version": 1}],  # type: ignore[arg-type]
    ),
    "objects saved at once": saving_at_once,
}  # fmt: skip
CORE: dict[str, Run] = {
    "insert": on_the_connection(inserted(ChildUnit.__table__)),
    "update": on_the_connection(lambda _aim: update(Case.__table__).values(level="x")),
    "delete": on_the_connection(lambda _aim: delete(Assistance.__table__)),
    "insert by a name in capitals": on_the_connection(
        inserted(named(ChildUnit, "child_id", "area_id")),
    ),
    "update by a name in capitals": on_the_connection(
        lambda _aim: update(named(Case, "level")).values(level="x"),
    ),
    "delete by a name in capitals": in_session(lambda _aim: delete(named(Assistance, "id"))),
    "compiled before": lambda seat, _aim: seat.session.connection().execute(
        delete(Assistance.__table__).compile(seat.session.get_bind()),
    ),
    "compiled for another database": on_the_connection(
        lambda _aim: delete(Assistance.__table__).compile(dialect=sqlite.dialect()),
    ),
    "rows copied to a public table": in_session(
        lambda _aim: insert(Area).from_select(
            ["id", "code", "kind", "name", "folded", "former_province"],
            select(Child.id + 5, Child.code, text("'xã'"), Child.full_name, Child.code, Child.code),
        ),
    ),
}
TEXT: dict[str, Run] = {
    "update": in_session(lambda _aim: text("UPDATE cases SET level = 'x'")),
    "on the connection": lambda seat, _aim: seat.session.connection().exec_driver_sql(
        "DELETE FROM main.[Assistance]",
    ),
}


def _family(
    name: str,
    ways: dict[str, Run],
    *,
    own: bool = True,
    held: bool = False,
) -> list[Write]:
    return [Write(name, way, run, own, held) for way, run in ways.items()]


WRITES: list[Write] = [
    *_family("flush with a changed or empty unit", FLUSH | TAKEN),
    *_family("flush with a changed or empty unit", NULL, own=False, held=True),
    *_family("flush with a changed or empty unit", UNITLESS, own=False),
    *_family("hung on what belongs to another ward", PARENTS),
    *_family("hung on what belongs to another ward", TIES, held=True),
    *_family("hung on what belongs to another ward", ENTRY),
    *_family("expressions for values", VALUES, own=False),
    *_family("keys", KEYS),
    *_family("keys", DESTROYED, own=False),
    *_family("bulk and ORM-DML", BULK, own=False),
    *_family("Core", CORE, own=False),
    *_family("text", TEXT, own=False),
]
