"""Files hang on one report or case of their own unit, and their bytes on them."""

from __future__ import annotations

import pytest

from caseapp import desk
from caseapp.records.cases import Case
from caseapp.records.db import db
from caseapp.records.files import FilePart, HandOut, StoredFile, bytes_kept
from caseapp.records.reports import Report
from caseapp.records.scope import OutOfScope, Reach, reaching
from caseapp.rules.access import Act, Role
from tests.factories.house import NOW, House, an_actor
from tests.factories.rows import CAI_KHE, NINH_KIEU, a_file, furnish
from tests.factories.wards import Wards, unkept


def test_a_file_hangs_on_a_report_or_on_a_case_of_its_unit(books: Wards) -> None:
    session, own, other = books.session, books.own, books.other
    unkept(session, a_file(NINH_KIEU))
    unkept(session, a_file(NINH_KIEU, report_id=own[Report], case_id=own[Case]))
    unkept(session, a_file(NINH_KIEU, report_id=other[Report]))
    unkept(session, a_file(NINH_KIEU, case_id=other[Case]))
    file = other[StoredFile]
    unkept(session, FilePart(file_id=file, part="x", area_id=NINH_KIEU, sealed=b""))
    unkept(session, HandOut(file_id=file, area_id=NINH_KIEU, entered_at=NOW))
    session.add(a_file(NINH_KIEU, case_id=own[Case]))
    session.flush()


def test_nothing_is_hung_on_a_file_of_another_ward(wards: Wards) -> None:
    theirs = wards.other[StoredFile]
    for row in (
        FilePart(file_id=theirs, part="x", area_id=NINH_KIEU, sealed=b""),
        HandOut(file_id=theirs, area_id=NINH_KIEU, entered_at=NOW),
        a_file(NINH_KIEU, report_id=wards.other[Report]),
        a_file(NINH_KIEU, case_id=wards.other[Case]),
    ):
        wards.session.add(row)
        with pytest.raises(OutOfScope):
            wards.session.flush()
        wards.session.expunge_all()


def test_what_is_kept_is_counted_over_all_units_past_the_reach(house: House) -> None:
    with house.app.app_context():
        furnish(NINH_KIEU)
        furnish(CAI_KHE)
        officer = an_actor(Role.OFFICER, NINH_KIEU)
        with desk.reading(officer, Act.FILE_READ, now=NOW) as door:
            assert bytes_kept(door.session) == 6
            assert bytes_kept(door.session, NINH_KIEU) == 3
            assert bytes_kept(door.session, 1) == 0
            with pytest.raises(OutOfScope):
                door.session.connection().execute(StoredFile.__table__.select())


@pytest.mark.only("postgresql")
def test_the_databases_own_policies_hold_for_files(house: House) -> None:
    with house.app.app_context():
        furnish(NINH_KIEU)
        with reaching(Reach(frozenset({CAI_KHE}))), db.engine.connect() as connection:
            driver = connection.connection.dbapi_connection
            assert driver is not None
            connection.begin()
            for table in ("files", "file_parts", "hand_outs"):
                found = driver.execute(f"SELECT count(*) FROM {table}").fetchone()
                assert found == (0,)
