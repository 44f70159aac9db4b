"""Routes of the figures by HTTP: to read only, by token or session, refused by documents."""

from __future__ import annotations

import json
from typing import Any, Final

from flask import Blueprint, Response, render_template, request, url_for
from flask_babel import gettext

from caseapp.casework.limits import Refused, TooManyTries
from caseapp.casework.outcomes import Missing
from caseapp.casework.token_entry import WAIT
from caseapp.rules.access import Act, Denied
from caseapp.rules.figure_kinds import INTERNAL
from caseapp.rules.token_scopes import OutOfScope
from caseapp.rules.values import LOCAL, Period, local_day
from caseapp.statistics.asking import BadQuestion
from caseapp.statistics.figures import read_indicators
from caseapp.statistics.freezing import Edition
from caseapp.statistics.frozen_reading import list_frozen, read_frozen_sheet
from caseapp.statistics.layouts import PUBLICATION
from caseapp.statistics.narrowing import of_unit
from caseapp.statistics.sheet import Sheet
from caseapp.statistics.written import printed, write_sheet
from caseapp.web.actor import actor, needs, now, public, settings
from caseapp.web.figures_api import asked
from caseapp.web.figures_api.entry import Nobody, holder, let_in, note_out_of_scope
from caseapp.web.figures_api.openapi import document
from caseapp.web.figures_api.schemas import refusals
from caseapp.web.problems import problem

blueprint = Blueprint("figures_api", __name__)
_OPEN: Final = frozenset({"figures_api.openapi", "figures_api.guide"})
"""What tells no figure: the document is for everyone, the guide asks for a session itself."""
_BEARER: Final = 'Bearer realm="caseapp"'


@blueprint.before_request
def _enter() -> None:
    if request.endpoint not in _OPEN:
        let_in()


@blueprint.after_request
def _internal(response: Response) -> Response:
    """Say of every answer which kind of figures it holds, and what it hangs on."""
    if request.endpoint not in _OPEN:
        response.headers["Caseapp-Figures"] = "internal"
        response.headers["Vary"] = "Authorization, Cookie, Accept"
    return response


@blueprint.errorhandler(Nobody)
def _nobody(_error: Nobody) -> Response:
    detail = gettext("Send a token: Authorization: Bearer …")
    return problem(401, detail, {"WWW-Authenticate": _BEARER})


@blueprint.errorhandler(Refused)
def _refused(_error: Refused) -> Response:
    detail = gettext("This token does not hold: it is wrong, or it has ended")
    return problem(401, detail, {"WWW-Authenticate": f'{_BEARER}, error="invalid_token"'})


@blueprint.errorhandler(TooManyTries)
def _wait(_error: TooManyTries) -> Response:
    detail = gettext("Asked too often: wait a quarter of an hour")
    return problem(429, detail, {"Retry-After": str(int(WAIT.total_seconds()))})


@blueprint.errorhandler(OutOfScope)
def _out_of_scope(error: OutOfScope) -> Response:
    note_out_of_scope()
    headers = {"WWW-Authenticate": f'{_BEARER}, error="insufficient_scope"'}
    return problem(403, gettext(error.message, **error.params), headers)


@blueprint.errorhandler(Denied)
def _denied(_error: Denied) -> Response:
    detail = gettext("Who asks may not read these figures by a program")
    return problem(403, detail, {"WWW-Authenticate": _BEARER})


@blueprint.errorhandler(Missing)
def _missing(_error: Missing) -> Response:
    return problem(404, gettext("There is no such edition"))


@blueprint.errorhandler(BadQuestion)
def _bad_question(error: BadQuestion) -> Response:
    return problem(400, gettext(error.message, **error.params))


@blueprint.errorhandler(asked.NotAcceptable)
def _not_acceptable(_error: asked.NotAcceptable) -> Response:
    return problem(406, gettext("Accept application/json or text/csv"))


@blueprint.route("/api/v1/indicators")
@public
def indicators() -> Response:
    """Give the figures of a period: byte for byte what the command prints."""
    who, parameters = holder(), asked.given(asked.INDICATORS)
    form = asked.form_of(parameters)
    ask = asked.ask_within(who.scope, parameters)
    sheet = read_indicators(who.actor, ask, now=now())
    return _written(sheet, form)


@blueprint.route("/api/v1/frozen")
@public
def frozen() -> Response:
    """List the editions of frozen figures that lie within what the token reaches."""
    who = holder()
    asked.given(asked.LISTED)
    found = [e for e in list_frozen(who.actor, now=now()) if who.scope.reaches(e.period)]
    listed = {"editions": [_edition(each) for each in found], PUBLICATION: INTERNAL}
    return _json(listed)


@blueprint.route("/api/v1/frozen/<int:number>")
@public
def edition(number: int) -> Response:
    """Give the figures of an edition, as they were frozen."""
    who = holder()
    form = asked.form_of(asked.given(asked.EDITION))
    _, sheet = read_frozen_sheet(who.actor, number, now=now(), insist=who.scope.insist_period)
    if who.scope.unit is not None:
        sheet = of_unit(sheet, who.scope.unit)
    return _written(sheet, form)


@blueprint.route("/api/v1/openapi.json")
@public
def openapi() -> Response:
    """Give the document that describes these addresses; it holds no figure."""
    return _json(document())


@blueprint.route("/indicators/by-program")
@needs(Act.FIGURES_FETCH)
def guide() -> str:
    """Tell how a program reads the figures, with an example that can be copied."""
    year, found = local_day(now()).year - 1, document()
    return render_template(
        "figures_api/guide.html",
        address=url_for("figures_api.indicators", period=year, _external=True),
        year=year,
        newest=next((each.number for each in list_frozen(actor(), now=now())), None),
        described=[(path, each["get"]) for path, each in found["paths"].items()],
        refused=refusals(),
    )


def _written(sheet: Sheet, form: str) -> Response:
    body = printed(write_sheet(sheet, form, settings().instance))
    answer = Response(body, mimetype=asked.FORMS[form])
    answer.headers["Content-Disposition"] = f'inline; filename="{_name(sheet.period, form)}"'
    return answer


def _name(period: Period, form: str) -> str:
    name = gettext("indicators-internal-%(period)s", period=period.id)
    return f"{name}.{form}"


def _json(document: dict[str, Any]) -> Response:
    return Response(
        json.dumps(document, ensure_ascii=False, indent=1) + "\n", mimetype="application/json"
    )


def _edition(each: Edition) -> dict[str, Any]:
    period = each.period
    return {
        "number": each.number,
        "period": {"id": period.id, "start": str(period.start), "end": str(period.end)},
        "basis": each.basis,
        "edition": each.edition,
        "definition": each.definition,
        "frozen_at": each.frozen_at.astimezone(LOCAL).isoformat(),
        "superseded_by": each.newer,
    }
