"""Keeping a file from somebody: who can be named, what is written down, who refuses."""

from __future__ import annotations

import pytest

from caseapp import desk
from caseapp.casework import conflicts, jobs
from caseapp.casework.accounts import NewAccount, add_account
from caseapp.casework.report_reading import read_report
from caseapp.exchange.importing import import_path
from caseapp.records.children import Child
from caseapp.rules.access import Act, Denied, Role
from caseapp.rules.job_states import EXPORT
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.reports import SUPERVISOR, last_logged, log_one
from tests.factories.web import CITY, make_user


def test_those_who_may_open_the_file_can_be_named_and_no_others(house: House) -> None:
    inside = {make_user(house, role, area) for role, area in (
        ("officer", "31135"), ("chair", "31135"), ("supervisor", "31135"), ("supervisor", CITY))}  # fmt: skip
    for role, area in (("officer", "31120"), ("statistician", CITY), ("administrator", CITY)):
        make_user(house, role, area)
    with house.app.app_context():
        code = enter_child(house, an_actor(Role.OFFICER, 31135))
        view = conflicts.read_marks(SUPERVISOR, "child", code, now=NOW)
        assert {person.username for person in view.people} == inside
        assert last_logged() == [("test-supervisor", "conflict.mark", "done")]


def test_a_mark_hides_at_once_and_is_written_down_by_numbers(house: House) -> None:
    username = make_user(house, "officer")
    with house.app.app_context():
        officer = actor_of(house, username)
        code = log_one(house, by=officer)
        conflicts.mark_conflict(
            SUPERVISOR, "report", code, username=username, reason=" Người nhà ", now=NOW
        )
        assert last_logged() == [("test-supervisor", "conflict.mark", "done")]
        with pytest.raises(Missing):
            read_report(officer, code, now=NOW)
        assert last_logged() == [(officer.label, "report.read", "denied")]
        (mark,) = conflicts.read_marks(SUPERVISOR, "report", code, now=NOW).marks
        assert (mark.reason, mark.lifted_at) == ("Người nhà", None)


@pytest.mark.parametrize(
    ("username", "reason", "field"), [("nobody", "x", "person"), ("", " ", "reason")]
)
def test_a_mark_needs_a_person_of_the_list_and_a_reason(
    house: House, username: str, reason: str, field: str
) -> None:
    with house.app.app_context():
        code = enter_child(house, an_actor(Role.OFFICER, 31135))
        with pytest.raises(RuleBroken) as broken:
            conflicts.mark_conflict(
                SUPERVISOR, "child", code, username=username, reason=reason, now=NOW
            )
        assert broken.value.field == field


def test_a_mark_of_another_file_is_missing(house: House) -> None:
    username = make_user(house, "officer")
    with house.app.app_context():
        first, second = (enter_child(house, officer_of(house), distinct=True) for _ in range(2))
        conflicts.mark_conflict(SUPERVISOR, "child", first, username=username, reason="x", now=NOW)
        (mark,) = conflicts.read_marks(SUPERVISOR, "child", first, now=NOW).marks
        with pytest.raises(Missing):
            conflicts.lift_mark(SUPERVISOR, "child", second, mark.number, now=NOW)
        conflicts.lift_mark(SUPERVISOR, "child", first, mark.number, now=NOW)
        assert conflicts.read_marks(SUPERVISOR, "child", first, now=NOW).marks[0].lifted_at == NOW


def test_who_may_not_see_one_file_takes_no_register_out_or_in(
    house: House, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with house.app.app_context():
        new = NewAccount(
            "b.giam", "Giám Sát", "correct horse battery", "supervisor", CITY, handed_over=False
        )
        username = add_account(SYSTEM, new, now=NOW).username
        involved = actor_of(house, username)
        code = enter_child(house, officer_of(house))
        with desk.copying(involved, Act.EXPORT_RUN, now=NOW):
            pass
        conflicts.mark_conflict(SUPERVISOR, "child", code, username=username, reason="x", now=NOW)
        with pytest.raises(Denied), desk.copying(involved, Act.EXPORT_RUN, now=NOW):
            pass
        for refused in (
            lambda: jobs.ask(involved, Act.EXPORT_RUN, EXPORT, {}, now=NOW),
            lambda: jobs.require_whole(involved, Act.EXPORT_RUN, now=NOW),
            # What was made before the mark is not handed out after it.
            lambda: jobs.fetch(involved, Act.EXPORT_FETCH, 1, now=NOW),
        ):
            with pytest.raises(Denied):
                refused()
        with pytest.raises(Denied):
            import_path(involved, tmp_path_factory.mktemp("empty"), now=NOW)
        with desk.reading(SUPERVISOR, Act.CHILD_READ, now=NOW) as door:
            assert door.find(Child, code=code)
