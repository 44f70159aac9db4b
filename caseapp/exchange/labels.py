"""Codes with what they mean beside them, as the template's lists offer them: `male – Nam`."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Final

from caseapp.casework.areas import label
from caseapp.exchange.plain_text import clean_line
from caseapp.exchange.sheets import LABELLED
from caseapp.rules.codes import CodeList
from caseapp.rules.units import ELSEWHERE, territory

WORDS_ELSEWHERE: Final = {"outside": "Ngoài thành phố", "unknown": "Không rõ"}
"""What a child's home outside the city's units is called."""


def labelled(code: str, words: str) -> str:
    """Return a code with what it means, as one line of a list."""
    return clean_line(f"{code}{LABELLED}{words}")


def code_of(text: str, codes: CodeList[Any]) -> str:
    """Return the code of a text that a list offered; any other text as it is."""
    code = text.partition(LABELLED)[0]
    return code if code in codes and text == labelled(code, codes.label(code)) else text


def unit_code_of(text: str) -> str:
    """Return the code of a unit that a list offered with its name; any other text as it is."""
    code, between, _ = text.partition(LABELLED)
    return code if between and text in _offered(code) else text


@lru_cache(maxsize=1024)
def _offered(code: str) -> frozenset[str]:
    if code in ELSEWHERE:
        return frozenset({labelled(code, WORDS_ELSEWHERE[code])})
    units = (unit for unit in territory().units.values() if unit.code == code)
    return frozenset(labelled(code, label(unit.id)) for unit in units)
