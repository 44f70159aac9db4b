"""A batch of papers, drawn by the worker: whole, in one file or apart, on sheets of their own."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from caseapp.casework import jobs
from caseapp.casework.print_batches import ask_batch
from caseapp.exchange.working import RUNNERS, NothingMade, Worker, fault_of
from caseapp.records.audit import AuditEntry
from caseapp.records.db import db
from caseapp.rules.access import Act
from caseapp.rules.job_states import FAULT_WORDS, PRINTS
from caseapp.rules.print_batches import APART, SUMMARY, Batch
from caseapp.web.batch_papers import batch_runner
from caseapp.web.pdf_process import PdfProcess, Unprintable
from tests.factories.assessments import assess
from tests.factories.house import NOW, House
from tests.factories.measures import Desk, a_desk
from tests.factories.printed_text import texts_of
from tests.factories.referrals import open_a_case
from tests.factories.web import NINH_KIEU

DAY = NOW.date()
ASKED = {
    "paper": SUMMARY,
    "unit": NINH_KIEU,
    "since": str(DAY),
    "last_day": str(DAY),
    "reason": "meeting",
    "form": "pdf",
    "both_sides": "1",
}


@pytest.fixture(scope="module")
def printer() -> Iterator[PdfProcess]:
    process = PdfProcess(gives_way=True)
    yield process
    process.stop()


@pytest.fixture
def desk(house: House) -> Desk:
    """A ward with two cases."""
    opened = a_desk(house)
    open_a_case(house, opened.officer)
    return opened


def _run(desk: Desk, printer: Any, **changed: str) -> tuple[bytes, list[tuple[str, int, int]]]:
    told: list[tuple[str, int, int]] = []
    run = batch_runner(printer, demo=True)
    made = run(desk.officer, ASKED | changed, now=NOW, progress=lambda *step: told.append(step))
    return made, told


def test_one_pdf_with_each_paper_on_a_sheet_of_its_own(
    house: House, desk: Desk, printer: PdfProcess
) -> None:
    with house.app.app_context():
        made, told = _run(desk, printer)
        plain, _ = _run(desk, printer, both_sides="")
    both, single = PdfReader(BytesIO(made)).pages, PdfReader(BytesIO(plain)).pages
    firsts = [number for number, page in enumerate(texts_of(made)) if "Trang 1/" in page]
    assert len(firsts) == 2
    assert all(number % 2 == 0 for number in firsts)
    assert len(both) % 2 == 0
    assert len(single) <= len(both)
    assert told == [("papers", 1, 2), ("papers", 2, 2)]


def test_apart_each_paper_has_its_number_and_its_hash_in_the_log(
    house: House, desk: Desk, printer: PdfProcess
) -> None:
    with house.app.app_context():
        made, _ = _run(desk, printer, form=APART)
        logged = db.session.scalars(
            select(AuditEntry.subject).where(AuditEntry.subject.like("print:%"))
        ).all()
    with zipfile.ZipFile(BytesIO(made)) as parts:
        assert all(name.endswith(".pdf") for name in parts.namelist())
        texts = [texts_of(parts.read(name))[0]
                 for name in parts.namelist()]  # fmt: skip
    assert len(logged) == len(texts) == 2
    for subject in logged:
        number = subject.removeprefix("print:")
        assert sum(number in " ".join(text.split()) for text in texts) == 1
    assert all("Mục đích: Họp bàn" in " ".join(text.split()) for text in texts)


class _Refusing:
    """A printer that cannot print what mentions a word."""

    def __init__(self, printer: PdfProcess, word: str) -> None:
        self._printer, self._word = printer, word

    def render(self, html: str) -> bytes:
        if self._word in html:
            raise Unprintable("too long")
        return self._printer.render(html)


def test_what_cannot_be_printed_is_named_and_nothing_at_all_is_a_fault(
    house: House, desk: Desk, printer: PdfProcess
) -> None:
    with house.app.app_context():
        made, _ = _run(desk, _Refusing(printer, desk.case), form=APART)
        with pytest.raises(NothingMade):
            _run(desk, _Refusing(printer, "<html"))
    with zipfile.ZipFile(BytesIO(made)) as parts:
        assert len(parts.namelist()) == 2
        assert parts.read("khong-in-duoc.txt").decode() == f"{desk.case}\n"
    assert fault_of(NothingMade()) in FAULT_WORDS


def test_the_worker_draws_it_and_the_owner_fetches_it(
    house: House, desk: Desk, printer: PdfProcess
) -> None:
    assess(house, desk.report, by=desk.officer)
    with house.app.app_context():
        batch = Batch("02", int(NINH_KIEU), DAY, DAY, "file")
        number = int(ask_batch(desk.officer, batch, now=NOW))
        runners = RUNNERS | {PRINTS: batch_runner(printer, demo=True)}
        worker = Worker(house.app.app_context, house.settings.now, runners=runners)
        assert worker.work_once()
        content = jobs.fetch(desk.officer, Act.CASE_PRINT, number, now=NOW)
    assert desk.report in " ".join(texts_of(content)[0].split())


def test_the_wide_margin_is_where_sheets_of_both_sides_are_bound(
    house: House, desk: Desk, printer: PdfProcess
) -> None:
    """Measured where the text begins: on a back 15 mm further left than on a front."""
    assess(house, desk.report, by=desk.officer)
    with house.app.app_context():
        for paper in ("02", SUMMARY):
            made, _ = _run(desk, printer, paper=paper)
            plain, _ = _run(desk, printer, paper=paper, both_sides="")
            turned, usual = (_lefts(content) for content in (made, plain))
            moved = [before - after for before, after in zip(usual, turned, strict=True)]
            assert moved == [0, 15], paper


def _lefts(content: bytes) -> list[int]:
    """Return for each page of the first paper how many millimetres left of its text are free."""
    found = []
    for page in PdfReader(BytesIO(content)).pages[:2]:
        places: list[float] = []
        page.extract_text(
            visitor_text=lambda text, _, at, *__, kept=places: text.strip() and kept.append(at[4])
        )
        found.append(round(min(places) / 96 * 25.4))  # WeasyPrint writes CSS pixels
    return found
