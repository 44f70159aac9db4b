"""What the city and a unit decide about their papers: the head, the legal bases, who gets a copy.

Names of ministries, laws and offices change (they did in 2025): none of them is part of the
program. Each is a dated decision; a paper is drawn by what held on its own date.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

from caseapp.rules.forms import form04_plan, form05_approval, form07_separation
from caseapp.rules.forms.decisions import DECISIONS
from caseapp.rules.forms.spec import Form
from caseapp.rules.matching import fold
from caseapp.rules.values import RuleBroken, msgid

SUPERIOR: Final = "paper_superior"
"""Whom the units stand under, printed above their own name; empty while nobody decided."""
DEPARTMENT: Final = "paper_department"
"""The department of the city that answers for children."""
USUAL_DEPARTMENT: Final = "Sở Y tế"
AGENCY: Final = "paper_agency"
PLACE: Final = "paper_place"
UNIT_NAMES: Final = (AGENCY, PLACE)
"""A unit's own: its name as the head prints it, and the place before the date."""

_GROUNDS: Final = "paper_grounds"
_RECIPIENTS: Final = "paper_recipients"
_FORMS: Final = (
    form05_approval.FORM,
    form07_separation.FORM,
    form04_plan.FORM,
    *(editions[-1] for editions in DECISIONS.values()),
)
DECIDING: Final[Mapping[str, Form]] = {form.number: form for form in _FORMS}
"""The papers that stand on legal bases, by number, each in its newest edition."""

_LONGEST_LINE: Final = 300
_MOST_LINES: Final = 12
_LONGEST_NAME: Final = 100
_GROUND: Final = "Căn cứ "

WORDS: Final[Mapping[str, str]] = {
    SUPERIOR: msgid("The authority above the units, as the head of a paper prints it"),
    DEPARTMENT: msgid("The city's department for children"),
    AGENCY: msgid("The unit's name, as the head of a paper prints it"),
    PLACE: msgid("The place before the date of a paper"),
    _GROUNDS: msgid("Legal bases"),
    _RECIPIENTS: msgid("Who gets the paper (Nơi nhận)"),
}
"""What each setting is, by its name without the paper or the unit."""

Part = Literal["grounds", "recipients"]


def name_for(part: Part, number: str) -> str:
    """Return the name of a setting of the paper of that number."""
    return f"paper_{part}_{number}"


def unit_name(name: str, unit_id: int) -> str:
    """Return the name under which a unit's own setting is kept."""
    return f"{name}:{unit_id}"


CITY_NAMES: Final = (
    SUPERIOR,
    DEPARTMENT,
    *(name_for("grounds", number) for number in DECIDING),
    *(name_for("recipients", number) for number in DECIDING),
)
"""The settings that the city decides on."""


def form_of(name: str) -> str:
    """Return the number of the paper that a setting is of; empty for what all papers share."""
    for kind in (_GROUNDS, _RECIPIENTS):
        if name.startswith(f"{kind}_"):
            return name.removeprefix(f"{kind}_")
    return ""


def words_of(name: str) -> str:
    """Return what a setting is, as an English msgid."""
    number = form_of(name)
    return WORDS[name.partition(":")[0].removesuffix(f"_{number}" if number else "")]


def is_list(name: str) -> bool:
    """Tell whether a setting has several lines."""
    return bool(form_of(name))


_USUAL_RECIPIENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "04": ("Chủ tịch Ủy ban nhân dân (để phê duyệt)", "Lưu: hồ sơ"),
    "05": ("Như Điều 2", "Lưu: VT, hồ sơ"),
    "07": ("Như Điều 3", "Lưu: VT"),
    "CV-ĐN": ("Như trên", "Lưu: VT, hồ sơ"),
}
_OF_A_DECISION: Final = ("Như Điều 3", "Lưu: VT, hồ sơ")


def usual(name: str) -> str:
    """Return what holds while nobody decided otherwise; empty for a unit's own names."""
    number = form_of(name)
    if not number:
        return {DEPARTMENT: USUAL_DEPARTMENT}.get(name, "")
    if name.startswith(_GROUNDS):
        return "\n".join(DECIDING[number].grounds)
    return "\n".join(usual_recipients(number))


def usual_recipients(number: str) -> tuple[str, ...]:
    """Return who gets the paper of that number while nobody decided otherwise."""
    return _USUAL_RECIPIENTS.get(number, _OF_A_DECISION)


def lines_of(value: str) -> tuple[str, ...]:
    """Return the lines of a setting that has several."""
    return tuple(line for line in value.split("\n") if line)


def checked(name: str, typed: str) -> str:
    """Return a value as it is kept; RuleBroken at `value` for one that no paper could print.

    A legal basis begins with "Căn cứ" and ends with ";", whether that was typed or not; the dash
    and the stop of a line of "Nơi nhận" are the paper's own.
    """
    lines = [" ".join(line.split()) for line in typed.splitlines() if line.strip()]
    if not is_list(name):
        return _one_line(name, lines)
    if not lines:
        raise RuleBroken("Enter at least one line", field="value")
    if len(lines) > _MOST_LINES:
        raise RuleBroken("Enter at most 12 lines", field="value")
    kept = [_ground(line) if name.startswith(_GROUNDS) else _recipient(line) for line in lines]
    if any(len(line) > _LONGEST_LINE for line in kept):
        raise RuleBroken("A line is too long: at most 300 letters", field="value")
    return "\n".join(kept)


def _one_line(name: str, lines: list[str]) -> str:
    if not lines and name != SUPERIOR:
        raise RuleBroken("Enter the name as the paper is to print it", field="value")
    if len(lines) > 1 or any(len(line) > _LONGEST_NAME for line in lines):
        raise RuleBroken("Enter one line of at most 100 letters", field="value")
    return lines[0] if lines else ""


def _ground(line: str) -> str:
    if not line.startswith(_GROUND):
        raise RuleBroken("Each line of the legal bases begins with “Căn cứ”", field="value")
    return f"{line.rstrip(' ;.,')};"


def _recipient(line: str) -> str:
    kept = line.lstrip("-–• ").rstrip(" ;.")
    if not kept:
        raise RuleBroken("A line names nobody", field="value")
    return kept


def slug_of(name: str) -> str:
    """Return how an address names a setting of the city, or a unit's own without its unit."""
    bare = name.partition(":")[0].removeprefix("paper_")
    return fold(bare).replace("_", "-").replace(" ", "-")


def name_of(slug: str) -> str | None:
    """Return the setting of the city that an address names; None for none."""
    return next((name for name in CITY_NAMES if slug_of(name) == slug), None)


def unit_setting(slug: str) -> str | None:
    """Return the setting of a unit's own that an address names, without its unit; None for none."""
    return next((name for name in UNIT_NAMES if slug_of(name) == slug), None)
