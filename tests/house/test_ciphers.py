"""What cryptography the program itself calls on: what the inventory names, and nothing beside it.

The inventory is docs/decisions/0003-sealing.md (ASVS 11.1.2, 11.3.1, 11.3.2, 11.4.1, 11.4.3).
"""

from __future__ import annotations

import ast
import re

import pytest

from tests.house.tree import ROOT, python, syntax

KNOWN = {
    "cryptography": {"InvalidTag", "hashes", "AESGCM", "HKDF"},
    "hashlib": {"sha256", "sha384", "file_digest"},
    "hashes": {"SHA256"},
    "hmac": {"new", "digest", "compare_digest"},
}
"""By library, what is called of it; sha384 is for the integrity of assets, as browsers want it."""
CALLED = {"hashlib", "hashes", "hmac"}
OTHERS = re.compile(r"Crypto|nacl|OpenSSL|M2Crypto|rsa|ecdsa|jwt|jose|bcrypt|passlib|crypt|ssl")


def used(tree: ast.AST) -> set[tuple[str, str]]:
    """Return library and name of each piece of cryptography that a module calls on."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            top = node.module.partition(".")[0]
            if top in KNOWN or OTHERS.fullmatch(top):
                found |= {(top, alias.name) for alias in node.names}
        elif isinstance(node, ast.Import):
            tops = {alias.name.partition(".")[0] for alias in node.names}
            found |= {(top, "") for top in tops if OTHERS.fullmatch(top)}
        elif isinstance(node, ast.Attribute) and (on := ast.unparse(node.value)) in CALLED:
            found.add((on, node.attr))
    return found


def strange(found: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(top, name) for top, name in found if name not in KNOWN.get(top, set())}


def told() -> dict[str, set[tuple[str, str]]]:
    found = {}
    for name in python("caseapp"):
        source = (ROOT / name).read_text("utf-8")
        if re.search(r"hashlib|hmac|hashes|cryptography|" + OTHERS.pattern, source):
            found[name] = used(syntax(name))
    return found


def test_nothing_but_what_the_inventory_names_is_called_on() -> None:
    found = {name: odd for name, each in told().items() if (odd := strange(each))}
    # TLS to the mail server: the library's own default context, which checks who it is.
    assert found == {"caseapp/exchange/gateway.py": {("ssl", "")}}


def test_ciphers_stand_in_the_rooms_of_keys_alone() -> None:
    rooms = {name for name, each in told().items() if ("cryptography", "AESGCM") in each}
    assert rooms == {
        "caseapp/records/vault.py", "caseapp/upkeep/recovery.py", "caseapp/upkeep/pieces.py",
    }  # fmt: skip
    inventory = (ROOT / "docs/decisions/0003-sealing.md").read_text("utf-8")
    assert all(word in inventory for word in ("AES-256-GCM", "HKDF-SHA-256", "HMAC-SHA-256"))


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("hashlib.md5(text)", True),
        ("hmac.digest(key, text, 'sha256')", False),
        ("from cryptography.hazmat.primitives.ciphers.modes import ECB", True),
        ("from cryptography.hazmat.primitives.ciphers.aead import AESGCM", False),
        ("import bcrypt", True),
        ("from Crypto.Cipher import DES", True),
        ("hashes.SHA1()", True),
    ],
)
def test_another_cipher_is_seen(line: str, *, seen: bool) -> None:
    assert bool(strange(used(ast.parse(line)))) is seen
