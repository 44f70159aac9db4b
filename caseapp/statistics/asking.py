"""Reads a question about figures from the parameters of an address, as the command takes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, cast

from caseapp.rules.units import CITY_CODE
from caseapp.rules.values import NoSuchDay, Period, ReversedPeriod, msgid
from caseapp.statistics.counting import Ask, NothingLeft
from caseapp.statistics.dimensions import DIMENSIONS
from caseapp.statistics.indicator import Basis

BASES: Final[tuple[Basis, ...]] = ("received", "occurred")
SWITCH: Final = ("0", "1")
SEVERAL: Final = frozenset({"by"})
"""Parameters that may stand more than once."""
OF_ASK: Final = ("period", "area", "each_ward", "by", "basis")

_NO_PERIOD: Final = msgid(
    "Write a period as 2026, 2026H1, 2026Q3, 2026M07 or 2026-01-01..2026-06-30"
)
_REVERSED: Final = msgid("The last day lies before the first: put the earlier day first")
_NO_SUCH_DAY: Final = msgid("The period names a day that does not exist: check day and month")
_STRANGE: Final = msgid("There is no parameter %(name)s here")
_TWICE: Final = msgid("The parameter %(name)s stands more than once")
_NONE_OF: Final = msgid("The parameter %(name)s is one of: %(choices)s")
_NOTHING_LEFT: Final = msgid("No indicator is divided by all of this at once")
NO_UNIT: Final = msgid("No unit bears this code on the last day of the period")


class BadQuestion(Exception):
    """The question cannot be answered; says which parameter is wrong, and how to put it right."""

    def __init__(self, message: str, **params: Any) -> None:  # noqa: ANN401 - for the message
        super().__init__(message)
        self.message = message
        self.params = params


def check_names(given: Mapping[str, Sequence[str]], known: Sequence[str]) -> None:
    """Raise BadQuestion for a parameter that nobody reads, and for one that stands twice."""
    for name, values in given.items():
        if name not in known:
            raise BadQuestion(_STRANGE, name=name[:40])
        if len(values) > 1 and name not in SEVERAL:
            raise BadQuestion(_TWICE, name=name)


def one_of(
    given: Mapping[str, Sequence[str]], name: str, choices: Sequence[str], usual: str
) -> str:
    """Return the value of a parameter, the usual one without it; BadQuestion for no choice."""
    value = (given.get(name) or (usual,))[0]
    if value not in choices:
        raise BadQuestion(_NONE_OF, name=name, choices=", ".join(choices))
    return value


def read_period(given: Mapping[str, Sequence[str]]) -> Period:
    """Return the period asked for; BadQuestion says why it is none."""
    try:
        return Period.parse((given.get("period") or ("",))[0])
    except ReversedPeriod:
        raise BadQuestion(_REVERSED) from None
    except NoSuchDay:
        raise BadQuestion(_NO_SUCH_DAY) from None
    except ValueError:
        raise BadQuestion(_NO_PERIOD) from None


def read_ask(given: Mapping[str, Sequence[str]]) -> Ask:
    """Return the question; what is usual stands where nothing is said. BadQuestion."""
    period = read_period(given)
    by = tuple(given.get("by", ()))
    for name in by:
        if name not in DIMENSIONS:
            raise BadQuestion(_NONE_OF, name="by", choices=", ".join(DIMENSIONS))
    ask = Ask(
        period,
        (given.get("area") or (CITY_CODE,))[0],
        one_of(given, "each_ward", SWITCH, "0") == "1",
        by,
        cast("Basis", one_of(given, "basis", BASES, "received")),
    )
    try:
        _ = ask.indicators
    except NothingLeft:
        raise BadQuestion(_NOTHING_LEFT) from None
    return ask
