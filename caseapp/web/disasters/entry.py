"""Entering whom a disaster hit: households with their children, asked about, then saved at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from caseapp.casework.impact_asking import Asked, ask_lines
from caseapp.casework.impact_entry import Kept, record_lines
from caseapp.casework.impact_reading import UnitPlace, read_place
from caseapp.exchange.disaster_lists import ListFault, read_list
from caseapp.rules.access import Act
from caseapp.rules.disasters import MOST_LINES, ImpactEntry
from caseapp.rules.values import RuleBroken, local_day, msgid
from caseapp.web.actor import actor, needs, now
from caseapp.web.birth_box import born_words
from caseapp.web.code_choices import code_choices
from caseapp.web.disasters import households
from caseapp.web.disasters.forms import EntryForm, SheetForm
from caseapp.web.disasters.households import Child, Days, Household
from caseapp.web.draft_box import quiet
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import insist
from caseapp.web.twin_words import reason_words
from caseapp.web.uploads import takes_file
from caseapp.web.widgets import refuse

Answer = Response | tuple[str, int] | str

_UNIT: Final = "/<int:number>/units/<code>"
_OPEN: Final = msgid(
    "Nothing is saved yet: some children may be known already. Say of each whether it is the same "
    "child, then save once more"
)


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the blueprint of the disasters."""
    both = ["GET", "POST"]
    blueprint.add_url_rule(f"{_UNIT}/children/new", "enter", enter, methods=both)
    blueprint.add_url_rule(f"{_UNIT}/sheets/new", "sheet", sheet, methods=both)


def place_to_fill(number: int, code: str) -> UnitPlace:
    """Return a disaster in a unit for which the person records."""
    view = read_place(actor(), number, code, now=now())
    insist(Act.IMPACT_RECORD, view.unit_id)
    return view


@needs(Act.IMPACT_RECORD)
def enter(number: int, code: str) -> Answer:
    """Ask who was hit, household by household; save all of it when nothing is open any more."""
    view = place_to_fill(number, code)
    form = EntryForm(data={"affected_on": view.started_on, "listed_on": local_day(now())})
    if request.method == "GET":
        return _page(view, form, households.with_room([], ""))
    blocks = households.typed_households(request.form)
    step = request.form.get("step", "save")
    if step != "save" or quiet():
        return _page(view, form, households.with_room(blocks, step), focus=_focus(blocks, step))
    children, wrong = households.check(blocks, _days(form), view.spell, local_day(now()))
    if _is_sound(form, blocks, children, wrong):
        done = _save(view, form, children)
        if done is not None:
            return done
    return _page(view, form, households.with_room(blocks, ""))


def _focus(blocks: Sequence[Household], step: str) -> tuple[int, int]:
    """Return the household and child whose box is typed into next, after one was added."""
    for at, block in enumerate(blocks):
        if step == f"child-{at}":
            return at, len(block.children) - 1
    return (len(blocks) - 1, -1) if step == "household" else (-1, -1)


def _days(form: EntryForm) -> Days:
    return Days(form.affected_on.data, form.listed_on.data)


def _is_sound(
    form: EntryForm, blocks: Sequence[Household], children: Sequence[Child], wrong: dict[str, str]
) -> bool:
    """Tell whether every line can be kept; what cannot is said beside its box."""
    sound = bool(form.validate())
    for name, words in wrong.items():
        if not form[name].errors:
            refuse(form, name, words)
    if not children:
        form.form_errors.append(gettext("Enter at least one child"))
    if households.too_many(blocks):
        words = gettext("Enter at most %(most)d children at once", most=MOST_LINES)
        form.form_errors.append(words)
    return sound and not form.errors and all(child.entry is not None for child in children)


def _entries(children: Sequence[Child]) -> list[ImpactEntry]:
    return [child.entry for child in children if child.entry is not None]


def _ask(view: UnitPlace, children: Sequence[Child]) -> Asked:
    """Ask whom the children may be of, and put each question beside its child."""
    asked = ask_lines(
        actor(), view.number, view.code, _entries(children), now=now(), post=posted_key()
    )
    households.set_questions(children, asked.questions, asked.open, asked.twice)
    return asked


def _save(view: UnitPlace, form: EntryForm, children: Sequence[Child]) -> Response | None:
    def act() -> str:
        asked = _ask(view, children)
        if asked.open or asked.twice:
            raise RuleBroken(_OPEN)
        kept = record_lines(
            actor(), view.number, view.code, _entries(children), now=now(), post=posted_key()
        )
        _tell(kept)
        return str(kept.recorded)

    to = url_for("disasters.unit", number=view.number, code=view.code)
    return perform(form, act, to=lambda _: to)


def _tell(kept: Kept) -> None:
    """Say what became of the lines."""
    said = ngettext("%(num)d child is on the list now", "%(num)d children are on the list now",
                    kept.recorded)  # fmt: skip
    parts = [
        (kept.known, gettext("known before: %(number)d", number=kept.known)),
        (kept.already, gettext("stood there already and are unchanged: %(number)d",
                               number=kept.already)),
        (kept.left_out, gettext("left out as the same child: %(number)d", number=kept.left_out)),
        (kept.old, gettext("16 or older on that day, not recorded and not counted: %(number)d",
                           number=kept.old)),
    ]  # fmt: skip
    flash("; ".join([str(said), *(str(words) for many, words in parts if many)]), "success")


def _page(
    view: UnitPlace,
    form: EntryForm,
    blocks: list[Household],
    focus: tuple[int, int] = (-1, -1),
    *,
    read: bool = False,
) -> Answer:
    """Draw the form; one that was sent is not saved, whatever it asked for."""
    if quiet():
        for block in blocks:
            block.faults = {}
    html = render_template(
        "disasters/enter.html",
        view=view,
        form=form,
        blocks=blocks,
        faults=[] if quiet() else households.fault_list(blocks),
        focus=focus,
        read=read,
        key=post_key(),
        sexes=code_choices("sex"),
        harms=code_choices("harms"),
        born=lambda twin: born_words(twin.born, twin.birth_precision, local_day(now())),
        reason_words=reason_words,
        today=local_day(now()),
    )
    return (html, 422) if request.method == "POST" and not read else html


@needs(Act.IMPACT_RECORD)
@takes_file
def sheet(number: int, code: str) -> Answer:
    """Take a list that was filled as a workbook: read, all its faults told, then looked over."""
    view = place_to_fill(number, code)
    form = SheetForm()
    faults: tuple[ListFault, ...] = ()
    if form.validate_on_submit():
        found = read_list(form.content(), view.spell, local_day(now()))
        faults = found.faults
        blocks = households.households_of(found.lines)
        if not faults and (page := _look_over(view, form, blocks)) is not None:
            return page
    html = render_template(
        "disasters/sheet.html", view=view, form=form, faults=faults, most=MOST_LINES
    )
    return (html, 422) if form.is_submitted() else html


def _look_over(view: UnitPlace, form: SheetForm, blocks: list[Household]) -> Answer | None:
    """Show what was read in the form in which it is saved, with the questions about it."""
    days = Days(view.started_on, None)
    children, _ = households.check(blocks, days, view.spell, local_day(now()))
    try:
        _ask(view, children)
    except RuleBroken as broken:
        form.form_errors.append(gettext(broken.message, **broken.params))
        return None
    for child in children:
        child.faults.pop("answer", None)  # not asked before: no fault yet
    entry = EntryForm(formdata=None, data={"affected_on": view.started_on})
    return _page(view, entry, blocks, read=True)
