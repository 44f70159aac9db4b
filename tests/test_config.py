"""Settings: the defaults of the contract, and each unsafe value refused by its name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from caseapp.config import Settings, Unsafe, from_environment

ROOT = Path("/srv/caseapp")


def read(*, default: str = "production", runs_on: bool = False, **environ: str) -> Settings:
    return from_environment(environ, default=default, root=ROOT, runs_on=runs_on)


def test_what_holds_when_nothing_is_said() -> None:
    settings = read()
    assert settings == Settings("production", ROOT / "instance")
    assert (settings.host, settings.port, settings.debug) == ("127.0.0.1", 8000, False)
    assert (settings.production, settings.demo) == (True, False)
    assert settings.key_file == ROOT / "instance" / "keys" / "master.key"


def test_the_environment_wins_over_a_commands_default() -> None:
    assert read(CASEAPP_ENV="demo").demo
    assert read(default="demo").demo
    assert read(default="demo", CASEAPP_ENV="production").production


@pytest.mark.parametrize(
    ("environ", "named"),
    [
        ({"CASEAPP_ENV": "prod"}, "CASEAPP_ENV"),
        ({"CASEAPP_ENV": "Production"}, "CASEAPP_ENV"),
        ({"CASEAPP_ENV": ""}, "CASEAPP_ENV"),
        ({"CASEAPP_DATABASE_URL": "postgresql+psycopg://x"}, "CASEAPP_DATABASE_URL"),
        ({"CASEAPP_NOW": "2026-11-23T10:00:00+07:00"}, "CASEAPP_NOW must not be set in production"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG"),
        ({"FLASK_DEBUG": "true"}, "FLASK_DEBUG"),
        ({"CASEAPP_PORT": "0"}, "CASEAPP_PORT"),
        ({"CASEAPP_PORT": "65536"}, "CASEAPP_PORT"),
        ({"CASEAPP_PORT": "-1"}, "CASEAPP_PORT"),
        ({"CASEAPP_PORT": "80 "}, "CASEAPP_PORT"),
        ({"CASEAPP_PORT": "８０"}, "CASEAPP_PORT"),
        ({"CASEAPP_PORT": "http"}, "CASEAPP_PORT"),
        ({"CASEAPP_PORT": ""}, "CASEAPP_PORT"),
    ],
)
def test_what_cannot_be_used_is_refused_by_name_in_one_line(
    environ: dict[str, str], named: str
) -> None:
    with pytest.raises(Unsafe, match=named) as refused:
        read(**environ)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("text", ["yesterday", "2026-11-23T10:00:00", "2026-13-01T00:00+07:00"])
def test_a_moment_for_now_needs_a_day_and_an_offset(text: str) -> None:
    with pytest.raises(Unsafe, match="CASEAPP_NOW"):
        read(CASEAPP_ENV="test", CASEAPP_NOW=text)


def test_now_stands_still_in_a_command_and_runs_on_in_a_server() -> None:
    moment = datetime(2020, 2, 29, 9, 0, tzinfo=UTC)
    words = {"CASEAPP_ENV": "test", "CASEAPP_NOW": "2020-02-29T16:00:00+07:00"}
    fixed = read(**words)
    assert fixed.now() == fixed.now() == moment
    running = read(runs_on=True, **words)
    first = running.now()
    assert moment <= first < moment + timedelta(minutes=5)
    assert running.now() > first


def test_now_is_the_machines_when_nothing_is_said() -> None:
    before = datetime.now(UTC)
    assert before <= read().now() <= datetime.now(UTC)


def test_an_instance_is_named_absolutely_whatever_folder_the_command_runs_in() -> None:
    assert read(CASEAPP_INSTANCE="/data/x").instance == Path("/data/x")
    assert read(CASEAPP_INSTANCE="x").instance == Path.cwd() / "x"
    assert read(CASEAPP_INSTANCE="").instance == ROOT / "instance"


def test_debugging_is_for_trying_out() -> None:
    assert read(CASEAPP_ENV="demo", FLASK_DEBUG="1").debug
    assert not read(CASEAPP_ENV="demo", FLASK_DEBUG="0").debug
    assert not read(FLASK_DEBUG="0").debug
