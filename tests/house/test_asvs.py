"""docs/asvs.md: every number of the two levels once, every file that it names there."""

from __future__ import annotations

import re

from tests.house.tree import ROOT

LINE = re.compile(r"\| (\d+\.\d+\.\d+) \| ([12]) \| (.+) \|")
NAMED = re.compile(r"`((?:tests|docs|caseapp|requirements)[\w./-]*)`")
# The numbers of a section that are of level 1 or 2, as version 5.0.0 counts them.
SECTIONS = {
    "1.1": "1-2", "1.2": "1-9", "1.3": "1-11", "1.4": "1-3", "1.5": "1-2",
    "2.1": "1-3", "2.2": "1-3", "2.3": "1-4", "2.4": "1",
    "3.2": "1-2", "3.3": "1-4", "3.4": "1-6", "3.5": "1-5", "3.7": "1-2",
    "4.1": "1-3", "4.2": "1", "4.3": "1-2", "4.4": "1-4",
    "5.1": "1", "5.2": "1-3", "5.3": "1-2", "5.4": "1-3",
    "6.1": "1-3", "6.2": "1-12", "6.3": "1-4", "6.4": "1-4", "6.5": "1-5", "6.6": "1-3", "6.8": "1-4",
    "7.1": "1-3", "7.2": "1-4", "7.3": "1-2", "7.4": "1-5", "7.5": "1-2", "7.6": "1-2",
    "8.1": "1-2", "8.2": "1-3", "8.3": "1", "8.4": "1",
    "11.1": "1-2", "11.2": "1-3", "11.3": "1-3", "11.4": "1-4", "11.5": "1", "11.6": "1",
    "12.1": "1-3", "12.2": "1-2", "12.3": "1-4",
    "13.1": "1", "13.2": "1-5", "13.3": "1-2", "13.4": "1-5",
    "14.1": "1-2", "14.2": "1-4", "14.3": "1-3",
    "15.1": "1-3", "15.2": "1-3", "15.3": "1-7",
    "16.1": "1", "16.2": "1-5", "16.3": "1-4", "16.4": "1-3", "16.5": "1-3",
}  # fmt: skip


def page() -> str:
    return (ROOT / "docs" / "asvs.md").read_text("utf-8")


def numbers() -> list[str]:
    found = []
    for section, span in SECTIONS.items():
        first, _, last = span.partition("-")
        found += [f"{section}.{each}" for each in range(int(first), int(last or first) + 1)]
    return found


def test_every_number_is_there_once() -> None:
    assert [number for number, _, _ in LINE.findall(page())] == numbers()


def test_every_file_named_is_there() -> None:
    named = NAMED.findall(page())
    assert len(named) > 100
    assert sorted({name for name in named if not (ROOT / name).exists()}) == []


def test_every_line_names_a_file_or_says_why_not() -> None:
    lacking = [
        number
        for number, _, shown in LINE.findall(page())
        if not (NAMED.search(shown) or re.search(r"(\*\*open\*\*|\*n/a\*)\S* .", shown))
    ]
    assert lacking == []


def test_the_sums_at_the_head_are_those_of_the_lines() -> None:
    lines = LINE.findall(page())
    opened = [(number, level) for number, level, shown in lines if "**open**" in shown]
    aside = [number for number, _, shown in lines if shown.startswith("*n/a*")]
    by_hand = [number for number, _, shown in lines if ", tried" in shown]
    first = ", ".join(number for number, level in opened if level == "1")
    said = " ".join(page().split())
    assert f"{len(lines)} requirements: {len(lines) - len(opened) - len(aside)} shown" in said
    assert f"({len(by_hand)} of them by Caddy's configuration, tried once by hand" in said
    assert f"{len(opened)} open in whole or part (of level 1: {first})" in said
    assert f"{len(aside)} not applicable." in said


def test_every_test_named_holds_a_test() -> None:
    """A file without one shows nothing."""
    named = {name for name in NAMED.findall(page()) if name.startswith("tests/")}
    empty = {
        name
        for name in named
        if (ROOT / name).is_file() and "def test_" not in (ROOT / name).read_text("utf-8")
    }
    assert empty == set()
