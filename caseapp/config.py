"""Every setting, where it comes from, its default, and the check that refuses what is unsafe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

ENVIRONMENTS: Final = ("demo", "test", "production")


class Unsafe(Exception):
    """A setting that must not be used as asked; the message names what to do."""


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

    @property
    def demo(self) -> bool:
        """Whether the data are made up, which every page and print then says."""
        return self.environment == "demo"

    @property
    def production(self) -> bool:
        """Whether real children are recorded here."""
        return self.environment == "production"

    @property
    def key_file(self) -> Path:
        """The file of the master key."""
        return self.instance / "keys" / "master.key"

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
    url = environ.get("CASEAPP_DATABASE_URL", "")
    if url:
        raise Unsafe(
            "CASEAPP_DATABASE_URL: PostgreSQL is not ready in this version; "
            "leave it empty for the encrypted SQLite file of the instance"
        )
    offset, fixed = _clock(environ, name, runs_on=runs_on)
    debug = environ.get("FLASK_DEBUG", "0") not in {"", "0"}
    if debug and name == "production":
        raise Unsafe("FLASK_DEBUG must not be set in production")
    return Settings(
        environment=name,
        instance=Path(environ.get("CASEAPP_INSTANCE") or root / "instance").absolute(),
        host=environ.get("CASEAPP_HOST", "127.0.0.1"),
        port=_port(environ.get("CASEAPP_PORT", "8000")),
        offset=offset,
        fixed_now=fixed,
        debug=debug,
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and 0 < int(text) < 65536):  # noqa: PLR2004 - ports end there
        raise Unsafe(f"CASEAPP_PORT is '{text}'; it must be a number from 1 to 65535")
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
