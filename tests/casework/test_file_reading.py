"""Reading files: which a page lists, and what nobody is shown."""

from __future__ import annotations

from datetime import date

import pytest

from caseapp.casework.file_reading import (
    files_of_case,
    files_of_report,
    may_fetch,
    read_copy,
    read_file,
)
from caseapp.casework.files import NewFile, Room, attach_file
from caseapp.casework.outcomes import Missing
from caseapp.casework.screening import open_case
from caseapp.rules.access import Denied, Role
from tests.factories.children import a_child
from tests.factories.files import COPIES, picture
from tests.factories.house import NOW, House, an_actor
from tests.factories.reports import CHAIR, OFFICER, STRANGER, SUPERVISOR, log_one

ROOM = Room(1024, 20_480)


def test_a_case_lists_its_files_and_those_of_its_reports_alone(house: House) -> None:
    first, second = log_one(house), log_one(house)
    new = NewFile(picture(), "Ảnh", date(2026, 11, 1), COPIES)
    with house.app.app_context():
        codes = [attach_file(OFFICER, new, report=r, room=ROOM, now=NOW) for r in (first, second)]
        case = open_case(OFFICER, first, a_child(), now=NOW)
        codes.append(attach_file(OFFICER, new, case=case, room=ROOM, now=NOW))
        listed = files_of_case(CHAIR, case, now=NOW)
        assert [file.code for file in listed] == [codes[0], codes[2]]
        assert [(file.about, file.of_report) for file in listed] == [(first, True), (case, False)]
        assert [file.code for file in files_of_report(SUPERVISOR, second, now=NOW)] == [codes[1]]
        for read in (
            lambda: files_of_case(STRANGER, case, now=NOW),
            lambda: files_of_report(STRANGER, first, now=NOW),
            lambda: read_file(STRANGER, codes[0], now=NOW),
            lambda: read_copy(STRANGER, codes[0], 1, now=NOW),
            lambda: read_copy(OFFICER, codes[0], 2, now=NOW),
            lambda: read_copy(OFFICER, codes[0], 0, now=NOW),
            lambda: read_file(OFFICER, "TL-26-00000000", now=NOW),
        ):
            with pytest.raises(Missing):
                read()
        with pytest.raises(Denied):
            read_file(an_actor(Role.STATISTICIAN), codes[0], now=NOW)


def test_an_original_may_be_fetched_from_its_entry_on() -> None:
    assert may_fetch(NOW, NOW)
