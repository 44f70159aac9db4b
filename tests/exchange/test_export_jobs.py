"""The export as a job: asked for in words that exist, made in memory by the rights of then."""

from __future__ import annotations

import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from caseapp import desk
from caseapp.casework import job_turns, jobs
from caseapp.exchange import export_jobs
from caseapp.exchange.export_jobs import TooLarge, ask_export, fetch_workbook, make_workbook
from caseapp.exchange.sheets import SHEETS
from caseapp.records.audit import AuditEntry
from caseapp.rules.access import Actor, Denied, Role
from caseapp.rules.values import RuleBroken
from tests.factories.children import actor_of, enter_child, officer_of
from tests.factories.erasures import a_bare_child
from tests.factories.house import NOW, House, an_actor
from tests.factories.web import CITY, make_user


def steps(*_: object) -> None:
    """Hear of a step."""


@pytest.fixture
def boss(house: House) -> Actor:
    return actor_of(house, make_user(house, "supervisor", CITY))


def test_what_is_asked_stands_in_codes(house: House, boss: Actor) -> None:
    with house.app.app_context():
        number = int(ask_export(boss, period="2026H1", area="31135", now=NOW))
        view = jobs.read_own(boss, number, now=NOW)
        assert view.arguments == {"period": "2026H1", "area": "31135"}


@pytest.mark.parametrize(
    ("period", "area", "field"),
    [("Bé Na", "", "period"), ("2026-02-30..2026-03-01", "", "period"), ("", "99999", "area")],
)
def test_what_does_not_exist_is_refused_beside_its_field(
    house: House, boss: Actor, period: str, area: str, field: str
) -> None:
    with house.app.app_context():
        with pytest.raises(RuleBroken) as refused:
            ask_export(boss, period=period, area=area, now=NOW)
        assert refused.value.field == field
        assert jobs.list_own(boss, "export", now=NOW) == []


def test_the_workbook_holds_the_registers_and_leaves_nothing_on_the_disk(
    house: House, boss: Actor, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter_child(house, officer_of(house), full_name="Đỗ Thị Hòa")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "none"))  # no other place can be used
    heard: list[tuple[str, int, int]] = []
    with house.app.app_context():
        content = make_workbook(boss, {}, now=NOW, progress=lambda *step: heard.append(step))
    book = load_workbook(BytesIO(content), read_only=True)
    names = [row[1] for row in book["children"].iter_rows(values_only=True)]
    assert names == ["full_name", "Đỗ Thị Hòa"]
    assert [number for _, number, _ in heard] == list(range(1, len(heard) + 1))
    assert not Path("/dev/shm").joinpath("export.xlsx").exists()


def test_the_rights_are_those_of_when_it_runs(house: House) -> None:
    with house.app.app_context():
        for actor in (Actor(7, "gone"), an_actor(Role.SUPERVISOR, 31135), an_actor(Role.CHAIR, 1)):
            with pytest.raises(Denied):
                make_workbook(actor, {}, now=NOW, progress=steps)


def test_what_is_too_large_is_for_the_command(
    house: House, boss: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export_jobs, "LARGEST", 10)
    with house.app.app_context(), pytest.raises(TooLarge):
        make_workbook(boss, {}, now=NOW, progress=steps)


def test_it_is_fetched_under_an_act_of_its_own(house: House, boss: Actor) -> None:
    with house.app.app_context():
        number = int(ask_export(boss, period="", area="", now=NOW))
        turn = job_turns.take("w", clock=NOW, now=NOW, gone=lambda _: False)
        assert turn
        job_turns.finish(turn, "w", b"PK", now=NOW)
        assert fetch_workbook(boss, number, now=NOW) == b"PK"


@pytest.mark.only("sqlite")
def test_csv_files_come_packed_and_the_reason_stands_in_the_log(house: House, boss: Actor) -> None:
    with house.app.app_context():
        asked = {"period": "", "area": "", "reason": "check", "form": "csv"}
        view = jobs.read_own(boss, int(ask_export(boss, **asked, now=NOW)), now=NOW)
        assert view.arguments == {"form": "csv", "reason": "check"}
        with desk.ledger() as session:
            entries = session.scalars(select(AuditEntry.detail).order_by(AuditEntry.id)).all()
        assert any("check" in str(entry) for entry in entries)
        content = make_workbook(boss, view.arguments, now=NOW, progress=steps)
    with zipfile.ZipFile(BytesIO(content)) as packed:
        assert set(packed.namelist()) == {f"{name}.csv" for name in SHEETS}
        assert packed.read("children.csv").startswith(b"child_ref,full_name")


def test_a_restriction_takes_what_was_made_before_it_and_what_is_being_made(house: House) -> None:
    child = a_bare_child(house, full_name="Danh Thị Hạn Chế")
    one, two = (actor_of(house, make_user(house, "supervisor", CITY)) for _ in range(2))
    with house.app.app_context():
        made = int(ask_export(one, period="", area="", now=NOW))
        first = job_turns.take("w", clock=NOW, now=NOW, gone=lambda _: False)
        assert first
        assert job_turns.finish(first, "w", b"holds the child", now=NOW)
        running = int(ask_export(two, period="", area="", now=NOW))
        second = job_turns.take("w", clock=NOW, now=NOW, gone=lambda _: False)
        assert second
    child.request("restriction", "accept")
    with house.app.app_context():
        with pytest.raises(RuleBroken, match="not kept any more"):
            fetch_workbook(one, made, now=NOW)
        assert not job_turns.finish(second, "w", b"holds the child", now=NOW)
        assert jobs.read_own(two, running, now=NOW).state == "waiting"
