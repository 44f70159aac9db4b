"""The public files: what they say, and that no byte of them depends on a hidden count."""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from dataclasses import replace

import pytest

from caseapp.rules.values import Period
from caseapp.statistics.disclosure.counts import add_up
from caseapp.statistics.disclosure.layout import Codes, Layout
from caseapp.statistics.exchange_mapping import ExchangeMapping, house_mapping
from caseapp.statistics.releases.core import CORE, core_files
from caseapp.statistics.releases.files import METHOD, content_hash, release_files
from caseapp.statistics.releases.layouts import RELEASE_LAYOUTS, find_layout
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.preparing import Prepared
from caseapp.statistics.releases.tables import make_cells, true_table
from tests.factories.made_releases import FACTS, made, relief_town
from tests.factories.public_city import city

NAMES = [
    "README.md", "model.json", "published.csv", "ratios.csv", "figures.json", "figures.sqlite",
    "metadata.json", "release.json", "sdmx.csv",
]  # fmt: skip


def _values(layout: Layout, table: Counter[Codes]) -> dict[Codes, int]:
    return dict(zip(layout.cells, add_up(layout, table).values.tolist(), strict=True))


def _another(table: Counter[Codes], layout: Layout, chance: random.Random) -> Counter[Codes]:
    """Return a table of as many children, some of whom stand elsewhere."""
    found = Counter(table)
    leaves = [d.leaves for d in layout.dimensions]
    for _ in range(40):
        found[chance.choice(sorted(+found))] -= 1
        found[tuple(chance.choice(those) for those in leaves)] += 1
    return +found


@pytest.mark.parametrize("name", RELEASE_LAYOUTS)
def test_no_byte_depends_on_what_is_hidden(name: str) -> None:
    """Two tables that agree on all that is printed make the same files, names and order too."""
    layout, policy = find_layout(name), usual_policy()
    town = city(3, subjects=(layout.subject,))
    cells = make_cells(layout, town.period, policy)
    first = true_table(town, layout.subject)
    tables = [first, _another(first, cells, random.Random(5))]
    values = [_values(cells, table) for table in tables]
    differing = {codes for codes in cells.cells if values[0][codes] != values[1][codes]}
    small = {codes for codes in cells.cells if 0 < min(v[codes] for v in values) < 5}
    hidden = differing | small
    assert len(differing) > 40
    made_of = []
    for known in values:
        printed = {codes: None if codes in hidden else known[codes] for codes in cells.cells}
        core = core_files(cells, printed, layout.subject, town.population)
        prepared = Prepared(core, name, layout.version, len(printed), len(hidden), (), ())
        made_of.append(release_files(prepared, FACTS, town, policy))
    assert list(made_of[0]) == list(made_of[1]) == NAMES
    assert made_of[0] == made_of[1]


def test_release_json_says_all_that_the_contract_asks_for() -> None:
    town, prepared = relief_town(), made(relief_town())
    found = json.loads(release_files(prepared, FACTS, town, usual_policy())["release.json"])
    assert found["policy"].pop("clusters")["C06"] == "Cụm Phụng Hiệp"
    assert found["policy"].pop("sensitive") == sorted(usual_policy().sensitive)
    assert found == {
        "number": "CB-2026-001", "period": "2026", "from": "2026-01-01", "to": "2026-12-31",
        "layout": "relief-wards", "version": 1, "edition": 1, "supersedes": "",
        "policy": {"k": 5, "method": METHOD}, "definitions": "12.1, relief within 2 days",
        "hash": content_hash(prepared.files), "time": "2027-01-10T10:00:00+07:00",
        "cells": 420, "hidden": 3, "share_hidden": "0.71",
    }  # fmt: skip


def test_the_hash_is_over_names_and_bytes_of_the_core_files() -> None:
    files = made(relief_town()).files
    text = b"".join(
        f"{name}\n{len(files[name])}\n".encode() + files[name]
        for name in ("model.json", "published.csv", "ratios.csv")
    )
    assert content_hash(files) == hashlib.sha256(text).hexdigest()
    assert content_hash({**files, "README.md": b"x"}) == content_hash(files)
    for name in CORE:
        assert content_hash({**files, name: files[name] + b"\n"}) != content_hash(files)


def test_figures_have_names_units_values_and_percentages() -> None:
    files = release_files(made(relief_town()), FACTS, relief_town(), usual_policy())
    found = json.loads(files["figures.json"])
    assert found["release"]["number"] == "CB-2026-001"
    assert found["units"]["value"] == "children"
    assert found["dimensions"]["relief"]["codes"]["late"] == {
        "vi": "Không kịp thời",
        "en": "Not in time",
    }
    cells = {cell["id"]: cell for cell in found["cells"]}
    assert cells["31135|T|T|in_time"] == {
        "id": "31135|T|T|in_time", "geo": "31135", "sex": "T", "age_band": "T",
        "relief": "in_time", "value": 6, "status": "F", "percent": "100.00", "of_children": None,
        "of_cell": "31135|T|T|T",
    }  # fmt: skip
    assert (cells["31120|T|T|late"]["value"], cells["31120|T|T|late"]["status"]) == (None, "C")


def test_metadata_name_title_description_licence_and_source() -> None:
    files = release_files(made(relief_town()), FACTS, relief_town(), usual_policy())
    found = json.loads(files["metadata.json"])
    assert found["title"].endswith(", 2026 (CB-2026-001)")
    assert "k = 5" in found["description"]
    assert "0,71 %" in found["description"]
    assert found["source"] == "Thành phố Cần Thơ"
    assert found["license"]


def test_an_edition_that_supersedes_says_so_and_ids_are_those_of_the_instance() -> None:
    house = house_mapping()
    own = {**house.tables, "sdmx.indicators": {**house.tables["sdmx.indicators"], "12": "MINE"}}
    facts = replace(FACTS, number="CB-2026-007", edition=2, supersedes="CB-2026-001")
    files = release_files(
        made(relief_town()), facts, relief_town(), usual_policy(), ExchangeMapping("own", own)
    )
    assert json.loads(files["release.json"])["supersedes"] == "CB-2026-001"
    assert b",MINE,COUNT," in files["sdmx.csv"]
    assert b"CT_12" not in files["sdmx.csv"]


def test_periods_of_before_the_reform_have_all_files() -> None:
    town = relief_town("2024")
    assert town.period == Period.parse("2024")
    assert list(release_files(made(town), FACTS, town, usual_policy())) == NAMES
