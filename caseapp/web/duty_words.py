"""How a gap of a duty list is said, on the home page and on the page of the list."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from flask_babel import lazy_gettext

GAP_WORDS: Final = {
    "no_list": lazy_gettext("there is no duty list yet"),
    "expired": lazy_gettext("the duty list has run out"),
    "no_chair": lazy_gettext("the chair's telephone number is missing"),
    "no_supervisor": lazy_gettext("the duty supervisor is missing"),
    "no_city_phone": lazy_gettext("the duty phone of the city is missing"),
}


def gap_words(gaps: Iterable[str]) -> str:
    """Say what a list lacks today, '' when it lacks nothing."""
    return "; ".join(str(GAP_WORDS[gap]) for gap in gaps)
