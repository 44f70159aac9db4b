"""The public files of a release: the core, and the same cells for people and other programs.

All but the core files are made of the core files, of the rules and of what the register knows: no
hidden value can be in them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final

from caseapp.rules.values import LOCAL
from caseapp.statistics.exchange_mapping import ExchangeMapping, house_mapping
from caseapp.statistics.releases.core import CORE
from caseapp.statistics.releases.database import datasette_metadata, figures_database
from caseapp.statistics.releases.layouts import find_layout
from caseapp.statistics.releases.policy import Policy
from caseapp.statistics.releases.preparing import Prepared
from caseapp.statistics.releases.readme import Told, readme
from caseapp.statistics.releases.rows import PublicRows, read_rows
from caseapp.statistics.releases.sdmx import release_as_sdmx
from caseapp.statistics.releases.sources import Source
from caseapp.statistics.releases.wording import (
    COLUMNS,
    COUNTED,
    TITLES,
    Wording,
    Words,
    vietnamese_definitions,
)

METHOD: Final = (
    "joint suppression by linear programming with whole-number certificates, audited apart, "
    "over everything ever published"
)
OFFICE: Final = Words("Thành phố Cần Thơ", "City of Cần Thơ")
LICENCE: Final = Words(
    "Được sử dụng lại khi ghi rõ nguồn và số của lần công bố.",
    "May be used again where the source and the number of the release are named.",
)


@dataclass(frozen=True)
class ReleaseFacts:
    """What the register gives a release; `supersedes` is the number of its last edition, if any."""

    number: str
    edition: int
    supersedes: str
    signed_at: datetime


def release_files(
    prepared: Prepared,
    facts: ReleaseFacts,
    source: Source,
    policy: Policy,
    mapping: ExchangeMapping | None = None,
) -> dict[str, bytes]:
    """Return every public file by its name, in the order in which they are listed.

    `mapping`: the ids of an instance for SDMX; those of the house where there are none.
    MappingFault for a code that it has no id for.
    """
    subject, rows = find_layout(prepared.layout).subject, read_rows(prepared.files)
    wording = Wording(source.period, policy)
    told = _told(prepared, facts, source, policy)
    mark = f"{facts.number} {prepared.layout}.{prepared.version}"
    ids = mapping or house_mapping()
    text = {
        "README.md": readme(Told(subject, _fields(told), prepared.shares)),
        "release.json": _json(told),
        "sdmx.csv": release_as_sdmx(rows, subject, source.period, ids, mark),
        "figures.json": _json({"release": told, **_figures(rows, wording)}),
        "metadata.json": _json(_metadata(rows, subject, told)),
    }
    made = {name: content.encode() for name, content in text.items()}
    made["figures.sqlite"] = figures_database(rows, wording, _flat(told))
    return {"README.md": made.pop("README.md"), **prepared.files, **dict(sorted(made.items()))}


def content_hash(files: Mapping[str, bytes]) -> str:
    """Return the sha256 of the core files, names and bytes, as a hexadecimal number."""
    found = hashlib.sha256()
    for name in CORE:
        if name in files:
            found.update(f"{name}\n{len(files[name])}\n".encode())
            found.update(files[name])
    return found.hexdigest()


def _told(
    prepared: Prepared, facts: ReleaseFacts, source: Source, policy: Policy
) -> dict[str, Any]:
    """Return what release.json says (contracts.md §6)."""
    share = Decimal(100 * prepared.hidden) / prepared.cells
    return {
        "number": facts.number,
        "period": source.period.id,
        "from": source.period.start.isoformat(),
        "to": source.period.end.isoformat(),
        "layout": prepared.layout,
        "version": prepared.version,
        "edition": facts.edition,
        "supersedes": facts.supersedes,
        "policy": {
            "k": policy.k,
            "method": METHOD,
            "sensitive": sorted(policy.sensitive),
            "clusters": {one.code: one.name for one in policy.clusters},
        },
        "definitions": source.definition,
        "hash": content_hash(prepared.files),
        "time": facts.signed_at.astimezone(LOCAL).isoformat(timespec="seconds"),
        "cells": prepared.cells,
        "hidden": prepared.hidden,
        "share_hidden": str(share.quantize(Decimal("0.01"), ROUND_HALF_UP)),
    }


def _fields(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the README fills in."""
    k = told["policy"]["k"]
    plain = {key: value for key, value in told.items() if key != "policy"}
    more = {"k": k, "most": k - 1, "share": told["share_hidden"]}
    return {**plain, **more, "licence_vi": LICENCE.vi, "licence_en": LICENCE.en}


def _flat(told: Mapping[str, Any]) -> dict[str, str]:
    """Return what the table `release` says: each thing a line."""
    policy = told["policy"]
    plain = {key: str(value) for key, value in told.items() if key != "policy"}
    rest = {"k": str(policy["k"]), "method": policy["method"]}
    return {**plain, **rest, "licence": LICENCE.vi, "source": OFFICE.vi}


def _figures(found: PublicRows, wording: Wording) -> dict[str, Any]:
    """Return the rows for programs, with what their codes are called."""
    dimensions = {
        d.name: {
            "label": COLUMNS[d.name]._asdict(),
            "codes": {code: wording.of(d.name, code)._asdict() for code in d.codes},
        }
        for d in found.dimensions
    }
    cells = [
        {
            "id": row.name,
            **row.codes,
            "value": row.value,
            "status": "C" if row.value is None else "F",
            "percent": None if row.percent is None else str(row.percent),
            "of_children": row.of_children,
            "of_cell": row.of_cell,
        }
        for row in found.rows
    ]
    units = {"value": "children", "percent": "%", "of_children": "children"}
    return {"dimensions": dimensions, "units": units, "cells": cells}


def _metadata(found: PublicRows, subject: str, told: Mapping[str, Any]) -> dict[str, Any]:
    share = told["share_hidden"].replace(".", ",")
    title = f"{TITLES[subject].vi}, {told['period']} ({told['number']})"
    description = (
        f"{COUNTED[subject].vi} k = {told['policy']['k']}; {share} % số ô được bảo "
        f"mật. Định nghĩa: {vietnamese_definitions(told['definitions'])}. sha256: {told['hash']}."
    )
    return datasette_metadata(found, title, description, licence=LICENCE.vi, source=OFFICE.vi)


def _json(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"
