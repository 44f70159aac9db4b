"""An erasure is decided by another person than proposed it, whatever writes the row."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import IntegrityError

from caseapp import desk
from caseapp.records.erasures import Erasure
from caseapp.rules.access import Act
from tests.factories.erasures import a_finished_file, city_people
from tests.factories.house import NOW, SYSTEM, House


def test_nobody_decides_on_the_own_proposal(house: House) -> None:
    a_finished_file(house)
    first, _ = city_people(house)
    row = Erasure(
        child_id=1, ground="asked", state="done", entered_at=NOW, entered_by=first.user_id,
        decided_at=NOW, decided_by=first.user_id,
    )  # fmt: skip
    with house.app.app_context(), desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        door.session.add(row)
        with pytest.raises(IntegrityError):
            door.session.flush()
        door.session.rollback()
