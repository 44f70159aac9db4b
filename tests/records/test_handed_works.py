"""Who has something by now: the lines about it are followed one after the other."""

from __future__ import annotations

import pytest

from caseapp import desk
from caseapp.records.handed_works import TYPED, HandedWork, holder_of, passed_to
from tests.factories.house import NOW, House
from tests.factories.rows import CAI_KHE, NINH_KIEU
from tests.factories.web import make_user


def line(giver: int, taker: int, **more: object) -> HandedWork:
    told = {"area_id": NINH_KIEU, "kind": "case", "mark": "HS-26-AAAAAAAA", **more}
    return HandedWork(from_id=giver, to_id=taker, entered_at=NOW, **told)


@pytest.mark.parametrize(
    ("lines", "asked", "has"),
    [
        ([], 1, 1),
        ([(1, 2)], 1, 2),
        ([(1, 2)], 3, 3),
        ([(1, 2), (2, 3)], 1, 3),
        ([(1, 2), (2, 1)], 1, 1),
        ([(2, 3), (1, 2)], 1, 2),  # what was handed on before does not follow what came later
    ],
)
def test_work_passes_as_the_lines_say(lines: list[tuple[int, int]], asked: int, has: int) -> None:
    assert passed_to([line(*each) for each in lines], asked) == has


def test_only_lines_of_the_file_and_the_unit_count_and_none_about_a_draft(house: House) -> None:
    for name in ("mot", "hai"):
        make_user(house, "officer", username=name)
    with house.app.app_context(), desk.ledger(write=True) as session:
        for kind, mark in ((TYPED, "HS-26-BBBBBBBB"), ("case", "HS-26-AAAAAAAA")):
            session.add(line(1, 2, kind=kind, mark=mark))
        session.flush()
        assert holder_of(session, "HS-26-AAAAAAAA", NINH_KIEU, 1) == 2
        assert holder_of(session, "HS-26-AAAAAAAA", CAI_KHE, 1) == 1
        assert holder_of(session, "HS-26-BBBBBBBB", NINH_KIEU, 1) == 1
        assert holder_of(session, "", NINH_KIEU, 1) == 1
