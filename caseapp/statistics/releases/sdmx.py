"""A release as SDMX-CSV 2.0: each cell one observation, hidden ones confidential and empty.

By the ids of the exchange mapping, as figures that are handed over (statistics/sdmx_csv.py).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Final

from caseapp.rules.units import CITY_CODE, REFORM
from caseapp.rules.values import Period
from caseapp.statistics.disclosure.layout import AREA, TOTAL
from caseapp.statistics.exchange_mapping import ExchangeMapping
from caseapp.statistics.observations import span_of
from caseapp.statistics.releases.rows import PublicRow, PublicRows
from caseapp.statistics.releases.tables import OUTCOME
from caseapp.statistics.sdmx_csv import period_of

_SHARED: Final = ("sex", "age_band")
_OWN: Final = "sdmx.release"
_PERCENT: Final = "value"
_OF_POPULATION: Final = {"8": "8a", "9": "9", "12": "12"}
_OF_COUNTED: Final = {"8": "8b", "12": "12"}


def release_as_sdmx(
    found: PublicRows, subject: str, period: Period, mapping: ExchangeMapping, mark: str
) -> str:
    """Return the rows; the comment of each is the `mark`. MappingFault for a code without an id."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    names = [d.name for d in found.dimensions if d.name != AREA]
    column = {key: mapping.id_of("sdmx.columns", key) for key in mapping.tables["sdmx.columns"]}
    own = [mapping.id_of("sdmx.columns" if n in _SHARED else _OWN, n) for n in names]
    lead = (column[key] for key in ("frequency", "area", "indicator", "measure"))
    writer.writerow(
        [
            "STRUCTURE", "STRUCTURE_ID", "ACTION", *lead, *own, "TIME_PERIOD", "OBS_VALUE",
            "OBS_STATUS", "CONF_STATUS", column["unit"], column["comment"],
        ]
    )  # fmt: skip
    first = [
        mapping.id_of("sdmx", "structure"),
        mapping.id_of(_OWN, "structure_id"),
        mapping.id_of("sdmx", "action"),
        span_of(period).frequency,
    ]
    for row in found.rows:
        area = _area(row.codes[AREA], period, mapping)
        codes = [_code(name, row.codes[name], mapping) for name in names]
        for indicator, measure, value, unit in _observed(row, subject, mapping):
            status = _status(value, mapping)
            key = [*first, area, indicator, measure, *codes, period_of(period)]
            writer.writerow([*key, value, *status, unit, mark])
    return out.getvalue()


def _observed(
    row: PublicRow, subject: str, mapping: ExchangeMapping
) -> Iterator[tuple[str, str, str, str]]:
    """Yield indicator, measure, value and unit of what a row tells: a count, and its percentage."""
    divided = row.codes.get(OUTCOME.get(subject, ""), TOTAL) != TOTAL
    of = _OF_COUNTED if divided else _OF_POPULATION
    indicator = mapping.id_of("sdmx.indicators", of[subject])
    value = "" if row.value is None else str(row.value)
    count = mapping.id_of(_OWN, "count")
    yield indicator, count, value, mapping.id_of("sdmx.units", "numerator")
    if row.percent is not None:
        measure = mapping.id_of("sdmx.measures", _PERCENT)
        yield indicator, measure, str(row.percent), mapping.id_of("sdmx.units", _PERCENT)


def _status(value: str, mapping: ExchangeMapping) -> tuple[str, str]:
    """Return OBS_STATUS and CONF_STATUS."""
    if value:
        return "A", mapping.id_of(_OWN, "printed")
    return mapping.id_of(_OWN, "suppressed"), mapping.id_of("sdmx", "conf_status")


def _code(name: str, code: str, mapping: ExchangeMapping) -> str:
    """Return the id of a code; those of the house where there is no list of SDMX."""
    if name in _SHARED:
        return mapping.id_of(f"sdmx.{name}", "total" if code == TOTAL else code)
    if code in {TOTAL, "unknown"}:
        return mapping.id_of(_OWN, "total" if code == TOTAL else code)
    return code


def _area(code: str, period: Period, mapping: ExchangeMapping) -> str:
    """Return the id of an area; a unit that is no more is marked, as its code may name another."""
    if code == TOTAL:
        return mapping.area("sdmx.areas", CITY_CODE, period)
    former = period.end < REFORM
    listed = mapping.tables["sdmx.former_areas" if former else "sdmx.areas"].get(code, "")
    if listed:
        return listed
    if former:
        return f"{code}_BEFORE_{REFORM:%Y%m%d}"
    return mapping.area("sdmx.areas", code, period) if code.isdecimal() else code
