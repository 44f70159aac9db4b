"""Keys: the instance's own, a child's, and sealing with them (AES-256-GCM)."""

from __future__ import annotations

import hmac
import os
import stat
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES: Final = 32
_NONCE: Final = 12
_VERSION: Final = b"\x01"


class KeyTrouble(Exception):
    """A key is missing, lies open, or does not fit what it should open."""


class KeyDestroyed(KeyTrouble):
    """The key was erased on purpose, and with it what it sealed."""


@dataclass(frozen=True)
class Vault:
    """The instance's master key and what is derived from it; it never leaves the process."""

    master: bytes = field(repr=False)

    def _derive(self, purpose: str) -> bytes:
        return HKDF(
            hashes.SHA256(), KEY_BYTES, salt=None, info=f"caseapp {purpose}".encode()
        ).derive(self.master)

    @cached_property
    def database_key(self) -> bytes:
        """Key of the database file."""
        return self._derive("database")

    @cached_property
    def audit_key(self) -> bytes:
        """Key of the log's chain."""
        return self._derive("audit")

    @cached_property
    def web_key(self) -> bytes:
        """Key that signs cookies and form tokens."""
        return self._derive("web")

    @cached_property
    def copy_key(self) -> bytes:
        """Key of copies of a database that is not encrypted itself."""
        return self._derive("database copy")

    def backup_key(self, salt: bytes) -> bytes:
        """Key of one backup, which bears the 32 random bytes from which it follows."""
        return HKDF(hashes.SHA256(), KEY_BYTES, salt=salt, info=b"caseapp backup").derive(
            self.master
        )

    @cached_property
    def fingerprint(self) -> str:
        """What tells this key from another without saying anything of it."""
        return self._derive("fingerprint").hex()

    @cached_property
    def _wrapping(self) -> AESGCM:
        return AESGCM(self._derive("subject keys"))

    @cached_property
    def _mac_key(self) -> bytes:
        return self._derive("personal id")

    def mac(self, text: str) -> bytes:
        """Return the keyed hash by which equal personal ids are found."""
        return hmac.digest(self._mac_key, text.encode(), "sha256")

    def source_mark(self, text: str) -> bytes:
        """Return a keyed hash of where a sign-in came from, to count without keeping it."""
        return hmac.digest(self._derive("sign-in source"), text.encode(), "sha256")

    def name_mark(self, text: str) -> bytes:
        """Return a keyed hash of a sign-in name that was tried, whether or not it exists."""
        return hmac.digest(self._derive("sign-in name"), text.encode(), "sha256")

    def recovery_mark(self, user_id: int, code: str) -> bytes:
        """Return the keyed hash of an account's recovery code; the same code fits no other."""
        text = f"{user_id}:{code}".encode()
        return hmac.digest(self._derive("recovery codes"), text, "sha256")

    def offered_secret(self, text: str) -> bytes:
        """Return 20 bytes for a second factor that is offered and not kept yet.

        They follow from the session and the account's state, so that a page that shows them
        writes nothing, and from the key, so that nobody else can work them out.
        """
        key = self._derive("offered second factor")
        return hmac.digest(key, text.encode(), "sha256")[:20]

    def seal_own(self, place: str, text: str) -> bytes:
        """Seal a text that belongs to no child under the instance's own key, for one cell."""
        return seal(0, self._derive("own cells"), place, text)

    def unseal_own(self, place: str, blob: bytes) -> str:
        """Open a cell of the instance's own; KeyTrouble when changed or moved."""
        return unseal(self._derive("own cells"), place, blob)

    def seal_sought(self, place: str, text: str) -> bytes:
        """Seal what somebody looks for under a key for that alone; `place` says whose it is."""
        return seal(0, self._derive("sought words"), place, text)

    def open_sought(self, place: str, blob: bytes) -> str:
        """Open what is looked for; KeyTrouble when it was forged or is another person's."""
        return unseal(self._derive("sought words"), place, blob)

    def seal_file(self, place: str, content: bytes) -> bytes:
        """Seal a whole file under a key for files alone; `place` says whose it is."""
        nonce = os.urandom(_NONCE)
        body = AESGCM(self._derive("own files")).encrypt(nonce, content, place.encode())
        return _VERSION + nonce + body

    def open_file(self, place: str, blob: bytes) -> bytes:
        """Open a sealed file; KeyTrouble when it was changed or is another's."""
        nonce, body = blob[1 : 1 + _NONCE], blob[1 + _NONCE :]
        try:
            return AESGCM(self._derive("own files")).decrypt(nonce, body, place.encode())
        except (InvalidTag, ValueError):
            raise KeyTrouble(f"{place} does not open: changed, or moved from elsewhere") from None

    def new_subject_key(self, key_id: int) -> tuple[bytes, bytes]:
        """Make a child's key; return it and its wrapped form to be stored under `key_id`."""
        plain = os.urandom(KEY_BYTES)
        return plain, self.wrap_subject_key(key_id, plain)

    def wrap_subject_key(self, key_id: int, plain: bytes) -> bytes:
        """Return a child's key as it is stored under `key_id`."""
        nonce = os.urandom(_NONCE)
        return _VERSION + nonce + self._wrapping.encrypt(nonce, plain, b"subject_keys:%d" % key_id)

    def open_subject_key(self, key_id: int, wrapped: bytes) -> bytes:
        """Unwrap a child's key; KeyTrouble when it was made elsewhere or for another row."""
        try:
            return self._wrapping.decrypt(
                wrapped[1 : 1 + _NONCE], wrapped[1 + _NONCE :], b"subject_keys:%d" % key_id
            )
        except (InvalidTag, ValueError):
            raise KeyTrouble(
                f"subject key {key_id} does not open with this instance's key"
            ) from None


def seal(key_id: int, subject_key: bytes, place: str, text: str) -> bytes:
    """Seal a text under a child's key for one cell; `place` is `table.column:row`."""
    return seal_bytes(key_id, subject_key, place, text.encode())


def unseal(subject_key: bytes, place: str, blob: bytes) -> str:
    """Open a sealed cell; KeyTrouble when it was changed or moved from another cell."""
    return unseal_bytes(subject_key, place, blob).decode()


def key_named(blob: bytes) -> int:
    """Return the id of the key that a sealed cell says it lies under."""
    return int.from_bytes(blob[1:9], "big")


def new_content_key() -> bytes:
    """Return a fresh key for the bytes of one file."""
    return os.urandom(KEY_BYTES)


def seal_bytes(number: int, key: bytes, place: str, content: bytes) -> bytes:
    """Seal bytes for one place; `number` names the key: a child's, or a file's own."""
    nonce = os.urandom(_NONCE)
    body = AESGCM(key).encrypt(nonce, content, place.encode())
    return _VERSION + number.to_bytes(8, "big") + nonce + body


def unseal_bytes(key: bytes, place: str, blob: bytes) -> bytes:
    """Open sealed bytes; KeyTrouble when they were changed or moved from elsewhere."""
    try:
        nonce, body = blob[9 : 9 + _NONCE], memoryview(blob)[9 + _NONCE :]
        return AESGCM(key).decrypt(nonce, body, place.encode())
    except (InvalidTag, ValueError):
        raise KeyTrouble(f"{place} does not open: changed, or moved from elsewhere") from None


def make_key_file(path: Path) -> Vault:
    """Write a new master key, readable by its owner alone; FileExistsError if there is one."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    master = os.urandom(KEY_BYTES)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(master.hex() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return Vault(master)


def read_key_file(path: Path) -> Vault:
    """Read the master key; KeyTrouble with one clear line when it cannot serve."""
    try:
        text = path.read_text(encoding="ascii").strip()
        master = bytes.fromhex(text)
    except FileNotFoundError:
        raise KeyTrouble(
            f"the key file {path} is missing; restore it before starting, "
            "or hand it over as a credential (docs/running.md)"
        ) from None
    except (OSError, ValueError):
        raise KeyTrouble(f"the key file {path} cannot be read as a key") from None
    if len(master) != KEY_BYTES:
        raise KeyTrouble(f"the key file {path} is not whole")
    return Vault(master)


def lies_open(path: Path, *, handed: bool = False) -> bool:
    """Tell whether anyone but its owner may read the key file.

    `handed`: systemd hands it over by an access list, whose mask stands in the group's bits.
    """
    others = stat.S_IRWXO if handed else stat.S_IRWXG | stat.S_IRWXO
    return bool(stat.S_IMODE(path.stat().st_mode) & others)
