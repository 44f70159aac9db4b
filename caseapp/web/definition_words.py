"""The definitions that figures were counted by, in words for a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

_PARTS: Final[Mapping[str, LazyString]] = {
    r"(?P<id>\w+) version (?P<version>\S+)": lazy_gettext("%(id)s version %(version)s"),
    r"basis of 9: received": lazy_gettext("9 by the day of receipt"),
    r"basis of 9: occurred": lazy_gettext("9 by the day of the abuse"),
    r"relief of 12 in time within (?P<days>\d+) days": lazy_gettext(
        "12 in time within %(days)s days"
    ),
}
"""What a sheet's line of definitions says, and the same for a page."""


def definition_words(text: str) -> str:
    """Say a sheet's line of definitions; a part of another version stands as it was written."""
    return "; ".join(_said(part) for part in text.split("; "))


def _said(part: str) -> str:
    for pattern, words in _PARTS.items():
        if found := re.fullmatch(pattern, part):
            return str(words) % found.groupdict()
    return part
