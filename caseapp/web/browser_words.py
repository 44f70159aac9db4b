"""What a browser calls itself, in the few words by which people know it: "Chrome, Windows"."""

from __future__ import annotations

import re
from typing import Final

# The order matters: most browsers also claim to be Chrome, and Chrome to be Safari.
_BROWSERS: Final = (
    ("Cốc Cốc", re.compile(r"coc_coc_browser/")),
    ("Edge", re.compile(r"Edg(?:e|A|iOS)?/")),
    ("Opera", re.compile(r"OPR/")),
    ("Samsung Internet", re.compile(r"SamsungBrowser/")),
    ("Firefox", re.compile(r"(?:Firefox|FxiOS)/")),
    ("Chrome", re.compile(r"(?:Chrome|CriOS|HeadlessChrome)/")),
    ("Safari", re.compile(r"Version/[\d.]+ .*Safari/")),
)
_SYSTEMS: Final = (
    ("Windows", re.compile(r"Windows")),
    ("Android", re.compile(r"Android")),
    ("iPhone", re.compile(r"iPhone")),
    ("iPad", re.compile(r"iPad")),
    ("macOS", re.compile(r"Mac OS X")),
    ("Linux", re.compile(r"Linux|X11")),
)


def browser_words(user_agent: str) -> str:
    """Return browser and system by name, '' when neither is known; nothing else is kept."""
    names = [
        next((name for name, sign in known if sign.search(user_agent)), "")
        for known in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(name for name in names if name)
