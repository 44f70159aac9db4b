"""What is wrong with a file, in Vietnamese: for papers that are made where no reader asks."""

from __future__ import annotations

import gettext
from functools import lru_cache
from pathlib import Path
from typing import Final

from caseapp.exchange.directory_sheets import DIRECTORY_SHEETS
from caseapp.exchange.sheets import SHEETS
from caseapp.rules.reasons import Reason

_CATALOGUE: Final = Path(__file__).resolve().parent.parent / "translations"
_FORMAT: Final = {**SHEETS, **DIRECTORY_SHEETS}


@lru_cache(maxsize=1)
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation("messages", str(_CATALOGUE), ["vi"])


def in_vietnamese(reason: str) -> str:
    """Return a reason in Vietnamese; a text that no program wrote stands as it is."""
    if not isinstance(reason, Reason):
        return reason
    words = _catalogue().gettext(reason.words)
    return words % reason.values if reason.values else words


def heading_of(sheet: str, column: str) -> str:
    """Return what a column is called in the template; any other text as it is."""
    known = _FORMAT.get(sheet)
    headings = {each.name: each.heading for each in known.columns} if known else {}
    return headings.get(column, column)
