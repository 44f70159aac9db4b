"""Words that stand nowhere else, to be typed into every field and looked for in every file."""

from __future__ import annotations

import base64
import hashlib
import json
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from caseapp.rules.matching import fold
from tests.factories.forms import Field, Form, Pairs

_FAULTS = re.compile(r'id="([\w-]+?)-error"')
_EMPTY = re.compile(rb"\0{64,}")
_END = -1  # of a form, in the tree of all of them
_LETTERS = "bcdfghklmnpqrstvx"
_BOXES = frozenset({"day", "month", "year", "hour", "minute", "age"})


_UNITS = frozenset({"event_area", "area_code"})
"""Fields that take the name of a unit and nothing else."""


@dataclass
class Markers:
    """The markers made so far, each with the name of the field that it was typed into."""

    made: dict[str, str] = field(default_factory=dict)
    _chance: random.Random = field(default_factory=lambda: random.Random(20261126))

    def word(self, where: str) -> str:
        """A marker of letters, with one that no plain encoding leaves as it is."""
        letters = "".join(self._chance.choice(_LETTERS) for _ in range(9))
        return self._keep(f"Đ{letters}ộ", where)

    def digits(self, where: str, first: str = "079315", number: int = 12) -> str:
        """A marker of digits, for a personal number or a telephone."""
        rest = "".join(self._chance.choice("0123456789") for _ in range(number - len(first)))
        return self._keep(first + rest, where)

    def _keep(self, marker: str, where: str) -> str:
        self.made[marker] = where
        return marker

    def typed(self, form: Form, page: str = "", before: Pairs | None = None) -> Pairs:
        """A form with a marker in every field that is typed into.

        `page` is the answer to what was sent `before`: where it shows a fault a number is tried,
        then a telephone's, then nothing.
        """
        faulty = set(_FAULTS.findall(page))
        known = dict(before or [])
        return [(each.name, self._one(each, known.get(each.name), faulty)) for each in form.fields]

    def _one(self, asked: Field, before: str | None, faulty: set[str]) -> str:
        if asked.name in _UNITS and asked.kind != "select":
            return "Phường Ninh Kiều"
        if asked.offered or asked.kind == "hidden" or asked.name.rpartition("-")[2] in _BOXES:
            return self._fitting(asked, before, faulty)
        if before is None:
            return self.word(asked.name)
        if asked.name not in faulty:
            return before
        if not before.isdecimal():
            return self.digits(asked.name)
        return self.digits(asked.name, "0901", 10) if len(before) == 12 else ""

    def _fitting(self, asked: Field, before: str | None, faulty: set[str]) -> str:
        """What a control offers, the next of it where that was a fault; a box's own number."""
        if before is None:
            return dict(Form("", "", [asked]).filled())[asked.name]
        if asked.name not in faulty and asked.name.rpartition("-")[0] not in faulty:
            return before
        rest = asked.offered[asked.offered.index(before) + 1 :] if before in asked.offered else []
        return next(iter(rest), "")


def encodings(marker: str) -> Iterator[bytes]:
    """Yield the forms in which a file could hold a marker."""
    for text in {marker, fold(marker), quote(marker), json.dumps(marker)[1:-1]}:
        raw = text.encode()
        yield raw
        yield text.encode("utf-16-le")
        yield text.encode("utf-16-be")
        # Wherever in the stream it begins: what the neighbours share in a letter is left out.
        for ahead in range(3):
            shifted = base64.b64encode(b"\0" * ahead + raw)
            yield shifted[-(-8 * ahead // 6) : len(shifted) - 4]


def files_in(*folders: Path) -> list[Path]:
    """Return every file that lies in some folders, or is one of them."""
    return [
        file
        for folder in folders
        for file in (sorted(folder.rglob("*")) if folder.is_dir() else [folder])
        if file.is_file()
    ]


def contents(files: Iterable[Path]) -> Iterator[tuple[Path, bytes, bytes]]:
    """Yield each file with what it holds, long emptiness left out, and the digest of that."""
    for file in files:
        content = _EMPTY.sub(b"\0", file.read_bytes())
        yield file, content, hashlib.sha256(content).digest()


def any_of(forms: Iterable[bytes]) -> re.Pattern[bytes]:
    """Match the first of many forms at once; what they begin with alike is compared once.

    A search for each by itself reads all that is kept some thousands of times.
    """
    root: dict[int, Any] = {}
    for form in sorted(forms):
        place = root
        for letter in form:
            if _END in place:
                break  # a shorter one is found before this one is
            place = place.setdefault(letter, {})
        else:
            place[_END] = {}
    return re.compile(_branches(root))


def _branches(place: dict[int, Any]) -> bytes:
    """Write a part of the tree of forms as an expression: a line where it does not branch."""
    line = b""
    while _END not in place:
        if len(place) > 1:
            ways = (re.escape(bytes([letter])) + _branches(n) for letter, n in place.items())
            return line + b"(?:" + b"|".join(ways) + b")"
        ((letter, place),) = place.items()
        line += re.escape(bytes([letter]))
    return line


def leaks(
    markers: dict[str, str], files: Iterable[Path], before: Iterable[bytes] = ()
) -> list[str]:
    """Return what is found: the file and the field, never the marker alone.

    `before` are the digests of what was there before the first marker was made: whatever is still
    the same holds none.
    """
    wanted = {form: where for marker, where in markers.items() for form in encodings(marker)}
    assert wanted
    assert all(len(form) >= 6 for form in wanted)
    pattern = any_of(wanted)
    found, seen = [], set(before)
    for file, content, digest in contents(files):
        if digest in seen:
            continue  # a catalogue that every database of a server has alike
        seen.add(digest)
        met = sorted(set(pattern.findall(content)))
        found += [f"{file.name}: {wanted[form]} as {form!r}" for form in met]
    return found
