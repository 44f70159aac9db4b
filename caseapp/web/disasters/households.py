"""The blocks of a list as a form sends them: households, each with its head, hamlet and children.

Names of the boxes: `h2-head`, `h2-hamlet`, `h2-c1-name` …, counted from 0. Nothing is stored here:
a button more ("add a child") draws the page again with what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from flask_babel import gettext
from werkzeug.datastructures import MultiDict

from caseapp.casework.impact_asking import LineQuestion
from caseapp.rules.disasters import MOST_LINES, ImpactEntry, Spell, TypedLine, check_line
from caseapp.rules.forms.parts import Misread, tidy
from caseapp.rules.matching import fold

_BOX: Final = re.compile(r"h([0-9]{1,3})-(head|hamlet)")
_OF_CHILD: Final = re.compile(r"h([0-9]{1,3})-c([0-9]{1,3})-([a-z_]+)")
_TEXTS: Final = ("name", "birth", "sex", "harm", "answer")
_DAYS: Final = ("affected_on", "listed_on")
_LONGEST: Final = 1000


@dataclass
class Child:
    """One child as typed. Days of its own come with a workbook; else those of the whole entry.

    `faults` by box, `question` whether the child is known, `above` the name of the line that it
    is like.
    """

    name: str = ""
    birth: str = ""
    sex: str = ""
    harm: str = ""
    answer: str = ""
    affected_on: date | None = None
    listed_on: date | None = None
    faults: dict[str, str] = field(default_factory=dict)
    question: LineQuestion | None = None
    above: str = ""
    entry: ImpactEntry | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.name or self.birth or self.sex or self.harm)


@dataclass
class Household:
    """A head of a household, its hamlet, and its children."""

    head: str = ""
    hamlet: str = ""
    children: list[Child] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not (self.head or self.hamlet) and all(child.is_empty for child in self.children)


def typed_households(form: MultiDict[str, str]) -> list[Household]:
    """Return the blocks of a form that was sent, as they stand on the page.

    Letters that cannot be shown are dropped; boxes beyond what one form takes are not looked at.
    """
    blocks: dict[int, Household] = {}
    children: dict[tuple[int, int], Child] = {}
    for name, text in form.items():
        if match := _BOX.fullmatch(name):
            block = blocks.setdefault(int(match[1]), Household())
            setattr(block, match[2], _tidied(text))
        elif (match := _OF_CHILD.fullmatch(name)) and match[3] in {*_TEXTS, *_DAYS}:
            blocks.setdefault(int(match[1]), Household())
            child = children.setdefault((int(match[1]), int(match[2])), Child())
            setattr(child, match[3], _day(text) if match[3] in _DAYS else _tidied(text))
    for at, place in sorted(children):
        blocks[at].children.append(children[at, place])
    return [blocks[at] for at in sorted(blocks)]


def _tidied(text: str) -> str:
    try:
        return tidy(text[:_LONGEST], lines=False, limit=_LONGEST)
    except Misread:
        return "".join(letter for letter in text[:_LONGEST] if letter.isprintable()).strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def households_of(lines: Iterable[TypedLine]) -> list[Household]:
    """Return the lines of a workbook as blocks: the same head in the same hamlet is one."""
    found: dict[tuple[str, str], Household] = {}
    for line in lines:
        key = (fold(line.head), fold(line.hamlet))
        block = found.setdefault(key, Household(line.head, line.hamlet))
        block.children.append(
            Child(
                line.name,
                line.birth,
                line.sex,
                line.harm,
                affected_on=line.affected_on,
                listed_on=line.listed_on,
            )
        )
    return list(found.values())


def with_room(blocks: list[Household], step: str) -> list[Household]:
    """Return the blocks with one child or household more, as the pressed button asks."""
    for at, block in enumerate(blocks):
        if step == f"child-{at}" or not block.children:
            block.children.append(Child())
    if step == "household" or not blocks:
        blocks.append(Household(children=[Child()]))
    return blocks


@dataclass(frozen=True)
class Days:
    """The days that hold for all children of an entry which bring none of their own."""

    affected_on: date | None
    listed_on: date | None


def check(
    blocks: Sequence[Household], days: Days, spell: Spell, today: date
) -> tuple[list[Child], dict[str, str]]:
    """Find what is wrong, beside each box; return the children that are not empty, in order.

    Beside them what is wrong with the days that hold for all. A household of which nobody is named
    is at fault, unless it is empty as a whole.
    """
    found: list[Child] = []
    wrong: dict[str, str] = {}
    for block in blocks:
        filled = [child for child in block.children if not child.is_empty]
        if not filled and not block.is_empty:
            block.children = block.children or [Child()]
            filled = block.children[:1]
        for child in filled:
            wrong |= _check_child(block, child, days, spell, today)
        found += filled
    return found, wrong


def _check_child(
    block: Household, child: Child, days: Days, spell: Spell, today: date
) -> dict[str, str]:
    """Note what is wrong beside the boxes; return what is wrong with the days of all."""
    wrong: dict[str, str] = {}
    typed = TypedLine(
        child.name, child.birth, child.sex, child.harm, block.head, block.hamlet,
        child.affected_on or days.affected_on, child.listed_on or days.listed_on, child.answer,
    )  # fmt: skip
    if child.affected_on is None and days.affected_on is None:
        typed = replace(typed, affected_on=spell.first)  # said beside its own boxes
    child.entry, faults = check_line(typed, spell, today)
    for fault in faults:
        holder = block.faults if fault.field in {"head", "hamlet"} else child.faults
        if fault.field in _DAYS and getattr(child, fault.field) is None:
            holder = wrong
        holder.setdefault(fault.field, gettext(fault.message))
    return wrong


def set_questions(
    children: Sequence[Child],
    questions: Mapping[int, LineQuestion],
    unanswered: Iterable[int],
    twice: Iterable[int],
) -> None:
    """Put each question beside its child, and what is wrong with its answer."""
    for place, question in questions.items():
        child = children[place]
        child.question = question
        if question.same is not None:
            child.above = children[question.same].name
        if child.answer not in question.answers:
            child.answer = ""
    for place in unanswered:
        children[place].faults["answer"] = gettext("Say whether it is the same child")
    for place in twice:
        words = gettext("A line above names the same child: choose that, or leave this line out")
        children[place].faults["answer"] = words


def fault_list(blocks: Sequence[Household]) -> list[tuple[str, str]]:
    """Return all that is wrong with the id of its box, in the order of the page."""
    found = []
    for at, block in enumerate(blocks):
        found += [(f"h{at}-{name}", words) for name, words in block.faults.items()]
        for place, child in enumerate(block.children):
            shown = {name: words for name, words in child.faults.items() if name not in _DAYS}
            days = {words for name, words in child.faults.items() if name in _DAYS}
            found += [(f"h{at}-c{place}-{name}", words) for name, words in shown.items()]
            found += [(f"h{at}-c{place}-name", words) for words in sorted(days)]
    return found


def too_many(blocks: Sequence[Household]) -> bool:
    """Whether there are more children than one form takes."""
    return sum(len(block.children) for block in blocks) > MOST_LINES
