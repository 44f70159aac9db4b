"""Browsers by the names that people know, whatever else they claim to be."""

from __future__ import annotations

import pytest

from caseapp.web.browser_words import browser_words

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
GALAXY = "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko)"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15"


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (f"{WINDOWS} Chrome/130.0.0.0 Safari/537.36", "Chrome, Windows"),
        (f"{WINDOWS} Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0", "Edge, Windows"),
        (f"{WINDOWS} coc_coc_browser/130.0.0 Chrome/124.0 Safari/537.36", "Cốc Cốc, Windows"),
        (f"{PHONE} Version/17.5 Mobile/15E148 Safari/604.1", "Safari, iPhone"),
        (f"{PHONE} CriOS/130.0 Mobile/15E148 Safari/604.1", "Chrome, iPhone"),
        (f"{GALAXY} SamsungBrowser/24.0 Chrome/117.0 Safari/537.36", "Samsung Internet, Android"),
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:131.0) Gecko/20100101 Firefox/131.0",
            "Firefox, Linux",
        ),
        ("curl/8.0", ""),
        ("", ""),
        ("<script>alert(1)</script> Windows", "Windows"),
    ],
)
def test_a_browser_is_named(agent: str, words: str) -> None:
    assert browser_words(agent) == words


def test_no_name_is_longer_than_its_column() -> None:
    assert len(browser_words("SamsungBrowser/ Windows Android iPhone " * 50)) <= 40
