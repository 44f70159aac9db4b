"""A database file that was copied while open: whole, of the same key, with the log's head."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseapp.records.db import db, place_of
from caseapp.records.vault import Vault
from caseapp.upkeep.pieces import NoCopy
from caseapp.upkeep.snapshots import require_sound, snapshot
from tests.factories.house import House

pytestmark = pytest.mark.only("sqlite")


@pytest.fixture
def copied(house: House, tmp_path: Path) -> tuple[Path, Vault, str]:
    with house.app.app_context():
        snapshot(db.engine, tmp_path / "copy")
        place = place_of(db.engine)
        return tmp_path / "copy", place.vault, place.anchor.read_text()


def test_a_sound_one_passes(copied: tuple[Path, Vault, str]) -> None:
    require_sound(*copied)
    assert not copied[0].read_bytes().startswith(b"SQLite format 3")


def test_what_is_damaged_of_another_key_or_lacks_the_head_is_told(
    copied: tuple[Path, Vault, str],
) -> None:
    file, own, head = copied
    with pytest.raises(NoCopy, match="does not hold the head"):
        require_sound(file, own, f"{head}0")
    with pytest.raises(NoCopy, match="not sound"):
        require_sound(file, Vault(b"o" * 32), head)
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 1
    file.write_bytes(whole)
    with pytest.raises(NoCopy, match="not sound"):
        require_sound(file, own, head)
