"""Duty lists: who keeps which, what is refused, that nothing is lost, and that no log tells."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.duty import add_entry, end_entry, entries_in_force, list_units, read_list
from caseapp.records.audit import AuditEntry
from caseapp.rules.access import Actor, Denied, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.units import CITY_ID
from caseapp.rules.values import RuleBroken, local_day
from tests.factories.duty import an_entry, on_list
from tests.factories.house import NOW, House, an_actor
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user

WARD = int(NINH_KIEU)
OFFICER, CHAIR = an_actor(Role.OFFICER, WARD), an_actor(Role.CHAIR, WARD)
SUPERVISOR, OF_PART = an_actor(Role.SUPERVISOR), an_actor(Role.SUPERVISOR, WARD)


@pytest.mark.parametrize("actor", [OFFICER, CHAIR, OF_PART], ids=lambda actor: actor.name)
def test_a_unit_keeps_its_own_list_and_no_other(house: House, actor: Actor) -> None:
    with house.app.app_context():
        add_entry(actor, NINH_KIEU, an_entry("chair"), now=NOW)
        (row,) = read_list(actor, NINH_KIEU, now=NOW).entries
        for other, role in ((CAI_KHE, "chair"), (CITY, "supervisor"), ("x\x00", "chair")):
            with pytest.raises(Missing):
                add_entry(actor, other, an_entry(role), now=NOW)
            with pytest.raises(Missing):
                end_entry(actor, other, row.number, now=NOW)
        assert [u.code for u in list_units(actor, now=NOW)] == [NINH_KIEU]


def test_the_supervisor_keeps_every_list_the_city_s_first(house: House) -> None:
    with house.app.app_context():
        add_entry(SUPERVISOR, CITY, an_entry("city_phone"), now=NOW)
        add_entry(SUPERVISOR, NINH_KIEU, an_entry("chair"), now=NOW)
        units = list_units(SUPERVISOR, now=NOW)
        assert (len(units), units[0].gaps) == (104, ("no_supervisor",))
        gaps = {unit.code: unit.gaps for unit in units}
        assert (gaps[NINH_KIEU], gaps[CAI_KHE]) == ((), ("no_list",))
        with pytest.raises(Denied):
            list_units(an_actor(Role.STATISTICIAN), now=NOW)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"role": "supervisor"}, "role"),
        ({"role": "x"}, "role"),
        ({"place": 0}, "place"),
        ({"place": 21}, "place"),
        ({"name": "  "}, "name"),
        ({"phone": "gọi sau"}, "phone"),
        ({"mail": "truc"}, "mail"),
        ({"username": "nobody"}, "username"),
        ({"username": "khac"}, "username"),
        ({"last_day": local_day(NOW) - timedelta(days=1)}, "last_day"),
    ],
)
def test_what_cannot_be_called_is_refused(
    house: House, fields: dict[str, object], field: str
) -> None:
    make_user(house, "chair", CAI_KHE, username="khac")
    with house.app.app_context():
        entry = an_entry(**{"role": "chair"} | fields)  # type: ignore[arg-type]  # by name
        with pytest.raises(RuleBroken) as refused:
            add_entry(OFFICER, NINH_KIEU, entry, now=NOW)
        assert refused.value.field == field
        assert read_list(OFFICER, NINH_KIEU, now=NOW).entries == []


def test_an_entry_ends_and_stays_with_who_ended_it(house: House) -> None:
    make_user(house, "chair", username="chutich")
    with house.app.app_context():
        on_list("chair", username="chutich")
        on_list("deputy", valid_from=local_day(NOW) + timedelta(days=1))
        before = read_list(CHAIR, NINH_KIEU, now=NOW)
        assert [(e.role, e.state) for e in before.entries] == [
            ("chair", "current"), ("deputy", "future"),
        ]  # fmt: skip
        assert (before.gaps, before.entries[0].account) == ((), "Người dùng chutich")
        for _ in range(2):
            end_entry(CHAIR, NINH_KIEU, before.entries[0].number, now=NOW)
        after = read_list(CHAIR, NINH_KIEU, now=NOW)
        assert after.gaps == ("expired",)
        assert [(e.name, e.phone, e.ended_at) for e in after.ended] == [
            ("Người chair", "0100 240 927", NOW)
        ]


def test_who_is_called_today_stands_in_order(house: House) -> None:
    with house.app.app_context():
        on_list("police")
        on_list("deputy", place=2, name="Hai")
        on_list("deputy", place=1, name="Một")
        on_list("chair", last_day=local_day(NOW))
        on_list("supervisor", code=CITY)
        for days, first in ((0, "chair"), (1, "deputy")):
            with desk.ledger() as session:
                rows = entries_in_force(session, (WARD, CITY_ID), NOW + timedelta(days=days))
                assert rows[0].role == first
                assert [row.role for row in rows[-2:]] == ["police", "supervisor"]
                assert [row.name for row in rows if row.role == "deputy"] == ["Một", "Hai"]


def test_the_log_tells_of_entries_and_of_no_number_or_name(house: House) -> None:
    with house.app.app_context():
        add_entry(OFFICER, NINH_KIEU, an_entry("chair", mail="truc@example.org"), now=NOW)
        read_list(OFFICER, NINH_KIEU, now=NOW)
        with desk.ledger() as session:
            rows = session.scalars(select(AuditEntry).where(AuditEntry.act == "duty.keep")).all()
            told = " ".join(f"{row.subject} {row.detail}" for row in rows)
        assert "entry" in told
        assert not [word for word in ("0100", "Người", "example") if word in told]
