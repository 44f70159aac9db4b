"""One entry of help for a list of children, step by step: what, to whom, looked over, saved.

Nothing is stored before the last step: what was typed and ticked goes along in the page itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from flask import Blueprint, flash, render_template, request, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from caseapp.casework import assistance_batches as batches
from caseapp.casework import assistance_register as register
from caseapp.casework.assistance import AssistanceEntry, check_entry
from caseapp.casework.assistance_batch_reading import list_batches, read_batch
from caseapp.casework.assistance_batches import Recipient, Sorted
from caseapp.casework.child_search import ChildPage, Search, find_children
from caseapp.rules.access import Act
from caseapp.rules.assistance import HelpDays
from caseapp.rules.values import RuleBroken, local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.assistance.forms import GiftForm, PickForm
from caseapp.web.assistance_form import days_words, value_words
from caseapp.web.birth_box import born_words
from caseapp.web.filters import code_label
from caseapp.web.posting import perform, post_key, posted_key
from caseapp.web.rights import allowed, insist
from caseapp.web.widgets import refuse

Answer = Response | tuple[str, int] | str

_BREAKS: Final = re.compile(r"[\s,;]+")
_LONGEST: Final = 40
_LONGEST_NAME: Final = 200
_MOST_POSTED: Final = 2000
_DIGITS: Final = 9


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the blueprint of the register."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/<code>/lists", "lists", index)
    blueprint.add_url_rule("/<code>/lists/new", "new", new, methods=both)
    blueprint.add_url_rule("/<code>/lists/<int:number>", "batch", show)


@needs(Act.ASSISTANCE_LIST)
def index(code: str) -> str:
    """List the entries of a unit for lists of children, the newest first."""
    after = request.args.get("after", "")[:_DIGITS]
    page = list_batches(actor(), code, int(after) if after.isdecimal() else 0, now=now())
    return render_template("assistance/lists.html", page=page, value_words=value_words)


@needs(Act.ASSISTANCE_LIST)
def show(code: str, number: int) -> str:
    """Show an entry: what each child was given, who got it, and what was put right since."""
    view = read_batch(actor(), code, number, now=now())
    return render_template(
        "assistance/batch.html",
        view=view,
        facts=facts_of(view.entry, view.total),
        born=_born,
        days_words=lambda row: days_words(HelpDays(row.given_on, row.given_until, row.open_ended)),
        value_words=value_words,
        may_record=allowed(Act.ASSISTANCE_RECORD, view.unit_id),
    )


def facts_of(entry: AssistanceEntry, total: int = 0) -> list[tuple[str, str]]:
    """Return what is given as questions and answers, with the value of all that was given."""
    rows = [
        (gettext("Kind of help"), code_label("assistance_kinds", entry.kind)),
        (gettext("When"), days_words(entry.days)),
        (gettext("Given by"), entry.provider),
        (gettext("Value for each"), value_words(entry.value)),
    ]
    if entry.in_kind:
        rows.append((gettext("Given in kind"), entry.in_kind))
    if entry.note:
        rows.append((gettext("Note"), entry.note))
    if total and not entry.days.running:
        rows.append((gettext("Value for all"), value_words(total)))
    return [(str(name), str(value)) for name, value in rows]


def _born(each: Recipient) -> str:
    return born_words(each.born, each.birth_precision, local_day(now()))


@dataclass
class _Picked:
    """Who is ticked so far: on this page and on those before, and where the page begins."""

    codes: list[str] = field(default_factory=list)
    after: str = ""

    def add(self, more: list[str]) -> None:
        """Tick more children, each once."""
        self.codes = list(dict.fromkeys([*self.codes, *more]))


def _picked() -> _Picked:
    """Return who is ticked: those kept from other pages, and on the page sent those with a tick."""
    shown = set(_codes(" ".join(request.form.getlist("shown"))))
    kept = [code for code in _codes(request.form.get("chosen", "")) if code not in shown]
    picked = _Picked(kept, request.form.get("after", "")[:_LONGEST])
    picked.add(_codes(" ".join(request.form.getlist("child"))))
    return picked


def _codes(text: str) -> list[str]:
    """Return the codes in a text, as they are kept."""
    parts = [part[:_LONGEST] for part in _BREAKS.split(text)[:_MOST_POSTED]]
    return batches.tidy(parts)


@needs(Act.ASSISTANCE_RECORD)
def new(code: str) -> Answer:
    """Ask what is given, then to whom; show who gets it and who does not; save it at once."""
    view = register.read_unit(actor(), code, now=now())
    insist(Act.ASSISTANCE_RECORD, view.unit_id)
    form = GiftForm()
    step = request.form.get("step", "choose")
    if request.method == "GET":
        return _ask_gift(view, form)
    if not _is_sound(form) or step == "gift":
        html = _ask_gift(view, form)
        return html if step == "gift" else (html, 422)
    picked = _picked()
    if step == "save":
        return _save(view, form, picked)
    if step == "preview" and picked.codes:
        return _look_over(view, form, picked)
    return _choose(view, form, picked, step)


def _is_sound(form: GiftForm) -> bool:
    """Tell whether what is given can be; a rule's refusal stands beside its field."""
    if not form.validate():
        return False
    try:
        check_entry(form.entry(), now())
    except RuleBroken as broken:
        refuse(form, broken.field or "", gettext(broken.message, **broken.params))
        return False
    return True


def _sent(form: GiftForm) -> list[tuple[str, str]]:
    """Return what is given as hidden fields send it along."""
    names = ("kind", "given_on", "given_until", "open_ended", "provider", "value", "in_kind")
    return [pair for name in (*names, "note") for pair in form[name].sending()]


def _ask_gift(view: register.Unit, form: GiftForm) -> str:
    chosen = _picked().codes if request.method == "POST" else []
    return render_template("assistance/gift.html", view=view, form=form, chosen=chosen)


def _choose(view: register.Unit, form: GiftForm, picked: _Picked, step: str) -> Answer:
    """Show a page of the unit's children to tick, beside those who are ticked already."""
    pick = PickForm()
    fault = ""
    if step == "preview":
        fault = gettext("Tick the children first, or paste their codes")
    if step == "add":
        picked.add(_codes(pick.pasted.data or ""))
    if step in {"search", "first", "choose"}:
        picked.after = ""
    if step == "next":
        picked.after = request.form.get("following", "")[:_LONGEST]
    found = _found(view, pick, picked)
    if step == "all":
        picked.add([line.code for line in found.lines])
    html = render_template(
        "assistance/choose.html",
        view=view,
        form=form,
        pick=pick,
        picked=picked,
        found=found,
        lines=[(line, born_words(line.born, line.birth_precision, local_day(now()))) for line in
               (*found.lines, *found.also)],
        sent=_sent(form),
        facts=facts_of(form.entry()),
        fault=fault,
        most=batches.MOST,
    )  # fmt: skip
    return (html, 422) if fault else html


def _found(view: register.Unit, pick: PickForm, picked: _Picked) -> ChildPage:
    text = "".join(filter(str.isprintable, pick.q.data or ""))[:_LONGEST_NAME]
    search = Search(text, after=picked.after, unit=view.unit_id, special=bool(pick.special.data))
    return find_children(actor(), search, now=now())


def _sort(view: register.Unit, form: GiftForm, picked: _Picked) -> Sorted:
    return batches.sort_children(actor(), view.code, form.entry(), picked.codes, now=now())


def _look_over(view: register.Unit, form: GiftForm, picked: _Picked, status: int = 200) -> Answer:
    """Show who gets it and who is left out and why, before anything is saved."""
    try:
        told = _sort(view, form, picked)
    except RuleBroken as broken:
        form.form_errors.append(gettext(broken.message, **broken.params))
        told = Sorted(view.unit_id, view.unit, (), ())
        status = 422
    html = render_template(
        "assistance/preview.html",
        view=view,
        form=form,
        told=told,
        picked=picked,
        sent=_sent(form),
        facts=facts_of(form.entry(), len(told.taken) * (form.value.data or 0)),
        born=_born,
        why=why_words,
        key=post_key(),
    )
    return (html, status) if status != 200 else html  # noqa: PLR2004 - the usual answer


def _save(view: register.Unit, form: GiftForm, picked: _Picked) -> Answer:
    """Save the help for those who were shown as getting it."""
    taken = _codes(request.form.get("taken", ""))

    def act() -> str:
        made = batches.record_batch(
            actor(), view.code, form.entry(), taken, now=now(), post=posted_key()
        )
        words = ngettext(
            "The help is recorded for %(num)d child",
            "The help is recorded for %(num)d children",
            len(taken),
        )
        flash(words, "success")
        return made

    done = perform(
        form,
        act,
        to=lambda made: url_for("assistance.batch", code=view.code, number=int(made or 0)),
    )
    return done if done is not None else _look_over(view, form, picked, 422)


def why_words(each: Recipient) -> str:
    """Say why a child of the list is left out."""
    if each.why == "merged" and each.into:
        return str(gettext("Entered twice: is one child now with %(code)s", code=each.into))
    words = {
        "unknown": gettext("No child of your unit bears this code"),
        "merged": gettext("Entered twice and merged: look for the child's other code"),
        "died": gettext("Died by then, says a disaster's list"),
        "unborn": gettext("Not born yet on that day"),
        "same": gettext("Has the same help by the same giver already"),
    }
    return str(words[each.why])
