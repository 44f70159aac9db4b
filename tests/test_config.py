"""Settings: the defaults of the contract, and each unsafe value refused by its name."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from caseapp.config import Mail, Settings, Unsafe, from_environment

ROOT = Path("/srv/caseapp")


URL = "postgresql+psycopg://caseapp:hush-hush@"


def read(*, default: str = "production", runs_on: bool = False, **environ: str) -> Settings:
    return from_environment(environ, default=default, root=ROOT, runs_on=runs_on)


def test_what_holds_when_nothing_is_said() -> None:
    settings = read()
    assert settings == Settings("production", ROOT / "instance")
    assert (settings.host, settings.port, settings.debug) == ("127.0.0.1", 8000, False)
    assert (settings.production, settings.demo) == (True, False)
    assert settings.key_file == ROOT / "instance" / "keys" / "master.key"


def test_room_for_files_is_said_in_megabytes() -> None:
    settings = read()
    assert (settings.files_in_unit, settings.files_in_all) == (1024, 20_480)
    settings = read(CASEAPP_FILES_IN_UNIT_MB="5", CASEAPP_FILES_IN_ALL_MB="70")
    assert (settings.files_in_unit, settings.files_in_all) == (5, 70)
    for wrong in ("0", "-1", "1.5", "ten", "٣", "9" * 30):
        with pytest.raises(Unsafe, match="CASEAPP_FILES_IN_ALL_MB is"):
            read(CASEAPP_FILES_IN_ALL_MB=wrong)


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


@pytest.mark.parametrize(
    ("url", "named"),
    [
        ("mysql://caseapp:hush-hush@localhost/cases", "of a kind that caseapp does not know"),
        ("sqlite:///hush-hush.db", "of a kind that caseapp does not know"),
        ("postgresql://caseapp:hush-hush@localhost/cases", "of a kind"),
        ("hush-hush", "of a kind"),
        (f"{URL}localhost", "names no database"),
        (f"{URL}localhost/", "names no database"),
        (f"{URL}localhost:a/cases", "cannot be read"),
        (f"{URL}localhost:99999/cases", "cannot be read"),
        (f"{URL}[localhost/cases", "cannot be read"),
        ("postgresql+psycopg://caseapp:hush@hush-hush@localhost/cases", "cannot be read"),
        ("postgresql+psycopg://caseapp:1/hush-hush@localhost/cases", "cannot be read"),
        (f"{URL}localhost/cases?host", "cannot be read"),
        (f"{URL}localhost/cases?host=/a&host=/b", "cannot be read"),
        (f"{URL}localhost/cases#x", "cannot be read"),
        (f"{URL}localhost/cases?host=/run", "cannot be read"),
        (f"{URL}/cases?hostaddr=10.0.0.1", "has an option hostaddr"),
        (f"{URL}/cases?service=x", "has an option service"),
        (f"{URL}/cases?options=-cfsync=off", "has an option options"),
        (f"{URL}10.0.0.5/cases", "without sslmode=verify-full"),
        (f"{URL}db.example/cases", "without sslmode=verify-full"),
        (f"{URL}db.example/cases?sslmode=prefer", "without sslmode=verify-full"),
        (f"{URL}db.example/cases?sslmode=require", "without sslmode=verify-full"),
        (f"{URL}/cases?host=10.0.0.5", "without sslmode=verify-full"),
        (f"{URL}/cases?host=/run/postgresql,10.0.0.5", "without sslmode=verify-full"),
        (f"{URL}localhost.example/cases", "without sslmode=verify-full"),
    ],
)
def test_an_address_that_cannot_be_used_is_refused_and_never_repeated(url: str, named: str) -> None:
    with pytest.raises(Unsafe, match=named) as refused:
        read(CASEAPP_DATABASE_URL=url)
    assert "CASEAPP_DATABASE_URL" in str(refused.value)
    assert "hush" not in str(refused.value)
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize(
    "url",
    [
        f"{URL}localhost/cases",
        f"{URL}127.0.0.1:5433/cases",
        f"{URL}[::1]/cases",
        f"{URL}/cases",
        f"{URL}/cases?host=/run/postgresql",
        f"{URL}db.example/cases?sslmode=verify-full&sslrootcert=/etc/ssl/city.crt",
        f"{URL}10.0.0.5/cases?sslmode=verify-ca",
    ],
)
def test_production_takes_a_server_near_by_or_one_that_shows_who_it_is(url: str) -> None:
    assert read(CASEAPP_DATABASE_URL=url).database_url == url
    assert "hush" not in repr(read(CASEAPP_DATABASE_URL=url))


@pytest.mark.parametrize("name", ["PGHOST", "PGHOSTADDR", "PGSERVICE"])
def test_no_other_variable_leads_to_another_server(name: str) -> None:
    with pytest.raises(Unsafe, match=f"{name} must not be set beside CASEAPP_DATABASE_URL"):
        read(CASEAPP_DATABASE_URL=f"{URL}localhost/cases", **{name: "10.0.0.5"})
    assert read(**{name: "10.0.0.5"}).database_url == ""


def test_a_demo_may_cross_a_network_as_it_likes() -> None:
    assert read(CASEAPP_ENV="demo", CASEAPP_DATABASE_URL=f"{URL}db/cases").database_url


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


@pytest.mark.parametrize(
    ("environment", "first_password", "second_factor"),
    [("demo", False, False), ("test", True, False), ("production", True, True)],
)
def test_what_signing_in_asks_depends_on_the_environment(
    tmp_path: Path, environment: str, first_password: bool, second_factor: bool
) -> None:
    settings = Settings(environment, tmp_path)
    assert settings.asks_first_password is first_password
    assert settings.asks_second_factor is second_factor


MAIL = {"CASEAPP_MAIL_SERVER": "mail.example", "CASEAPP_MAIL_FROM": "caseapp@example.org"}


def test_no_message_leaves_the_house_unless_a_mail_server_is_named() -> None:
    assert read().mail is None
    mail = read(**MAIL).mail
    assert mail == Mail("mail.example", 587, "starttls", "caseapp@example.org")
    tls = read(**MAIL, CASEAPP_MAIL_TLS="tls").mail
    assert tls is not None
    assert tls.port == 465
    other = read(**MAIL | {"CASEAPP_MAIL_SERVER": "127.0.0.1:2525"}, CASEAPP_MAIL_TLS="none").mail
    assert other is not None
    assert (other.host, other.port, other.tls) == ("127.0.0.1", 2525, "none")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ({"CASEAPP_MAIL_SERVER": ""}, "CASEAPP_MAIL_FROM is set without CASEAPP_MAIL_SERVER"),
        ({"CASEAPP_MAIL_FROM": ""}, "CASEAPP_MAIL_FROM"),
        ({"CASEAPP_MAIL_FROM": "caseapp"}, "CASEAPP_MAIL_FROM"),
        ({"CASEAPP_MAIL_FROM": "a@b.c\nBcc: x@y.z"}, "CASEAPP_MAIL_FROM"),
        ({"CASEAPP_MAIL_TLS": "ssl"}, "CASEAPP_MAIL_TLS is 'ssl'"),
        ({"CASEAPP_MAIL_SERVER": ":25"}, "CASEAPP_MAIL_SERVER must be HOST"),
        ({"CASEAPP_MAIL_SERVER": "mail.example:x"}, "the port of CASEAPP_MAIL_SERVER"),
        ({"CASEAPP_MAIL_USER": "u"}, "go together"),
        ({"CASEAPP_MAIL_PASSWORD_FILE": "/x"}, "go together"),
        ({"CASEAPP_MAIL_TLS": "none"}, "in production"),
        (
            {"CASEAPP_MAIL_USER": "u", "CASEAPP_MAIL_PASSWORD_FILE": "/nowhere/x"},
            "CASEAPP_MAIL_PASSWORD_FILE names no file",
        ),
    ],
)
def test_a_mail_server_that_cannot_be_used_is_refused(words: dict[str, str], named: str) -> None:
    with pytest.raises(Unsafe, match=named):
        read(**MAIL | words)


def test_production_refuses_a_mail_password_that_others_can_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hush")
    words = MAIL | {"CASEAPP_MAIL_USER": "u", "CASEAPP_MAIL_PASSWORD_FILE": str(secret)}
    secret.chmod(0o640)
    with pytest.raises(Unsafe, match="chmod 600"):
        read(**words)
    assert read(CASEAPP_ENV="demo", **words).mail is not None
    secret.chmod(0o600)
    made = read(**words)
    assert made.mail is not None
    assert made.mail.password_file == secret
    assert "hush" not in repr(made)


SOCKET = "postgresql+psycopg://caseapp@/cases?host=/run/postgresql"
UNSAFE = [
    ({"CASEAPP_NOW": "2026-11-23T10:00:00+07:00"}, "CASEAPP_NOW must not be set in production"),
    ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG must not be set in production"),
    ({"CASEAPP_HOST": "0.0.0.0"}, "CASEAPP_HOST is '0.0.0.0'"),
    ({"CASEAPP_HOST": "::"}, "CASEAPP_HOST is '::'"),
    ({"CASEAPP_HOST": "10.0.0.5"}, "CASEAPP_HOST is '10.0.0.5'"),
    ({"CASEAPP_HOST": "cases.example"}, "CASEAPP_HOST is 'cases.example'"),
    ({"CASEAPP_HOST": ""}, "CASEAPP_HOST is ''"),
    ({"CASEAPP_DATABASE_URL": f"{URL}10.0.0.5/cases"}, "CASEAPP_DATABASE_URL names a server on"),
    ({"CASEAPP_DATABASE_URL": SOCKET, "PGHOST": "10.0.0.5"}, "PGHOST must not be set"),
    ({"CASEAPP_DATABASE_URL": SOCKET, "PGHOSTADDR": "10.0.0.5"}, "PGHOSTADDR must not be set"),
    ({"CASEAPP_DATABASE_URL": SOCKET, "PGSERVICE": "other"}, "PGSERVICE must not be set"),
    (
        {
            "CASEAPP_MAIL_SERVER": "mail.example",
            "CASEAPP_MAIL_FROM": "a@b.example",
            "CASEAPP_MAIL_TLS": "none",
        },
        "CASEAPP_MAIL_TLS=none names a server on the network",
    ),
    (
        {
            "CASEAPP_MAIL_SERVER": "localhost",
            "CASEAPP_MAIL_FROM": "a@b.example",
            "CASEAPP_MAIL_USER": "a",
            "CASEAPP_MAIL_PASSWORD_FILE": "/nowhere/password",
        },
        "CASEAPP_MAIL_PASSWORD_FILE names no file",
    ),
]


@pytest.mark.parametrize(("environ", "told"), UNSAFE)
def test_production_refuses_every_unsafe_setting_by_name(
    environ: dict[str, str], told: str
) -> None:
    with pytest.raises(Unsafe) as refused:
        read(default="production", **environ)
    assert str(refused.value).startswith(told)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_production_listens_on_its_own_machine(host: str) -> None:
    assert read(default="production", CASEAPP_HOST=host).host == host
    assert read(default="demo", CASEAPP_HOST="0.0.0.0").host == "0.0.0.0"


def test_the_key_is_read_where_systemd_laid_it(tmp_path: Path) -> None:
    place = str(tmp_path)
    without = read(CREDENTIALS_DIRECTORY=place)
    assert without.credential is None
    assert without.opened_key_file == without.key_file
    (tmp_path / "caseapp-master-key").touch()
    assert read(CREDENTIALS_DIRECTORY=place).opened_key_file == tmp_path / "caseapp-master-key"
    assert read(CREDENTIALS_DIRECTORY=place).key_file.name == "master.key"
