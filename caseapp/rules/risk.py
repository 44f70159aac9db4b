"""What the rows of an assessment propose: the two tables are counted apart, the officer decides.

Cao is bad in the table of harm and good in that of self-protection, so a plain sum would be wrong.
How the two counts are compared is still to be compared with the official annex (bản chờ đối chiếu);
confirmed is only that serious harm asks for emergency measures (Decree 56/2017, Art. 26.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from caseapp.rules.codes.cases import RISK_LEVELS
from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.assessment_parts import HARM, PROTECTION
from caseapp.rules.forms.spec import Field, Form
from caseapp.rules.values import RuleBroken, msgid

HOW_COUNTED: Final = msgid(
    "The rows rated Cao are counted in each table apart. More of them in harm than in "
    "self-protection proposes a high risk, as many a medium one, fewer a low one"
)
"""Seen in no official text so far."""


@dataclass(frozen=True)
class Tally:
    """How many rows of a table were rated so; `unrated` are still to be rated."""

    high: int
    medium: int
    low: int
    unrated: int


def rows_of(form: Form, table: str) -> tuple[Field, ...]:
    """Return the rated rows of one of the two tables."""
    return tuple(field for field in form.section(table).fields if field.kind == "rating")


def tally(form: Form, values: Mapping[str, Value], table: str) -> Tally:
    """Count the ratings of one of the two tables."""
    rated = [values.get(field.key) for field in rows_of(form, table)]
    high, medium, low = (rated.count(level) for level in ("high", "medium", "low"))
    return Tally(high, medium, low, len(rated) - high - medium - low)


def proposed_level(form: Form, values: Mapping[str, Value]) -> str:
    """Return the level that the counts propose; none while a row is not rated."""
    harm, protection = tally(form, values, HARM), tally(form, values, PROTECTION)
    if harm.unrated or protection.unrated:
        return ""
    if harm.high == protection.high:
        return "medium"
    return "high" if harm.high > protection.high else "low"


def is_emergency(form: Form, values: Mapping[str, Value]) -> bool:
    """Tell whether the first row of harm is rated Cao: serious harm, or life in danger."""
    return values.get(rows_of(form, HARM)[0].key) == "high"


def check_level(level: str, proposed: str, reason: str) -> None:
    """Raise RuleBroken for no level, and for one that differs from the count without a reason."""
    if level not in RISK_LEVELS:
        raise RuleBroken("Choose a level of risk", field="level")
    if proposed and level != proposed and not reason.strip():
        raise RuleBroken(
            "Your level is another than the counted one: say why", field="level_reason"
        )
