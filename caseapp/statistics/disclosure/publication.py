"""Writes a protected table as contracts.md §6 says: model.json, published.csv and README.md.

Nothing but which cells are hidden depends on a hidden value: no order, no length, no word.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from caseapp.statistics.disclosure.layout import Layout, name_of

if TYPE_CHECKING:
    from caseapp.statistics.disclosure.counts import Counts, Which

_PRINTED: Final = "F"
_HIDDEN: Final = "C"

_README: Final = """\
# Protected counts

A count of 1 to {most} is hidden, and as many others as it takes that no such count can be worked
out from what is printed: tables of whole numbers fit all of it in which the count is 0, and others
in which it is {k} or more. {hidden} of {cells} cells are hidden.

| file | what it is |
|---|---|
| `model.json` | the dimensions: their smallest parts; the codes, each a set of them; `T` is all |
| `published.csv` | the cells; where one is hidden `value` is empty and `status` `C`, else `F` |

A hidden cell may be anything, 0 included; why it is hidden is not told.
"""


def write_publication(folder: Path, counts: Counts, hidden: Which) -> None:
    """Write the files of a publication into an empty folder."""
    _write(folder / "model.json", model_text(counts.layout))
    printed = [None if hides else int(n) for n, hides in zip(counts.values, hidden, strict=True)]
    _write(folder / "published.csv", cells_text(counts.layout, printed))
    k, told_hidden = counts.layout.k, int(hidden.sum())
    readme = _README.format(k=k, most=k - 1, hidden=told_hidden, cells=len(hidden))
    _write(folder / "README.md", readme)


def cells_text(layout: Layout, printed: Sequence[int | None]) -> str:
    """Return published.csv: the cells of a layout with their values, None where hidden."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    names = [d.name for d in layout.dimensions]
    writer.writerow(["cell_id", *names, "value", "lo", "hi", "status"])
    for codes, value in zip(layout.cells, printed, strict=True):
        told = ("", "", "", _HIDDEN) if value is None else (value, "", "", _PRINTED)
        writer.writerow([name_of(codes), *codes, *told])
    return out.getvalue()


def model_text(layout: Layout) -> str:
    """Return model.json: each dimension's leaves and codes, and what must stay possible."""
    dims = {
        d.name: {
            "leaves": list(d.leaves),
            "codes": {
                code: [leaf for leaf in d.leaves if leaf in leaves]
                for code, leaves in d.codes.items()
            },
        }
        for d in layout.dimensions
    }
    model = {"dims": dims, "lo": 0, "hi": layout.k}
    return json.dumps(model, ensure_ascii=False, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    path.write_text(text, "utf-8", newline="\n")
