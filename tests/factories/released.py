"""A year of relief in a few wards, frozen and ready to be released; and how a release is made."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from caseapp import desk
from caseapp.casework.fresh_factor import Fresh
from caseapp.casework.limits import Caller
from caseapp.exchange import release_preparations
from caseapp.exchange.release_preparations import Made, make
from caseapp.exchange.releasing import propose_made, read_proposal, sign
from caseapp.rules.access import Act, Actor
from caseapp.rules.units import territory
from caseapp.rules.values import Period
from caseapp.statistics.disclosure.audit import Progress
from caseapp.statistics.disclosure.joint import Stage
from caseapp.statistics.freezing import freeze
from caseapp.statistics.releases.earlier import Earlier
from caseapp.statistics.releases.exposed import Exposed
from caseapp.statistics.releases.policy import Policy
from caseapp.statistics.releases.preparing import Prepared, prepare
from caseapp.statistics.releases.sources import Source
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House, Template
from tests.factories.house import opened as open_copy
from tests.factories.register import Register
from tests.factories.web import CITY, make_user

YEAR = Period.parse("2025")
FIRST_HALF, SECOND_HALF = Period.parse("2025H1"), Period.parse("2025H2")
LAYOUT = "relief-clusters"
UNASKED = Fresh("", Caller("", terminal=True), NOW)
"""Of somebody who has no second factor, where none is demanded."""


@contextmanager
def stage(_name: str) -> Iterator[Progress | None]:
    """Begin a part of the work that nobody follows."""
    yield None


def hit_children(
    each: int = 2,
    late: int = 1,
    *,
    days: tuple[str, ...] = ("2025-10-03",),
    town: Register | None = None,
) -> None:
    """In every second ward some children are hit on each of the days, some helped too late."""
    town = town or Register()
    units = sorted(u.id for u in territory().units.values() if u.until is None and u.parent)
    for place, unit in enumerate(units):
        for number in range(0 if place % 2 else each + place % 7):
            sex, born = ("female", "2015-06-15") if number % 2 else ("male", "2020-03-01")
            child = town.child(unit, "2025-07-01", sex=sex, born=born)
            for day in days:
                town.impact(child, day, "2025-12-01" if number < late else day)
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        town.write(door.session)


@dataclass(frozen=True)
class Office:
    """Who counts, who signs, and a second signer."""

    statistician: Actor
    supervisor: Actor
    other: Actor


def an_office(house: House) -> Office:
    """Make the three accounts."""
    make_user(house, "statistician", CITY, username="thongke")
    for name in ("giamsat", "giamsat2"):
        make_user(house, "supervisor", CITY, username=name)
    return the_office(house)


def the_office(house: House) -> Office:
    """Return the three of a house that has them."""
    return Office(*(actor_of(house, name) for name in ("thongke", "giamsat", "giamsat2")))


def frozen(period: Period = YEAR, *, again: str = "") -> int:
    """Freeze a period as it counts now; once more for a reason."""
    return freeze(SYSTEM, period, "received", reason=again, seen=1 if again else 0, now=NOW)


def prepared(actor: Actor, number: int, layout: str = LAYOUT) -> Made:
    """Prepare a release of a frozen edition, in the test itself.

    What is hidden follows from the counts, the rules and what was known alone: many tests release
    the same year, for which the solver works half a second once.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(release_preparations, "prepare", _once)
        return make(actor, number, layout, now=NOW, stage=stage)


_known: dict[bytes, Prepared] = {}


def _once(
    source: Source, layout: str, policy: Policy, earlier: list[Earlier | Exposed], stage: Stage
) -> Prepared:
    asked = pickle.dumps((source, layout, policy, earlier))
    if asked not in _known:
        _known[asked] = prepare(source, layout, policy, earlier, stage)
    return _known[asked]


def proposed(actor: Actor, number: int, layout: str = LAYOUT) -> int:
    """Prepare and propose a release; return the proposal's number."""
    return int(propose_made(actor, prepared(actor, number, layout), note="", now=NOW))


def signed(actor: Actor, proposal: int) -> str:
    """Sign what is shown of a proposal; return the release's number."""
    shown = read_proposal(actor, proposal, now=NOW).sha256
    return sign(actor, proposal, shown=shown, now=NOW, fresh=UNASKED)


def prepare_proposal(template: Template, folder: Path, *, sign_it: bool) -> Template:
    """Make an instance once whose release waits for its signer, or is signed, to be copied."""
    with open_copy(template, folder) as house:
        office = an_office(house)
        with house.app.app_context():
            hit_children()
            number = proposed(office.statistician, frozen())
            if sign_it:
                signed(office.supervisor, number)
    return replace(template, folder=folder)
