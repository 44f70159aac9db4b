"""What a copy that is handed out leaves out of what people wrote (Law on Children, Art. 33)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final

from caseapp.rules.copies import Copy
from caseapp.rules.forms.spec import Form

LEFT_OUT: Final = "(không ghi trên bản này)"
"""What stands where something was left out."""
_SHORTEST: Final = 4
"""Letters of a word by itself that is looked for: a shorter one is part of too much else."""


def for_copy(form: Form, values: Mapping[str, object], copy: Copy) -> dict[str, object]:
    """Return the values that a copy may bear: the fields for few eyes on the file's own alone."""
    if copy is Copy.FILE:
        return dict(values)
    restricted = {field.key for field in form if field.restricted}
    return {key: value for key, value in values.items() if key not in restricted}


def covered(text: str, secrets: Iterable[str]) -> str:
    """Return a text in which nothing stands of what is kept from its readers.

    Each secret is a name, an address, a telephone number or a sentence; found whatever its letters'
    case and its spaces, as a whole word alone. One word by itself needs four letters.
    """
    kept = unicodedata.normalize("NFC", text)
    for secret in sorted(set(secrets), key=len, reverse=True):
        words = unicodedata.normalize("NFC", secret).split()
        if not words or (len(words) == 1 and len(words[0]) < _SHORTEST):
            continue
        inner = r"\s+".join(re.escape(word) for word in words)
        kept = re.sub(rf"(?<!\w){inner}(?!\w)", LEFT_OUT, kept, flags=re.IGNORECASE)
    return kept


def tells(text: str, secrets: Iterable[str]) -> bool:
    """Tell whether something would be left out of a text."""
    return covered(text, secrets) != unicodedata.normalize("NFC", text)
