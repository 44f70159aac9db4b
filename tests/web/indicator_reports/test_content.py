"""The parts of a report: what is missing is named, notes stand in it, the newest year is told."""

from __future__ import annotations

from caseapp.rules.indicator_reports import ReportKind, read_span
from caseapp.web.indicator_reports.content import Content, content_of
from caseapp.web.indicator_reports.words import NOTES
from tests.factories.reported import a_state

INTERNAL, PUBLIC = ReportKind.INTERNAL, ReportKind.PUBLIC


def words_of(content: Content) -> str:
    parts = (*content.parts, *content.annexes)
    return " ".join(words for part in parts for words in (part.title, *part.words))


def test_a_year_with_all_its_parts() -> None:
    content = content_of(INTERNAL, read_span("2025"), {"2025": a_state(), "2024": a_state(2024)})
    assert [part.title for part in content.parts] == [
        "Phạm vi và nguồn số liệu",
        "Kết quả so với mục tiêu",
        "So với các kỳ trước",
        "Theo giới tính và nhóm tuổi",
        "Theo nhóm hoàn cảnh và hình thức xâm hại",
        "Đánh giá, nguyên nhân",
        "Kiến nghị, đề xuất",
    ]
    assert [part.title for part in content.annexes] == [
        "Kết quả theo xã, phường",
        "Bản đồ ô theo xã, phường",
        "Định nghĩa và ghi chú",
    ]
    assert content.missing == ("2021", "2022", "2023")
    said = words_of(content)
    assert "Kỳ chưa chốt số liệu: 2021, 2022, 2023." in said
    assert "Nguồn: 2024: bản chốt thứ 1; 2025: bản chốt thứ 1." in said
    assert "Số đơn vị chưa có mẫu số (số trẻ em của địa bàn): 1;" in said
    assert "Đơn vị chưa có mẫu số (1): Phường Cái Khế." in said
    for note in NOTES.values():
        assert note in said


def test_how_a_child_of_several_counts_is_told_by_kind() -> None:
    for kind, words in ((INTERNAL, "Một em có thể ở nhiều dòng"), (PUBLIC, "Mỗi em ở một dòng")):
        assert words in words_of(content_of(kind, read_span("2025"), {"2025": a_state()}))


def test_what_its_writer_adds_has_places() -> None:
    content = content_of(INTERNAL, read_span("2025"), {"2025": a_state()})
    assert [part.writes for part in content.parts if part.writes] == ["assessment", "proposals"]


def test_a_period_without_figures_makes_no_report() -> None:
    for kind in (INTERNAL, PUBLIC):
        content = content_of(kind, read_span("2025"), {"2024": a_state(2024)})
        assert content.state is None
        assert content.parts == ()
        assert content.missing == ("2025",)
    nothing = content_of(INTERNAL, read_span("2021-2030"), {})
    assert nothing.state is None
    assert len(nothing.missing) == 10


def test_of_the_programme_the_newest_year_that_has_figures() -> None:
    states = {"2022": a_state(2022), "2024": a_state(2024)}
    content = content_of(PUBLIC, read_span("2021-2025"), states)
    assert content.state == states["2024"]
    assert content.missing == ("2021", "2023", "2025")
    said = words_of(content)
    assert "Kết quả qua các năm" in said
    assert "Số liệu chi tiết là của năm 2024" in said
    assert "Kỳ chưa công bố số liệu: 2021, 2023, 2025." in said
    assert "Số đơn vị chưa có mẫu số" not in said  # releases do not name who lacks a figure


def test_a_ward_that_was_not_there_has_no_figures() -> None:
    nowhere = a_state(area="", figures={}, units=(), divided={})
    assert content_of(INTERNAL, read_span("2025"), {"2025": nowhere}).state is None


def test_a_free_period_is_compared_with_nothing() -> None:
    span = read_span("2024-12-15..2025-12-14")
    content = content_of(INTERNAL, span, {span.id: a_state()})
    assert "So với các kỳ trước" not in words_of(content)
