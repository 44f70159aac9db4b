"""What is asked of the addresses of the figures: their parameters, and the form of the answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from flask import request

from caseapp.rules.token_scopes import TokenScope
from caseapp.rules.units import territory
from caseapp.statistics.asking import NO_UNIT, OF_ASK, BadQuestion, check_names, one_of, read_ask
from caseapp.statistics.counting import Ask
from caseapp.statistics.territory import UnknownArea

FORMS: Final[Mapping[str, str]] = {"json": "application/json", "csv": "text/csv"}
"""What may be asked for by `format`, or by its media type in Accept."""
INDICATORS: Final = (*OF_ASK, "format")
LISTED: Final[tuple[str, ...]] = ()
EDITION: Final = ("format",)


class NotAcceptable(Exception):
    """The answer has none of the forms that the program accepts."""


def given(known: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Return the parameters of the request; BadQuestion for one that this address lacks."""
    found: Mapping[str, Sequence[str]] = request.args.to_dict(flat=False)
    check_names(found, known)
    return found


def form_of(parameters: Mapping[str, Sequence[str]]) -> str:
    """Return the form asked for, by name before media type; BadQuestion, NotAcceptable."""
    if "format" in parameters:
        return one_of(parameters, "format", tuple(FORMS), "json")
    wanted = request.accept_mimetypes
    best = wanted.best_match(list(FORMS.values())) if wanted else FORMS["json"]
    if best is None:
        raise NotAcceptable
    return next(form for form, media in FORMS.items() if media == best)


def ask_within(scope: TokenScope, parameters: Mapping[str, Sequence[str]]) -> Ask:
    """Return the question, once it lies within what the token reaches; BadQuestion, OutOfScope."""
    scope.insist_live()
    ask = read_ask(parameters)
    ground = ask.ground(territory())
    try:
        area = ground.area(ask.area)
    except UnknownArea:
        raise BadQuestion(NO_UNIT) from None
    scope.insist_period(ask.period)
    scope.insist_unit(ground.heir(area), each_ward=ask.each_ward)
    return ask
