# ruff: noqa: INP001 - a script of its own, no part of a package
"""Turns what build.sh compiled into the vendored files: fonts, hashed names, manifest."""

import base64
import hashlib
import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from fontTools.merge import Merger
from fontTools.ttLib import TTFont

WEIGHTS = (400, 600)
SUBSETS = ("latin", "latin-ext", "vietnamese")
FONT = "@fontsource/be-vietnam-pro"
# Rules that ask for pictures we do not ship: the list of documents in MOJ's timeline.
UNUSED_RULE = re.compile(r"[^{}]*\{[^{}]*url\([^)]*/assets/images/[^)]*\)[^{}]*\}")


def merged_font(work: Path, weight: int) -> Path:
    """One woff2 of a weight, out of the package's subsets."""
    parts = []
    born = 0
    for subset in SUBSETS:
        source = (
            work / "node_modules" / FONT / f"files/be-vietnam-pro-{subset}-{weight}-normal.woff2"
        )
        font = TTFont(source)
        font.flavor = None
        born = max(born, font["head"].created)
        part = work / f"{subset}-{weight}.ttf"
        font.save(part)
        parts.append(str(part))
    whole = Merger().merge(parts)
    whole.recalcTimestamp = False
    # The merger writes the clock of today: the same input shall give the same bytes.
    whole["head"].created = whole["head"].modified = born
    whole.flavor = "woff2"
    target = work / f"be-vietnam-pro-{weight}.woff2"
    whole.save(target)
    return target


def digest(data: bytes) -> dict[str, str]:
    """The two hashes of a file: hex SHA-256, and SHA-384 as the integrity attribute wants it."""
    sha384 = base64.b64encode(hashlib.sha384(data).digest()).decode()
    return {"sha256": hashlib.sha256(data).hexdigest(), "integrity": f"sha384-{sha384}"}


class Shelf:
    """The vendor folder in the making, with its manifest."""

    def __init__(self, folder: Path, versions: dict[str, str]) -> None:
        self.folder = folder
        self.versions = versions
        self.manifest: dict[str, dict[str, Any]] = {}

    def put(self, name: str, data: bytes, packages: list[str], licence: str) -> str:
        """Stores data under its hashed name and lists it as `name`; the hashed name comes back."""
        hashes = digest(data)
        stem, _, suffix = name.partition(".")
        file = f"{stem}-{hashes['sha256'][:10]}.{suffix}"
        (self.folder / file).write_bytes(data)
        self.manifest[name] = {
            "file": file,
            **hashes,
            "source": {package: self.versions[package] for package in packages},
            "licence": licence,
        }
        return file


def main(work: Path, root: Path) -> None:
    """Fills caseapp/static/vendor anew and points init.js at the hashed front-end module."""
    static = root / "caseapp/static"
    vendor = static / "vendor"
    shutil.rmtree(vendor, ignore_errors=True)
    (vendor / "licences").mkdir(parents=True)
    versions = json.loads((work / "package.json").read_text())["dependencies"]
    shelf = Shelf(vendor, versions)
    sheet = UNUSED_RULE.sub("", (work / "app.css").read_text())
    for weight in WEIGHTS:
        font = merged_font(work, weight)
        hashed = shelf.put(font.name, font.read_bytes(), [FONT], "OFL-1.1")
        sheet = sheet.replace(f'"{font.name}"', f'"{hashed}"').replace(
            f"url({font.name})", f"url({hashed})"
        )
    frontends = ["govuk-frontend", "@ministryofjustice/frontend"]
    shelf.put("app.css", sheet.encode(), frontends, "MIT")
    script = work / "node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js"
    body = re.sub(r"\n?//# sourceMappingURL=.*\s*$", "\n", script.read_text())
    module = shelf.put("govuk-frontend.min.js", body.encode(), ["govuk-frontend"], "MIT")
    start = static / "init.js"
    start.write_text(
        re.sub(r"vendor/govuk-frontend-\w+\.min\.js", f"vendor/{module}", start.read_text())
    )
    for text in sorted((root / "docs/assets/licences").glob("*.txt")):
        shutil.copy(text, vendor / "licences")
    shutil.copy(
        work / "node_modules" / FONT / "LICENSE", vendor / "licences/be-vietnam-pro-ofl.txt"
    )
    for text in sorted((vendor / "licences").iterdir()):
        shelf.manifest[f"licences/{text.name}"] = {
            "file": f"licences/{text.name}",
            **digest(text.read_bytes()),
        }
    listing = json.dumps(shelf.manifest, indent=2, ensure_ascii=False) + "\n"
    (vendor / "manifest.json").write_text(listing)
    axe = work / "node_modules/axe-core"
    shutil.copy(axe / "axe.min.js", root / "tests/web/axe.min.js")
    shutil.copy(axe / "LICENSE", root / "tests/web/axe-LICENSE.txt")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
