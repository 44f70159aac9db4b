"""Reads a published folder: model.json, published.csv and, with percentages, ratios.csv."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Final

from caseapp.statistics.disclosure.model import Cell, Dimension, Malformed, Published, Ratio

_MODEL, _CELLS, _RATIOS = "model.json", "published.csv", "ratios.csv"
_RATIO_COLUMNS: Final = ("num_id", "den_id", "den_const", "pct", "decimals")
_FINEST: Final = 6
"""Decimals beyond which a percentage of people says nothing more."""


def read_folder(folder: Path) -> Published:
    """Return what a folder publishes (contracts.md §6), whole numbers checked one by one.

    Raise Malformed, naming file and line, for what cannot be read; UnknownCode for a code or cell
    that is not there.
    """
    found = {}
    for name in (_MODEL, _CELLS, _RATIOS):
        path = folder / name
        if name == _RATIOS and not path.exists():
            continue
        try:
            found[name] = path.read_bytes()
        except OSError as error:
            raise Malformed(f"{name} cannot be read") from error
    return read_files(found)


def read_files(files: Mapping[str, bytes]) -> Published:
    """Return what the files of a folder publish, by name; others than its three are passed over.

    Raises as `read_folder`.
    """
    model = _model(files)
    dimensions = tuple(_dimension(name, found) for name, found in model["dims"].items())
    cells = tuple(_cells(files, tuple(d.name for d in dimensions)))
    ratios: tuple[Ratio, ...] = ()
    if _RATIOS in files:
        ratios = tuple(_ratio(number, row) for number, row in _rows(files, _RATIOS, _RATIO_COLUMNS))
    low, high = (_whole(model.get(key, usual), key) for key, usual in (("lo", 0), ("hi", 5)))
    if low is None or high is None or low > high:
        raise Malformed("model.json: lo and hi are no interval")
    return Published(dimensions, cells, ratios, low, high)


def _text(files: Mapping[str, bytes], name: str) -> str:
    try:
        return files[name].decode("utf-8-sig")
    except (KeyError, UnicodeDecodeError) as error:
        raise Malformed(f"{name} cannot be read") from error


def _model(files: Mapping[str, bytes]) -> Mapping[str, Any]:
    try:
        found = json.loads(_text(files, _MODEL))
    except ValueError as error:
        raise Malformed(f"{_MODEL} is no JSON") from error
    if not isinstance(found, dict) or not isinstance(found.get("dims"), dict):
        raise Malformed(f"{_MODEL}: dims is missing")
    return found


def _dimension(name: str, found: Any) -> Dimension:  # noqa: ANN401 - whatever JSON holds
    try:
        codes = {code: frozenset(map(str, leaves)) for code, leaves in found["codes"].items()}
        return Dimension(name, tuple(map(str, found["leaves"])), codes)
    except (TypeError, KeyError, AttributeError) as error:
        raise Malformed(f"model.json: {name} needs leaves and codes") from error


def _rows(
    files: Mapping[str, bytes], name: str, columns: tuple[str, ...]
) -> Iterable[tuple[int, Mapping[str, str]]]:
    """Yield each line of a table with its number as an editor shows it."""
    reader = csv.DictReader(_text(files, name).splitlines(), strict=True)
    try:
        lacking = [column for column in columns if column not in (reader.fieldnames or ())]
        if lacking:
            raise Malformed(f"{name}: the column {lacking[0]} is missing")
        for row in reader:
            if None in row or None in row.values():
                raise Malformed(f"{name}:{reader.line_num}: cells too many or too few")
            yield reader.line_num, row
    except csv.Error as error:
        raise Malformed(f"{name}:{reader.line_num}: {error}") from error


def _cells(files: Mapping[str, bytes], dimensions: tuple[str, ...]) -> Iterable[Cell]:
    for number, row in _rows(files, _CELLS, ("cell_id", *dimensions, "value")):
        where = f"{_CELLS}:{number}"
        value, low, high = (_whole(row.get(key) or None, where) for key in ("value", "lo", "hi"))
        yield Cell(row["cell_id"], tuple(row[name] for name in dimensions), value, low, high)


def _ratio(number: int, row: Mapping[str, str]) -> Ratio:
    where = f"{_RATIOS}:{number}"
    constant, decimals = _whole(row["den_const"] or None, where), _whole(row["decimals"], where)
    if (constant is None) == (not row["den_id"]) or decimals is None or decimals > _FINEST:
        raise Malformed(f"{where}: a ratio has one denominator and up to {_FINEST} decimals")
    try:
        percent = Decimal(row["pct"])
        whole = percent.scaleb(decimals)
    except InvalidOperation as error:
        raise Malformed(f"{where}: {row['pct']!r} is no number") from error
    if not percent.is_finite() or percent < 0 or whole != whole.to_integral_value():
        raise Malformed(f"{where}: {row['pct']} does not have {decimals} decimals")
    return Ratio(row["num_id"], row["den_id"] or None, constant, percent, decimals)


def _whole(value: object, where: str) -> int | None:
    """Return a whole number from 0 on; None for none."""
    if value is None:
        return None
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isascii() and text.isdigit()):
        raise Malformed(f"{where}: {value!r} is no count")
    return int(text)
