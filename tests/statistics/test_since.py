"""What happened after a moment: rows before it and of other children are not in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, update

from caseapp import desk
from caseapp.records.children import Assistance, Child
from caseapp.records.twins import Merge
from caseapp.rules.access import Act
from caseapp.rules.values import Period
from caseapp.statistics.facts.kin import read_kin
from caseapp.statistics.facts.kinds import Facts, Hit
from caseapp.statistics.since import read_away, read_since
from tests.factories.house import NOW, SYSTEM
from tests.factories.register import Register

pytestmark = pytest.mark.usefixtures("records")
YEAR, A = Period.parse("2025"), 31135
AFTER = NOW + timedelta(days=1)


@pytest.mark.only("sqlite")
def test_of_merged_records_the_child_they_count_as_is_named() -> None:
    town = Register()
    steady, twin = town.child(A), town.child(A)
    other = town.child(1, into=twin)
    parted, again, gone = town.child(A), town.child(A), town.child(1)
    town.assistance(steady, "2025-03-01")
    town.assistance(other, "2025-03-01")
    differing = {"8": {steady, twin, gone}, "9": set[int](), "12": set[int]()}
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW, dry_run=True) as door:
        town.write(door.session)
        change = door.session.execute
        change(update(Assistance).where(Assistance.child_id == other).values(entered_at=AFTER))
        change(update(Child).where(Child.id == gone).values(deleted_at=AFTER))
        for first, second, moments in (
            (twin, other, {"state": "merged", "decided_at": NOW}),
            (parted, again, {"state": "undone", "decided_at": NOW, "undone_at": AFTER}),
        ):
            pair = {"first_id": first, "second_id": second, "asked_at": NOW}
            change(insert(Merge).values(**pair, **moments))
        change(update(Child).where(Child.id == again).values(counted=True))
        kin = read_kin(door.session, YEAR)
        since = read_since(door.session, NOW, differing, kin)
        hits = [Hit(child, "male", None, "", unit, YEAR.end, None, None)
                for child, unit in ((steady, None), (twin, None), (twin, A))]  # fmt: skip
        away = read_away(door.session, Facts(hits=hits), YEAR, differing["8"], kin)
    assert since.helped == {twin}
    assert since.merged == {parted, again}
    assert since.taken_out["8"] == since.taken_out["12"] == {gone}
    assert since.entered["8"] == frozenset()
    assert gone in away["8"]
    assert twin not in away["8"]
    assert away["12"] == {steady}
