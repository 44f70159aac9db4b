"""Every command on PostgreSQL: made, filled, taken over by another instance, counted, printed."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select

from caseapp import desk
from caseapp.app import standing_in
from caseapp.casework.overseeing import count_all, list_lines
from caseapp.cli import caseapp, serving
from caseapp.cli.opening import FAULTS
from caseapp.records.cases import Case
from caseapp.rules.access import Act, Role
from caseapp.upkeep.migrate import newest
from tests.factories.cluster import Cluster
from tests.factories.house import NOW, SYSTEM, an_actor, settings_for
from tests.factories.reports import SUPERVISOR

PASSWORD = "hush-hush"  # the server asks for none, and would be told it all the same
Machine = Callable[..., Result]


@pytest.fixture
def machine(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Callable[[str, str], Machine]]:
    """Return what sets up a machine: a folder and a database, then a runner of commands there."""
    made: list[str] = []
    (tmp_path / "password").write_text("correct horse battery")

    def at(folder: str, url: str = "") -> Machine:
        address = url or cluster.make().replace("caseapp@", f"caseapp:{PASSWORD}@")
        made.append(address)

        def invoke(*words: str | Path) -> Result:
            monkeypatch.setenv("CASEAPP_INSTANCE", str(tmp_path / folder))
            monkeypatch.setenv("CASEAPP_DATABASE_URL", address)
            monkeypatch.setenv("CASEAPP_ENV", "test")
            monkeypatch.setenv("CASEAPP_NOW", NOW.isoformat())
            result = CliRunner().invoke(caseapp, [*map(str, words)])
            assert PASSWORD not in result.output
            assert PASSWORD not in str(result.exception)
            if not isinstance(result.exception, FAULTS):
                assert result.exit_code == 0, result.output + repr(result.exception)
            return result

        return invoke

    yield at
    for address in made:
        cluster.drop(address)


def init(machine: Machine, tmp_path: Path, key: str = "recovery") -> Result:
    return machine(
        "init", "--admin", "quantri2", "--password-file", tmp_path / "password",
        "--recovery-key-file", tmp_path / key,
    )  # fmt: skip


def test_all_commands_work_and_two_instances_count_alike(
    machine: Callable[..., Machine], tmp_path: Path
) -> None:
    first, second = machine("first"), machine("second")
    init(first, tmp_path)
    assert (
        json.loads(first("demo", "--children", "80", "--json").stdout)["counts"]["children"] == 80
    )
    assert "giamsat" in first("user", "list").stdout
    first("user", "disable", "giamsat")
    first("export", tmp_path / "registers")
    init(second, tmp_path, "second-key")
    assert "Imported." in second("import", tmp_path / "registers").stdout
    again = second("import", tmp_path / "registers").stdout
    assert "children: 0 new, 0 changed, 80 same" in again
    asked = ("indicators", "--period", "2026", "--each-ward", "--format", "json")
    assert first(*asked).stdout == second(*asked).stdout
    assert json.loads(first(*asked).stdout)["rows"]
    for there in (first, second):
        assert "no fault" in there("log", "verify").stdout
        assert json.loads(there("migrate", "--json").stdout) == {
            "before": newest(),
            "after": newest(),
        }
    first("log", "export", "--out", tmp_path / "log.jsonl")
    assert "hush" not in (tmp_path / "log.jsonl").read_text()
    first("print", "case", _a_case(first, tmp_path), "--out", tmp_path / "case.pdf")
    assert (tmp_path / "case.pdf").read_bytes().startswith(b"%PDF")
    assert not list(tmp_path.rglob("caseapp.db*"))
    _the_desk_counts_what_it_lists(first, tmp_path)


def _a_case(there: Machine, tmp_path: Path) -> str:
    there("migrate")  # leaves the environment set to this machine's
    settings = settings_for(tmp_path / "first", url=os.environ["CASEAPP_DATABASE_URL"])
    with standing_in(settings), desk.reading(SYSTEM, Act.CASE_READ, now=NOW) as door:
        code = door.session.scalars(select(Case.code).order_by(Case.id)).first()
    assert code
    return code


def _the_desk_counts_what_it_lists(there: Machine, tmp_path: Path) -> None:
    there("migrate")
    settings = settings_for(tmp_path / "first", url=os.environ["CASEAPP_DATABASE_URL"])
    with standing_in(settings):
        for actor in (SUPERVISOR, an_actor(Role.SUPERVISOR, 31135)):
            numbers = count_all(actor, unit="", now=NOW)
            for name in numbers.keys() - {"officer-load", "absences"}:
                found = list_lines(actor, name, unit="", page=1, now=NOW)
                assert found.number == numbers[name], name
            assert numbers["late-clocks"]


def test_a_second_machine_works_on_the_same_records(
    machine: Callable[..., Machine],
    tmp_path: Path,
    cluster: Cluster,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = cluster.make()
    first = machine("first", url)
    init(first, tmp_path)
    shutil.copytree(tmp_path / "first", tmp_path / "second")
    second = machine("second", url)
    for number in range(3):  # each machine's own witness must stay one of the common chain
        for name, there in (("a", first), ("b", second)):
            there("user", "disable", "quantri2")
            there("user", "list", "--json")
            assert "no fault" in there("log", "verify").stdout, (number, name)
    served = []
    monkeypatch.setattr(serving, "_serve", lambda settings, **_: served.append(settings))
    second("serve")
    assert served


@pytest.mark.parametrize("command", [("log", "verify"), ("migrate",), ("export", "x")])
def test_a_command_without_its_server_ends_in_one_line(
    machine: Callable[..., Machine], tmp_path: Path, command: tuple[str, ...]
) -> None:
    init(machine("first"), tmp_path)
    lost = f"postgresql+psycopg://caseapp:{PASSWORD}@/x?host={tmp_path}"
    result = machine("first", lost)(*command)
    assert isinstance(result.exception, FAULTS)
    assert len(str(result.exception).splitlines()) == 1
    assert "the server of CASEAPP_DATABASE_URL cannot be used" in str(result.exception)
