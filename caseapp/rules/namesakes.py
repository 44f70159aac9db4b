"""Whether somebody who is named in a report may be a user of this house."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from caseapp.rules.matching import fold

_FOREIGN = re.compile(r"^(?:\+|00)84")
_SIGNS = re.compile(r"[^\w\s]")


@dataclass(frozen=True)
class Known:
    """An account as it is compared: its owner's name, and keyed hashes of what else is known."""

    user_id: int
    name: str
    phone_mac: bytes | None = None
    personal_id_mac: bytes | None = None


def plain_phone(text: str) -> str:
    """The digits of a Vietnamese number as dialled at home: "+84 903 12 34" is "09031234"."""
    digits = re.sub(r"[^0-9+]", "", text)
    return re.sub(r"\D", "", _FOREIGN.sub("0", digits))


def names_in(texts: Iterable[str], known: Iterable[Known]) -> set[int]:
    """Return the accounts whose owner's whole name stands in one of the texts.

    Without case and diacritics, and as whole words: "bà ngoại Trần Thị Bé" names Trần Thị Bé.
    """
    said = [f" {_words(text)} " for text in texts]
    return {
        each.user_id
        for each in known
        if (name := _words(each.name)) and any(f" {name} " in text for text in said)
    }


def _words(text: str) -> str:
    """The folded text with its words alone: no comma or bracket between them."""
    return " ".join(_SIGNS.sub(" ", fold(text)).split())


def numbers_in(
    known: Iterable[Known], *, phone_mac: bytes | None, personal_id_mac: bytes | None
) -> set[int]:
    """Return the accounts with this telephone or personal number, compared by keyed hash."""
    return {
        each.user_id
        for each in known
        if (phone_mac is not None and each.phone_mac == phone_mac)
        or (personal_id_mac is not None and each.personal_id_mac == personal_id_mac)
    }


def likely_same(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Tell whether two people may be one, each by name and telephone: it is asked, not decided.

    An equal number is enough; so is an equal name, or one of several words within the other: "cậu
    Lê Văn Tám" may be Lê Văn Tám, and whoever is called Tám need not be.
    """
    phone = plain_phone(one[1])
    if phone and phone == plain_phone(other[1]):
        return True
    names = _words(one[0]), _words(other[0])
    if not all(names):
        return False
    several = min(len(name.split()) for name in names) > 1
    shorter, longer = sorted(names, key=len)
    return names[0] == names[1] or (several and f" {shorter} " in f" {longer} ")
