"""Keys and sealed cells: each cell opens in its own place, under its own child's key, unchanged."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseapp.records.vault import (
    KeyTrouble,
    Vault,
    lies_open,
    make_key_file,
    new_content_key,
    read_key_file,
    seal,
    seal_bytes,
    unseal,
    unseal_bytes,
)

VAULT = Vault(bytes(range(32)))
KEY, _ = VAULT.new_subject_key(7)
CELL = "reports.narrative:4"


@given(st.text())
def test_what_is_sealed_opens_again(text: str) -> None:
    assert unseal(KEY, CELL, seal(7, KEY, CELL, text)) == text


@given(st.integers(0, 60), st.integers(1, 255))
def test_no_changed_byte_goes_unseen(place: int, change: int) -> None:
    # Version and key number in the head are for finding the key; all else is authenticated.
    blob = bytearray(seal(7, KEY, CELL, "x" * 60))
    position = 9 + place
    blob[position] ^= change
    with pytest.raises(KeyTrouble):
        unseal(KEY, CELL, bytes(blob))


@pytest.mark.parametrize(
    "cell", ["reports.narrative:5", "incidents.ground:4", "reports.narrative:"]
)
def test_a_cell_moved_elsewhere_does_not_open(cell: str) -> None:
    with pytest.raises(KeyTrouble, match="moved"):
        unseal(KEY, cell, seal(7, KEY, CELL, "text"))


@pytest.mark.parametrize("blob", [b"", b"\1", b"\1" * 9, b"\1" * 20])
def test_a_cut_cell_does_not_open(blob: bytes) -> None:
    with pytest.raises(KeyTrouble):
        unseal(KEY, CELL, blob)


def test_the_same_text_is_never_sealed_alike_and_never_in_clear() -> None:
    first, second = seal(7, KEY, CELL, "Trần Thị B"), seal(7, KEY, CELL, "Trần Thị B")
    assert first[9:] != second[9:]
    assert "Trần".encode() not in first


def test_each_child_has_a_key_of_its_own_and_another_does_not_open_its_cells() -> None:
    other, _ = VAULT.new_subject_key(7)
    assert other != KEY
    with pytest.raises(KeyTrouble):
        unseal(other, CELL, seal(7, KEY, CELL, "text"))


def test_a_wrapped_key_opens_for_its_own_row_and_instance_alone() -> None:
    plain, wrapped = VAULT.new_subject_key(8)
    assert VAULT.open_subject_key(8, wrapped) == plain
    assert plain not in wrapped
    for vault, number in ((VAULT, 9), (Vault(bytes(32)), 8)):
        with pytest.raises(KeyTrouble):
            vault.open_subject_key(number, wrapped)


def test_every_purpose_has_its_own_key() -> None:
    keys = {VAULT.master, VAULT.database_key, VAULT.audit_key, VAULT.web_key, VAULT.mac("1")}
    assert len(keys) == 5
    assert VAULT.mac("x") != VAULT.source_mark("x")


def test_equal_personal_ids_are_found_in_one_instance_and_in_no_other() -> None:
    assert VAULT.mac("092215001234") == Vault(bytes(range(32))).mac("092215001234")
    assert VAULT.mac("092215001234") != VAULT.mac("092215001235")
    assert VAULT.mac("092215001234") != Vault(bytes(32)).mac("092215001234")


def test_the_master_key_is_not_shown_by_accident() -> None:
    assert VAULT.master.hex() not in repr(VAULT)
    assert str(VAULT.master) not in repr(VAULT)


def test_a_key_file_is_for_its_owner_and_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "master.key"
    vault = make_key_file(path)
    assert read_key_file(path) == vault
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert not lies_open(path)
    with pytest.raises(FileExistsError):
        make_key_file(path)
    assert read_key_file(path) == vault
    for mode in (0o640, 0o604, 0o620, 0o610):
        path.chmod(mode)
        assert lies_open(path)


def test_a_missing_key_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(KeyTrouble, match="missing; restore it"):
        read_key_file(tmp_path / "master.key")


@pytest.mark.parametrize("content", ["", "00" * 31, "zz" * 32, "00" * 33, "chìa khóa"])
def test_a_key_file_that_is_no_key_is_refused_in_one_line(tmp_path: Path, content: str) -> None:
    path = tmp_path / "master.key"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(KeyTrouble) as trouble:
        read_key_file(path)
    assert len(str(trouble.value).splitlines()) == 1
    assert "Traceback" not in str(trouble.value)


def test_marks_tell_equal_texts_apart_by_their_purpose() -> None:
    marks = {
        VAULT.name_mark("canbo"),
        VAULT.source_mark("canbo"),
        VAULT.mac("canbo"),
        VAULT.recovery_mark(1, "canbo"),
        VAULT.recovery_mark(2, "canbo"),
        Vault(bytes(32)).name_mark("canbo"),
    }
    assert len(marks) == 6
    assert VAULT.name_mark("canbo") in marks
    assert not any(b"canbo" in mark for mark in marks)


def test_a_files_part_opens_with_its_key_in_its_place_alone() -> None:
    first, second = new_content_key(), new_content_key()
    content = bytes(range(256)) * 999
    blob = seal_bytes(7, first, "file_parts.sealed:7:original", content)
    assert blob[:9] == b"\x01" + (7).to_bytes(8, "big")
    assert content[:64] not in blob
    assert unseal_bytes(first, "file_parts.sealed:7:original", blob) == content
    for key, place, sealed in (
        (second, "file_parts.sealed:7:original", blob),
        (first, "file_parts.sealed:8:original", blob),
        (first, "file_parts.sealed:7:page-1", blob),
        (first, "file_parts.sealed:7:original", blob[:-1]),
        (first, "file_parts.sealed:7:original", blob + b"x"),
        (first, "file_parts.sealed:7:original", b""),
    ):
        with pytest.raises(KeyTrouble):
            unseal_bytes(key, place, sealed)


def test_an_offered_secret_follows_from_what_it_is_offered_for() -> None:
    offered = [VAULT.offered_secret(text) for text in ("1:1", "1:2", "1:1")]
    assert offered[0] == offered[2] != offered[1]
    assert {len(secret) for secret in offered} == {20}  # as RFC 4226 asks


def test_a_cell_of_the_instances_own_opens_in_its_place_alone() -> None:
    blob = VAULT.seal_own("users.totp_sealed:1", "JBSWY3DP")
    assert b"JBSWY3DP" not in blob
    assert VAULT.unseal_own("users.totp_sealed:1", blob) == "JBSWY3DP"
    for vault, place in ((VAULT, "users.totp_sealed:2"), (Vault(bytes(32)), "users.totp_sealed:1")):
        with pytest.raises(KeyTrouble):
            vault.unseal_own(place, blob)


def test_a_sealed_file_opens_where_it_belongs_and_nowhere_else() -> None:
    sealed = VAULT.seal_file("jobs.result:3", b"PK name")
    assert b"PK" not in sealed
    assert VAULT.open_file("jobs.result:3", sealed) == b"PK name"
    for place, blob in (
        ("jobs.result:4", sealed),
        ("jobs.result:3", sealed[:-1]),
        ("jobs.result:3", b""),
    ):
        with pytest.raises(KeyTrouble):
            VAULT.open_file(place, blob)
    with pytest.raises(KeyTrouble):
        Vault(bytes(32)).open_file("jobs.result:3", sealed)


def test_a_key_handed_over_by_systemd_may_show_its_mask_to_the_group(tmp_path: Path) -> None:
    path = tmp_path / "key"
    make_key_file(path)
    for mode, open_here, open_handed in ((0o600, False, False), (0o440, True, False)):
        path.chmod(mode)
        assert (lies_open(path), lies_open(path, handed=True)) == (open_here, open_handed)
    path.chmod(0o444)
    assert lies_open(path, handed=True)
