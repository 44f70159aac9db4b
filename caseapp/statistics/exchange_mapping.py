"""What the figures are called where they are handed over: ids by code, read from a file.

The file of the house holds plain codes; one in the instance's folder takes its place whole.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from caseapp.rules.units import CITY_CODE, REFORM
from caseapp.rules.values import Period

FILE_NAME: Final = "exchange_mapping.toml"
_TABLES: Final = frozenset(
    {
        "dhis2", "dhis2.data_elements", "dhis2.category_option_combos", "dhis2.org_units",
        "dhis2.former_org_units", "sdmx", "sdmx.columns", "sdmx.indicators", "sdmx.measures",
        "sdmx.units", "sdmx.sex", "sdmx.age_band", "sdmx.areas", "sdmx.former_areas",
        "sdmx.release",
    }
)  # fmt: skip
_ADDED: Final = ("sdmx.release",)
"""Tables that came later: a file that an instance wrote before has those of the house."""
_OWN: Final = "own code"
_OTHERS: Final = frozenset({_OWN, "refused"})


class MappingFault(ValueError):
    """The file of ids cannot be used, or lacks an id that the figures need; says which."""


@dataclass(frozen=True)
class ExchangeMapping:
    """The ids of a file, by table and key; `name` is how a message calls the file."""

    name: str
    tables: Mapping[str, Mapping[str, str]]

    def choice(self, table: str, key: str) -> str:
        """Return what was chosen, which may be nothing."""
        return self.tables[table].get(key, "")

    def id_of(self, table: str, key: str) -> str:
        """Return the id of a code; MappingFault, naming both, when the file has none."""
        found = self.tables[table].get(key, "")
        if not found:
            raise MappingFault(f"{self.name} has no id for {key!r} in [{table}]")
        return found

    def area(self, kind: str, code: str, period: Period) -> str:
        """Return the id of a unit on the last day of the period, or of the city.

        `kind` is `dhis2.org_units` or `sdmx.areas`. Since 1 July 2025 a unit that is not listed
        may go by its own code, where the file says so; before, one code could name two units.
        """
        family, _, noun = kind.partition(".")
        former = code != CITY_CODE and period.end < REFORM
        table = f"{family}.former_{noun}" if former else kind
        listed = self.tables[table].get(code, "")
        others = self.choice(family, f"other_{noun}")
        if not listed and not former and code.isdecimal() and others == _OWN:
            return code
        return listed or self.id_of(table, code)


def read_mapping(instance: Path) -> ExchangeMapping:
    """Return the ids of an instance's own file, or else those of the house; MappingFault."""
    own = instance / FILE_NAME
    if own.is_file():
        return mapping_from(own.read_text("utf-8"), str(own.name))
    return house_mapping()


def house_mapping() -> ExchangeMapping:
    """Return the plain codes that stand as long as an instance has no ids of its own."""
    return mapping_from((files("caseapp.rules") / FILE_NAME).read_text("utf-8"), FILE_NAME)


def mapping_from(text: str, name: str) -> ExchangeMapping:
    """Read a file of ids; MappingFault says what is wrong with it."""
    try:
        tables = dict(_tables(tomllib.loads(text), name))
    except tomllib.TOMLDecodeError as error:
        raise MappingFault(f"{name} is no TOML: {error}") from error
    tables = {**_added(), **tables}
    if lacking := sorted(_TABLES - set(tables)):
        raise MappingFault(f"{name} lacks [{lacking[0]}]")
    found = ExchangeMapping(name, tables)
    for family, key in (("dhis2", "other_org_units"), ("sdmx", "other_areas")):
        if found.choice(family, key) not in _OTHERS:
            raise MappingFault(f'{name}: {key} in [{family}] is "own code" or "refused"')
    return found


def _added() -> dict[str, dict[str, str]]:
    text = (files("caseapp.rules") / FILE_NAME).read_text("utf-8")
    return {
        name: table for name, table in _tables(tomllib.loads(text), FILE_NAME) if name in _ADDED
    }


def _tables(
    read: Mapping[str, Any], name: str, above: str = ""
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each table by its whole name; a table or value that nobody asks for is a slip."""
    for key, value in read.items():
        table = f"{above}.{key}" if above else key
        if not isinstance(value, dict) or table not in _TABLES:
            raise MappingFault(f"{name}: nobody knows {table!r}")
        yield table, {k: v for k, v in value.items() if isinstance(v, str)}
        rest = {k: v for k, v in value.items() if not isinstance(v, str)}
        yield from _tables(rest, name, table)
