"""A sheet as DHIS2 takes it: one dataValueSets document for POST /api/dataValueSets.

Each value says its data element, period, unit and category option combo, as the manual's "Sending
bulks of data values" has it; a number that is not known is not sent, since DHIS2 keeps none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Final

from caseapp.rules.figure_kinds import INTERNAL
from caseapp.rules.values import Period
from caseapp.statistics.exchange_mapping import ExchangeMapping
from caseapp.statistics.observations import Observation, observations, span_of
from caseapp.statistics.sheet import Sheet

_SCHEMES: Final = (
    "idScheme",
    "dataElementIdScheme",
    "orgUnitIdScheme",
    "categoryOptionComboIdScheme",
)
_TOTAL: Final = "total"


def period_of(period: Period) -> str:
    """Return the period as DHIS2 writes it: 2026, 2026S1, 2026Q3, 202607; FreeRange."""
    span = span_of(period)
    parts = {"A": "", "S": f"S{span.number}", "Q": f"Q{span.number}", "M": f"{span.number:02}"}
    return f"{span.year:04}{parts[span.frequency]}"


def as_dhis2(sheet: Sheet, mapping: ExchangeMapping, mark: str = INTERNAL) -> str:
    """Return the document, one line a value; each value's comment is the mark.

    FreeRange for a period that DHIS2 has no name for, MappingFault for a code without an id.
    """
    period = period_of(sheet.period)
    write = json.JSONEncoder(ensure_ascii=False).encode
    scheme = mapping.id_of("dhis2", "id_scheme")
    head = dict.fromkeys(_SCHEMES, scheme)
    if data_set := mapping.choice("dhis2", "data_set"):
        head |= {"dataSetIdScheme": scheme, "dataSet": data_set}
    values = ",\n".join(
        write(_value(each, sheet, mapping) | {"period": period, "comment": mark})
        for each in observations(sheet)
        if each.value is not None
    )
    return f'{write(head)[:-1]},\n"dataValues": [\n{values}\n]}}'


def _value(each: Observation, sheet: Sheet, mapping: ExchangeMapping) -> dict[str, str]:
    found = {
        "dataElement": mapping.id_of("dhis2.data_elements", f"{each.indicator}.{each.measure}"),
        "orgUnit": mapping.area("dhis2.org_units", each.area, sheet.period),
        "categoryOptionCombo": mapping.id_of("dhis2.category_option_combos", _cell(each.by)),
    }
    if combo := mapping.choice("dhis2", "attribute_option_combo"):
        found["attributeOptionCombo"] = combo
    return found | {"value": str(each.value)}


def _cell(by: Mapping[str, str]) -> str:
    """Return how the file of ids names a cell, whatever the order that was asked in."""
    names = sorted(by, key=lambda name: (name != "sex", name))
    return ",".join(f"{name}={by[name]}" for name in names) or _TOTAL
