"""The recovery key: seventeen words that open the master key, and no others."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.records.vault import KeyTrouble, Vault
from caseapp.upkeep.recovery import lock_away, read_words, recover, spell

SECRET = bytes(range(32))
WORDS = spell(SECRET)


@given(st.binary(min_size=32, max_size=32))
def test_what_is_spelt_is_read_again(secret: bytes) -> None:
    assert read_words(" ".join(spell(secret))) == secret


def test_the_words_are_those_of_the_published_scheme() -> None:
    # Wilkerson 2009: the address 127.0.0.1 is lusab-babad, 63.84.220.193 is gutih-tugad.
    secret = bytes([127, 0, 0, 1, 63, 84, 220, 193]) + bytes(24)
    assert spell(secret)[:4] == ("lusab", "babad", "gutih", "tugad")
    assert len(spell(secret)) == 17


@pytest.mark.parametrize(
    "form",
    [
        " ".join(WORDS).upper(),
        "-".join(WORDS),
        "\n".join(f"{number}. {word}" for number, word in enumerate(WORDS, 1)),
        f"  {', '.join(WORDS)}.\n",
    ],
)
def test_words_are_read_as_people_write_them(form: str) -> None:
    assert read_words(form) == SECRET


@pytest.mark.parametrize("place", range(17))
def test_a_mistyped_word_is_noticed(place: int) -> None:
    wrong = list(WORDS)
    wrong[place] = "lusab" if wrong[place] != "lusab" else "babad"
    with pytest.raises(KeyTrouble, match="paper"):
        read_words(" ".join(wrong))


@pytest.mark.parametrize(
    "text",
    ["", "lusab", " ".join(WORDS[:16]), " ".join((*WORDS, "lusab")), " ".join(reversed(WORDS)),
     " ".join(("qqqqq", *WORDS[1:])), " ".join(("lusa", *WORDS[1:])), "đường " * 17],
)  # fmt: skip
def test_words_that_are_no_whole_key_are_refused_in_one_line(text: str) -> None:
    with pytest.raises(KeyTrouble) as trouble:
        read_words(text)
    assert len(str(trouble.value).splitlines()) == 1


def test_a_lost_master_key_comes_back_from_paper_and_file(tmp_path: Path) -> None:
    vault, file = Vault(bytes(reversed(range(32)))), tmp_path / "master.recovery"
    words = lock_away(vault, file)
    assert recover(file, " ".join(words)) == vault
    assert vault.master not in file.read_bytes()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_file_alone_and_the_words_alone_open_nothing(tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    lock_away(Vault(bytes(32)), here)
    words = lock_away(Vault(bytes(32)), there)
    with pytest.raises(KeyTrouble, match="another instance"):
        recover(here, " ".join(words))
    here.unlink()
    with pytest.raises(KeyTrouble, match="missing"):
        recover(here, " ".join(words))


@pytest.mark.parametrize("content", [b"", b"short", bytes(60)])
def test_a_file_that_was_damaged_is_told_so(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "master.recovery"
    words = lock_away(Vault(bytes(32)), file)
    file.write_bytes(content)
    with pytest.raises(KeyTrouble):
        recover(file, " ".join(words))
