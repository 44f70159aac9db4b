"""Figures of the office that became public: written down once, by who signs, and kept to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from caseapp import desk
from caseapp.casework.acting import actor_named
from caseapp.casework.fresh_factor import Fresh
from caseapp.exchange.exposing import Exposure, expose, exposed_before, list_exposures
from caseapp.exchange.figure_hand_outs import Wanted, hand_out, read_hand_out
from caseapp.exchange.release_registry import count_known
from caseapp.rules.access import Act, Actor, Denied, Role
from caseapp.rules.hand_outs import Addressee
from caseapp.rules.outcomes import AlreadyDone, Missing
from caseapp.rules.values import Period, RuleBroken, local_day
from caseapp.statistics.counting import Ask
from caseapp.statistics.freezing import freeze
from caseapp.statistics.members import BY
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.signing import HERE
from tests.factories.web import key, make_user

TODAY = local_day(NOW)
YEAR = Period.parse("2025")


def handed(house: House, ask: Ask, frozen: int | None = None) -> str:
    to = Addressee("Sở Y tế", "Bà Lê Thị Ba", "Báo cáo sáu tháng")
    wanted = Wanted(ask, "json", frozen)
    fresh = Fresh("", HERE, NOW)
    made = hand_out(SYSTEM, wanted, to, _never, instance=house.path, now=NOW, fresh=fresh)
    return made.code


def _never(*_what: object) -> bytes:
    raise AssertionError


@dataclass
class Telling:
    """Who says that figures became public."""

    actor: Actor

    def __call__(self, code: str, **other: Any) -> None:
        said = {"seen_on": TODAY, "seen_at": "Báo Cần Thơ", "fresh": Fresh("", HERE, NOW)}
        expose(self.actor, code, now=NOW, **(said | other))


@pytest.fixture
def tell(house: House) -> Telling:
    with house.app.app_context():
        return Telling(actor_named(make_user(house, "supervisor", "92"), None))


def test_it_is_written_down_once_and_told_to_who_hands_out(house: House, tell: Telling) -> None:
    with house.app.app_context():
        code = handed(house, Ask(YEAR))
        with desk.figures(SYSTEM, Act.RELEASE_READ, now=NOW) as door:
            assert (count_known(door), exposed_before(door)) == (0, [])
        tell(code, seen_at="  Báo Cần Thơ, số 3 ")
        assert list_exposures(SYSTEM, now=NOW) == {code: Exposure(code, TODAY, "Báo Cần Thơ, số 3")}
        with pytest.raises(RuleBroken, match="already"):
            tell(code)
        with desk.figures(SYSTEM, Act.RELEASE_READ, now=NOW) as door:
            assert count_known(door) == 1  # what was prepared before is stale
            assert exposed_before(door) == []  # no edition tells what the figures were
        assert read_hand_out(SYSTEM, code, now=NOW).code == code
        with pytest.raises(Missing):
            read_hand_out(SYSTEM, "SL-99-0000", now=NOW)


def test_a_form_sent_twice_is_taken_once_and_no_fault(house: House, tell: Telling) -> None:
    with house.app.app_context():
        code, post = handed(house, Ask(YEAR)), f"{key()}:x"
        tell(code, post=post)
        with pytest.raises(AlreadyDone) as done:
            tell(code, post=post)
        assert done.value.made == code
        assert len(list_exposures(SYSTEM, now=NOW)) == 1


def test_the_nearest_frozen_edition_tells_what_became_public(house: House, tell: Telling) -> None:
    with house.app.app_context():
        freeze(SYSTEM, YEAR, "received", reason="", seen=0, now=NOW - timedelta(days=9))
        live = handed(house, Ask(YEAR, each_ward=True, by=BY))
        freeze(SYSTEM, YEAR, "received", reason="Bổ sung", seen=1, now=NOW + timedelta(days=3))
        frozen = handed(house, Ask(YEAR, area="31120"), frozen=1)
        other = handed(house, Ask(YEAR, basis="occurred"))
        for code in (live, frozen, other):
            tell(code)
        with desk.figures(SYSTEM, Act.RELEASE_READ, now=NOW) as door:
            found = exposed_before(door)
            assert [(o.code, o.source.edition, o.area, o.each_ward, o.divided) for o in found] == [
                (live, 2, "92", True, True),
                (frozen, 1, "31120", False, False),
            ]


@pytest.mark.parametrize(
    ("field", "other"),
    [
        ("seen_on", {"seen_on": TODAY + timedelta(days=1)}),
        ("seen_on", {"seen_on": TODAY - timedelta(days=1)}),
        ("seen_at", {"seen_at": " "}),
        ("seen_at", {"seen_at": "x" * 501}),
    ],
)
def test_a_slip_is_told_at_its_field(
    house: House, tell: Telling, field: str, other: dict[str, Any]
) -> None:
    with house.app.app_context():
        code = handed(house, Ask(YEAR))
        with pytest.raises(RuleBroken) as slip:
            tell(code, **other)
        assert slip.value.field == field
        assert list_exposures(SYSTEM, now=NOW) == {}


def test_only_who_signs_releases_says_it(house: House, tell: Telling) -> None:
    with house.app.app_context():
        code = handed(house, Ask(YEAR))
        for role in (Role.STATISTICIAN, Role.OFFICER, Role.ADMINISTRATOR):
            tell.actor = an_actor(role)
            with pytest.raises(Denied):
                tell(code)
        tell.actor = SYSTEM
        with pytest.raises(Missing):
            tell("SL-99-0000")
