"""What a code and a list of codes are: code, labels, legal source, days of validity."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Generic, TypeVar

PENDING: Final = "bản chờ đối chiếu"
"""Said beside a label or source that still has to be compared with the official text."""


@dataclass(frozen=True)
class Code:
    """One row of a code list; `confirmed` is False while the official text has not been seen."""

    code: str
    vi: str
    en: str
    source: str
    valid_from: date | None = None
    valid_until: date | None = None
    confirmed: bool = True

    @property
    def citation(self) -> str:
        """The source as printed, with the warning while it is not confirmed."""
        return self.source if self.confirmed else f"{self.source} ({PENDING})"


CodeRow = TypeVar("CodeRow", bound=Code)


class CodeList(Generic[CodeRow]):
    """An ordered list of codes, looked up by code; ValueError when a code stands in it twice."""

    def __init__(self, name: str, rows: Iterable[CodeRow]) -> None:
        self.name = name
        self._rows: dict[str, CodeRow] = {}
        for row in rows:
            if row.code in self._rows:
                raise ValueError(f"The code {row.code!r} stands twice in the list {name}.")
            self._rows[row.code] = row

    def __iter__(self) -> Iterator[CodeRow]:
        return iter(self._rows.values())

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, code: object) -> bool:
        return code in self._rows

    def __getitem__(self, code: str) -> CodeRow:
        return self._rows[code]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code, in the order of the list."""
        return tuple(self._rows)

    def label(self, code: str, language: str = "vi") -> str:
        """The Vietnamese label, or the English gloss for any other language; KeyError if absent."""
        row = self._rows[code]
        return row.vi if language == "vi" else row.en
