"""The file of a backup: members in, the same members out, and not one byte otherwise."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.records.vault import Vault
from caseapp.upkeep.backup_file import (
    About,
    about_of,
    read,
    sha256_of,
    wrapped_master,
    write,
)
from caseapp.upkeep.pieces import NoCopy
from tests.factories.house import NOW

OWN = Vault(b"m" * 32)
ABOUT = About("0.1.0", "0007", NOW, "test", "sqlite", "3:abc")
HELD = {"log.head": [b"3:abc"], "database": [b"Lan" * 9000, b"", b"x"], "publications/a": []}


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "a.backup"
    with path.open("wb") as file:
        write(file, OWN, b"wrapped", ABOUT, HELD.items())
    return path


def members(path: Path, own: Vault = OWN) -> dict[str, bytes]:
    found: dict[str, bytes] = {}

    def take(name: str, parts: Iterator[bytes]) -> None:
        found[name] = b"".join(parts)

    wrapped_master(path)
    read(path, own, take)
    return found


def test_what_went_in_comes_out_and_shows_nowhere(made: Path) -> None:
    assert members(made) == {name: b"".join(parts) for name, parts in HELD.items()}
    assert about_of(made, OWN) == ABOUT
    assert wrapped_master(made) == b"wrapped"
    whole = made.read_bytes()
    assert not [word for word in (b"Lan", b"publications", b"0007", b"test") if word in whole]


def test_the_checksum_stands_at_the_end_and_covers_all_before(made: Path) -> None:
    whole = made.read_bytes()
    assert hashlib.sha256(whole[:-32]).digest() == whole[-32:]
    assert sha256_of(made) == hashlib.sha256(whole).hexdigest()


def test_members_may_be_left_unread(made: Path) -> None:
    seen: list[str] = []
    read(made, OWN, lambda name, _parts: seen.append(name))
    assert seen == list(HELD)


@given(st.data())
def test_a_bit_that_flips_or_an_end_that_lacks_is_told(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("spoilt") / "a.backup"
    with path.open("wb") as file:
        write(file, OWN, b"wrapped", ABOUT, HELD.items())
    whole = bytearray(path.read_bytes())
    at = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        whole[at] ^= 1 << data.draw(st.integers(0, 7))
    else:
        del whole[at:]
    path.write_bytes(whole)
    with pytest.raises(NoCopy, match=r"changed or cut off|no backup that this version knows"):
        members(path)


def test_who_mends_the_checksum_as_well_gains_nothing(made: Path) -> None:
    body = bytearray(made.read_bytes()[:-32])
    body[-1000] ^= 1
    made.write_bytes(body + hashlib.sha256(body).digest())
    with pytest.raises(NoCopy, match="does not open"):
        members(made)


def test_another_key_opens_nothing(made: Path) -> None:
    for asked in (about_of, members):
        with pytest.raises(NoCopy, match="does not open with this instance's key"):
            asked(made, Vault(b"o" * 32))
