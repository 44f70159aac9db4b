"""The newest frozen edition of each period, opened for a report and narrowed to its reader."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import select

from caseapp import desk
from caseapp.records.audit import AuditEntry
from caseapp.records.frozen_sheets import FrozenSheet
from caseapp.rules.access import Act, Role
from caseapp.rules.values import Period
from caseapp.statistics.freezing import cell_of, freeze
from caseapp.statistics.frozen_reports import read_editions
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.statistics.frozen_town import LATER, NINH_KIEU, STATISTICIAN, YEAR, a_frozen_town

BEFORE = Period.parse("2024")


def test_the_newest_edition_of_each_period_and_none_where_none_is(house: House) -> None:
    with house.app.app_context():
        town = a_frozen_town()
        again = freeze(STATISTICIAN, YEAR, "received", reason="Xã muộn", seen=1, now=LATER)
        found = read_editions(STATISTICIAN, (BEFORE, YEAR), "received", now=LATER)
        assert list(found) == ["2025"]
        opened = found["2025"]
        assert town.number < opened.edition.number == again
        assert opened.whole
        assert opened.sheet.row("8a").numerator == 8
        assert opened.sheet.notes_of("92")["suspected"] > 0
        assert [each.children for each in opened.used if each.area == "31135"] == [300]
        assert opened.area == "92"
        assert opened.kinds == {"8": {"04": 8}, "9": {"violence": 1}}
        assert read_editions(STATISTICIAN, (YEAR,), "occurred", now=LATER) == {}


def test_the_hash_is_of_what_is_kept(house: House) -> None:
    with house.app.app_context():
        town = a_frozen_town()
        opened = read_editions(STATISTICIAN, (YEAR,), "received", now=LATER)["2025"]
        with desk.figures(SYSTEM, Act.FIGURES_READ, now=NOW) as door:
            row = door.find(FrozenSheet, id=town.number)
            kept = door.place.vault.unseal_own(cell_of(row, "figures"), row.figures)
        assert opened.sha256 == hashlib.sha256(kept.encode()).hexdigest()


def test_who_holds_a_ward_reads_its_own_figures_and_no_hash(house: House) -> None:
    officer = an_actor(Role.OFFICER, NINH_KIEU)
    with house.app.app_context():
        a_frozen_town()
        opened = read_editions(officer, (YEAR,), "received", now=LATER)["2025"]
    assert not opened.whole
    assert (opened.area, opened.sha256) == ("31135", "")
    assert {row.area for row in opened.sheet.rows} == {"31135"}


def test_the_read_is_logged_once(house: House) -> None:
    with house.app.app_context():
        town = a_frozen_town()
        read_editions(STATISTICIAN, (BEFORE, YEAR), "received", now=LATER)
        with desk.ledger() as session:
            of_reports = AuditEntry.subject == "frozen_sheets:report"
            logged = session.scalars(select(AuditEntry.detail).where(of_reports)).all()
    assert [json.loads(detail) for detail in logged] == [{"editions": str(town.number)}]
