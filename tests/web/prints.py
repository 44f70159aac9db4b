"""What tests of prints share: a made-up form and summary, and reading their PDF back."""

import unicodedata
from datetime import UTC, date, datetime
from io import BytesIO

from pypdf import PdfReader

from caseapp.rules.forms.form01_report import FORM
from caseapp.web.printing import (
    Sheet,
    form01_html,
    render_pdf,
    summary_html,
)
from tests.factories.printed_text import texts_of

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)  # 10:00 in Cần Thơ
HEADING = {
    "agency_parent": "Ủy ban nhân dân",
    "agency": "Phường Ninh Kiều",
    "symbol": "27/BC-UBND",
    "place": "Ninh Kiều",
    "day": date(2026, 2, 5),
}
# Twelve vowels under six tones, less the six that are plain ASCII, and đ: 67 letters, in two cases.
TONES = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
SMALL = [
    unicodedata.normalize("NFC", v + t)
    for v in "aăâeêioôơuưy"
    for t in TONES
    if v + t not in "aeiouy"
]
LETTERS = [*SMALL, "đ", *(letter.upper() for letter in SMALL), "Đ"]
WATERMARK = "DỮ LIỆU THỬ – không nhập trẻ thật"


def form(values, *, demo=False, with_reporter=True, **more) -> str:
    return form01_html(
        FORM, values, HEADING, {}, Sheet(NOW, demo=demo), with_reporter=with_reporter, **more
    )


def summary(*, demo=False, **fields) -> str:
    foot = "Hồ sơ CT-2026-00012 · Bản in số 3 · In lúc 23/11/2026 10:00 · Người in: Lê Thị Thử"
    return summary_html({"code": "CT-2026-00012"} | fields, HEADING, Sheet(NOW, demo, foot))


def read(html: str) -> PdfReader:
    return PdfReader(BytesIO(render_pdf(html)))


def texts(html: str) -> list[str]:
    """The text of each page."""
    return texts_of(render_pdf(html))


def text(html: str) -> str:
    return "\n".join(texts(html))


def words(found: str) -> str:
    """The text on one line: where a line ends is the layout's affair."""
    return " ".join(found.split())


def both(told: str) -> list[str]:
    """The two templates around the same account."""
    return [form({"child_state": told}), summary(account=told)]
