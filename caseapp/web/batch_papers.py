"""The papers of many files, drawn by the worker: one PDF to print in one go, or each apart.

The worker draws in a process of its own that gives way to every other, so that who looks something
up meanwhile does not wait for it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Final

import pypdfium2

from caseapp.casework.print_batches import batch_of, find_papers
from caseapp.casework.printed import finish
from caseapp.exchange.export_jobs import LARGEST, TooLarge
from caseapp.exchange.exporting import Progress
from caseapp.exchange.working import NothingMade, Runner
from caseapp.rules.access import Actor
from caseapp.rules.outcomes import Missing
from caseapp.rules.print_batches import ONE_FILE, Batch
from caseapp.web.papers import Asked, draw
from caseapp.web.pdf_process import PdfProcess, Unprintable
from caseapp.web.printing import for_both_sides

Render = Callable[[str], bytes]
STEP: Final = "papers"
_LEFT_OUT: Final = "khong-in-duoc.txt"
"""In the archive: the codes of papers that could not be printed."""
Made = list[tuple[str, bytes]]


def batch_runner(printer: PdfProcess, *, demo: bool) -> Runner:
    """Return what runs a batch, with the process that makes its PDFs."""
    return partial(_run, render=printer.render, demo=demo)


def _run(
    actor: Actor,
    arguments: Mapping[str, str],
    *,
    now: datetime,
    progress: Progress,
    render: Render,
    demo: bool,
) -> bytes:
    """Draw every paper by the rights of now; NothingMade when not one of them could be."""
    batch = batch_of(arguments)
    found = find_papers(actor, batch, now=now)
    made: Made = []
    left_out: list[str] = []
    size = 0
    turned = _turned(render) if batch.both_sides else render
    for number, (code, place) in enumerate(found, start=1):
        progress(STEP, number, len(found))
        asked = Asked(batch.paper, code, place, batch.reason)
        paper = _paper(actor, asked, turned, now=now, demo=demo)
        if paper is None:
            left_out.append(code)
            continue
        made.append(paper)
        size += len(paper[1])
        if size > LARGEST:
            raise TooLarge
    if not made:
        raise NothingMade
    return _joined(batch, made) if batch.form == ONE_FILE else _packed(made, left_out)


def _turned(render: Render) -> Render:
    """Return what draws a document for both sides; a kept paper is never drawn again."""
    return lambda html: render(for_both_sides(html))


def _paper(
    actor: Actor, asked: Asked, render: Render, *, now: datetime, demo: bool
) -> tuple[str, bytes] | None:
    """Return name and PDF of a paper; None for one that is gone or cannot be printed."""
    try:
        drawn = draw(actor, asked, now=now, demo=demo)
        content = drawn.content(render)
    except (Missing, Unprintable):
        return None
    finish(actor, drawn.printed, content, now=now)
    return f"{drawn.name}.pdf", content


def _joined(batch: Batch, made: Made) -> bytes:
    """Return all papers in one PDF, for the printer: tags are each paper's own and are lost."""
    whole = pypdfium2.PdfDocument.new()
    for _, content in made:
        with pypdfium2.PdfDocument(content) as paper:
            whole.import_pages(paper)
            if batch.both_sides and len(paper) % 2:
                width, height = paper[0].get_size()
                whole.new_page(width, height)
    kept = io.BytesIO()
    whole.save(kept)
    whole.close()
    return kept.getvalue()


def _packed(made: Made, left_out: list[str]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_STORED) as parts:
        for name, content in made:
            parts.writestr(name, content)
        if left_out:
            parts.writestr(_LEFT_OUT, "\n".join(left_out) + "\n")
    return kept.getvalue()
