"""The two kinds of figures: exact ones for the office, and those that were released."""

from __future__ import annotations

from typing import Final

INTERNAL: Final = "nội bộ – không công bố"
"""What every exact figure bears, wherever it is shown or written."""


def handed_mark(addressee: str, number: str) -> str:
    """Return what a file of exact figures bears that was handed to somebody."""
    return f"NỘI BỘ – KHÔNG CÔNG BỐ – giao cho {addressee}, số {number}"
