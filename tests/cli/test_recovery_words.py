"""The recovery key's words in a file: its owner's alone, written over nothing."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from caseapp.cli import recovery_words
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


def test_on_a_terminal_three_words_are_asked_back_until_they_are_right(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = tuple(f"word{n}" for n in range(17))
    asked: list[int] = []
    wrong = iter([True, False, False, False])

    def prompt(text: str, **_: object) -> str:
        number = int(text.removeprefix("Word "))
        asked.append(number)
        return "no" if next(wrong) else f" WORD{number - 1} "

    monkeypatch.setattr(recovery_words.click, "prompt", prompt)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    recovery_words.show_words(words)
    assert len(asked) == 4
    assert asked[0] == asked[1]
    assert asked[1:] == sorted(set(asked))
    assert capsys.readouterr().err.count("That is not the word") == 1
