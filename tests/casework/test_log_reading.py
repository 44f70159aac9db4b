"""The log as the auditor reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp.casework import log_reading
from caseapp.casework.log_reading import Asked, list_log
from caseapp.casework.report_following import list_own
from caseapp.casework.report_list import list_reports
from caseapp.casework.report_reading import read_report
from caseapp.rules.access import Denied, Role
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import local_day
from tests.factories.house import NOW, House, an_actor
from tests.factories.reports import CHAIR, OFFICER, log_one

AUDITOR = an_actor(Role.AUDITOR)


def test_entries_are_told_newest_first_and_the_look_is_one_more(house: House) -> None:
    code = log_one(house, child_name="Bé Gió")
    with house.app.app_context():
        read_report(CHAIR, code, now=NOW)
        with pytest.raises(Denied):
            list_own(CHAIR, now=NOW)
        lines, more = list_log(AUDITOR, Asked(), now=NOW)
        assert [(line.actor, line.act, line.outcome) for line in lines[:3]] == [
            ("test-chair", "report.follow", "denied"),
            ("test-chair", "report.read", "done"),
            ("test-officer", "report.log", "done"),
        ]
        assert (lines[1].at, lines[1].unit_id, lines[1].detail) == (NOW, 31135, "reporter: true")
        assert not more
        assert "Bé Gió" not in repr(lines)
        assert list_log(AUDITOR, Asked(), now=NOW)[0][0].act == "log.read"


def test_it_is_narrowed_by_each_of_its_columns(house: House) -> None:
    code = log_one(house)
    with house.app.app_context():
        list_reports(OFFICER, now=NOW)
        read_report(OFFICER, code, now=NOW + timedelta(days=1))
        with pytest.raises(Missing):
            read_report(OFFICER, "BC-26-00000000", now=NOW)

        def acts(asked: Asked) -> list[str]:
            return [line.act for line in list_log(AUDITOR, asked, now=NOW)[0]]

        assert acts(Asked(outcome="denied")) == ["report.read"]
        assert acts(Asked(act="report.list")) == ["report.list"]
        assert acts(Asked(subject="report:1")) == ["report.read", "report.log"]
        assert acts(Asked(day=local_day(NOW) + timedelta(days=1))) == ["report.read"]
        assert set(acts(Asked(actor="test-officer"))) == {
            "report.read",
            "report.list",
            "report.log",
        }
        assert acts(Asked(actor="' OR 1=1 --")) == []


def test_pages_follow_one_another(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_reading, "PAGE", 2)
    with house.app.app_context():
        for _ in range(5):
            list_reports(OFFICER, now=NOW)
        wanted = Asked(act="report.list")
        numbers, before, more = [], 0, True
        while more:
            lines, more = list_log(AUDITOR, Asked(act="report.list", before=before), now=NOW)
            numbers += [line.number for line in lines]
            before = numbers[-1]
        assert numbers == sorted(set(numbers), reverse=True)
        assert len(numbers) == 5
        assert len(list_log(AUDITOR, wanted, now=NOW)[0]) == 2


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.AUDITOR}))
def test_nobody_else_reads_it(house: House, role: Role) -> None:
    with house.app.app_context(), pytest.raises(Denied):
        list_log(an_actor(role), Asked(), now=NOW)
