"""The command that works off jobs and makes the rounds: work."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from typing import Final

import click

from caseapp.app import standing_in
from caseapp.cli.opening import settings_to_serve
from caseapp.exchange.working import RUNNERS, Worker
from caseapp.rules.job_states import PRINTS
from caseapp.upkeep import instance
from caseapp.web.batch_papers import batch_runner
from caseapp.web.pdf_process import PdfProcess


def _end_with_input(stop: threading.Event) -> None:
    """Wait until standard input ends, as it does when the process at its other end is gone."""
    # Not through Python's buffer: its lock, held while waiting, would stop the end of this process.
    while os.read(sys.stdin.fileno(), 1):
        pass
    stop.set()


@click.command()
@click.option("--until-input-ends", is_flag=True, hidden=True)
def work(until_input_ends: bool) -> None:
    """Do the jobs that people asked for, one after the other, and look after the clocks."""
    settings = settings_to_serve()
    instance.require_instance(settings)
    with standing_in(settings) as app:
        instance.require_fit(settings)
        printer = PdfProcess(gives_way=True)
        runners = RUNNERS | {PRINTS: batch_runner(printer, demo=settings.demo)}
        worker = Worker(app.app_context, settings.now, mail=settings.mail, runners=runners)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop.set())
        if until_input_ends:
            threading.Thread(target=_end_with_input, args=(worker.stop,), daemon=True).start()
        gc.freeze()  # what was made until now stays; collections need not walk it again
        if not until_input_ends:
            click.echo("Working. End it with Ctrl+C.", err=True)
        try:
            worker.run()
        finally:
            printer.stop()


COMMANDS: Final = {"work": work}
