"""Handing exact figures to somebody: what must be said, in which forms, how a file is named."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from caseapp.rules.values import RuleBroken, msgid

LONGEST: Final = 100
LONGEST_PURPOSE: Final = 1000
SHORTEST_PURPOSE: Final = 10


@dataclass(frozen=True)
class Form:
    """A form of a file: how its name ends, and its media type."""

    ending: str
    media: str


FORMS: Final[Mapping[str, Form]] = {
    "pdf": Form("pdf", "application/pdf"),
    "csv": Form("csv", "text/csv"),
    "json": Form("json", "application/json"),
    "dhis2": Form("dhis2.json", "application/json"),
    "sdmx": Form("sdmx.csv", "application/vnd.sdmx.data+csv"),
}

_FILLERS: Final = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters of the standard that are drawn as nothing."""

_NO_OFFICE: Final = msgid("Say which office gets the figures")
_NO_PERSON: Final = msgid("Say who gets them there: name and post")
_NO_PURPOSE: Final = msgid("Say what they are for, in ten letters at least")
_TOO_LONG: Final = msgid("At most %(number)d letters")
_NO_FORM: Final = msgid("Choose the form of the file")
_TOO_MANY: Final = msgid("So many rows fit no paper: choose CSV, or leave out wards or sex and age")


@dataclass(frozen=True)
class Addressee:
    """To whom exact figures are handed, and why."""

    office: str
    person: str
    purpose: str

    @property
    def named(self) -> str:
        """The addressee as the mark of the file has it."""
        return f"{self.office}, {self.person}"


def _letters(text: str) -> int:
    """Return how many letters and digits can be read: who is named by dots is nobody."""
    return sum(each.isalnum() and each not in _FILLERS for each in text)


def checked(to: Addressee, form: str, *, each_ward: bool, divided: bool) -> Addressee:
    """Return the addressee, blanks made single; RuleBroken names the field to mend."""
    tidy = Addressee(*(" ".join(text.split()) for text in (to.office, to.person, to.purpose)))
    for field, text, least, most, lacking in (
        ("office", tidy.office, 2, LONGEST, _NO_OFFICE),
        ("person", tidy.person, 2, LONGEST, _NO_PERSON),
        ("purpose", tidy.purpose, SHORTEST_PURPOSE, LONGEST_PURPOSE, _NO_PURPOSE),
    ):
        if _letters(text) < least:
            raise RuleBroken(lacking, field=field)
        if len(text) > most:
            raise RuleBroken(_TOO_LONG, field=field, params={"number": most})
    if form not in FORMS:
        raise RuleBroken(_NO_FORM, field="form")
    if form == "pdf" and each_ward and divided:
        raise RuleBroken(_TOO_MANY, field="form")
    return tidy
