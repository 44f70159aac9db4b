"""Every setting, where it comes from, its default, and the check that refuses what is unsafe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import Final
from urllib.parse import SplitResult, parse_qsl, urlsplit

ENVIRONMENTS: Final = ("demo", "test", "production")

_KIND: Final = "postgresql+psycopg"
_URL: Final = "CASEAPP_DATABASE_URL"
_REPLICA: Final = "CASEAPP_REPLICA_URL"
_OPTIONS: Final = ("host", "passfile", "sslcert", "sslcrl", "sslkey", "sslmode", "sslrootcert")
_SHOWN_WHO_IT_IS: Final = ("verify-ca", "verify-full")
_MOST_MB: Final = 100 * 1024 * 1024
_MAIL: Final = "CASEAPP_MAIL_SERVER"
_MAIL_OTHERS: Final = ("TLS", "FROM", "USER", "PASSWORD_FILE")
_TLS: Final = {"starttls": 587, "tls": 465, "none": 25}
"""How the line to the mail server is encrypted, with its usual port."""
_OTHERS: Final = 0o077
CREDENTIAL: Final = "caseapp-master-key"
"""What the unit calls the master key among its credentials."""
_ASIDE: Final = ("PGHOST", "PGHOSTADDR", "PGSERVICE")
"""Variables by which the driver would go to another server than the address says."""


class Unsafe(Exception):
    """A setting that must not be used as asked; the message names what to do."""


@dataclass(frozen=True)
class Mail:
    """The mail server that takes the message that something waits; a password lies in a file."""

    host: str
    port: int
    tls: str
    sender: str
    user: str = ""
    password_file: Path | None = None


@dataclass(frozen=True)
class Settings:
    """How this process was started. `offset` moves the clock (CASEAPP_NOW), never in production."""

    environment: str
    instance: Path
    host: str = "127.0.0.1"
    port: int = 8000
    offset: timedelta = timedelta()
    fixed_now: datetime | None = None
    debug: bool = False
    files_in_unit: int = 1024
    """MB that the files of one unit may take."""
    files_in_all: int = 20 * 1024
    """MB that all files of the instance may take."""
    database_url: str = field(default="", repr=False)
    """Where PostgreSQL is, with its password; empty: the instance's own encrypted SQLite file."""
    replica_url: str = field(default="", repr=False)
    """Where a standby of that server is, which counts figures; empty: the server counts them."""
    mail: Mail | None = None
    """Who sends the message that something waits; None: nothing leaves the house."""
    credential: Path | None = None
    """The master key as systemd hands it to the unit; None: it is read from the instance."""

    @property
    def demo(self) -> bool:
        """Whether the data are made up, which every page and print then says."""
        return self.environment == "demo"

    @property
    def production(self) -> bool:
        """Whether real children are recorded here."""
        return self.environment == "production"

    @property
    def asks_first_password(self) -> bool:
        """Whether a password that somebody else chose must be changed at the first sign-in."""
        return not self.demo

    @property
    def asks_second_factor(self) -> bool:
        """Whether nobody but a collaborator signs in by password alone."""
        return self.production

    @property
    def key_file(self) -> Path:
        """The file of the master key in the instance, where it was made."""
        return self.instance / "keys" / "master.key"

    @property
    def opened_key_file(self) -> Path:
        """The file from which the master key is read."""
        return self.credential or self.key_file

    def now(self) -> datetime:
        """Return the moment that stands for now, aware; sessions use the machine's own clock."""
        return self.fixed_now or datetime.now(UTC) + self.offset


def from_environment(
    environ: Mapping[str, str], *, default: str, root: Path, runs_on: bool = False
) -> Settings:
    """Read the CASEAPP_ variables; `runs_on`: CASEAPP_NOW is a start and the clock runs on.

    Raises Unsafe with one clear sentence for a value that cannot be used.
    """
    name = environ.get("CASEAPP_ENV", default)
    if name not in ENVIRONMENTS:
        raise Unsafe(f"CASEAPP_ENV is '{name}'; it must be demo, test or production")
    offset, fixed = _clock(environ, name, runs_on=runs_on)
    debug = environ.get("FLASK_DEBUG", "0") not in {"", "0"}
    if debug and name == "production":
        raise Unsafe("FLASK_DEBUG must not be set in production")
    return Settings(
        environment=name,
        instance=Path(environ.get("CASEAPP_INSTANCE") or root / "instance").absolute(),
        host=_host(environ.get("CASEAPP_HOST", "127.0.0.1"), production=name == "production"),
        port=_port(environ.get("CASEAPP_PORT", "8000")),
        offset=offset,
        fixed_now=fixed,
        debug=debug,
        files_in_unit=_megabytes(environ, "CASEAPP_FILES_IN_UNIT_MB", Settings.files_in_unit),
        files_in_all=_megabytes(environ, "CASEAPP_FILES_IN_ALL_MB", Settings.files_in_all),
        database_url=_database(environ, _URL, production=name == "production"),
        replica_url=_replica(environ, production=name == "production"),
        mail=_mail(environ, production=name == "production"),
        credential=_credential(environ),
    )


def _host(text: str, *, production: bool) -> str:
    """Return the address to listen at; the application itself speaks no TLS."""
    if production and not _loopback(text):
        raise Unsafe(
            f"CASEAPP_HOST is '{text}', which others on the network reach without encryption: in "
            "production it must be 127.0.0.1 or ::1, behind a proxy that speaks TLS"
        )
    return text


def _credential(environ: Mapping[str, str]) -> Path | None:
    """Return the key that systemd laid out for this unit (LoadCredential=), None without one."""
    folder = environ.get("CREDENTIALS_DIRECTORY", "")
    path = Path(folder) / CREDENTIAL
    return path if folder and path.exists() else None


def _replica(environ: Mapping[str, str], *, production: bool) -> str:
    """Return the address of the standby that counts figures, '' for none."""
    text = environ.get(_REPLICA, "")
    if text and not environ.get(_URL):
        raise Unsafe(f"{_REPLICA} is set without {_URL}, whose server it must be a standby of")
    if text and text == environ.get(_URL):
        raise Unsafe(f"{_REPLICA} is the same as {_URL}; it must name the standby")
    return _database(environ, _REPLICA, production=production)


def _database(environ: Mapping[str, str], name: str, *, production: bool) -> str:
    """Return the address of PostgreSQL, '' for none; what is wrong is told without repeating it."""
    text = environ.get(name, "")
    if not text:
        return ""
    without = "the encrypted SQLite file" if name == _URL else "none"
    example = f"{_KIND}://USER:PASSWORD@HOST/DATABASE, or empty for {without}"
    try:
        url, options = _parts(text)
    except ValueError:
        raise Unsafe(f"{name} cannot be read; it must be {example}") from None
    if url.scheme != _KIND:
        raise Unsafe(f"{name} is of a kind that caseapp does not know; it must be {example}")
    if not url.path.strip("/"):
        raise Unsafe(f"{name} names no database; it must be {example}")
    if strange := sorted(options.keys() - set(_OPTIONS)):
        raise Unsafe(f"{name} has an option {strange[0]}; it may have {', '.join(_OPTIONS)}")
    if aside := [other for other in _ASIDE if environ.get(other)]:
        raise Unsafe(f"{aside[0]} must not be set beside {name}: name the server there")
    if production and not (_near(url, options) or options.get("sslmode") in _SHOWN_WHO_IT_IS):
        raise Unsafe(
            f"{name} names a server on the network without sslmode=verify-full: in production the "
            "line must be encrypted and the server must show who it is (sslrootcert=FILE)"
        )
    return text


def _parts(text: str) -> tuple[SplitResult, dict[str, str]]:
    """Take an address apart; ValueError for one that two readers might understand differently."""
    url = urlsplit(text)
    pairs = parse_qsl(url.query, keep_blank_values=True, strict_parsing=bool(url.query))
    options = dict(pairs)
    twice = len(options) < len(pairs) or (url.hostname is not None and "host" in options)
    if twice or url.fragment or text.count("@") > ("@" in url.netloc) or url.port == 0:
        raise ValueError
    return url, options


def _near(url: SplitResult, options: Mapping[str, str]) -> bool:
    """Tell whether the server is on this machine: a socket, or a loopback address."""
    named = f"{url.hostname or ''},{options.get('host', '')}"
    hosts = [host for host in named.split(",") if host]
    return all(host.startswith("/") or _loopback(host) for host in hosts)


def _loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _mail(environ: Mapping[str, str], *, production: bool) -> Mail | None:
    """Return the mail server, None when none is named; nothing but the one text is sent there."""
    told = {name: environ.get(f"CASEAPP_MAIL_{name}", "") for name in _MAIL_OTHERS}
    server = environ.get(_MAIL, "")
    if not server:
        if alone := [name for name, text in told.items() if text]:
            raise Unsafe(f"CASEAPP_MAIL_{alone[0]} is set without {_MAIL}=HOST or HOST:PORT")
        return None
    tls = told["TLS"] or "starttls"
    if tls not in _TLS:
        raise Unsafe(f"CASEAPP_MAIL_TLS is '{tls}'; it must be one of {', '.join(_TLS)}")
    host, _, port = server.partition(":")
    if not host or not host.isascii() or not host.isprintable() or " " in host:
        raise Unsafe(f"{_MAIL} must be HOST or HOST:PORT")
    sender = told["FROM"]
    if not _is_address(sender):
        raise Unsafe("CASEAPP_MAIL_FROM must be the address that the messages come from")
    if bool(told["USER"]) != bool(told["PASSWORD_FILE"]):
        raise Unsafe("CASEAPP_MAIL_USER and CASEAPP_MAIL_PASSWORD_FILE go together")
    file = Path(told["PASSWORD_FILE"]).absolute() if told["PASSWORD_FILE"] else None
    if production:
        _safe_mail(host, tls, file)
    number = _port(port, f"the port of {_MAIL}") if port else _TLS[tls]
    return Mail(host, number, tls, sender, told["USER"], file)


def _safe_mail(host: str, tls: str, password_file: Path | None) -> None:
    """Refuse what would show telephone numbers or the password to others."""
    if tls == "none" and not _loopback(host):
        raise Unsafe(
            f"CASEAPP_MAIL_TLS=none names a server on the network: in production "
            f"the line to {_MAIL} must be encrypted (starttls or tls)"
        )
    if password_file is None:
        return
    if not password_file.is_file():
        raise Unsafe("CASEAPP_MAIL_PASSWORD_FILE names no file")
    if password_file.stat().st_mode & _OTHERS:
        raise Unsafe("CASEAPP_MAIL_PASSWORD_FILE can be read by others: chmod 600 it")


def _is_address(text: str) -> bool:
    name, _, domain = text.partition("@")
    return bool(name and domain) and text.isascii() and text.isprintable() and " " not in text


def _port(text: str, name: str = "CASEAPP_PORT") -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 65536):  # noqa: PLR2004 - ports end there
        raise Unsafe(f"{name} is '{text}'; it must be a number from 1 to 65535")
    return int(text)


def _megabytes(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal() and 0 < int(text) <= _MOST_MB):
        raise Unsafe(f"{name} is '{text}'; it must be a number of megabytes from 1 to {_MOST_MB}")
    return int(text)


def _clock(
    environ: Mapping[str, str], environment: str, *, runs_on: bool
) -> tuple[timedelta, datetime | None]:
    text = environ.get("CASEAPP_NOW", "")
    if not text:
        return timedelta(), None
    if environment == "production":
        raise Unsafe("CASEAPP_NOW must not be set in production: the clock there is the machine's")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Unsafe(f"CASEAPP_NOW is '{text}'; it must be an ISO moment with offset") from None
    if moment.tzinfo is None:
        raise Unsafe(f"CASEAPP_NOW is '{text}'; it needs an offset such as +07:00")
    if runs_on:
        return moment - datetime.now(UTC), None
    return timedelta(), moment
