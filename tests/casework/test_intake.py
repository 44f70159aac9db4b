"""Who must not know: asked before a report is saved, and kept from them from its first row on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest
from sqlalchemy import event, select

from caseapp.casework import home, home_count, notices
from caseapp.casework.account_numbers import keep_numbers
from caseapp.casework.accounts import NewAccount, add_account
from caseapp.casework.conflicts import read_marks
from caseapp.casework.intake import NOBODY, Intake, MustAsk, list_colleagues
from caseapp.casework.report_list import list_reports
from caseapp.casework.report_reading import read_report
from caseapp.casework.reports import amend_report, log_report
from caseapp.casework.screening import open_case
from caseapp.casework.suspects import Suspect
from caseapp.records.db import db
from caseapp.records.reports import Report
from caseapp.records.users import User
from caseapp.rules.access import Actor
from caseapp.rules.forms.answers import Value
from caseapp.rules.outcomes import Missing
from caseapp.rules.values import RuleBroken
from tests.factories.children import a_child, actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.reports import SUPERVISOR, kept, told
from tests.factories.web import CAI_KHE, CITY, NINH_KIEU, make_user


def named(house: House, full_name: str, role: str = "chair", area: str = NINH_KIEU) -> str:
    """An account of somebody with this name; its sign-in name."""
    username = f"{role}.{len(full_name)}"
    new = NewAccount(username, full_name, "correct horse battery", role, area, handed_over=False)
    with house.app.app_context():
        return add_account(SYSTEM, new, now=NOW).username


def log(by: Actor, intake: Intake, **more: Value) -> str:
    return log_report(by, told(**more), intake=intake, now=NOW)


def keep_from(*names: str, asked: Iterable[str] = (), works_here: str = "yes") -> Intake:
    return Intake(Suspect(works_here), tuple(names), frozenset(asked))


def marks(code: str) -> list[tuple[str, str, bool]]:
    """Sign-in name's owner, origin, whether it holds; the newest first."""
    found = read_marks(SUPERVISOR, "report", code, now=NOW).marks
    return [(each.person, each.origin, each.lifted_at is None) for each in found]


@pytest.fixture
def watcher(house: House) -> Actor:
    """A supervisor with an account: each is told by name."""
    return actor_of(house, make_user(house, "supervisor", CITY))


def told_of(actor: Actor) -> list[str]:
    return [notice.kind for notice in notices.list_own(actor, now=NOW)]


def test_nothing_of_it_ever_shows_to_who_was_ticked(house: House) -> None:
    officer, chair = (actor_of(house, make_user(house, role)) for role in ("officer", "chair"))
    other = actor_of(house, make_user(house, "chair"))
    with house.app.app_context():
        name = db.session.get_one(User, chair.user_id).username
        order: list[str] = []

        def note(_connection: object, _cursor: object, sql: str, *_rest: object) -> None:
            if sql.startswith("INSERT INTO"):
                order.append(sql.split()[2])

        event.listen(db.engine, "before_cursor_execute", note)
        code = log(officer, keep_from(name))
        event.remove(db.engine, "before_cursor_execute", note)
        assert order.index("conflict_marks") < order.index("notices")
        with pytest.raises(Missing):
            read_report(chair, code, now=NOW)
        assert list_reports(chair, now=NOW).lines == []
        assert home.gather(chair, now=NOW).tasks == []
        assert (told_of(chair), home_count.count(chair, now=NOW)) == ([], "")
        assert told_of(other) == ["report_logged"]
        assert [line.code for line in list_reports(other, now=NOW).lines] == [code]


def test_whoever_bears_the_name_is_asked_about_and_never_marked_or_dropped_unsaid(
    house: House, watcher: Actor
) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    far = named(house, "Trần Văn Bé", "officer", CAI_KHE)
    with house.app.app_context():
        suspect = Suspect("no", "tran van be")
        with pytest.raises(MustAsk) as asked:
            log(officer, Intake(suspect))
        assert [each.username for each in asked.value.people] == [far]
        assert (asked.value.proposed, asked.value.tokens) == (True, {far})
        assert kept(house, select(Report.id)) == []
        taken = log(officer, Intake(suspect, (far,), asked.value.tokens))
        assert marks(taken) == [("Trần Văn Bé", "intake", True)]
        refused = log(officer, Intake(suspect, (), asked.value.tokens))
        assert marks(refused) == [("Trần Văn Bé", "declined", False)]
        assert "mark_proposed" in told_of(watcher)
        # Who reads the file may still do so: nothing was set.
        assert read_report(officer, refused, now=NOW).suspect.name == "tran van be"


@pytest.mark.parametrize("answer", ["father_name", "mother_name", "current_carer"])
def test_the_household_is_compared_too(house: House, answer: str) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    named(house, "Trần Văn Bé")
    with house.app.app_context(), pytest.raises(MustAsk):
        log(officer, keep_from(works_here="no"), **{answer: "Trần Văn Bé, chú ruột"})


@pytest.mark.parametrize("number", ["phone", "personal_id"])
def test_an_equal_number_is_asked_about(house: House, number: str) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    name = make_user(house, "chair")
    typed = {"phone": "+84 903 123 456", "personal_id": "092080000001"}[number]
    with house.app.app_context():
        keep_numbers(SYSTEM, name, phone="0903123456", personal_id="092080000001", now=NOW)
        with pytest.raises(MustAsk) as asked:
            log(officer, Intake(replace(Suspect("no"), **{number: typed})))
        assert [each.username for each in asked.value.people] == [name]


def test_a_writer_who_bears_the_name_is_asked_and_may_keep_it_from_themself(
    house: House, watcher: Actor
) -> None:
    me = named(house, "Lê Thị Năm", "officer")
    officer = actor_of(house, me)
    with house.app.app_context():
        with pytest.raises(MustAsk):
            log(officer, keep_from(works_here="no"), current_carer="Lê Thị Năm")
        code = log(officer, keep_from(me, works_here="no"), current_carer="Lê Thị Năm")
        with pytest.raises(Missing):
            read_report(officer, code, now=NOW)
        assert {"no_decider", "no_officer"} <= set(told_of(watcher))


def test_yes_without_a_tick_is_asked_once_and_then_told_to_the_supervisor(
    house: House, watcher: Actor
) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    with house.app.app_context():
        with pytest.raises(MustAsk) as asked:
            log(officer, keep_from())
        assert asked.value.tokens == {NOBODY}
        log(officer, keep_from(asked=[NOBODY]))
        assert told_of(watcher) == ["mark_unsure"]


def test_where_it_happened_elsewhere_the_people_of_that_unit_are_asked_about(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    there = make_user(house, "chair", CAI_KHE)
    with house.app.app_context():
        with pytest.raises(MustAsk) as asked:
            log(officer, keep_from(works_here="unsure"), event_area=CAI_KHE)
        assert [each.username for each in asked.value.people] == [there]
        code = log(officer, keep_from(there, asked=asked.value.tokens), event_area=CAI_KHE)
        assert [mark[1:] for mark in marks(code)] == [("intake", True)]


def test_only_people_of_the_list_can_be_ticked(house: House) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    stranger = make_user(house, "officer", CAI_KHE)
    make_user(house, "supervisor", CITY)
    with house.app.app_context():
        listed = {each.username for each in list_colleagues({31135}, now=NOW)}
        assert stranger not in listed
        assert {"officer", "supervisor"} == {name.partition("-")[0] for name in listed}
        with pytest.raises(RuleBroken) as broken:
            log(officer, keep_from(stranger))
        assert broken.value.field == "keep_from"
        with pytest.raises(RuleBroken):
            log(officer, Intake(Suspect("no", personal_id="12")))


def test_names_that_come_later_are_proposed_to_the_supervisor_once(
    house: House, watcher: Actor
) -> None:
    officer = actor_of(house, make_user(house, "officer"))
    named(house, "Trần Văn Bé")
    named(house, "Lê Thị Năm", "collaborator")
    with house.app.app_context():
        code = log(officer, keep_from(works_here="no"))
        for _ in range(2):
            version = read_report(officer, code, now=NOW).version
            answers = told(father_name="Trần Văn Bé")
            amend_report(officer, code, answers, version=version, now=NOW)
        assert marks(code) == [("Trần Văn Bé", "proposed", False)]
        open_case(officer, code, a_child(guardian_name="Bà Lê Thị Năm"), now=NOW)
        assert [mark[0] for mark in marks(code)] == ["Lê Thị Năm", "Trần Văn Bé"]
        assert told_of(watcher) == ["mark_proposed", "mark_proposed"]
