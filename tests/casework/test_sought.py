"""What is looked for comes back for who typed it, on that page, and for nobody else."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from dataclasses import replace

import pytest

from caseapp.casework.sought import open_sought, seal_sought
from caseapp.records.vault import Vault
from tests.factories.house import SYSTEM, House

NAME = "Thạch Thị Sa Rương"
ASKED = [("q", NAME), ("home", "Ninh Kiều"), ("home", "kept:31135")]
PAGE = "children.index"
THEN = replace(SYSTEM, user_id=7)


def test_it_opens_for_its_person_and_page_alone_and_says_nothing(house: House) -> None:
    with house.app.app_context():
        sealed = seal_sought(THEN, PAGE, ASKED)
        assert open_sought(THEN, PAGE, sealed) == ASKED
        assert open_sought(replace(SYSTEM, user_id=8), PAGE, sealed) is None
        assert open_sought(THEN, "agencies.index", sealed) is None
        assert seal_sought(THEN, PAGE, ASKED) != sealed
        short, long = (len(seal_sought(THEN, PAGE, [("q", q)])) for q in ("An", NAME))
    assert short == long
    assert sealed.isascii()
    assert sealed.replace("-", "").replace("_", "").isalnum()


def test_what_another_key_sealed_does_not_open(house: House) -> None:
    blob = Vault(b"k" * 32).seal_sought(f"sought:{PAGE}:{THEN.label}", "[]")
    with house.app.app_context():
        assert open_sought(THEN, PAGE, urlsafe_b64encode(blob).decode().rstrip("=")) is None


@pytest.mark.parametrize("given", ["x", "A" * 41, "A" * 9000, "Lan", "Nguyễn Văn A", "=", "\0"])
def test_what_nobody_sealed_does_not_open(house: House, given: str) -> None:
    with house.app.app_context():
        assert open_sought(THEN, PAGE, given) is None


def test_one_letter_changed_does_not_open(house: House) -> None:
    with house.app.app_context():
        sealed = seal_sought(THEN, PAGE, ASKED)
        for place in range(0, len(sealed) - 2, 5):
            other = "A" if sealed[place] != "A" else "B"
            changed = sealed[:place] + other + sealed[place + 1 :]
            if place >= 12:  # the first nine bytes say which kind of key, and are not read
                assert open_sought(THEN, PAGE, changed) is None, place
