"""Dossiers: which papers go together in a procedure, and what the law asks for beside them.

By the published procedures under Decree 56/2017 and Circular 14/2020; how far each list is whole
was not seen in the official text ("bản chờ đối chiếu").
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from caseapp.rules.copies import Copy
from caseapp.rules.values import RuleBroken, msgid

REPORT: Final = "01"
PLAN: Final = "05"
MINUTES: Final = "BB"
SEPARATION: Final = "07"
ORDER: Final = "order"
CARE: Final = "care"
CLOSING: Final = "closing"

PAPERS: Final = {
    REPORT: ("Mẫu 01 – Báo cáo tiếp nhận thông tin", msgid("Mẫu 01, information received")),
    "02": ("Mẫu 02 – Đánh giá nguy cơ ban đầu", msgid("Mẫu 02, initial assessment")),
    "03": ("Mẫu 03 – Thu thập thông tin, đánh giá nguy cơ", msgid("Mẫu 03, detailed assessment")),
    MINUTES: ("Biên bản cuộc họp", msgid("Minutes of the meeting")),
    PLAN: (
        "Mẫu 05 – Quyết định phê duyệt kế hoạch, kèm Mẫu 04",
        msgid("Mẫu 05, decision on the plan, with Mẫu 04"),
    ),
    "06": ("Mẫu 06 – Rà soát, đánh giá", msgid("Mẫu 06, review")),
    SEPARATION: (
        "Mẫu 07 – Quyết định tạm thời cách ly",
        msgid("Mẫu 07, decision on the separation"),
    ),
    ORDER: (
        "Quyết định, văn bản tiếp theo về việc cách ly",
        msgid("Papers that follow a separation"),
    ),
    CARE: (
        "Quyết định giao, nhận chăm sóc thay thế",
        msgid("Decision on alternative care"),
    ),
    CLOSING: ("Quyết định kết thúc trường hợp", msgid("Decision on closing")),
}
"""What a dossier is bound of, each with its name on paper and on the page."""


@dataclass(frozen=True)
class Procedure:
    """One dossier: its papers in order, those without which it is not complete among them.

    `beside` are papers that come from outside and are handed in with it, each as the law names it.
    """

    code: str
    vi: str
    en: str
    source: str
    papers: tuple[str, ...]
    required: frozenset[str]
    beside: tuple[str, ...] = ()


_DECREE: Final = "Nghị định 56/2017/NĐ-CP"
PROCEDURES: Final = {
    each.code: each
    for each in (
        Procedure(
            "separation",
            "Tạm thời cách ly trẻ em khỏi cha, mẹ, người chăm sóc trẻ em",
            msgid("Temporary separation"),
            f"{_DECREE}, Điều 31, Điều 32",
            (REPORT, "02", SEPARATION, ORDER),
            frozenset({REPORT, "02", SEPARATION}),
        ),
        Procedure(
            "plan",
            "Phê duyệt kế hoạch hỗ trợ, can thiệp",
            msgid("Approval of the plan"),
            f"{_DECREE}, Điều 27, Điều 28",
            (REPORT, "02", "03", MINUTES, PLAN),
            frozenset({REPORT, "02", "03", MINUTES, PLAN}),
        ),
        Procedure(
            "review",
            "Rà soát, đánh giá, kết thúc trường hợp",
            msgid("Review and closing"),
            f"{_DECREE}, Điều 29, Điều 30",
            (PLAN, "06", MINUTES, CLOSING),
            frozenset({PLAN, "06"}),
        ),
        Procedure(
            "care",
            "Giao, nhận trẻ em được chăm sóc thay thế",
            msgid("Alternative care"),
            "Luật Trẻ em 102/2016/QH13, Điều 63; Thông tư 14/2020/TT-BLĐTBXH",
            (REPORT, "02", "03", SEPARATION, PLAN, CARE),
            frozenset({"03", CARE}),
            (
                "Mẫu 08 – Đơn đăng ký nhận chăm sóc thay thế",
                "Giấy khám sức khỏe của người nhận, cấp không quá 6 tháng",
                "Phiếu lý lịch tư pháp (với người nước ngoài)",
            ),
        ),
    )
}
"""By their codes, in the order of the page."""


@dataclass(frozen=True)
class Pick:
    """A paper of a file: what it is, the code of its report or case, its place there, from 1."""

    paper: str
    code: str
    number: int = 1

    @property
    def key(self) -> str:
        """What names it in a form."""
        return f"{self.paper}:{self.code}:{self.number}"


REASONS: Final = ("decision", "file", "meeting", "court", "inspection")
"""What a dossier is bound for: it holds what a child said, so no family or agency gets one."""
_WITH_ALL_NAMES: Final = frozenset({"decision", "file"})


def check_reason(reason: str) -> None:
    """Raise RuleBroken for a purpose for which no dossier is bound."""
    if reason not in REASONS:
        raise RuleBroken(
            "A dossier is not bound for this: print the papers one by one", field="reason"
        )


def copy_for(reason: str, *, sees_place: bool) -> Copy:
    """Return which copy of its decisions a dossier holds; never both.

    The file's own for who decides or keeps the file, if the reader may see the place.
    """
    return Copy.FILE if sees_place and reason in _WITH_ALL_NAMES else Copy.SERVED


def missing_from(procedure: Procedure, picked: Iterable[Pick]) -> tuple[str, ...]:
    """Return the papers without which the dossier is not complete, in its order."""
    found = {pick.paper for pick in picked}
    return tuple(
        paper for paper in procedure.papers if paper in procedure.required and paper not in found
    )


def check_picks(picked: Collection[str], offered: Collection[str]) -> None:
    """Raise RuleBroken where nothing is bound, or something that the file does not have."""
    if not picked:
        raise RuleBroken("Tick at least one paper", field="papers")
    if set(picked) - set(offered):
        raise RuleBroken("Choose papers from the list", field="papers")


def check_files(ticked: Collection[str], offered: Collection[str]) -> None:
    """Raise RuleBroken for a document that the file does not have."""
    if set(ticked) - set(offered):
        raise RuleBroken("Choose documents from the list", field="files")
