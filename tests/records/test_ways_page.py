"""docs/row-filter.md lists every way round the row filter that the tests try, and no other."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from tests.house.tree import ROOT, syntax
from tests.records.ways.acts import ACTS
from tests.records.ways.filtered import FILTERED
from tests.records.ways.refused import REFUSED
from tests.records.ways.shapes import Read, Write
from tests.records.ways.writes import WRITES

HEAD = """# Ways round the row filter

Somebody who may write any statement inside an open door: a developer by mistake, or a page that was talked into it. Each line is
a way that was tried, with what comes of it. A test (`tests/records/test_ways_page.py`) keeps this page equal to the tables
of the tests. Each way is also tried with the filter taken out, and must succeed there: so no test is vacuous.

What holds them is told in [decision 0002](decisions/0002-one-door.md). A new way is added to the tables in `tests/records/ways/`.
"""

READING = """
## To be told of rows

Asked by somebody of a ward (*own*), of its neighbour (*other*), with a unit that was never made (*forged*), and without a
*principal*. "The asker's" means: letter for letter what is told in a world where no other ward ever wrote a row. Held by
`tests/records/test_ways.py`.
"""

WRITING = """
## To change rows

Written by somebody of a ward, aimed at rows of the *own* unit, of *another*, of a *forged* one; the last column is the own row
without a *principal*. Held by `tests/records/test_ways_writing.py`.
"""

APART = """
## Held in another way

| family | way | what comes of it | held by |
|---|---|---|---|
"""

ELSEWHERE = (
    (
        "identity map", "what one act loaded, asked for by the next", "gone with its act",
        "tests/records/test_scope.py", "test_what_one_act_loaded_the_next_does_not_have",
    ),
    (
        "raw driver connection", "a cursor of the driver",
        "**seen by no filter**: three rooms may hold the driver",
        "tests/records/test_scope.py",
        "test_the_driver_itself_is_touched_by_the_rooms_that_open_and_migrate",
    ),
    (
        "text", "SQL handed to the driver in words", "refused inside a door; five rooms may",
        "tests/records/test_scope.py", "test_sql_is_handed_over_in_words_by_few_rooms",
    ),
    (
        "text", "the whole file attached or copied", "refused",
        "tests/records/test_scope.py",
        "test_words_are_not_taken_inside_a_door_even_when_they_name_nothing",
    ),
    (
        "text", "a plan that is run, a second statement behind a plain one", "refused",
        "tests/records/test_scope.py", "test_a_plan_is_a_plan_and_runs_nothing",
    ),
    (
        "Core", "writes inside a door for figures", "refused",
        "tests/records/test_scope.py", "test_figures_are_selects_and_nothing_else",
    ),
    (
        "cached statements", "asked by several in turn", "each is told of the own units",
        "tests/records/test_scope.py",
        "test_a_cached_statement_does_not_keep_the_units_of_who_asked_first",
    ),
    (
        "flush", "the leave to write, kept after a flush", "ends with the flush",
        "tests/records/test_scope.py", "test_a_flush_that_had_nothing_to_do_leaves_no_open_way",
    ),
    (
        "flush", "the leave to write, kept after one that failed", "ends with the flush",
        "tests/records/test_claims.py", "test_a_flush_that_fails_leaves_no_open_way",
    ),
    (
        "keys", "another's key destroyed through the keyring", "refused while anybody holds it",
        "tests/records/test_keyring.py", "test_a_key_is_destroyed_only_when_nobody_holds_it",
    ),
)  # fmt: skip


def _table(head: str, ways: Iterable[Read | Write]) -> list[str]:
    lines: list[str] = []
    family = ""
    for way in sorted(ways, key=lambda way: way.family.casefold()):
        if way.family != family:
            family = way.family
            lines += ["", f"### {family[0].upper()}{family[1:]}", "", head, "|---|" + "---|" * 4]
        lines.append(f"| {way.name} | {' | '.join(_answers(way))} |")
    return lines


def _answers(way: Read | Write) -> tuple[str, str, str, str]:
    if isinstance(way, Read):
        return ("refused",) * 4 if way.refused else ("asker's", "asker's", "nothing", "refused")
    refused = "refused, also by the database" if way.held else "refused"
    return ("written" if way.own else refused, refused, refused, refused)


def page() -> str:
    reads = _table("| way | own | other | forged | no principal |", [*FILTERED, *ACTS, *REFUSED])
    writes = _table("| way | own | another | forged | no principal |", WRITES)
    apart = [
        f"| {family} | {way} | {comes} | `{file}::{test}` |"
        for family, way, comes, file, test in ELSEWHERE
    ]
    return "\n".join([HEAD + READING.rstrip("\n"), *reads, WRITING.rstrip("\n"), *writes,
                      APART.rstrip("\n"), *apart, ""])  # fmt: skip


def test_the_page_is_the_tables() -> None:
    written = ROOT / "docs" / "row-filter.md"
    assert written.read_text("utf-8") == page(), page()


def test_every_way_has_a_name_of_its_own() -> None:
    for ways in ([*FILTERED, *ACTS, *REFUSED], WRITES):
        names = [(way.family, way.name) for way in ways]
        assert len(names) == len(set(names))


def test_what_is_held_elsewhere_is_held_by_a_test_that_is_there() -> None:
    for *_, file, test in ELSEWHERE:
        assert test in {n.name for n in syntax(file).body if isinstance(n, ast.FunctionDef)}
