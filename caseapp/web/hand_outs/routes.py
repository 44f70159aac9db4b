"""Routes of figures that leave the house: to somebody by name, and what is released to all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from flask import Blueprint, Response, flash, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response as Redirect

from caseapp.casework import areas
from caseapp.casework.outcomes import Missing
from caseapp.exchange.exposing import list_exposures
from caseapp.exchange.figure_hand_outs import (
    Handed,
    Wanted,
    hand_out,
    list_hand_outs,
    require_whole,
)
from caseapp.exchange.released import list_released
from caseapp.rules.access import Act
from caseapp.rules.hand_outs import FORMS
from caseapp.rules.units import CITY_CODE, territory
from caseapp.rules.values import RuleBroken, local_day, msgid
from caseapp.statistics.asking import NO_UNIT, BadQuestion, check_names, read_ask
from caseapp.statistics.counting import Ask
from caseapp.statistics.freezing import Edition
from caseapp.statistics.frozen_reading import list_frozen
from caseapp.statistics.members import BY
from caseapp.statistics.sheet import Sheet
from caseapp.statistics.territory import UnknownArea
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.definition_words import definition_words
from caseapp.web.errors import error_page
from caseapp.web.fresh_code import fresh_of, is_asked
from caseapp.web.hand_outs import exposing
from caseapp.web.hand_outs.forms import FORM_WORDS, HandOutForm
from caseapp.web.hand_outs.paper import paper_html
from caseapp.web.pdf_answer import list_footing
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.printing import PrinterDown, Unprintable, render_pdf
from caseapp.web.printing import Sheet as Paper
from caseapp.web.release_words import listed
from caseapp.web.rights import allowed, allowed_over_all

blueprint = Blueprint("hand_outs", __name__, url_prefix="/indicators")
Answer = Response | Redirect | tuple[str, int] | str
_NOT_BEGUN: Final = msgid("This period has not begun yet: choose one that has")
_ASKED: Final = ("period", "area", "basis", "frozen")


@dataclass(frozen=True)
class Question:
    """What is to be handed out: a question of now, or an edition of frozen figures."""

    ask: Ask
    unit: int
    edition: Edition | None


@blueprint.errorhandler(BadQuestion)
def _bad_question(error: BadQuestion) -> Response:
    return error_page(422, gettext(error.message, **error.params))


def _question() -> Question:
    """Read what the address asks for; BadQuestion, Missing for an edition that is not there."""
    given: Mapping[str, list[str]] = request.args.to_dict(flat=False)
    check_names(given, _ASKED)
    edition = _edition(given["frozen"][0]) if "frozen" in given else None
    if edition is not None:
        given = {**given, "period": [edition.period.id], "basis": [edition.basis]}
    ask = read_ask({"period": [str(local_day(now()).year)], **given})
    if edition is not None:
        ask = replace(ask, period=edition.period)
    elif ask.period.start > local_day(now()):
        raise BadQuestion(_NOT_BEGUN)
    try:
        return Question(ask, ask.ground(territory()).area(ask.area), edition)
    except UnknownArea:
        raise BadQuestion(NO_UNIT) from None


def _edition(number: str) -> Edition:
    for each in list_frozen(actor(), now=now()):
        if str(each.number) == number:
            return each
    raise Missing("frozen_sheets:-")


@blueprint.route("/hand-outs/new", methods=["GET", "POST"])
@needs(Act.FIGURES_HAND_OUT)
def new() -> Answer:
    """Say to whom exact figures are handed and why; the answer is the file, once recorded."""
    require_whole(actor(), now=now())
    found = _question()
    form = HandOutForm(
        whole=found.ask.area == CITY_CODE,
        factor=is_asked(),
    )
    if form.validate_on_submit():
        made: list[Handed] = []
        done = perform(
            form,
            lambda: made.append(_hand_out(form, found)),
            to=lambda _code: url_for("hand_outs.index"),
        )
        if made:
            return _file(made[0], form.form.data)
        if done is not None:
            flash(gettext("This was handed out already: to hand it out again, fill a new form"))
            return done
    page = render_template(
        "hand_outs/new.html",
        form=form,
        key=post_key(),
        found=found,
        place=_place(found.unit),
        wards=found.ask.area == CITY_CODE,
    )
    return (page, 422) if form.is_submitted() else page


def _place(unit: int) -> str:
    return gettext("The whole city") if unit == int(CITY_CODE) else areas.label(unit)


def _hand_out(form: HandOutForm, found: Question) -> Handed:
    each_ward = "each_ward" in form and bool(form.each_ward.data)
    ask = replace(found.ask, each_ward=each_ward, by=BY if form.divided.data else ())
    number = found.edition.number if found.edition else None

    def draw(sheet: Sheet, mark_code: str, mark: str) -> bytes:
        paper = Paper(now(), settings().demo, list_footing(mark_code, actor().name, now()))
        edition = found.edition.edition if found.edition else None
        html = paper_html(sheet, mark_code, mark, paper, basis=ask.basis, edition=edition)
        return _drawn(html)

    return hand_out(
        actor(),
        Wanted(ask, form.form.data or "", number),
        form.to,
        draw,
        instance=settings().instance,
        now=now(),
        fresh=fresh_of(form),
        post=posted_key(),
    )


def _drawn(html: str) -> bytes:
    """Print the document; RuleBroken, with nothing recorded, where that cannot be done now."""
    try:
        return render_pdf(html)
    except (Unprintable, PrinterDown) as trouble:
        raise RuleBroken(
            "This could not be printed: choose another form, or try again later", field="form"
        ) from trouble


def _file(handed: Handed, form: str) -> Response:
    kind = FORMS[form]
    answer = Response(handed.content, mimetype=kind.media)
    name = f"noi-bo-{handed.code}.{kind.ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@blueprint.route("/hand-outs")
@needs(Act.FIGURES_HAND_OUT)
def index() -> str:
    """List what was handed to whom and why, the newest first; it holds no figure."""
    return render_template(
        "hand_outs/index.html",
        rows=list_hand_outs(actor(), now=now()),
        public=list_exposures(actor(), now=now()),
        may_expose=allowed(Act.RELEASE_SIGN),
        place=_place,
        forms=FORM_WORDS,
        definition=definition_words,
    )


@blueprint.route("/released")
@needs(Act.FIGURES_READ)
def released() -> str:
    """Show what was released to all."""
    return render_template(
        "hand_outs/released.html",
        rows=listed(list_released()),
        may_read=allowed_over_all(Act.RELEASE_READ),
    )


exposing.attach(blueprint)
