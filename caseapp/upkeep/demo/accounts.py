"""Made-up accounts: every role, an officer and a chair for each ward of the dozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from sqlalchemy import select

from caseapp.records.passwords import hash_password
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Role
from caseapp.rules.matching import fold
from caseapp.rules.units import CITY_ID, REFORM, territory
from caseapp.rules.values import LOCAL
from caseapp.upkeep.demo import names
from caseapp.upkeep.demo.rows import Rows
from caseapp.upkeep.demo.wards import DOZEN

PASSWORD: Final = "thu-nghiem-can-tho"  # noqa: S105 - of made-up data only, printed for everyone
_MADE: Final = datetime(2025, 6, 27, 8, 0, tzinfo=LOCAL)
_IN_WARD: Final = ((Role.OFFICER, "canbo"), (Role.CHAIR, "chutich"))
LEAVING: Final = DOZEN[6]
"""The ward from which a second officer leaves."""
_DEPUTIES: Final = ("phochutich.ninhkieu", "phochutich2.ninhkieu")
_PHONE: Final = "0900 000 {:03d}"  # a number that nobody is given
_IN_CITY: Final = (
    (Role.SUPERVISOR, "giamsat"),
    (Role.STATISTICIAN, "thongke"),
    (Role.ADMINISTRATOR, "quantri"),
    (Role.AUDITOR, "kiemtra"),
    (Role.AGENCY, "tiepnhan"),
)


@dataclass(frozen=True)
class DemoAccount:
    """An account to sign in with: its role and the unit it holds it in."""

    username: str
    password: str
    full_name: str
    role: str
    unit: str


@dataclass(frozen=True)
class Staff:
    """Who works where: ids of officers, chairs and collaborators by unit, the supervisor's, and
    those of the first ward's vice chairs; `agency` is the account that speaks for an agency,
    `leaving` a second officer of the ward LEAVING.
    """

    officers: dict[int, int]
    chairs: dict[int, int]
    collaborators: dict[int, int]
    supervisor: int
    agency: int
    deputies: tuple[int, ...]
    leaving: int
    accounts: tuple[DemoAccount, ...]


def usernames() -> list[str]:
    """Return every sign-in name that the demo makes."""
    return [username for _, username, _ in _posts()]


def taken(rows: Rows) -> list[str]:
    """Return those of the demo's sign-in names that the instance knows already."""
    return sorted(
        rows.door.session.scalars(select(User.username).where(User.username.in_(usernames())))
    )


def _word(unit: int) -> str:
    return fold(territory().units[unit].name).replace(" ", "")


def _posts() -> list[tuple[Role, str, int]]:
    posts = [(role, f"{word}.{_word(unit)}", unit) for unit in DOZEN for role, word in _IN_WARD]
    posts += [(role, word, CITY_ID) for role, word in _IN_CITY]
    return [
        *posts,
        (Role.COLLABORATOR, "congtacvien.ninhkieu", DOZEN[0]),
        *((Role.DEPUTY, username, DOZEN[0]) for username in _DEPUTIES),
        (Role.OFFICER, f"canbo2.{_word(LEAVING)}", LEAVING),
    ]


def make_accounts(rows: Rows, rng: Random) -> Staff:
    """Add the accounts with their roles, all with the one password; return who works where."""
    hashed = hash_password(PASSWORD)
    found: dict[tuple[Role, int], int] = {}
    deputies: list[int] = []
    accounts, user_id = [], 0
    for role, username, unit in _posts():
        sex, people = rng.choice(("male", "female")), rng.choice(("Kinh", "Kinh", "Khmer"))
        name = names.full_name(rng, sex, people)
        user_id = _add(rows, username, name, hashed, role, unit)
        found.setdefault((role, unit), user_id)
        if role == Role.DEPUTY:
            deputies.append(user_id)
        where = territory().units[unit]
        label = where.name if unit == CITY_ID else f"{where.kind.capitalize()} {where.name}"
        accounts.append(DemoAccount(username, PASSWORD, name, role.value, label))
    return Staff(
        {unit: found[Role.OFFICER, unit] for unit in DOZEN},
        {unit: found[Role.CHAIR, unit] for unit in DOZEN},
        {unit: user for (role, unit), user in found.items() if role == Role.COLLABORATOR},
        found[Role.SUPERVISOR, CITY_ID],
        found[Role.AGENCY, CITY_ID],
        tuple(deputies),
        user_id,  # the last one of all
        tuple(accounts),
    )


def _add(rows: Rows, username: str, name: str, hashed: str, role: Role, unit: int) -> int:
    user_id = rows.new_id(User)
    rows.add(
        User,
        id=user_id,
        username=username,
        full_name=name,
        password_hash=hashed,
        created_at=_MADE,
        password_set_at=_MADE,
        language="vi",
        phone=_PHONE.format(user_id % 1000),
        phone_set_at=_MADE,
    )
    rows.add(
        RoleGrant,
        id=rows.new_id(RoleGrant),
        user_id=user_id,
        role=role.value,
        area_id=unit,
        valid_from=REFORM,
        entered_at=_MADE + timedelta(hours=1),
        entered_by=None,
    )
    return user_id
