"""Copies hold the pixels of a file and nothing else of it."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from caseapp.web.copy_process import COPY, DONE, REFUSED
from caseapp.web.copy_renderer import LONGEST, PAGES, SMALL, answer
from caseapp.web.pdf_process import receive
from tests.factories.files import SECRET, paper, photo, picture, vast


def said(kind: str, content: bytes) -> list[tuple[bytes, bytes]]:
    """All messages that the renderer gives for a file."""
    out = BytesIO()
    answer(kind, content, out)
    out.seek(0)
    messages = []
    while out.tell() < len(out.getvalue()):
        messages.append(receive(out))
    return messages


def copies(kind: str, content: bytes) -> list[Image.Image]:
    """The small picture and the copies, opened."""
    messages = said(kind, content)
    assert [name for name, _ in messages] == [COPY] * (len(messages) - 1) + [DONE]
    return [Image.open(BytesIO(body)) for _, body in messages[:-1]]


def test_a_photo_is_turned_made_small_and_bare() -> None:
    content = photo((3000, 2000))
    small, copy = copies("jpeg", content)
    assert copy.size == (LONGEST * 2 // 3, LONGEST)
    assert max(small.size) == SMALL
    top, bottom = copy.getpixel((600, 100)), copy.getpixel((600, 1900))
    assert (top[0] > 200, top[2] < 60) == (True, True)  # red was on its left, and is above now
    assert (bottom[2] > 200, bottom[0] < 60) == (True, True)
    assert SECRET in content
    assert all(SECRET not in body for _, body in said("jpeg", content))
    assert dict(copy.getexif()) == {}
    assert "comment" not in copy.info


@pytest.mark.parametrize(
    ("mode", "colour", "shown"),
    [
        ("RGB", "red", (254, 0, 0)),
        ("P", 1, None),
        ("L", 128, (128, 128, 128)),
        ("1", 1, (255, 255, 255)),
        ("I;16", 32768, (128, 128, 128)),
        ("RGBA", (255, 0, 0, 0), (255, 255, 255)),
        ("LA", (0, 0), (255, 255, 255)),
    ],
)
def test_every_kind_of_png_is_shown_on_white(mode: str, colour: object, shown: object) -> None:
    out = BytesIO()
    Image.new(mode, (64, 64), colour).save(out, "PNG")  # type: ignore[arg-type]  # as each mode has it
    found = copies("png", out.getvalue())[1].getpixel((9, 9))
    assert shown is None or all(abs(a - b) < 3 for a, b in zip(found, shown, strict=True))


def test_colours_are_those_of_the_files_profile_and_the_profile_stays_behind() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    for given in (profile, b"no profile at all"):
        out = BytesIO()
        Image.new("RGB", (64, 64), "red").save(out, "JPEG", icc_profile=given)
        assert "icc_profile" not in copies("jpeg", out.getvalue())[1].info


def test_print_colours_and_webp_are_read() -> None:
    out = BytesIO()
    Image.new("CMYK", (64, 64), (0, 255, 255, 0)).save(out, "JPEG")
    red = copies("jpeg", out.getvalue())[1].getpixel((9, 9))
    assert red[0] > 200
    assert max(red[1:]) < 60
    assert copies("webp", picture("WEBP"))[1].size == (60, 40)


def test_a_paper_is_drawn_page_by_page_up_to_a_number() -> None:
    messages = said("pdf", paper(PAGES + 2))
    assert len(messages) == 1 + PAGES + 1
    assert int.from_bytes(messages[-1][1], "big") == PAGES + 2
    drawn = Image.open(BytesIO(messages[1][1]))
    assert max(drawn.size) == LONGEST
    assert drawn.convert("L").getextrema()[0] < 60  # there are letters on it


@pytest.mark.parametrize(
    ("kind", "content", "word"),
    [
        ("jpeg", picture()[:-200], b"damaged"),
        ("jpeg", picture("PNG"), b"damaged"),
        ("png", picture("PNG")[:45], b"damaged"),
        ("png", picture("PNG")[:-40], b"damaged"),
        ("webp", b"RIFF\0\0\0\0WEBPVP8 ", b"damaged"),
        ("pdf", b"%PDF-1.7\n%%EOF", b"damaged"),
        ("png", vast(60_000, 60_000), b"pixels"),
        ("png", vast(2_000_000_000, 1), b"pixels"),
    ],
)
def test_what_cannot_be_drawn_is_refused_by_a_word(kind: str, content: bytes, word: bytes) -> None:
    assert said(kind, content) == [(REFUSED, word)]


def test_a_locked_paper_is_refused_as_such() -> None:
    from pypdf import PdfWriter

    writer = PdfWriter(clone_from=BytesIO(paper()))
    writer.encrypt("secret")
    out = BytesIO()
    writer.write(out)
    assert said("pdf", out.getvalue()) == [(REFUSED, b"locked")]


def test_memory_that_is_not_there_is_a_word_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_left(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr("caseapp.web.copy_renderer.draw", none_left)
    assert said("jpeg", picture()) == [(REFUSED, b"memory")]
