"""Population figures that a file brings alone: written row by row, within the units of who does."""

from __future__ import annotations

from sqlalchemy import select

from caseapp.casework import areas
from caseapp.casework.notices import settle
from caseapp.casework.populations import keep_past
from caseapp.desk import Door
from caseapp.exchange.matching import Match
from caseapp.exchange.tables import Table
from caseapp.records.listing import listed
from caseapp.records.populations import Population
from caseapp.rules.populations import ALL
from caseapp.rules.units import CITY_ID, territory


def write_figures(door: Door, table: Table, match: Match) -> None:
    """Write new figures and changed ones; what they said before is kept, as on the page.

    A unit that was asked for its figure is not asked any more once the whole is given.
    """
    for position in match.new:
        row = {name: table.values[name][position] for name in _COLUMNS}
        door.session.add(Population(**row, entered_at=door.now, entered_by=door.actor.user_id))
    numbers = listed({row["id"] for row in match.recorded.values()})
    rows = {
        row.id: row
        for row in door.session.scalars(select(Population).where(Population.id.in_(numbers)))
    }
    keep_past(door, rows.values())
    for position, fields in match.changed.items():
        kept = rows[match.recorded[position]["id"]]
        for name in fields:
            setattr(kept, name, table.values[name][position])
    door.session.flush()
    for position in (*match.new, *match.changed):
        _end_asking(door, table, position)


_COLUMNS = ("unit_id", "reference_date", "sex", "age_band", "children", "source")


def _end_asking(door: Door, table: Table, position: int) -> None:
    if (table.values["sex"][position], table.values["age_band"][position]) != ALL:
        return
    heir = territory().keeper(table.values["unit_id"][position])
    if heir != CITY_ID:
        settle(door, areas.code_of(heir))
