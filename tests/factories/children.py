"""Children that tests enter the way an officer does."""

from __future__ import annotations

from datetime import date

from caseapp.casework.acting import actor_named
from caseapp.casework.children import NewChild, register_child
from caseapp.rules.access import Actor
from tests.factories.house import NOW, House
from tests.factories.web import NINH_KIEU, make_user


def officer_of(house: House, area_code: str = NINH_KIEU) -> Actor:
    """Return an officer of a unit with an account of its own, as forms' keys need one."""
    return actor_of(house, make_user(house, "officer", area_code))


def actor_of(house: House, username: str) -> Actor:
    """Return the actor of an account."""
    with house.app.app_context():
        return actor_named(username, None)


def a_child(area_code: str = NINH_KIEU, **fields: object) -> NewChild:
    """Return a child born on 5 September 2015 who lives in the unit since the reform."""
    known: dict[str, object] = {
        "full_name": "Đỗ Thị Hòa",
        "sex": "female",
        "born": date(2015, 9, 5),
        "birth_precision": "day",
        "area_code": area_code,
        "resident_from": date(2025, 7, 1),
        "distinct": True,
    }
    return NewChild(**{**known, **fields})  # type: ignore[arg-type]  # fields of the entry by name


def enter_child(house: House, actor: Actor, **fields: object) -> str:
    """Enter a child of the actor's unit; return its code."""
    with house.app.app_context():
        return register_child(actor, a_child(**fields), now=NOW)  # type: ignore[arg-type]
