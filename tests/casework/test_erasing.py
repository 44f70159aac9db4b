"""A draft that names the child goes with its file; another's stays."""

from __future__ import annotations

from sqlalchemy import select

from caseapp import desk
from caseapp.records.kept_forms import KeptForm, seal_fields
from caseapp.rules.access import Act
from tests.factories.erasures import NAME, a_finished_file, city_people, erase
from tests.factories.house import NOW, SYSTEM, House


def test_drafts_that_name_the_child_are_thrown_away(house: House) -> None:
    child, told = a_finished_file(house)
    texts = (f"Về em {NAME.upper()}", f"Xem {child}", "Về em khác")
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        for number, text in enumerate(texts):
            row = KeptForm(
                user_id=told.officer.user_id, path="/reports/new", at=NOW, token=str(number)
            )
            door.session.add(row)
            door.session.flush()
            seal_fields(door.place.vault, row, "", [("family", text)])
    erase(house, child, *city_people(house))
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        rows = door.session.scalars(select(KeptForm).order_by(KeptForm.token)).all()
        assert [row.fields is None for row in rows] == [True, True, False]
