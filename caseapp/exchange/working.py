"""The worker: takes jobs one after the other, runs each by its asker's rights, makes its rounds."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, Protocol

from caseapp.casework import job_turns, messages
from caseapp.casework.clock_rounds import EVERY, watch_clocks
from caseapp.casework.escalation import any_due, call_next
from caseapp.casework.handed_files import Gone
from caseapp.casework.job_turns import Progress, Turn
from caseapp.casework.outcomes import StoreRefused, Unwritable
from caseapp.casework.twin_rounds import watch_twins
from caseapp.casework.workers import gone, own_name
from caseapp.config import Mail
from caseapp.exchange import exporting
from caseapp.exchange.export_jobs import TooLarge, make_workbook
from caseapp.exchange.gateway import send_due
from caseapp.exchange.import_jobs import run_check, run_import
from caseapp.exchange.memory_folder import sweep_memory
from caseapp.exchange.release_folders import keep_folders
from caseapp.exchange.release_jobs import run_preparation
from caseapp.exchange.writing import CannotWrite
from caseapp.rules.access import Actor, Denied
from caseapp.rules.job_states import EXPORT, IMPORT, IMPORT_CHECK, RELEASE

LOOKS: Final = 1.0
"""Seconds between two looks for a job."""
BEATS: Final = 2.0
"""Seconds between two signs of life."""
_SWEEPS: Final = timedelta(minutes=1)

_log = logging.getLogger(__name__)


class Runner(Protocol):
    """Does one kind of job and returns what it made."""

    def __call__(
        self,
        actor: Actor,
        arguments: Mapping[str, str],
        *,
        now: datetime,
        progress: exporting.Progress,
    ) -> bytes:
        """Run by the actor's rights; tell of each step."""


RUNNERS: Final[dict[str, Runner]] = {
    EXPORT: make_workbook,
    IMPORT_CHECK: run_check,
    IMPORT: run_import,
    RELEASE: run_preparation,
}
"""What runs each kind of job that needs no page; the command adds those that draw papers."""


class NothingMade(Exception):
    """None of what a job was to make could be made."""


class Stopped(Exception):
    """The worker was told to end in the middle of a job."""


class Lost(Exception):
    """Another worker has the job: this one was taken for dead."""


def _clock() -> datetime:
    return datetime.now(UTC)


@dataclass
class Worker:
    """One worker of an instance. `context` opens the application for a thread.

    `now` is the moment that stands for now; `stop` is set to let the worker end; `mail` is where
    the message goes that something waits; `runners` does each kind of job.
    """

    context: Callable[[], AbstractContextManager[object]]
    now: Callable[[], datetime]
    stop: threading.Event = field(default_factory=threading.Event)
    name: str = field(default_factory=own_name)
    clock: Callable[[], datetime] = _clock
    beats: float = BEATS
    mail: Mail | None = None
    runners: Mapping[str, Runner] = field(default_factory=lambda: RUNNERS)
    _round_due: datetime | None = None
    _sweep_due: datetime | None = None
    _looked_at: datetime | None = None

    def run(self) -> None:
        """Work until told to end. What goes wrong with the store is waited out."""
        sweep_memory()
        while not self.stop.is_set():
            try:
                with self.context():
                    busy = self.work_once()
            except (StoreRefused, Unwritable, OSError) as trouble:
                _log.error("the worker waits: %s", type(trouble).__name__)
                busy = False
            if not busy:
                self.stop.wait(LOOKS)

    def work_once(self) -> bool:
        """Make the rounds that are due, then do one job; return whether there was one."""
        self._rounds()
        turn = job_turns.take(self.name, clock=self.clock(), now=self.now(), gone=gone)
        if turn is None:
            return False
        self._do(turn)
        return True

    def _rounds(self) -> None:
        clock = self.clock()
        if self._sweep_due is None or clock >= self._sweep_due:
            job_turns.sweep(now=self.now())
            messages.sweep(now=self.now())
            self._call_when_due()
            keep_folders()
            self._sweep_due = clock + _SWEEPS
        if self._round_due is None or clock >= self._round_due:
            watch_clocks(now=self.now())
            call_next(now=self.now())
            watch_twins(now=self.now())
            self._round_due = clock + EVERY
        send_due(self.mail, now=self.now())

    def _call_when_due(self) -> None:
        """Call people out in the minute in which that falls due; the rounds do it in any case."""
        since, self._looked_at = self._looked_at, self.now()
        if since is not None and any_due(since, now=self._looked_at):
            call_next(now=self._looked_at)

    def _do(self, turn: Turn) -> None:
        """Run a job to its end, whatever that is; the row then says it."""
        try:
            with self._beating(turn) as tell:
                actor = job_turns.asker(turn.user_id)
                made = self._made(turn, actor, tell)
        except Stopped:
            job_turns.give_back(turn, self.name)
        except Lost:
            _log.warning("job %d was taken by another worker", turn.number)
        except Exception as trouble:  # noqa: BLE001 - a job may fail in any way; the worker goes on
            fault = fault_of(trouble)
            _log.error("job %d: %s (%s)", turn.number, fault, type(trouble).__name__)
            job_turns.fail(turn, self.name, fault, now=self.now())
        else:
            job_turns.finish(turn, self.name, made, now=self.now())

    def _made(self, turn: Turn, actor: Actor, tell: exporting.Progress) -> bytes:
        """Run a job. What an import writes bears the moment of its writing, so it has the clock."""
        runner = self.runners[turn.kind]
        if runner is run_import:
            return run_import(actor, turn.arguments, now=self.now(), progress=tell, clock=self.now)
        return runner(actor, turn.arguments, now=self.now(), progress=tell)

    @contextmanager
    def _beating(self, turn: Turn) -> Iterator[exporting.Progress]:
        """Give signs of life beside a job, from a thread with a session of its own."""
        pulse = _Pulse(self, turn)
        pulse.start()
        try:
            yield pulse.tell
        finally:
            pulse.end()


class _Pulse(threading.Thread):
    """Writes how far a job is and that its worker lives, every few seconds."""

    def __init__(self, worker: Worker, turn: Turn) -> None:
        super().__init__(daemon=True)
        self._worker, self._turn = worker, turn
        self._over, self._lost = threading.Event(), False
        self._progress = Progress()

    def tell(self, step: str, number: int, of: int) -> None:
        """Take note of a step; this is where a job ends that must not go on."""
        if self._lost:
            raise Lost
        if self._worker.stop.is_set():
            raise Stopped
        self._progress = Progress(step, number - 1, of)

    def run(self) -> None:
        """Beat until the job is over, or another worker has it."""
        while not self._over.wait(self._worker.beats):
            try:
                with self._worker.context():
                    held = job_turns.beat(
                        self._turn, self._worker.name, self._progress, clock=self._worker.clock()
                    )
            except (StoreRefused, Unwritable, OSError):
                continue  # the next one may come through; without any the job is taken over
            if not held:
                self._lost = True
                return

    def end(self) -> None:
        """Stop beating and wait until the last beat is written."""
        self._over.set()
        self.join()


def fault_of(trouble: Exception) -> str:
    """Return the fixed word for what went wrong with a job."""
    if isinstance(trouble, Denied):
        return "rights"
    if isinstance(trouble, (TooLarge, CannotWrite)):
        return "too_large"
    if isinstance(trouble, NothingMade):
        return "nothing"
    if isinstance(trouble, Gone):
        return "gone"
    if isinstance(trouble, OSError):
        return "no_room"
    return "broken"
