# ruff: noqa: INP001 - a script of its own, no part of a package
"""Writes the list of units that a browser keeps; run in the project's environment after a change.

A test compares the file with the territory (tests/casework/test_unit_names.py).
"""

import json
from pathlib import Path

from caseapp.casework.unit_names import rows

TARGET = Path(__file__).resolve().parents[2] / "caseapp/static/units.json"

if __name__ == "__main__":
    text = json.dumps(rows(), ensure_ascii=False, separators=(",", ":"))
    TARGET.write_text(f"{text}\n", encoding="utf-8")
