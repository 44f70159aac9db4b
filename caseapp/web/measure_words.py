"""What a separation asks for now, in words: on its own pages and on that of its case."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext

NEEDS: Final = {
    "asks": lazy_gettext(
        "The separation ends soon. It does not end by itself: lift it, extend it within the 15 "
        "days, or ask the court or another competent body"
    ),
    "over": lazy_gettext(
        "The last day of the separation is past, and it does not end by itself: lift it, extend it "
        "within the 15 days, or ask the court or another competent body"
    ),
    "late": lazy_gettext(
        "The 15 days are over and no document says what follows. The child is not sent home by "
        "that: lift the separation, or ask the court or another competent body, today"
    ),
}
"""By what it needs; it never ends by itself."""
