"""Keeping a file from somebody: who can be named, what is written down, who refuses."""

from __future__ import annotations

import pytest

from caseapp.casework import conflicts, job_turns, jobs
from caseapp.casework.accounts import NewAccount, add_account
from caseapp.casework.report_reading import read_report
from caseapp.exchange.exporting import export_path
from caseapp.exchange.importing import import_path
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
            conflicts.lift_mark(
                SUPERVISOR, "child", second, mark.number, reason="Nhầm người", now=NOW
            )
        conflicts.lift_mark(SUPERVISOR, "child", first, mark.number, reason="Nhầm người", now=NOW)
        assert conflicts.read_marks(SUPERVISOR, "child", first, now=NOW).marks[0].lifted_at == NOW


def test_an_export_leaves_out_what_is_kept_from_who_asks_and_an_import_is_refused(
    house: House, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("exports")
    with house.app.app_context():
        new = NewAccount(
            "b.giam", "Giám Sát", "correct horse battery", "supervisor", CITY, handed_over=False
        )
        username = add_account(SYSTEM, new, now=NOW).username
        involved = actor_of(house, username)
        hidden, shown = (enter_child(house, officer_of(house), full_name=f"Bé {n}") for n in "AB")
        report = log_one(house)
        for code, kind in ((hidden, "child"), (report, "report")):
            conflicts.mark_conflict(SUPERVISOR, kind, code, username=username, reason="x", now=NOW)  # type: ignore[arg-type]
        export_path(involved, folder / "theirs", now=NOW)
        export_path(SUPERVISOR, folder / "all", now=NOW)
        theirs, everything = (
            "".join(file.read_text("utf-8") for file in sorted((folder / name).iterdir()))
            for name in ("theirs", "all")
        )
        assert (hidden in everything, report in everything) == (True, True)
        assert (hidden in theirs, report in theirs, shown in theirs) == (False, False, True)
        with pytest.raises(Denied):
            import_path(involved, tmp_path_factory.mktemp("empty"), now=NOW)


def test_an_export_that_was_made_before_the_mark_is_over_as_after_a_day(house: House) -> None:
    username = make_user(house, "supervisor", CITY)
    involved, code = actor_of(house, username), log_one(house)
    with house.app.app_context():
        number = int(jobs.ask(involved, Act.EXPORT_RUN, EXPORT, {}, now=NOW))
        turn = job_turns.take("a", clock=NOW, now=NOW, gone=lambda _: False)
        assert turn is not None
        assert job_turns.finish(turn, "a", b"workbook", now=NOW)
        assert jobs.fetch(involved, Act.EXPORT_FETCH, number, now=NOW) == b"workbook"
        conflicts.mark_conflict(SUPERVISOR, "report", code, username=username, reason="x", now=NOW)
        with pytest.raises(RuleBroken, match="not kept any more"):
            jobs.fetch(involved, Act.EXPORT_FETCH, number, now=NOW)
        again = int(jobs.ask(involved, Act.EXPORT_RUN, EXPORT, {}, now=NOW))
        running = job_turns.take("a", clock=NOW, now=NOW, gone=lambda _: False)
        conflicts.mark_conflict(
            SUPERVISOR, "report", log_one(house), username=username, reason="x", now=NOW
        )
        assert running is not None
        assert not job_turns.finish(running, "a", b"too much", now=NOW)
        assert jobs.read_own(involved, again, now=NOW).is_open
