"""Shows in made-up data what the law on personal data asks: requests, a restriction, breaches."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from caseapp.casework import data_requests as requests
from caseapp.casework.acting import actor_named
from caseapp.casework.child_search import Search, find_children
from caseapp.casework.data_breaches import NewBreach, add_to_breach, record_breach
from caseapp.casework.data_requests import Answer, NewRequest

_ASKED: Final = (
    ("access", "Con muốn biết đang lưu gì về con (dữ liệu thử)", 9),
    ("restriction", "Đề nghị tạm dừng chia sẻ hồ sơ (dữ liệu thử)", 4),
    ("correction", "Sai tên trong hồ sơ (dữ liệu thử)", 0),
    ("access", "Xin một bản trích hồ sơ (dữ liệu thử)", 2),
)
"""What is asked, in whose words, and how many days ago."""


def show_data_law(now: datetime) -> list[str]:
    """Record requests about children of ward Ninh Kiều, and breaches: one late, one that was told.

    The first is late, the second accepted: it restricts its file; the last may be printed.
    Return the marks of the requests; none where the ward has no child.
    """
    names = ("canbo.ninhkieu", "chutich.ninhkieu", "giamsat")
    officer, chair, supervisor = (actor_named(name, None) for name in names)
    found = find_children(officer, Search("nguyen"), now=now).lines[: len(_ASKED)]
    made = [
        requests.record_request(
            officer,
            child.code,
            NewRequest(kind, "child", "letter", now - timedelta(days=days), words),
            now=now,
        )
        for child, (kind, words, days) in zip(found, _ASKED, strict=False)
    ]
    if len(made) == len(_ASKED):
        accepted = Answer("accept", "Chấp nhận theo yêu cầu (dữ liệu thử)")
        for code in (made[1], made[3]):
            requests.answer_request(chair, code, accepted, version=None, now=now)
    for days, told in ((5, False), (2, True)):
        code = record_breach(
            supervisor,
            NewBreach(
                now - timedelta(days=days),
                "disclosed",
                3,
                "Thư điện tử gửi nhầm địa chỉ (dữ liệu thử)",
                "Số lượng hồ sơ theo phường, không có tên",
                "Đã yêu cầu người nhận xóa",
            ),
            now=now,
        )
        if told:
            words = "Công văn số 15/CV (dữ liệu thử)"
            add_to_breach(supervisor, code, kind="told", at=now, text=words, now=now)
    return made
