"""QR pictures: SVG of this site, without style or script, and true to the text."""

from __future__ import annotations

import re

from caseapp.web.qr import inline, picture


def test_a_picture_is_svg_that_the_policy_lets_through() -> None:
    answer = picture("otpauth://totp/x?secret=JBSWY3DPEHPK3PXP")
    drawn = answer.get_data(as_text=True)
    assert answer.mimetype == "image/svg+xml"
    assert "<svg" in drawn
    assert not re.search(r"style|<script|href|class=", drawn)


def test_another_text_is_another_picture_and_the_same_the_same() -> None:
    first, same, other = (picture(text).get_data() for text in ("một", "một", "hai"))
    assert first == same != other


def test_within_a_page_it_is_the_element_alone() -> None:
    drawn = inline("https://example.org/answer/x")
    assert drawn.startswith("<svg")
    assert not re.search(r"style|<script|href|class=", drawn)
