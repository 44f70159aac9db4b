"""One person alone at night: who acts alone, and by when a supervisor reviews it.

The officer prepares and the chair decides (Decree 56/2017, Art. 26). In an emergency the chair may
log, assess and decide alone, for a child does not wait; never a plan, which is drafted by another.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from caseapp.rules.access import POLICY, Act, Actor, Role, lent_for
from caseapp.rules.calendar import OFFICIAL, Calendar, end_of_working_day
from caseapp.rules.values import local_day


def acts_alone(actor: Actor, act: Act, day: date, unit: int) -> bool:
    """Tell whether the chair's role alone lets the actor do the officer's act in the unit.

    Their own there, or one in which they stand in, in a file of the unit.
    """
    roles = {
        grant.role
        for grant in actor.grants
        if grant.holds(day)
        and act in POLICY[grant.role]
        and (grant.units is None or unit in grant.units)
    }
    roles |= {Role(lent.role) for lent in lent_for(actor, act, day) if lent.unit == unit}
    return roles == {Role.CHAIR}


def review_due(moment: datetime, calendar: Calendar = OFFICIAL) -> date:
    """Return the day by whose end a supervisor reviews it: the next working day."""
    return local_day(end_of_working_day(moment, 1, calendar) - timedelta(seconds=1))
