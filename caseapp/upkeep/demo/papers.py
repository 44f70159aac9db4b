"""Made-up files: a photo of a drawn figure and a scanned paper, of nobody, sealed as real ones."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from time import gmtime
from typing import Final

from PIL import Image, ImageDraw, ImageFont

from caseapp.records import marks
from caseapp.records.files import (
    ORIGINAL,
    THUMBNAIL,
    FilePart,
    HandOut,
    StoredFile,
    page_part,
    place_of_part,
)
from caseapp.records.vault import new_content_key, seal_bytes
from caseapp.rules.values import local_day
from caseapp.upkeep.demo.story import CaseFile, Story
from caseapp.upkeep.demo.telling import Telling

_FONT: Final = Path(__file__).resolve().parents[2] / "static" / "print" / "LiberationSerif-Bold.ttf"
_CASES_WITH_PAPER: Final = 0.3
_HANDED_OUT: Final = 0.4
_RECENT: Final = timedelta(hours=20)
_SIZE, _SHOWN, _SMALL = (1200, 1600), (900, 1200), (240, 320)


@dataclass(frozen=True)
class _Sample:
    """A file with its copies, the same in every demo."""

    kind: str
    description: str
    original: bytes
    shown: bytes
    small: bytes


def write_papers(told: Telling, logged: Iterable[tuple[Story, CaseFile | None]]) -> None:
    """Hang a photo on each report that waits for its decision, and papers on some older cases.

    For some of these the police asked for the original.
    """
    for story, file in logged:
        if told.span.end - story.received < _RECENT:
            at = told.span.capped(story.entered + timedelta(minutes=25))
            _write(told, story, _photo(), at, None)
        elif file is not None and told.rng.random() < _CASES_WITH_PAPER:
            at = told.span.capped(file.opened_at + timedelta(days=told.rng.randint(1, 9)))
            number = _write(told, story, _paper(), at, file)
            if told.rng.random() < _HANDED_OUT:
                days = timedelta(days=told.rng.randint(1, 20))
                _hand_out(told, story, number, told.span.capped(at + days))


def _write(
    told: Telling, story: Story, sample: _Sample, at: datetime, file: CaseFile | None
) -> int:
    """Write a file with its parts; return its number."""
    rows, number, key = told.rows, told.rows.new_id(StoredFile), new_content_key()
    parts = {ORIGINAL: sample.original, THUMBNAIL: sample.small, page_part(1): sample.shown}
    rows.add(
        StoredFile,
        id=number,
        code=told.mark(marks.FILE, local_day(at).year),
        area_id=story.area_id,
        report_id=None if file else story.report_id,
        case_id=file.id if file else None,
        kind=sample.kind,
        size=len(sample.original),
        sha256=hashlib.sha256(sample.original).hexdigest(),
        pages=1,
        pages_shown=1,
        kept=sum(map(len, parts.values())),
        taken_on=local_day(at),
        description=rows.seal(story.key_id, "files.description", number, sample.description),
        content_key=rows.seal(story.key_id, "files.content_key", number, key.hex()),
        entered_at=at,
        entered_by=story.officer,
    )
    for part, content in parts.items():
        sealed = seal_bytes(number, key, place_of_part(number, part), content)
        rows.add(FilePart, file_id=number, part=part, area_id=story.area_id, sealed=sealed)
    return number


def _hand_out(told: Telling, story: Story, file: int, at: datetime) -> None:
    rows, number = told.rows, told.rows.new_id(HandOut)
    paper = f"Công văn số {number + 40}/CV-CAP"
    rows.add(
        HandOut,
        id=number,
        file_id=file,
        area_id=story.area_id,
        recipient=rows.seal(story.key_id, "hand_outs.recipient", number, "Công an phường"),
        paper=rows.seal(story.key_id, "hand_outs.paper", number, paper),
        entered_at=at,
        entered_by=story.officer,
    )


@cache
def _photo() -> _Sample:
    sheet = Image.new("RGB", _SIZE, "#d9c7b0")
    pen = ImageDraw.Draw(sheet)
    pen.rounded_rectangle((380, 250, 820, 1350), 200, fill="#c89f7c")
    pen.ellipse((500, 620, 700, 780), fill="#8d5f73")
    _write_words(sheet, "ẢNH MẪU: vết bầm")
    return _sample("jpeg", "Vết bầm ở cẳng tay trái, chụp tại nhà (ảnh mẫu)", sheet)


@cache
def _paper() -> _Sample:
    sheet = Image.new("RGB", _SIZE, "#fbfaf5")
    pen = ImageDraw.Draw(sheet)
    for line in range(12):
        top = 420 + line * 80
        pen.rectangle((150, top, 1050 - (line % 4) * 120, top + 14), fill="#8a8a86")
    _write_words(sheet, "GIẤY MẪU: giấy ra viện")
    return _sample("pdf", "Giấy ra viện của trạm y tế (bản mẫu)", sheet)


def _write_words(sheet: Image.Image, words: str) -> None:
    pen, font = ImageDraw.Draw(sheet), ImageFont.truetype(str(_FONT), 64)
    pen.text((150, 110), words, "#333333", font)
    pen.text((150, 1440), "Dữ liệu thử nghiệm, không có thật", "#333333", font)


def _sample(kind: str, description: str, sheet: Image.Image) -> _Sample:
    out = BytesIO()
    if kind == "pdf":
        never = gmtime(0)  # else the hour of making stands in it, and no two are the same
        sheet.save(out, "PDF", creationDate=never, modDate=never)
    else:
        sheet.save(out, "JPEG", quality=80)
    return _Sample(kind, description, out.getvalue(), _jpeg(sheet, _SHOWN), _jpeg(sheet, _SMALL))


def _jpeg(sheet: Image.Image, size: tuple[int, int]) -> bytes:
    out = BytesIO()
    sheet.resize(size).save(out, "JPEG", quality=80)
    return out.getvalue()
