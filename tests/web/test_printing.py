"""Official prints: every letter of Vietnamese, our fonts only, the Decree's page, text that stays text."""

import unicodedata
from datetime import datetime
from itertools import pairwise

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseapp.rules.forms.form01_report import FORM
from caseapp.web.printing import (
    PRINTER,
    Sheet,
    Unprintable,
    form01_html,
    print_html,
    render_pdf,
)
from tests.web.prints import (
    HEADING,
    LETTERS,
    NOW,
    WATERMARK,
    both,
    form,
    read,
    summary,
    text,
    texts,
    words,
)


def test_there_are_134_letters_beyond_ascii():
    assert len(set(LETTERS)) == 134


@pytest.mark.parametrize("spelling", ["NFC", "NFD"])
@pytest.mark.parametrize("which", [0, 1])
def test_every_letter_is_read_back_as_it_was_written(spelling, which):
    told = " ".join(LETTERS)
    assert told in words(text(both(unicodedata.normalize(spelling, told))[which]))


@pytest.mark.parametrize("style", ["b", "i", "b><i"])
def test_every_letter_is_read_back_in_every_style(style):
    told = " ".join(LETTERS)
    page = f'<!doctype html><html lang="vi"><title>Thử</title><p><{style}>{told}'
    assert words(text(page)) == told


def test_only_our_fonts_are_in_the_file_and_each_style_once():
    names = set()
    page = '<!doctype html><html lang="vi"><title>Thử</title><p style="font-family: Arial, monospace">{}</p>'
    for html in (*both("Hưởng"), page.format("a <b>b</b> <i>c</i> <b><i>d</i></b>")):
        for sheet in read(html).pages:
            for font in sheet["/Resources"]["/Font"].values():
                assert "/FontFile2" in font["/DescendantFonts"][0]["/FontDescriptor"]
                names.add(font["/BaseFont"].split("+")[1])
    assert names == {
        "Liberation-Serif",
        "Liberation-Serif-Bold",
        "Liberation-Serif-Italic",
        "Liberation-Serif-Bold-Italic",
    }


@pytest.mark.parametrize("which", [0, 1])
def test_the_file_is_tagged_and_says_its_title_and_language(which):
    reader = read(both("Hưởng")[which])
    catalog = reader.trailer["/Root"]
    assert catalog["/Lang"] == "vi"
    assert catalog["/MarkInfo"]["/Marked"].value is True
    assert catalog["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert "/StructTreeRoot" in catalog
    assert b"pdfuaid:part" in catalog["/Metadata"].get_data()
    assert reader.metadata.title.startswith(("Mẫu số 01", "Tóm tắt hồ sơ"))
    assert reader.metadata.creation_date == NOW


def test_a_form_numbers_its_pages_from_the_second_on():
    pages = texts(form({"child_state": "kể rằng " * 700}))
    assert len(pages) > 2
    assert "1" not in pages[0].split("\n")[0]
    for number, page in enumerate(pages[1:], start=2):
        assert str(number) in (page.split("\n")[0], page.split("\n")[-1])
    assert not any(line.strip() == "1" for line in pages[0].split("\n"))


def test_every_page_of_a_summary_says_whose_when_and_which_of_how_many():
    pages = [words(page) for page in texts(summary(account="kể rằng " * 700))]
    assert len(pages) > 1
    for number, page in enumerate(pages, start=1):
        assert f"Trang {number}/{len(pages)}" in page
        assert "Hồ sơ CT-2026-00012 · Bản in số 3 · In lúc 23/11/2026 10:00" in page
        assert "Người in: Lê Thị Thử" in page


def test_made_up_data_say_so_on_every_page_and_true_data_never():
    for make in (
        lambda demo: form({"child_state": "kể rằng " * 700}, demo=demo),
        lambda demo: summary(account="kể rằng " * 700, demo=demo),
    ):
        pages = texts(make(demo=True))
        assert len(pages) > 1
        assert all(WATERMARK in page for page in pages)
        assert WATERMARK not in text(make(demo=False))


def test_the_head_is_that_of_the_decree():
    found = words(text(form({"subject": "abused"}, signer="Trần Văn Đức")))
    for part in (
        "ỦY BAN NHÂN DÂN PHƯỜNG NINH KIỀU Số: 27/BC-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc",
        "Ninh Kiều, ngày 05 tháng 02 năm 2026",
        "BÁO CÁO TIẾP NHẬN THÔNG TIN TRẺ EM BỊ XÂM HẠI",
        "CÁN BỘ TIẾP NHẬN THÔNG TIN (Ký, ghi rõ họ tên) Trần Văn Đức",
    ):
        assert part in found


def test_a_filled_form_leaves_its_number_to_the_clerk_and_bears_no_mark_of_a_note():
    heading = {key: value for key, value in HEADING.items() if key != "symbol"}
    heading |= {"abbreviation": "UBND"}
    page = form01_html(FORM, {"sex": "male"}, heading, {}, Sheet(NOW), with_reporter=True)
    found = words(text(page))
    assert "Số: ……/BC-UBND" in found
    assert not any(f"({mark})" in found for mark in range(1, 7))


@pytest.mark.parametrize("with_reporter", [True, False])
def test_a_form_that_tells_next_to_nothing_fits_on_one_page(with_reporter):
    told = {"received_at": NOW, "channel": "phone", "event_area": "31135"}
    assert len(read(form(told, with_reporter=with_reporter, signer="A", demo=True)).pages) == 1


@pytest.mark.parametrize("with_reporter", [True, False])
def test_a_signature_on_a_page_of_its_own_takes_two_lines_along(with_reporter):
    seen = 0
    for number in range(24, 204, 36):  # around where the signature leaves the first page
        told = {"child_state": "kể rằng " * number, "actions_taken": "đã khám " * 3}
        pages = texts(form(told, with_reporter=with_reporter, signer="Trần Văn Đức"))
        lines = [line.strip() for line in pages[-1].split("\n")]
        before = lines[: lines.index("CÁN BỘ TIẾP NHẬN THÔNG TIN")]
        carried = [line for line in before if len(line) > 1]
        assert len(carried) >= 2, number
        seen += len(pages) > 1 and len(carried) < 5
    assert seen


def test_the_form_prints_every_label_in_order_and_dots_where_nothing_is_known():
    found = words(text(form({"sex": "female"})))
    at = [
        found.index(label)
        for label in (
            "A. Thông tin chung",
            "1. Nguồn nhận thông tin",
            "Thời gian (mấy giờ) ....",
            "2. Thông tin về trẻ em",
            "Họ và tên trẻ em: ....",
            "hoặc ước lượng tuổi: ....",
            "Giới tính: Nam",
            "Tình trạng hiện tại của trẻ em: ....",
            "Họ và tên cha: ....",
            "Họ và tên mẹ: ....",
            "3. Thông tin về người cung cấp thông tin (nếu đồng ý cung cấp)",
            "Ghi chú thêm: ....",
            "CÁN BỘ TIẾP NHẬN THÔNG TIN",
        )
    ]
    assert all(one < other for one, other in pairwise(at))
    assert found.count("×") == 1


def test_the_mark_in_a_box_is_seen_and_not_only_read():
    male, female = (drawn(form({"sex": sex})) for sex in ("male", "female"))
    assert drawn(form({"sex": "male"})) == male
    assert male != female


def drawn(html):
    """The first page as it is seen, text and all."""
    return pypdfium2.PdfDocument(render_pdf(html))[0].render(scale=2).to_numpy().tobytes()


def test_who_told_us_is_printed_only_for_those_who_may_see_it():
    values = {"reporter_consents": True, "reporter_name": "Người Báo Tin", "sex": "male"}
    assert "Họ tên: Người Báo Tin" in text(form(values))
    hidden = text(form(values, with_reporter=False))
    assert "Người Báo Tin" not in hidden
    assert "người cung cấp thông tin" not in hidden


def test_the_empty_form_carries_its_notes_and_a_filled_one_does_not():
    blank = words(text(form01_html(FORM, {}, {}, {}, Sheet(NOW), with_reporter=True)))
    assert "(1) Tên cơ quan tiếp nhận thông tin." in blank
    assert "Họ và tên trẻ em (5): ...." in blank
    assert "năm 20…" in blank
    assert "/BC-………(2)" in blank
    filled = text(form({"sex": "male"}))
    assert "(5)" not in filled


@pytest.mark.parametrize("which", [0, 1])
def test_markup_in_a_story_prints_as_text(which):
    told = "<b>đậm</b> <img src=\"file:///etc/passwd\"> <script>alert('x')</script> &amp; {{ 7*7 }}"
    assert told in words(text(both(told)[which]))


def test_a_combining_stroke_at_the_start_cannot_eat_the_tag_before_it():
    # U+0338 after ">" composes to "≯" when a whole page is composed; the text would become markup.
    assert words(text(summary(account="\u0338b onclick=1"))).count("onclick=1") == 1


@pytest.mark.parametrize("which", [0, 1])
def test_a_long_name_and_a_story_of_five_pages_are_whole(which):
    name = ("Nguyễn Phước Hoàng " * 4)[:60].strip()
    story = " ".join(f"câu{number}" for number in range(2500))
    html = (
        form({"child_name": name, "child_state": story}),
        summary(child=[{"label": "Họ và tên", "value": name}], account=story),
    )[which]
    pages = [words(page) for page in texts(html)]
    assert len(pages) >= 5
    assert name in pages[0]
    found = " ".join(pages)
    assert all(f"câu{number}" in found for number in range(2500))


def test_a_word_longer_than_the_line_stays_on_the_page():
    reader = read(summary(account="x" * 400))
    edge = float(reader.pages[0].mediabox.width)
    assert words(text(summary(account="x" * 400))).replace(" ", "").count("x") >= 400
    found = []
    reader.pages[0].extract_text(
        visitor_text=lambda shown, _, place, *__: found.append((shown, place[4]))
    )
    assert len([shown for shown, left in found if shown.startswith("xx") and 0 < left < edge]) > 1


def test_same_case_same_moment_same_bytes():
    assert render_pdf(summary(account="kể")) == render_pdf(summary(account="kể"))


def test_a_moment_without_its_offset_is_refused():
    with pytest.raises(ValueError, match="offset"):
        Sheet(datetime(2026, 11, 23))  # noqa: DTZ001 - the fault under test


def test_nesting_beyond_reason_is_refused():
    with pytest.raises(Unprintable):
        render_pdf('<!doctype html><html lang="vi"><title>Thử</title>' + "<div>" * 5000)


def test_the_process_stays_warm_from_print_to_print():
    render_pdf(form({}))
    number = PRINTER.pid
    render_pdf(summary())
    assert PRINTER.pid == number


def test_a_template_is_drawn_without_an_app():
    assert "Mã hồ sơ" in print_html(
        "case_summary.html", Sheet(NOW), title="Thử", summary={"code": "CT"}, heading=HEADING
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(told=st.text(max_size=300))
def test_whatever_was_written_a_case_can_be_printed(told):
    assert render_pdf(summary(account=told)).startswith(b"%PDF")
