# ruff: noqa: INP001 - a script that is run by its path
"""Say which locked packages the copied advisories affect: `python docs/advisories/check.py`.

Reads requirements.txt and requirements-test.txt, and every .json of this folder (OSV: one
advisory, or a list of them). Exit status 1 when a locked version is affected. Only ranges of the
kind ECOSYSTEM and listed versions are judged; what was withdrawn is left out. Needs `packaging`.
`--from FOLDER` first keeps in copied.json what that folder says of locked packages.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

HERE = Path(__file__).resolve().parent
LOCKS = ("requirements.txt", "requirements-test.txt")
_ORDER = ("fixed", "introduced", "last_affected", "limit")
_PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)


def locked(folder: Path) -> dict[str, set[str]]:
    """Return the versions that the locks of a folder pin, by package."""
    pins: dict[str, set[str]] = {}
    for name in LOCKS:
        for package, version in _PIN.findall((folder / name).read_text("utf-8")):
            pins.setdefault(canonicalize_name(package), set()).add(version)
    return pins


def read(folder: Path) -> list[Mapping[str, Any]]:
    """Return the advisories of a folder."""
    found: list[Mapping[str, Any]] = []
    for path in sorted(folder.glob("*.json")):
        content = json.loads(path.read_text("utf-8"))
        found += content if isinstance(content, list) else [content]
    return found


def affects(affected: Mapping[str, Any], version: str) -> bool:
    """Tell whether an entry of `affected` holds the version."""
    if version in affected.get("versions", ()):
        return True
    ranges = [each for each in affected.get("ranges", ()) if each["type"] == "ECOSYSTEM"]
    return any(_within(each["events"], Version(version)) for each in ranges)


def _within(events: Iterable[Mapping[str, str]], version: Version) -> bool:
    """Walk through the events in their order: the last one at or before the version decides."""
    inside = False
    for kind, bound in sorted(
        ((kind, _bound(bound)) for event in events for kind, bound in event.items()),
        key=lambda pair: (pair[1], _ORDER.index(pair[0])),
    ):
        if kind == "introduced" and version >= bound:
            inside = True
        elif (kind == "fixed" and version >= bound) or (
            kind == "last_affected" and version > bound
        ):
            inside = False
    return inside


def _bound(text: str) -> Version:
    return Version("0.dev0") if text == "0" else Version(text)


def hits(
    pins: Mapping[str, set[str]], advisories: Iterable[Mapping[str, Any]]
) -> Iterator[tuple[str, str, str]]:
    """Yield (package, version, advisory) for every locked version that is affected."""
    for advisory in advisories:
        if advisory.get("withdrawn"):
            continue
        for affected in advisory["affected"]:
            package = affected["package"]
            name = canonicalize_name(package["name"])
            if package["ecosystem"] != "PyPI":
                continue
            for version in sorted(pins.get(name, ())):
                if affects(affected, version):
                    yield name, version, advisory["id"]


def refresh(source: Path, pins: Mapping[str, set[str]], target: Path) -> int:
    """Keep the advisories of a folder that name a locked package; return how many."""
    kept = [
        advisory
        for advisory in read(source)
        if any(
            each["package"]["ecosystem"] == "PyPI"
            and canonicalize_name(each["package"]["name"]) in pins
            for each in advisory.get("affected", ())
        )
    ]
    target.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return len(kept)


def main(words: list[str]) -> int:
    """Print what is affected; return the exit status."""
    if words[:1] == ["--from"]:
        refresh(Path(words[1]), locked(HERE.parents[1]), HERE / "copied.json")
    advisories = read(HERE)
    try:
        found = sorted(set(hits(locked(HERE.parents[1]), advisories)))
    except InvalidVersion as trouble:
        sys.stderr.write(f"a version cannot be read: {trouble}\n")
        return 1
    for name, version, advisory in found:
        sys.stdout.write(f"{name} {version}: {advisory}\n")
    sys.stdout.write(f"{len(advisories)} advisories read, {len(found)} hits\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
