"""Decisions without a numbered form on paper: the layout of the others, two copies, drafts."""

from __future__ import annotations

from itertools import pairwise

import pytest

from caseapp.rules.copies import Copy
from caseapp.rules.forms.decisions import DECISIONS
from caseapp.web.decision_paper import COPY_WORDS, decision_html, title_of
from tests.factories.house import NOW
from tests.factories.measures import ADDRESS, HOST
from tests.factories.papers import CHAIR, CHILD, OFFICER, STORY, a_decision
from tests.web.prints import read, text, texts, words

KEPT = (HOST, ADDRESS)


def said_by(kind: str, copy: Copy = Copy.SERVED, **more: object) -> str:
    return words(text(decision_html(a_decision(kind, copy, **more), now=NOW, demo=False)))


def in_order(said: str, *parts: str) -> bool:
    at = [said.index(part) for part in parts]
    return all(one < other for one, other in pairwise(at))


def test_an_extension_has_three_articles_in_the_layout_of_a_decision() -> None:
    said = said_by("extension", Copy.FILE)
    assert in_order(
        said,
        "ỦY BAN NHÂN DÂN", "PHƯỜNG NINH KIỀU", "Số: ……/QĐ-UBND",
        "Ninh Kiều, ngày 23 tháng 11 năm 2026",
        "QUYẾT ĐỊNH Về việc gia hạn thời gian tạm thời cách ly",
        "(bản chờ đối chiếu)", f"({COPY_WORDS[Copy.FILE]})",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG NINH KIỀU",
        "Căn cứ Luật Trẻ em;", "Căn cứ Điều 32", f"Xét đề nghị của {OFFICER}.", "QUYẾT ĐỊNH:",
        "Điều 1. Gia hạn", f"Họ và tên trẻ em: {CHILD}", "Ngày, tháng, năm sinh: 09/03/2016",
        "Theo quyết định cách ly ngày: 23/11/2026", "Gia hạn đến hết ngày: 05/12/2026",
        "Điều 2.", "Trẻ em ở với: gia đình", HOST, ADDRESS,
        "Điều 3. Hiệu lực, thi hành", "từ ngày: 23/11/2026", "thi hành Quyết định này./.",
        "Nơi nhận:", "- Như Điều 3;", "- Lưu: VT, hồ sơ.", "CHỦ TỊCH (Ký, đóng dấu)", CHAIR,
    )  # fmt: skip


@pytest.mark.parametrize("kind", DECISIONS)
def test_the_copy_that_is_handed_out_says_so_and_names_no_place(kind: str) -> None:
    served, filed = said_by(kind), said_by(kind, Copy.FILE)
    assert f"({COPY_WORDS[Copy.SERVED]})" in served
    assert f"({COPY_WORDS[Copy.FILE]})" in filed
    assert not any(word in served for word in KEPT)
    assert any(word in filed for word in (*KEPT, STORY))
    assert CHILD in served


def test_a_letter_has_no_articles_and_says_what_it_regards_below_its_number() -> None:
    said = said_by("court_request")
    assert in_order(
        said, "Số: ……/UBND", "V/v đề nghị quyết định", "Kính gửi: Tòa án nhân dân khu vực 1",
        "Chủ tịch Ủy ban nhân dân Phường Ninh Kiều đã quyết định", CHILD, "Lý do đề nghị",
        "trả lời bằng văn bản", "- Như trên;", CHAIR,
    )  # fmt: skip
    assert "Điều 1" not in said
    assert "QUYẾT ĐỊNH" not in said


@pytest.mark.parametrize(
    ("state", "standing"),
    [
        ("submitted", "dự thảo, Chủ tịch chưa quyết định"),
        ("withdrawn", "dự thảo đã rút, không phải quyết định"),
        ("refused", "dự thảo, Chủ tịch không đồng ý"),
    ],
)
def test_what_is_no_decision_says_so_and_bears_no_day_and_name(state: str, standing: str) -> None:
    said = said_by("lifting", state=state, made_at=None)
    assert f"({standing})" in said
    assert "ngày … tháng … năm 20…" in said
    assert CHAIR not in said
    assert "(dự thảo" not in said_by("lifting")


def test_a_deputy_signs_for_the_chair() -> None:
    said = said_by("lifting", role="KT. CHỦ TỊCH / PHÓ CHỦ TỊCH", signer="Ngô Thị Phó")
    assert in_order(said, "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Ngô Thị Phó")


def test_a_decision_that_was_told_waits_for_its_word() -> None:
    assert "(đã ghi theo lời báo, chờ Chủ tịch xác nhận)" in said_by("emergency", state="waits")


def test_markup_in_a_reason_is_text() -> None:
    found = a_decision("lifting")
    told = {**found.values, "why": "<b>đã</b> {{ 7*7 }} & an toàn"}
    assert "<b>đã</b> {{ 7*7 }} & an toàn" in said_by("lifting", values=told)


def test_a_reason_of_pages_breaks_no_layout() -> None:
    found = a_decision("extension")
    told = {**found.values, "why": f"{STORY} " * 60}
    pages = texts(decision_html(a_decision("extension", values=told), now=NOW, demo=False))
    assert len(pages) >= 3
    assert CHAIR in pages[-1]


def test_nobody_is_named_in_the_title_of_the_file() -> None:
    for kind in DECISIONS:
        found = a_decision(kind)
        title = title_of(found.form)
        assert title.startswith(("Quyết định Về", "Quyết định ", "Công văn V/v"))
        assert read(decision_html(found, now=NOW, demo=False)).metadata.title == title
