"""What else stands among the looks at a file: its documents; marks of conflict for few alone."""

from __future__ import annotations

from caseapp.casework.case_reading import read_case
from caseapp.casework.conflicts import mark_conflict
from caseapp.casework.files import NewFile, Room, attach_file
from caseapp.casework.looks import looks_at_case, looks_at_report
from caseapp.rules.access import Actor
from caseapp.rules.file_kinds import Copies
from tests.factories.children import officer_of
from tests.factories.files import photo, picture
from tests.factories.house import NOW, House
from tests.factories.referrals import open_a_case
from tests.factories.reports import CHAIR, OFFICER, SUPERVISOR, log_one
from tests.factories.web import make_user


def test_marks_of_conflict_are_told_to_who_sets_them_alone(house: House) -> None:
    username = make_user(house, "officer")
    code = open_a_case(house, officer_of(house))
    with house.app.app_context():
        child = read_case(SUPERVISOR, code, now=NOW).child.code
        mark_conflict(SUPERVISOR, "child", child, username=username, reason="x", now=NOW)

        def acts(reader: Actor) -> set[str]:
            return {line.act for line in looks_at_case(reader, code, now=NOW).lines}

        assert "conflict.mark" in acts(SUPERVISOR)
        assert "conflict.mark" not in acts(CHAIR)


def test_what_was_done_with_a_document_stands_with_its_report(house: House) -> None:
    report = log_one(house)
    new = NewFile(photo(), "Vết bầm", None, Copies(picture(size=(8, 6)), (picture(),), 1))
    with house.app.app_context():
        attach_file(OFFICER, new, report=report, room=Room(1024, 20_480), now=NOW)
        lines = looks_at_report(CHAIR, report, now=NOW).lines
        assert ("file.add", "file") in {(line.act, line.kind) for line in lines}
