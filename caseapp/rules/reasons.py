"""What is wrong with something that was written, as a sentence that can be told in Vietnamese."""

from __future__ import annotations

from typing import Any, Self


class Reason(str):
    """A reason in English: it is a text, and knows what the catalogue has for it.

    `words` is the msgid, `values` fills it in.
    """

    __slots__ = ("values", "words")

    words: str
    values: dict[str, Any]

    def __new__(cls, words: str, **values: Any) -> Self:  # noqa: ANN401 - what a text is filled with
        """Fill the words in; without values they stand as they are."""
        made = super().__new__(cls, words % values if values else words)
        made.words, made.values = words, values
        return made
