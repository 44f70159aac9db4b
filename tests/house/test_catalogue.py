"""The Vietnamese catalogue is complete, compiled, and keeps the places that the texts fill in."""

from __future__ import annotations

import importlib.util
import re
from io import BytesIO
from pathlib import Path
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo

ROOT = Path(__file__).resolve().parents[2]
PLACES = re.compile(r"%\(\w+\)[sd]")
OTHER_WORDS = re.compile(
    r"anh/chị|ông/bà|xã, phường|sự việc|quản trị viên|lượt chuyển gửi|Điều \d+ khoản|01/7/2025",
    re.IGNORECASE,
)
"""What docs/i18n/README.md has another word for."""


@pytest.fixture(scope="module")
def update() -> ModuleType:
    spec = importlib.util.spec_from_file_location("update", ROOT / "docs/i18n/update.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _texts(catalogue: Catalog) -> dict[str, str]:
    """A plural has a list of texts: written out, both kinds can be compared."""
    return {
        f"{message.context} {message.id}": str(message.string)
        for message in catalogue
        if message.id
    }


def test_the_texts_of_layout_and_code_are_found(update: ModuleType) -> None:
    """Folders that begin with _ are passed over by Babel unless told otherwise."""
    found = {message.id for message in update.extracted()}
    assert "Skip to main content" in found  # templates/_layout
    assert "Not recorded" in found  # templates/_parts
    assert "Nothing to show here" in found  # caseapp/web, lazy
    assert ("%(num)d hour", "%(num)d hours") in found


def test_every_text_has_its_vietnamese(update: ModuleType) -> None:
    catalogue = update.kept()
    catalogue.update(update.extracted(), no_fuzzy_matching=True, update_creation_date=False)
    assert update.missing(catalogue) == [], "run docs/i18n/update.sh and translate these"


def test_the_compiled_catalogue_is_that_of_the_written_one(update: ModuleType) -> None:
    compiled = read_mo(BytesIO(update.PO.with_suffix(".mo").read_bytes()))
    written = read_mo(BytesIO(update.compiled(update.kept())))
    assert _texts(compiled) == _texts(written), "run docs/i18n/update.sh"


def test_translations_keep_what_is_filled_in(update: ModuleType) -> None:
    for message in update.kept():
        if not message.id or not message.string:
            continue
        asked = message.id if isinstance(message.id, str) else message.id[-1]
        given = message.string if isinstance(message.string, str) else message.string[0]
        assert sorted(PLACES.findall(asked)) == sorted(PLACES.findall(given)), asked


def test_one_thing_bears_one_word(update: ModuleType) -> None:
    texts = [str(message.string) for message in update.kept() if message.id]
    assert [text for text in texts if OTHER_WORDS.search(text)] == []
