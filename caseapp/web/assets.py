"""Addresses of style sheet, fonts and scripts: each bears the hash of its content."""

from __future__ import annotations

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from flask import current_app, url_for

if TYPE_CHECKING:
    from collections.abc import Mapping

    from flask import Flask

OWN: Final = (
    "blank.svg",
    "boot.js",
    "drafts.js",
    "icon.svg",
    "init.js",
    "manual.css",
    "releases.css",
    "reports.css",
    "units.css",
    "units.js",
    "units.json",
    "unsent.js",
)
_EXTENSION: Final = "caseapp.assets"


@dataclass(frozen=True)
class Asset:
    """One file of the static folder: its path there, a hash for its address, its integrity."""

    path: str
    version: str
    integrity: str


def read_assets(static: Path) -> Mapping[str, Asset]:
    """Return what pages may ask for by logical name: the vendored files and our own few.

    The vendored files' hashes come from vendor/manifest.json, made by docs/assets/build.sh; their
    names already bear them, so `version` is empty. Raises OSError when a file is not there.
    """
    listed = json.loads((static / "vendor/manifest.json").read_text(encoding="utf-8"))
    found = {
        name: Asset(f"vendor/{entry['file']}", "", entry["integrity"])
        for name, entry in listed.items()
    }
    for name in OWN:
        content = (static / name).read_bytes()
        integrity = base64.b64encode(hashlib.sha384(content).digest()).decode()
        version = hashlib.sha256(content).hexdigest()[:10]
        found[name] = Asset(name, version, f"sha384-{integrity}")
    return found


def asset(name: str) -> str:
    """Return the address of a static file by logical name ("app.css"), changed with its content.

    A browser may keep what it got for ever. Raises KeyError for a name that is not listed.
    """
    found = _known(name)
    if found.version:
        return url_for("static", filename=found.path, v=found.version)
    return url_for("static", filename=found.path)


def integrity(name: str) -> str:
    """Return the value of the integrity attribute ("sha384-…") of a static file."""
    return _known(name).integrity


def register_assets(app: Flask) -> None:
    """Read the manifest once and give the templates `asset(name)` and `integrity(name)`."""
    app.extensions[_EXTENSION] = read_assets(Path(app.static_folder or ""))
    app.jinja_env.globals.update(asset=asset, integrity=integrity)


def _known(name: str) -> Asset:
    shelf: Mapping[str, Asset] = current_app.extensions[_EXTENSION]
    return shelf[name]
