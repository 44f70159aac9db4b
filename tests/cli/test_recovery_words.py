"""The recovery key's words in a file: its owner's alone, written over nothing."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from caseapp.cli.recovery_words import make_private, write_words
from caseapp.upkeep.instance import Unfit


def test_words_go_into_a_new_file_of_its_owner(tmp_path: Path) -> None:
    file = tmp_path / "words"
    make_private(file)
    write_words(("lusab", "babad"), file)
    assert file.read_text() == "lusab babad\n"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(Unfit, match="cannot be made"):
        make_private(file)
    with pytest.raises(Unfit, match="cannot be written"):
        write_words(("lusab",), tmp_path / "none" / "words")
