"""The command that serves an instance; what no page needs stays out of its process."""

from __future__ import annotations

import ctypes
import gc
import signal
import socket
from typing import Final

import click
from waitress import create_server
from waitress.server import BaseWSGIServer, MultiSocketServer

from caseapp.app import create_app
from caseapp.cli.listening import BEHIND_PROXY, OPTIONS, Channel
from caseapp.cli.opening import settings_to_serve
from caseapp.cli.worker_process import WorkerProcess
from caseapp.config import Settings, Unsafe
from caseapp.upkeep import instance
from caseapp.upkeep.key_switch import keys_in_use
from caseapp.web.printing import PRINTER

_ARENAS: Final = -8  # M_ARENA_MAX of glibc's malloc.h


def _listener(settings: Settings) -> socket.socket:
    """Take the port; Unsafe, in one line, when it cannot be had."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family)
    except OSError as trouble:
        raise Unsafe(
            f"port {settings.port} of {settings.host} cannot be served ({trouble.strerror}); "
            "end what uses it, or set CASEAPP_PORT"
        ) from None


def _share_one_heap() -> None:
    """Let all threads take memory from one heap: each would keep its own, never full, for good.

    Of eight busy threads they held 8 MB. One at a time runs anyway. Before any thread begins:
    glibc looks at it once. Other C libraries have no such setting.
    """
    setting = getattr(ctypes.CDLL(None), "mallopt", None)
    if setting is not None:
        setting(_ARENAS, 1)


def _told_to_end(*_: object) -> None:
    raise SystemExit


def _until_told(server: BaseWSGIServer | MultiSocketServer) -> None:
    """Serve until SIGTERM (systemctl stop) or Ctrl-C; answers in hand then get five seconds.

    Five is waitress's own patience; a second SIGTERM ends it.
    """
    before = signal.signal(signal.SIGTERM, _told_to_end)
    try:
        server.run()
    finally:
        signal.signal(signal.SIGTERM, before)


def _serve(settings: Settings, *, worker: bool) -> None:
    app = create_app(settings)
    with app.app_context():
        instance.require_fit(settings)
    options = OPTIONS | (BEHIND_PROXY if settings.production else {})
    server = create_server(
        app, sockets=[_listener(settings)], threads=8, ident="caseapp", **options
    )
    server.channel_class = Channel
    gc.freeze()  # what was made until now stays; collections need not walk it again
    PRINTER.start()  # the first print of the night must not wait for it
    beside = WorkerProcess(settings) if worker else None
    if beside:
        beside.start()
    click.echo(f"http://{settings.host}:{settings.port}")
    try:
        _until_told(server)
    finally:
        PRINTER.stop()
        if beside:
            beside.stop()


@click.command()
@click.option("--no-worker", is_flag=True, help="Without the worker: run 'caseapp work' beside it.")
def serve(no_worker: bool) -> None:
    """Serve the web application, with one worker that does its long work."""
    _share_one_heap()
    settings = settings_to_serve()
    instance.require_instance(settings)
    with keys_in_use(settings):
        _serve(settings, worker=not no_worker)


COMMANDS: Final = {"serve": serve}
