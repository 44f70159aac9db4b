"""The import of 100,000 rows against reading the workbook and inserting its cells unchecked."""

from __future__ import annotations

import tempfile
from pathlib import Path
from statistics import median
from typing import Final

from caseapp.cli.benchmarks.places import NOW, copy_of, new_instance
from caseapp.exchange.importing import import_path
from caseapp.rules.access import operator
from caseapp.upkeep.bench.measure import Ratio, spent
from caseapp.upkeep.bench.workbook import plain_import, write_workbook

_LIMIT: Final = 3.0


def measure(children: int, rows: int = 100_000, rounds: int = 7) -> Ratio:
    """Measure with every check, match, key and log entry on; `children` plays no part."""
    del children
    actor = operator(production=False)
    with tempfile.TemporaryDirectory(prefix="caseapp-bench-") as folder, new_instance() as app:
        path = Path(folder) / "register.xlsx"
        write_workbook(path, rows)
        ours, plain = [], []
        for _ in range(rounds):
            with copy_of(app):
                ours.append(spent(lambda: import_path(actor, path, now=NOW)))
            plain.append(spent(lambda: plain_import(path, Path(folder) / "plain.db", bytes(32))))
    return Ratio(
        "import",
        f"import of {rows:,} rows, checked, matched, sealed, logged",
        "calamine read + executemany of the same cells, encrypted file",
        median(ours),
        median(plain),
        _LIMIT,
    )
