"""Figures counted by a standby: two real servers, one following the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import DBAPIError

from caseapp import desk
from caseapp.app import create_app
from caseapp.config import Settings, Unsafe, from_environment
from caseapp.records import replica
from caseapp.records.audit import AuditEntry
from caseapp.records.children import Child
from caseapp.records.db import REPLICA, db
from caseapp.records.users import SignInAttempt
from caseapp.rules.access import Act
from caseapp.rules.values import Period
from caseapp.statistics.counting import Ask
from caseapp.statistics.figures import read_indicators
from caseapp.upkeep.log import verify
from tests.factories.cluster import FOLLOWED, Cluster, programs, running, standby
from tests.factories.house import NOW, SYSTEM, make_template
from tests.factories.rows import NINH_KIEU, a_child, furnish

_COUNTED = select(func.count()).select_from(Child.__table__)


@dataclass
class Pair:
    """A house whose figures a standby counts."""

    settings: Settings
    primary: Cluster
    standby: Path
    other: str
    """The address of a database beside it that was once like it."""
    stop: Callable[[], None]

    def order(self, words: str) -> object:
        """Ask the standby as the superuser."""
        with psycopg.connect(
            host=str(self.standby), user="postgres", dbname="postgres", autocommit=True
        ) as connection:
            return connection.execute(words).fetchone()  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    home = programs()
    if home is None or not (home / "pg_basebackup").exists():
        pytest.skip("pg_basebackup is not installed (Debian's package 'postgresql')")
    with ExitStack() as stack, ExitStack() as second:
        primary = stack.enter_context(running(home, *FOLLOWED))
        made = make_template(tmp_path_factory.mktemp("followed") / "instance", primary)
        made.engine.dispose()
        other = primary.make(made.url)
        folder = second.enter_context(standby(home, primary))
        there, other = (
            url.replace(str(primary.data.parent), str(folder)) for url in (made.url, other)
        )
        settings = Settings(
            "test", made.folder, fixed_now=NOW, database_url=made.url, replica_url=there
        )
        app = create_app(settings)
        with app.app_context():
            yield Pair(settings, primary, folder, other, second.close)
            db.session.remove()
            for engine in db.engines.values():
                engine.dispose()


@pytest.fixture(autouse=True)
def rested(pair: Pair) -> None:
    """No test waits for what an earlier one left alone."""
    replica._resting.clear()


def counted(act: Act = Act.FIGURES_READ) -> tuple[int, bool]:
    """Return how many children there are, and whether a standby counted them."""
    with desk.figures(SYSTEM, act, now=NOW) as door:
        number = door.session.scalar(_COUNTED) or 0
        return number, bool(door.session.scalar(select(func.pg_is_in_recovery())))


def written() -> int:
    """Return how many lines of the log tell of figures read, as the server itself has it."""
    asked = select(func.count()).where(AuditEntry.act == Act.FIGURES_READ)
    with db.engine.connect() as connection:
        return connection.scalar(asked) or 0


def add_child() -> None:
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        door.session.add(a_child(NINH_KIEU))


def test_the_standby_counts_what_was_just_written_and_the_server_writes_it_down(pair: Pair) -> None:
    furnish(NINH_KIEU)
    (before, _), lines = counted(), written()
    for number in range(1, 6):
        add_child()
        assert counted() == (before + number, True)
    assert written() == lines + 5
    assert verify(SYSTEM, now=NOW) == []
    assert counted(Act.FIGURES_FREEZE) == (before + 5, False)  # whatever is not reading alone


def test_a_sheet_is_the_same_on_both(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    ask = Ask(Period.parse("2026"), each_ward=True)
    asked: list[bool] = []
    real = replica._fit
    monkeypatch.setattr(replica, "_fit", lambda e: asked.append(real(e)) or asked[-1])
    there = read_indicators(SYSTEM, ask, now=NOW)
    monkeypatch.setattr(replica, "_fit", lambda _: False)
    here = read_indicators(SYSTEM, ask, now=NOW)
    assert list(there.rows) == list(here.rows)
    assert asked == [True]
    assert any(row.numerator for row in there.rows)


def test_nothing_is_written_through_the_standby(pair: Pair) -> None:
    with (
        desk.figures(SYSTEM, Act.FIGURES_READ, now=NOW) as door,
        pytest.raises(DBAPIError, match="read-only transaction"),
    ):
        door.session.connection().execute(delete(SignInAttempt))


def test_a_standby_that_lags_is_left_alone_and_the_figure_is_right(
    pair: Pair, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(replica, "_PATIENCE", 0.05)
    before, _ = counted()
    pair.order("SELECT pg_wal_replay_pause()")
    try:
        add_child()
        assert counted() == (before + 1, False)
        assert "it lags behind" in caplog.text
    finally:
        pair.order("SELECT pg_wal_replay_resume()")
    assert counted() == (before + 1, False)  # it rests
    replica._resting.clear()
    monkeypatch.undo()
    assert counted() == (before + 1, True)


@pytest.mark.parametrize(
    ("role", "copied", "told"),
    [("postgres", "", "another role"), ("caseapp", "copied", "a copy of something else")],
)
def test_a_server_that_is_no_copy_of_this_one_is_not_asked(
    pair: Pair, role: str, copied: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    url = pair.settings.replica_url.replace("caseapp@", f"{role}@")
    if copied:
        add_child()  # of which the copied database knows nothing
        url = pair.other
    with create_app(replace(pair.settings, replica_url=url)).app_context():
        assert counted()[1] is False
        assert told in caplog.text
        for engine in db.engines.values():
            engine.dispose()


def test_a_server_that_follows_nobody_is_not_asked(
    pair: Pair, caplog: pytest.LogCaptureFixture
) -> None:
    same = replace(pair.settings, replica_url=pair.settings.database_url)
    with create_app(same).app_context():
        assert counted()[1] is False
        assert "it is no standby" in caplog.text
        for engine in db.engines.values():
            engine.dispose()


URL = "postgresql+psycopg://caseapp:hush@"
STANDBY = f"{URL}/cases?host=/run/standby"


def named(server: str, standby: str) -> Settings:
    words = {"CASEAPP_DATABASE_URL": server, "CASEAPP_REPLICA_URL": standby}
    return from_environment(words, default="production", root=Path("/srv"))


def test_a_standby_is_named_beside_its_server_and_never_shown() -> None:
    made = named(f"{URL}/cases", STANDBY)
    assert made.replica_url == STANDBY
    assert "hush" not in repr(made)
    assert named(f"{URL}/cases", "").replica_url == ""


@pytest.mark.parametrize(
    ("server", "standby", "told"),
    [
        ("", STANDBY, "without CASEAPP_DATABASE_URL"),
        (STANDBY, STANDBY, "the same as CASEAPP_DATABASE_URL"),
        (f"{URL}/cases", "sqlite:///cases.db", "of a kind that caseapp does not know"),
        (f"{URL}/cases", f"{URL}localhost", "names no database"),
        (f"{URL}/cases", f"{URL}/cases?options=-cfsync=off", "has an option options"),
        (f"{URL}/cases", f"{URL}10.0.0.6/cases", "without sslmode=verify-full"),
    ],
)
def test_a_standby_is_held_to_what_its_server_is(server: str, standby: str, told: str) -> None:
    with pytest.raises(Unsafe, match=told) as refused:
        named(server, standby)
    assert "CASEAPP_REPLICA_URL" in str(refused.value)
    assert "hush" not in str(refused.value)


def _count_without(pair: Pair, door: desk.Door) -> None:
    pair.stop()  # in the middle of a count
    door.session.scalar(_COUNTED)


def test_a_standby_that_is_gone_is_not_missed(pair: Pair, caplog: pytest.LogCaptureFixture) -> None:
    before, there = counted()
    assert there
    door = desk.figures(SYSTEM, Act.FIGURES_READ, now=NOW)
    with pytest.raises(DBAPIError), door as opened:
        _count_without(pair, opened)
    assert "a count failed" in caplog.text
    assert counted() == (before, False)
    replica._resting.clear()
    add_child()
    assert counted() == (before + 1, False)
    assert "it cannot be reached" in caplog.text
    assert db.engines[REPLICA].pool.checkedout() == 0
    assert verify(SYSTEM, now=NOW) == []
