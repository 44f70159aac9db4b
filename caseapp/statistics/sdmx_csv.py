"""A sheet as SDMX-CSV 2.0: one row an observation, with its status and its confidentiality.

After the field guide of SDMX-CSV 2.0 (SDMX 3.0): STRUCTURE, STRUCTURE_ID, ACTION, then the
components, lines ended as RFC 4180 has it.
"""

from __future__ import annotations

import csv
import io
from typing import Final

from caseapp.rules.figure_kinds import INTERNAL
from caseapp.rules.values import Period
from caseapp.statistics.exchange_mapping import ExchangeMapping, MappingFault
from caseapp.statistics.observations import Observation, observations, span_of
from caseapp.statistics.sheet import Sheet

MEDIA_TYPE: Final = "application/vnd.sdmx.data+csv;version=2.0.0"
_DIVIDED: Final = ("sex", "age_band")
_DIMENSIONS: Final = ("frequency", "area", "indicator", "measure", *_DIVIDED)
_OBS_STATUS: Final = {"ok": "A", "none": "M", "no_denominator": "O"}
"""Of CL_OBS_STATUS: normal; missing since data cannot exist; missing."""


def period_of(period: Period) -> str:
    """Return the period as SDMX writes it: 2026, 2026-S1, 2026-Q3, 2026-07; FreeRange."""
    span = span_of(period)
    parts = {"A": "", "S": f"-S{span.number}", "Q": f"-Q{span.number}", "M": f"-{span.number:02}"}
    return f"{span.year:04}{parts[span.frequency]}"


def as_sdmx(sheet: Sheet, mapping: ExchangeMapping, mark: str = INTERNAL) -> str:
    """Return the rows; each is confidential and its comment is the mark.

    FreeRange for a period that SDMX has no name for, MappingFault for a code without an id or a
    sheet divided by what the structure has no dimension for.
    """
    strange = [name for name in sheet.by if name not in _DIVIDED]
    if strange:
        raise MappingFault(f"{mapping.name} has no dimension for {strange[0]!r} in [sdmx.columns]")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    name = {key: mapping.id_of("sdmx.columns", key) for key in (*_DIMENSIONS, "unit", "comment")}
    writer.writerow(
        [
            "STRUCTURE", "STRUCTURE_ID", "ACTION", *(name[key] for key in _DIMENSIONS),
            "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "CONF_STATUS", name["unit"], name["comment"],
        ]
    )  # fmt: skip
    lead = [mapping.id_of("sdmx", key) for key in ("structure", "structure_id", "action")]
    frequency, period = span_of(sheet.period).frequency, period_of(sheet.period)
    hidden = mapping.id_of("sdmx", "conf_status")
    for each in observations(sheet):
        value = "" if each.value is None else str(each.value)
        writer.writerow(
            [
                *lead, frequency, *_key(each, sheet, mapping), period, value,
                _OBS_STATUS[each.status], hidden, mapping.id_of("sdmx.units", each.measure), mark,
            ]
        )  # fmt: skip
    return out.getvalue()


def _key(each: Observation, sheet: Sheet, mapping: ExchangeMapping) -> list[str]:
    return [
        mapping.area("sdmx.areas", each.area, sheet.period),
        mapping.id_of("sdmx.indicators", each.indicator),
        mapping.id_of("sdmx.measures", each.measure),
        *(mapping.id_of(f"sdmx.{name}", each.by.get(name, "total")) for name in _DIVIDED),
    ]
