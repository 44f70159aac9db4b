"""Deputies of a chair and stand-ins of an officer, named as staff name them."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from caseapp.casework.namings import NewNaming, name_stand_in
from caseapp.rules.access import Actor, Role
from caseapp.rules.values import local_day
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.web import NINH_KIEU, make_user

TODAY = local_day(NOW)


def make_chair(house: House) -> Actor:
    """Make the chair of ward Ninh Kiều, with the sign-in name chutich."""
    return actor_of(house, make_user(house, "chair", username="chutich"))


def make_deputy(
    house: House, chair: Actor, username: str = "pho", *, now: datetime = NOW, days: int = 3,
    first: date | None = None, rank: int = 1,
) -> Actor:  # fmt: skip
    """Make a vice chair and let the chair name them for some days, from today unless told."""
    make_user(house, "deputy", username=username)
    since = first or local_day(now)
    new = NewNaming(username, since, since + timedelta(days=days - 1), rank)
    with house.app.app_context():
        name_stand_in(chair, Role.CHAIR, NINH_KIEU, new, now=now)
    return actor_of(house, username)
