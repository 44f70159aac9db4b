"""Random posts and random files: forms filled with whatever there is, bytes bent here and there."""

from __future__ import annotations

import random
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlsplit
from zipfile import BadZipFile, ZipFile

from hypothesis import strategies as st
from werkzeug.exceptions import HTTPException

from tests.factories.corpora import ALL
from tests.factories.forms import Field, Form, Pairs
from tests.factories.house import House
from tests.factories.long_run import turns
from tests.factories.town import walk
from tests.factories.web import CAI_KHE

_ENDS = ("/sign-out", "/lock", "/password", "/sessions")
"""What would only end the session of who sends it."""
_FORGED = ("", "x", "-1", "0", "9" * 20, CAI_KHE, "92", "administrator", "HS-26-00000000", "\0")
_ODD = (
    "a\0b",
    "\u202egnoc\u2066",
    "\x01\x1b[2J\x7f\r\n",
    "🧒🏽 𠮷",
    "o\u0302\u0323" * 40,
    "x" * 6_000,
)
_KEPT = frozenset({"version", "post_key"})


def forms_met(house: House, walkers: dict[str, object]) -> Iterator[tuple[str, Form]]:
    """Yield each form that somebody meets on a walk, one of an address, with who met it."""
    seen = set()
    for name, browser in walkers.items():
        for form in walk(house, browser, meetings=turns(1, 2)):  # type: ignore[arg-type]  # browsers
            path = urlsplit(form.action).path
            try:
                endpoint = house.app.url_map.bind("localhost").match(path, method="POST")[0]
            except HTTPException:
                continue
            if endpoint not in seen and not path.endswith(_ENDS):
                seen.add(endpoint)
                yield name, form


@st.composite
def sent_pairs(draw: st.DrawFn, form: Form) -> Pairs:
    """Fill a form: most as somebody would, the rest forged, odd, missing or repeated."""
    pairs: Pairs = []
    for (name, value), asked in zip(form.filled(), form.fields, strict=True):
        pairs += _field(draw, name, value, asked)
    return pairs


def _field(draw: st.DrawFn, name: str, value: str, asked: Field) -> Pairs:
    way = draw(st.integers(0, 9))
    if way < (8 if name in _KEPT or asked.offered else 4):
        return [(name, value)]
    if way == 9:
        return draw(st.sampled_from([[], [(name, value), (name, "x")]]))
    texts = [*ALL, *_ODD, *_FORGED, *asked.offered]
    return [(name, draw(st.one_of(st.sampled_from(texts), st.text(max_size=40))))]


def hurt_pairs(form: Form, turn: int) -> Pairs:
    """Fill a form with harmful texts in every field that is typed into."""
    pairs = []
    for number, ((name, value), asked) in enumerate(zip(form.filled(), form.fields, strict=True)):
        typed = not asked.offered and asked.kind != "hidden" and "-" not in name
        pairs.append((name, ALL[(turn + number) % len(ALL)] if typed else value))
    return pairs


def bent(content: bytes, chance: random.Random) -> bytes:
    """Return a file with some bytes changed, cut off, doubled, or put in."""
    made = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(made) or 1)
        match chance.randrange(4):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at : at + chance.randrange(1, 40)]
            case 2:
                made[at:at] = made[at : at + 30]
            case _:
                made[at:at] = chance.randbytes(4)
    return bytes(made)


def bent_inside(content: bytes, chance: random.Random) -> bytes:
    """Return an archive of which one member was bent, so that it opens all the same."""
    out = BytesIO()
    try:
        with ZipFile(BytesIO(content)) as old, ZipFile(out, "w") as new:
            chosen = chance.choice(old.namelist())
            for name in old.namelist():
                held = old.read(name)
                new.writestr(name, bent(held, chance) if name == chosen else held)
    except (BadZipFile, OSError):
        return content
    return out.getvalue()
