"""Sealed dumps of earlier versions still open for pg_restore."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from caseapp.upkeep.copies import unseal_copy
from caseapp.upkeep.pieces import NoCopy, Sealer

KEY = b"k" * 32


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    copy = tmp_path / "0007.dump.sealed"
    with copy.open("wb") as file:
        sealer = Sealer(file, KEY, "copy")
        sealer.write(b"PGDMP and more")
        sealer.close()
    return copy


def test_an_older_copy_opens_once_for_its_owner_alone(copy: Path) -> None:
    out = copy.with_suffix("")
    unseal_copy(copy, KEY, out)
    assert out.read_bytes() == b"PGDMP and more"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    with pytest.raises(NoCopy, match="is there already"):
        unseal_copy(copy, KEY, out)


def test_what_does_not_open_leaves_nothing(copy: Path) -> None:
    with pytest.raises(NoCopy, match="does not open"):
        unseal_copy(copy, b"x" * 32, copy.with_suffix(""))
    assert not copy.with_suffix("").exists()


def test_a_copy_that_an_earlier_version_sealed_opens(tmp_path: Path) -> None:
    """Made by the code as it stood before backups were: nonce, then the piece with its place."""
    old = bytes.fromhex(OLD)
    (tmp_path / "a.sealed").write_bytes(old)
    unseal_copy(tmp_path / "a.sealed", KEY, tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"PGDMP of old"


OLD = (
    "c7611e469d7fe518b81b016af909269a03c659d6b62ba21cc3aa2baf1aa2813feae29e0692d8667f"
    "19092cbf992a1cd72c7d02e029625b337c90b58160df8010c2c4dfc8"
)
