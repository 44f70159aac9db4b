"""The vendored style sheet, fonts and scripts are what the manifest says, and nothing they may not be."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

STATIC = Path(__file__).resolve().parents[2] / "caseapp/static"
VENDOR = STATIC / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))


def _path(name: str) -> Path:
    return VENDOR / MANIFEST[name]["file"]


def _vietnamese_letters() -> str:
    """The 134 letters beyond plain ASCII: 12 vowels with their tones, đ, small and capital.

    a ă â e ê i o ô ơ u ư y, each plain and with 5 tones, make 72; without the 6 that are ASCII, 66;
    with đ, 67; in both cases, 134.
    """
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    small = {unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in tones} | {"đ"}
    letters = {letter for letter in small if not letter.isascii()}
    return "".join(sorted(letters | {letter.upper() for letter in letters}))


def test_every_file_is_in_the_manifest_and_the_manifest_names_no_other() -> None:
    there = {str(path.relative_to(VENDOR)) for path in VENDOR.rglob("*") if path.is_file()}
    assert there == {entry["file"] for entry in MANIFEST.values()} | {"manifest.json"}


@pytest.mark.parametrize("name", MANIFEST)
def test_a_file_has_the_hashes_of_the_manifest(name: str) -> None:
    content = _path(name).read_bytes()
    entry = MANIFEST[name]
    assert hashlib.sha256(content).hexdigest() == entry["sha256"]
    sha384 = base64.b64encode(hashlib.sha384(content).digest()).decode()
    assert entry["integrity"] == f"sha384-{sha384}"
    if not name.startswith("licences/"):
        assert entry["sha256"][:10] in entry["file"], "the address must change with the content"


@pytest.mark.parametrize("name", [name for name in MANIFEST if not name.startswith("licences/")])
def test_a_file_says_where_it_came_from_and_how_it_is_licensed(name: str) -> None:
    assert MANIFEST[name]["licence"] in {"MIT", "OFL-1.1"}
    versions = MANIFEST[name]["source"]
    assert versions
    asked = json.loads((STATIC.parents[1] / "docs/assets/package.json").read_text("utf-8"))
    for package, version in versions.items():
        assert asked["dependencies"][package] == version


def test_the_sheet_holds_nothing_that_belongs_to_gov_uk() -> None:
    sheet = _path("app.css").read_text(encoding="utf-8")
    assert not re.search(r"crest|crown|GDS Transport", sheet, re.IGNORECASE)


def test_the_sheet_asks_only_for_our_two_fonts() -> None:
    sheet = _path("app.css").read_text(encoding="utf-8")
    asked = set(re.findall(r"url\(\"?([^\")]*)\"?\)", sheet))
    assert asked == {MANIFEST[f"be-vietnam-pro-{weight}.woff2"]["file"] for weight in (400, 600)}
    assert "data:" not in sheet
    assert "@import" not in sheet


def test_the_sheet_puts_the_font_on_the_body_and_lets_tags_be_long() -> None:
    sheet = _path("app.css").read_text(encoding="utf-8")
    assert re.search(r"\.govuk-template__body\{[^}]*Be Vietnam Pro", sheet)
    # The last rule wins: the component's own 160px stands before it.
    widths = re.findall(r"\.govuk-tag\{[^}]*max-width:([^;}]+)", sheet)
    assert widths[-1] == "none"


def test_the_start_script_loads_the_front_end_of_the_manifest() -> None:
    loaded = re.findall(r'from "\./vendor/([^"]+)"', (STATIC / "init.js").read_text("utf-8"))
    assert loaded == [MANIFEST["govuk-frontend.min.js"]["file"]]


@pytest.mark.parametrize("weight", [400, 600])
def test_a_font_has_every_vietnamese_letter(weight: int) -> None:
    letters = _vietnamese_letters()
    assert len(letters) == 134
    drawn = TTFont(_path(f"be-vietnam-pro-{weight}.woff2")).getBestCmap()
    missing = [letter for letter in letters + "₫–—…·“”‘’" if ord(letter) not in drawn]
    assert not missing
