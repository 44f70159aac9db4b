"""The minutes of the meeting on protective measures, required by Decree 56/2017, Art. 27.2."""

from __future__ import annotations

from datetime import date
from typing import Final

from caseapp.rules.forms.spec import Field, Form, Kind, Section
from caseapp.rules.values import Edition, msgid

SOURCE: Final = "Nghị định 56/2017/NĐ-CP, Điều 27 khoản 2 (biên bản không có mẫu số)"


def _asked(
    key: str, label: str, gloss: str, kind: Kind, *, hint: str = "", required: bool = True
) -> Field:
    return Field(
        key, label, gloss, kind, SOURCE,
        required=required, hint=hint, class_a=True, past=kind == "moment",
    )  # fmt: skip


FORM: Final = Form(
    number="BB",
    title="BIÊN BẢN CUỘC HỌP XÁC ĐỊNH BIỆN PHÁP BẢO VỆ TRẺ EM",
    gloss="Minutes of the meeting on protective measures",
    edition=Edition("56/2017", date(2017, 7, 1), None, SOURCE),
    confirmed=False,
    source=SOURCE,
    sections=(
        Section(
            "meeting",
            "",
            "The meeting",
            (
                _asked("met_at", "Thời gian họp", "When the meeting was", "moment"),
                _asked("place", "Địa điểm", "Where", "text", required=False),
                _asked("chaired_by", "Người chủ trì", "Who chaired", "text"),
                _asked(
                    "present",
                    "Thành phần tham dự",
                    "Who was there",
                    "long_text",
                    hint=msgid(
                        "One a line, with post: the people responsible, the neighbourhood, the "
                        "parents or carers where it is safe for the child"
                    ),
                ),
                _asked(
                    "opinions", "Ý kiến tại cuộc họp", "What was said", "long_text", required=False
                ),
                _asked("agreed", "Nội dung thống nhất", "What was agreed", "long_text"),
            ),
        ),
    ),
    motto=("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
)
