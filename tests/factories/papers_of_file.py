"""Papers that are made of a whole file, filled with made-up answers, to be drawn for the eye."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from caseapp.casework.contacts import Contact
from caseapp.casework.dossiers import Held, Survey
from caseapp.casework.letterheads import Letterhead
from caseapp.casework.minutes_prints import MinutesPrint
from caseapp.casework.plan_views import MinutesView
from caseapp.casework.printed import Printed
from caseapp.casework.referral_slips import ReferralSlip
from caseapp.rules.access import Act
from caseapp.rules.dossiers import PROCEDURES, Pick
from caseapp.rules.forms.answers import boxes
from caseapp.rules.forms.minutes import FORM
from caseapp.web.cases.brief import TRIES, brief_of
from caseapp.web.dossier_paper import part_of
from caseapp.web.minutes_paper import minutes_html
from caseapp.web.pdf_answer import footing
from caseapp.web.printing import Sheet, brief_html, dossier_html, print_html, summary_html
from caseapp.web.qr import inline
from tests.factories.house import NOW
from tests.factories.web import NINH_KIEU

CODE: Final = "HS-26-7KQ4MX2B"
CHILD: Final = "Thạch Thị Sa Rương"
UNIT: Final = int(NINH_KIEU)
DAY: Final = date(2026, 11, 23)
_PRINTED: Final = Printed("BI-26-7KQ4MX2B", "Lê Thị In", NOW, Act.CASE_PRINT, UNIT, "decision")
_LINK: Final = "https://baove-treem.example/inbox/GT-26-7KQ4MX2B"


def some_minutes(letterhead: Letterhead) -> MinutesPrint:
    """The minutes of a meeting of three."""
    said = boxes(
        FORM,
        {
            "met_at": NOW,
            "place": "Trụ sở Ủy ban nhân dân phường",
            "chaired_by": "Trần Văn Chủ Trì",
            "present": "Công an phường\nTrạm y tế\nTrưởng khu vực",
            "agreed": "Lập kế hoạch hỗ trợ, can thiệp; thăm nhà mỗi tuần.",
        },
    )
    view = MinutesView(1, 1, NOW, said, "Nguyễn Thị Cán Bộ")
    return MinutesPrint(CODE, letterhead, view, CHILD, _PRINTED)


def a_slip(*, near: bool = True) -> ReferralSlip:
    """A referral that was sent, with the office that is called about it."""
    return ReferralSlip(
        code="GT-26-7KQ4MX2B",
        unit_id=UNIT,
        unit="Phường Ninh Kiều",
        agency="Trung tâm Công tác xã hội",
        service="Tư vấn tâm lý",
        phone="02923 111 222",
        draft=False,
        sent_on=DAY,
        reply_by=NOW,
        values={},
        basis="consent",
        addenda=(),
        office=(),
        near=near,
        printed=_PRINTED,
    )


def _rows(*pairs: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"label": label, "value": value, "masked": False} for label, value in pairs]


def a_summary(times: int = 1) -> dict[str, Any]:
    """The lines of a summary, each list so many times as long."""
    visit = {"happened": NOW, "what": "Thăm trẻ", "text": "Trẻ ngủ được", "who": "Cán bộ A"}
    clock = {"name": "Quyết định khẩn cấp", "started": NOW, "due": NOW, "stopped": NOW,
             "words": "Đã xong đúng hạn", "late": False, "before": []}  # fmt: skip
    contacts = [
        {"name": "Thạch Thị Bà", "role": "Ông, bà", "phone": "0909 111 222"},
        {"name": "Danh Văn Dượng", "role": "Người khác",
         "phone": "0909 333 444 (KHÔNG GỌI SỐ NÀY)"},
    ]  # fmt: skip
    return {
        "code": CODE, "status": "Đang xử lý", "level": "Nguy cơ cao", "opened": DAY,
        "child": _rows(("Họ và tên", CHILD), ("Ngày sinh", "khoảng 8 tuổi"), ("Giới tính", "Nữ")),
        "situation": _rows(("Địa chỉ", "Số 7 hẻm Mẫu"), ("KHÔNG GỌI SỐ NÀY", "0909 333 444")),
        "account": "Trẻ sợ hãi, ngủ không yên và nghỉ học nhiều buổi.",
        "clocks": [clock], "contacts": contacts, "timeline": [visit] * times,
    }  # fmt: skip


def papers_of_file(
    letterhead: Letterhead, parts: dict[str, str]
) -> Iterator[tuple[str, str]]:  # fmt: skip
    """Yield minutes, summaries, slip, and a dossier of some drawn papers by their forms."""
    foot = footing(f"Hồ sơ {CODE}", _PRINTED)
    sheet, heading = Sheet(NOW, demo=True, foot=foot), letterhead.heading
    minutes = minutes_html(some_minutes(letterhead), now=NOW, demo=True)
    yield "minutes", minutes
    yield "summary", summary_html(a_summary(12), heading, sheet)
    yield "summary-both-sides", summary_html(a_summary(60), heading, sheet, both_sides=True)
    brief = brief_of(a_summary(60), *TRIES[2])
    yield "summary-one-page", brief_html(brief, heading, sheet, summary=a_summary())
    yield "referral-slip", _slip(sheet, heading)
    procedure = PROCEDURES["plan"]
    survey = Survey(CODE, UNIT, CHILD, procedure, (), (), sees=True)
    bound = [
        part_of(html, Held(Pick(form, CODE), DAY), f"Giấy tờ {form}")
        for form, html in (*parts.items(), ("BB", minutes))
    ]
    for both in (False, True):
        yield f"dossier{'-both-sides' if both else ''}", dossier_html(
            heading, sheet, survey=survey, parts=bound, files=(), of_copy="",
            missing=[("Mẫu 01 – Báo cáo tiếp nhận thông tin", "còn thiếu")], both_sides=both,
        )  # fmt: skip


def _slip(sheet: Sheet, heading: Mapping[str, object]) -> str:
    officer = Contact("office", "Nguyễn Thị Cán Bộ", "officer", "0100 111 222")
    return print_html(
        "referral_slip.html",
        sheet,
        title="Phiếu chuyển gửi dịch vụ",
        heading={**heading, "symbol": "……/PC-UBND"},
        slip=a_slip(near=False),
        standing="",
        told=[("Họ và tên trẻ em", CHILD), ("Lý do và sự trợ giúp cần có", "Mất ngủ")],
        basis="Trẻ em và người đại diện đồng ý",
        reply_by="hết ngày 26/11/2026",
        added=[],
        office=[("Cán bộ bảo vệ trẻ em", officer)],
        drawn=inline(_LINK),
        link=_LINK,
    )
