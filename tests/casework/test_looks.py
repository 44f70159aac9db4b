"""Who looked at a file: every way of looking, by name and role of the day, for those entitled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework import looks
from caseapp.casework.case_list import list_cases
from caseapp.casework.case_reading import read_case
from caseapp.casework.child_reading import read_child
from caseapp.casework.looks import Looks, looks_at_case, looks_at_child, looks_at_report
from caseapp.casework.referral_reading import read_referral
from caseapp.casework.referrals import Answer, move_referral
from caseapp.casework.report_reading import read_report
from caseapp.exchange.exporting import export_path
from caseapp.records.audit import AuditEntry
from caseapp.records.cases import Case
from caseapp.records.children import Child
from caseapp.records.referrals import Referral
from caseapp.records.reports import Report
from caseapp.records.users import RoleGrant, User
from caseapp.rules.access import Act, Actor, Denied, Grant, Role
from caseapp.rules.outcomes import Missing
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.reports import last_logged, statements
from tests.factories.rows import CAI_KHE, NINH_KIEU, Made, furnish
from tests.factories.web import make_user

CHAIR = an_actor(Role.CHAIR, NINH_KIEU, user_id=901)
SUPERVISOR = an_actor(Role.SUPERVISOR, user_id=902)
Ask = Callable[..., Looks]


class File:
    """A case with its child, report and referral, and the marks that they are asked for by."""

    def __init__(self, made: Made) -> None:
        with desk.reading(SYSTEM, Act.CASE_READ, now=NOW) as door:
            self.ids = {model: made[model] for model in (Case, Child, Report, Referral)}
            marks = {
                model: str(door.session.get_one(model, number).code)
                for model, number in self.ids.items()
            }
            door.log("test:0")
        self.case, self.child = marks[Case], marks[Child]
        self.report, self.referral = marks[Report], marks[Referral]


def told(found: Looks) -> list[tuple[str, str, bool, str]]:
    return [(look.who, look.act, look.refused, look.kind) for look in found.lines]


def ask(file: File, ask_for: Ask, actor: Actor = CHAIR, page: int = 1) -> Looks:
    mark = {
        looks_at_case: file.case, looks_at_child: file.child, looks_at_report: file.report,
    }[ask_for]  # fmt: skip
    return ask_for(actor, mark, now=NOW, page=page)


ASKS = (looks_at_case, looks_at_child, looks_at_report)


def test_every_way_of_looking_is_told_newest_first_with_name_and_role(house: House) -> None:
    name = make_user(house, "officer", username="canbo")
    with house.app.app_context():
        file, officer = File(furnish(NINH_KIEU)), actor_of(house, name)
        read_case(officer, file.case, now=NOW)
        read_case(officer, file.case, now=NOW, act=Act.CASE_PRINT)
        read_child(officer, file.child, now=NOW)
        read_report(officer, file.report, now=NOW, act=Act.REPORT_PRINT)
        read_referral(officer, file.referral, now=NOW)
        list_cases(officer, now=NOW)
        found = ask(file, looks_at_case)
        who = "Người dùng canbo"
        assert told(found) == [
            (who, "referral.read", False, "referral"),
            (who, "report.print", False, "report"),
            (who, "child.read", False, "child"),
            (who, "case.print", False, "case"),
            (who, "case.read", False, "case"),
        ]
        assert found.lines[0].posts == (("officer", "Phường Ninh Kiều"),)
        assert found.lines[0].at == NOW
        assert [look.code for look in found.lines] == [
            file.referral, file.report, file.child, file.case, file.case,
        ]  # fmt: skip
        assert found.code == file.case
        assert not found.more
        assert {kind for *_, kind in told(ask(file, looks_at_child))} == {
            "referral", "report", "child", "case",
        }  # fmt: skip
        # A report's own page tells of its case, whose page shows the report, and not of the child.
        assert {kind for *_, kind in told(ask(file, looks_at_report))} == {"report", "case"}


@pytest.mark.parametrize("ask_for", ASKS)
def test_the_look_at_the_list_stands_in_the_next_one(house: House, ask_for: Ask) -> None:
    with house.app.app_context():
        file = File(furnish(NINH_KIEU))
        assert told(ask(file, ask_for)) == []
        assert last_logged() == [("user:901", "log.read_subject", "done")]
        assert [line[1:3] for line in told(ask(file, ask_for))] == [("log.read_subject", False)]


def test_who_tried_in_vain_is_told(house: House) -> None:
    name = make_user(house, "officer", str(CAI_KHE), username="langgieng")
    with house.app.app_context():
        file, stranger = File(furnish(NINH_KIEU)), actor_of(house, name)
        for read, mark in (
            (read_case, file.case), (read_child, file.child),
            (read_report, file.report), (read_referral, file.referral),
        ):  # fmt: skip
            with pytest.raises(Missing):
                read(stranger, mark, now=NOW)
        own = actor_of(house, make_user(house, "officer", username="canbo"))
        answer = Answer(happened_at=NOW, answered_by="", comment="")
        with pytest.raises(Denied):  # may read it, and may not send it
            move_referral(own, file.referral, move="send", answer=answer, now=NOW)
        refused = [(look.who, look.act, look.kind) for look in ask(file, looks_at_case).lines]
        assert refused == [
            ("Người dùng canbo", "referral.send", "referral"),
            ("Người dùng langgieng", "referral.read", "referral"),
            ("Người dùng langgieng", "report.read", "report"),
            ("Người dùng langgieng", "child.read", "child"),
            ("Người dùng langgieng", "case.read", "case"),
        ]
        assert all(look.refused for look in ask(file, looks_at_case).lines[1:])


@pytest.mark.parametrize("ask_for", ASKS)
@pytest.mark.parametrize("role", [Role.OFFICER, Role.STATISTICIAN, Role.ADMINISTRATOR])
def test_others_are_refused_and_that_is_told(house: House, ask_for: Ask, role: Role) -> None:
    with house.app.app_context():
        file = File(furnish(NINH_KIEU))
        with pytest.raises(Denied):
            ask(file, ask_for, an_actor(role, NINH_KIEU, user_id=903))
        assert last_logged() == [("user:903", "log.read_subject", "denied")]


@pytest.mark.parametrize("ask_for", ASKS)
def test_another_wards_chair_finds_nothing(house: House, ask_for: Ask) -> None:
    with house.app.app_context():
        file = File(furnish(NINH_KIEU))
        with pytest.raises(Missing):
            ask(file, ask_for, an_actor(Role.CHAIR, CAI_KHE, user_id=904))
        assert ask(file, ask_for, SUPERVISOR).lines[0].refused


def test_a_chair_of_one_ward_who_reads_in_another_sees_the_lists_of_the_own(house: House) -> None:
    day = date(2020, 1, 1)
    both = Actor(905, "both", (
        Grant(Role.CHAIR, frozenset({CAI_KHE}), day, None),
        Grant(Role.OFFICER, frozenset({NINH_KIEU}), day, None),
    ))  # fmt: skip
    with house.app.app_context():
        file = File(furnish(NINH_KIEU))
        read_case(both, file.case, now=NOW)
        with pytest.raises(Missing):
            ask(file, looks_at_case, both)


def test_what_another_ward_keeps_of_the_child_stays_out(house: House) -> None:
    from caseapp.records.children import ChildUnit
    from tests.factories.rows import a_case, stored

    with house.app.app_context():
        made = furnish(NINH_KIEU)
        with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
            door.session.add(ChildUnit(child_id=made[Child], area_id=CAI_KHE))
            door.session.flush()
            other = a_case(made[Child], CAI_KHE)
            stored(door.session, other)
            mark = other.code
        file = File(made)
        read_case(an_actor(Role.OFFICER, CAI_KHE, user_id=906), mark, now=NOW)
        assert told(ask(file, looks_at_child)) == []
        assert [look.code for look in ask(file, looks_at_child, SUPERVISOR).lines][1:] == [mark]


def test_exports_that_take_the_file_in_are_told(house: House, tmp_path: Path) -> None:
    with house.app.app_context():
        file = File(furnish(NINH_KIEU))
        later = NOW + timedelta(hours=1)
        export_path(SYSTEM, tmp_path / "before", now=NOW - timedelta(days=1))
        for number, area in enumerate((None, "31135", "92", "31120")):
            export_path(SYSTEM, tmp_path / f"{number}", now=later, area=area, period="2026")
        for ask_for in ASKS:
            found = ask(file, ask_for)
            exports = [look for look in found.lines if look.kind == "export"]
            assert len(exports) == 3  # not the one before, nor the other ward's
            assert {(look.who, look.act, look.code) for look in exports} == {("", "export.run", "")}


def test_an_operator_who_acted_for_somebody_is_named_beside(house: House) -> None:
    name = make_user(house, "chair", username="chutich")
    with house.app.app_context():
        file, chair = File(furnish(NINH_KIEU)), actor_of(house, name)
        by_command = Actor(chair.user_id, chair.name, chair.grants, frozenset(), "root for all")
        read_case(by_command, file.case, now=NOW, act=Act.CASE_PRINT)
        read_case(SYSTEM, file.case, now=NOW)
        machine, command = ask(file, looks_at_case).lines
        assert (command.who, command.operated_by) == ("Người dùng chutich", "root for all")
        assert (machine.who, machine.operated_by, machine.posts) == ("", "", ())


def test_the_roles_are_those_of_the_day(house: House) -> None:
    name = make_user(house, "officer", username="canbo")
    with house.app.app_context():
        file, officer = File(furnish(NINH_KIEU)), actor_of(house, name)
        read_case(officer, file.case, now=NOW)
        with desk.ledger(write=True) as session:
            user = session.scalars(select(User).where(User.username == name)).one()
            grant = session.scalars(select(RoleGrant).where(RoleGrant.user_id == user.id)).one()
            grant.valid_until = date(2026, 11, 24)
            session.add(RoleGrant(
                user_id=user.id, role="chair", area_id=CAI_KHE, valid_from=date(2026, 11, 24),
                entered_at=NOW,
            ))  # fmt: skip
        read_case(officer, file.case, now=NOW + timedelta(hours=1))
        assert [look.posts for look in ask(file, looks_at_case).lines] == [
            (("officer", "Phường Ninh Kiều"),)
        ] * 2
        # Registered in UTC, told by the day of Cần Thơ: 20:00 UTC is the next day there.
        evening = NOW.replace(hour=20)
        read_case(
            an_actor(Role.OFFICER, NINH_KIEU, user_id=officer.user_id), file.case, now=evening
        )
        assert ask(file, looks_at_case).lines[0].posts == (("chair", "Phường Cái Khế"),)


def test_entries_come_in_pages(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "PAGE", 3)
    with house.app.app_context():
        file = File(furnish(NINH_KIEU))
        for minute in range(7):
            read_case(CHAIR, file.case, now=NOW + timedelta(minutes=minute))
        first = ask(file, looks_at_case, SUPERVISOR)
        assert [look.at.minute for look in first.lines] == [6, 5, 4]
        assert first.more
        last = ask(file, looks_at_case, SUPERVISOR, page=3)
        assert [look.at.minute for look in last.lines] == [1, 0]  # the first look lies before them
        assert not last.more
        assert ask(file, looks_at_case, SUPERVISOR, page=9).lines == ()
        assert ask(file, looks_at_case, SUPERVISOR, page=-4).lines[0].act == "log.read_subject"


def test_the_log_is_asked_by_its_index(house: House) -> None:
    with house.app.app_context():
        file = File(furnish(NINH_KIEU))
        with statements() as seen:
            ask(file, looks_at_child)
        asked = [sql for sql, _ in seen if "FROM audit_entries" in sql and "OFFSET" in sql]
        assert len(asked) == 1
        from caseapp.records.db import db

        values = next(values for sql, values in seen if sql == asked[0])
        with db.engine.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {asked[0]}", values).all()
        lines = [str(row[-1]) for row in plan]
        assert any("ix_audit_entries_subject" in line for line in lines)
        assert not any(line.startswith("SCAN audit_entries") for line in lines), lines


def test_the_log_itself_still_holds_no_name(house: House) -> None:
    name = make_user(house, "officer", username="canbo")
    with house.app.app_context():
        file = File(furnish(NINH_KIEU))
        read_case(actor_of(house, name), file.case, now=NOW)
        ask(file, looks_at_case)
        with desk.ledger() as session:
            rows = session.execute(select(AuditEntry.actor, AuditEntry.subject, AuditEntry.detail))
            text = " ".join(" ".join(row) for row in rows)
        assert "Người dùng" not in text
        assert "canbo" not in text


def test_what_was_taken_out_by_mistake_is_told_to_the_supervisor_alone(house: House) -> None:
    with house.app.app_context():
        file = File(furnish(NINH_KIEU))
        read_case(SUPERVISOR, file.case, now=NOW)
        read_referral(SUPERVISOR, file.referral, now=NOW)
        with desk.writing(SYSTEM, Act.CASE_EDIT, now=NOW) as door:
            door.find(Case, code=file.case).deleted_at = NOW
        for actor, seen in ((CHAIR, set()), (SUPERVISOR, {file.case, file.referral})):
            found = {look.code for look in ask(file, looks_at_child, actor).lines}
            assert found & {file.case, file.referral} == seen
