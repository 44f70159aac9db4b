"""The warm process from outside: it answers, is replaced when dead, gives up, and ends."""

import os
import signal
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest

from caseapp.web import pdf_process
from caseapp.web.pdf_process import (
    MAX_HTML,
    Ended,
    PdfProcess,
    PrinterDown,
    Unprintable,
    receive,
    send,
)

PAGE = '<!doctype html><html lang="vi"><title>Thử</title><p>{}</p>'


@pytest.fixture(scope="module")
def printer():
    process = PdfProcess()
    yield process
    process.stop()


def kill(process: PdfProcess) -> int:
    number = process.pid
    assert number is not None
    os.kill(number, signal.SIGKILL)
    return number


def test_it_starts_on_demand_and_stays_for_the_next(printer):
    assert printer.render(PAGE.format("một")).startswith(b"%PDF-1.7")
    first = printer.pid
    assert printer.render(PAGE.format("hai")).startswith(b"%PDF-1.7")
    assert printer.pid == first


def test_it_says_how_many_pages_a_document_has(printer):
    pages = '<p style="break-before: page">x' * 2
    for html, number in ((PAGE.format("một"), 1), (PAGE.format("một") + pages, 3)):
        content, counted = printer.render_counted(html)
        assert counted == number
        assert content == printer.render(html)
        assert content.startswith(b"%PDF-1.7")


def test_a_dead_process_is_replaced_and_says_the_same(printer):
    before = printer.render(PAGE.format("một"))
    dead = kill(printer)
    assert printer.render(PAGE.format("một")) == before
    assert printer.pid not in {None, dead}


def test_starting_twice_starts_one(printer):
    printer.start()
    first = printer.pid
    printer.start()
    assert printer.pid == first


def test_threads_queue_and_each_gets_its_own(printer):
    pages = [PAGE.format("chữ " * count) for count in (1, 30, 900, 2)]
    alone = [printer.render(page) for page in pages]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(printer.render, pages)) == alone


def test_a_killed_process_in_the_middle_gets_the_document_once_more(printer, monkeypatch):
    expected = printer.render(PAGE.format("một"))
    sent = []

    def kill_first(pipe, kind, body):
        if not sent:
            kill(printer)
        sent.append(kind)
        send(pipe, kind, body)

    monkeypatch.setattr(pdf_process, "send", kill_first)
    assert printer.render(PAGE.format("một")) == expected
    assert len(sent) == 2


def test_a_document_that_ends_two_processes_is_refused(printer, monkeypatch):
    def always_kill(pipe, kind, body):
        kill(printer)
        raise BrokenPipeError

    monkeypatch.setattr(pdf_process, "send", always_kill)
    with pytest.raises(Unprintable, match="ended twice"):
        printer.render(PAGE.format("một"))


def test_a_document_that_takes_too_long_is_given_up():
    process = PdfProcess(timeout=0.05)  # less than any start: no document can be in time
    with pytest.raises(Unprintable, match=r"not ready after 0\.05 seconds"):
        process.render(PAGE.format("một"))
    assert process.pid is None


def test_too_long_a_document_is_refused_before_it_is_sent():
    process = PdfProcess()
    with pytest.raises(Unprintable, match="characters"):
        process.render("a" * (MAX_HTML + 1))
    assert process.pid is None


def test_a_process_that_cannot_start_is_no_fault_of_the_document(monkeypatch):
    monkeypatch.setattr(pdf_process.sys, "executable", "/bin/false")
    with pytest.raises(PrinterDown, match="does not start"):
        PdfProcess().render(PAGE.format("một"))


def test_who_waits_too_long_is_told_to_come_back(printer, monkeypatch):
    monkeypatch.setattr(printer, "_timeout", 0.01)
    taken, done = threading.Event(), threading.Event()

    def hold():
        with printer._my_turn():
            taken.set()
            done.wait()

    holder = threading.Thread(target=hold)
    holder.start()
    taken.wait()
    with pytest.raises(PrinterDown, match="too many"):
        printer.render(PAGE.format("một"))
    done.set()
    holder.join()


def test_it_ends_when_told_and_when_its_input_ends():
    process = PdfProcess()
    process.render(PAGE.format("một"))
    child = process._child
    assert isinstance(child, subprocess.Popen)
    process.stop()
    assert child.returncode == 0  # it saw the end of its input and was not killed
    assert process.pid is None
    process.stop()


def test_messages_come_back_as_they_were_sent():
    pipe = BytesIO()
    send(pipe, b"D", "Hưởng".encode())
    pipe.seek(0)
    assert receive(pipe) == (b"D", "Hưởng".encode())
    with pytest.raises(Ended):
        receive(pipe)
