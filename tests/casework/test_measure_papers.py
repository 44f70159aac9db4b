"""The place stands on a paper of its own, whose earlier versions stay; what a decision needs."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from caseapp import desk as doors
from caseapp.casework.measure_papers import (
    Place,
    check_place,
    expect_paper,
    keep_place,
    live_case,
    place_of,
)
from caseapp.casework.papers import numbered
from caseapp.records.cases import Case
from caseapp.records.papers import Paper, PaperText
from caseapp.rules.access import Act
from caseapp.rules.values import RuleBroken
from tests.factories.house import NOW, House
from tests.factories.measures import ADDRESS, HOST, a_desk, prepare


def test_a_place_is_kept_apart_and_in_versions(house: House) -> None:
    desk = a_desk(house)
    prepare(house, desk)
    with house.app.app_context(), doors.writing(desk.officer, Act.CASE_EDIT, now=NOW) as door:
        case = live_case(door, desk.case)
        paper = numbered(door, case, 1, "separation")
        assert place_of(door, paper) == Place(HOST, ADDRESS, "0901 111 222")
        keep_place(door, case, paper, Place(HOST, ADDRESS, "0901 111 222"))  # nothing is new
        keep_place(door, case, paper, Place(" Mái ấm ", "Nơi khác"))
        assert place_of(door, paper) == Place("Mái ấm", "Nơi khác")
        (place,) = door.session.scalars(select(Paper).where(Paper.kind == "place"))
        texts = select(PaperText).where(PaperText.paper_id == place.id)
        assert [text.version for text in door.session.scalars(texts)] == [1, 2]
        with pytest.raises(RuleBroken, match="changed after you opened it"):
            expect_paper(paper, paper.version + 1)
        expect_paper(paper, None)


def test_no_measure_is_taken_in_a_closed_case(house: House) -> None:
    desk = a_desk(house)
    with house.app.app_context(), doors.writing(desk.officer, Act.CASE_EDIT, now=NOW) as door:
        door.find(Case, code=desk.case).state = "closed"
        door.session.flush()
        with pytest.raises(RuleBroken, match="open it again first"):
            live_case(door, desk.case)


def test_a_place_can_be_found() -> None:
    for place, field in ((Place("", ADDRESS), "name"), (Place(HOST, ""), "address")):
        with pytest.raises(RuleBroken) as broken:
            check_place(place)
        assert broken.value.field == field
