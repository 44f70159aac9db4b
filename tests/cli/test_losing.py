"""What is lost, damaged, full or not to be written is told in one line, and never made anew."""

from __future__ import annotations

import errno
from types import SimpleNamespace

import pytest

from caseapp.cli import recovery_words
from tests.cli.shell import Shell, refused
from tests.factories.house import House

COMMANDS = (("migrate",), ("serve",), ("user", "list"), ("log", "verify"))


def lose(house: House, *names: str) -> None:
    for name in names:
        (house.path / name).unlink(missing_ok=True)


WHOLE = ("caseapp.db", "caseapp.db-wal", "caseapp.db-shm")


@pytest.mark.parametrize("command", [*COMMANDS, ("run",)])
def test_a_lost_database_is_never_made_anew(
    opened: Shell, house: House, command: tuple[str, ...]
) -> None:
    lose(house, *WHOLE)
    refused(opened(*command), "caseapp.db is missing or empty; put it back from a copy")
    assert not (house.path / "caseapp.db").exists()
    (house.path / "caseapp.db").touch()
    refused(opened(*command), "caseapp.db is missing or empty")
    assert (house.path / "caseapp.db").stat().st_size == 0


def test_the_folder_itself_says_what_it_was_made_for(opened: Shell, house: House) -> None:
    # Without its database and its log a real instance looked like one that was never filled.
    (house.path / "keys" / "environment").write_text("production\n")
    lose(house, *WHOLE, "log.head")
    opened.setting(CASEAPP_ENV="demo")
    refused(opened("run"), "made as 'production'")
    assert not (house.path / "caseapp.db").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_what_is_wrong_with_the_file_is_told_as_far_as_it_can_be(
    opened: Shell, house: House, command: tuple[str, ...]
) -> None:
    whole = (house.path / "caseapp.db").read_bytes()
    (house.path / "caseapp.db").write_bytes(whole[:2000] + bytes(len(whole) - 2000))
    lose(house, "caseapp.db-wal", "caseapp.db-shm")
    refused(opened(*command), "does not open the database")
    (house.path / "caseapp.db").unlink()
    (house.path / "caseapp.db").mkdir()
    refused(opened(*command), "cannot be opened", "rights")


def test_words_that_cannot_be_written_leave_no_instance(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    words = shell.folder / "words"
    monkeypatch.setattr(recovery_words, "os", SimpleNamespace(fsync=full))
    refused(shell.init("--recovery-key-file", str(words)), "cannot be written", "No space left")
    assert not (shell.folder / "instance" / "caseapp.db").exists()
    assert not words.exists()


def test_a_password_file_of_other_bytes_is_told_in_one_line(shell: Shell) -> None:
    shell.password_file.write_bytes(b"m\xe4t kh\xe4u c\x96 d\x84u")
    refused(shell.init(), "not UTF-8")


def test_a_folder_that_cannot_be_made_is_told_in_one_line(shell: Shell) -> None:
    taken = shell.folder / "taken"
    taken.write_text("a file")
    shell.setting(CASEAPP_INSTANCE=str(taken))
    refused(shell.init(), str(taken))
