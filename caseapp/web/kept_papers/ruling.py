"""Pages of what is decided: who gives the unit's numbers, and what stops the 12 hours."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from caseapp.casework import signing_rules
from caseapp.rules.access import Act
from caseapp.rules.kept_papers import NO, YES
from caseapp.rules.values import RuleBroken
from caseapp.web.actor import actor, needs, now
from caseapp.web.dated_decisions import enter, withdrawn
from caseapp.web.kept_papers.forms import DecidedForm
from caseapp.web.posting import posted_key
from caseapp.web.rights import allowed, missing

Answer = Response | tuple[str, int] | str
_STOPS = (
    (YES, lazy_gettext("The chair's decision in here stops the 12 hours")),
    (NO, lazy_gettext("Only the signed paper stops the 12 hours, at the hour of its signature")),
)
_REGISTER = (
    (YES, lazy_gettext("The unit's register of numbers is kept in here")),
    (NO, lazy_gettext("The office's clerk gives the numbers")),
)


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the blueprint of the kept papers."""
    rules, registers, both = "/signing-rules", "/own-registers", ["GET", "POST"]
    add = blueprint.add_url_rule
    add(rules, "rules", show_rules)
    add(f"{rules}/new", "new_rule", new_rule, methods=both)
    add(f"{rules}/<int:number>/withdrawal", "withdraw_rule", withdraw_rule, methods=["POST"])
    add(registers, "registers", show_registers)
    add(f"{registers}/<int:unit>/new", "new_register", new_register, methods=both)
    withdrawal = f"{registers}/<int:unit>/<int:number>/withdrawal"
    add(withdrawal, "withdraw_register", withdraw_register, methods=["POST"])


@needs(Act.HOME_READ)
def show_rules() -> str:
    """Show what the city decided of the 12 hours, and what holds today."""
    return render_template(
        "kept_papers/rules.html",
        rows=signing_rules.click_rules(actor(), now=now()),
        words=dict(_STOPS),
        holds=signing_rules.click_holds(actor(), now=now()),
        may_set=allowed(Act.SIGNING_SET_RULES),
    )


@needs(Act.SIGNING_SET_RULES)
def new_rule() -> Answer:
    """Ask what the city decided, by which decision, and from when."""
    form = DecidedForm()
    form.value.choices = [(value, str(words)) for value, words in _STOPS]
    return enter(
        form,
        lambda: signing_rules.set_click_rule(
            actor(),
            stops=form.value.data == YES,
            decision=form.decision.data or "",
            valid_from=form.valid_from.data,
            now=now(),
            post=posted_key(),
        ),
        "kept_papers/new_rule.html",
        to=url_for("kept_papers.rules"),
    )


@needs(Act.SIGNING_SET_RULES)
def withdraw_rule(number: int) -> Response:
    """Withdraw a decision that was entered wrongly, while no report came under it."""
    try:
        signing_rules.withdraw_click_rule(actor(), number, now=now())
        flash(gettext("The entry is withdrawn: it holds on no day"), "success")
    except RuleBroken as refusal:
        flash(gettext(refusal.message))
    return redirect(url_for("kept_papers.rules"))


@needs(Act.REGISTER_SET)
def show_registers() -> str:
    """Show who gives the numbers of the person's units, and what was decided of it."""
    return render_template(
        "kept_papers/registers.html",
        units=signing_rules.list_registers(actor(), now=now()),
        words=dict(_REGISTER),
    )


@needs(Act.REGISTER_SET)
def new_register(unit: int) -> Answer:
    """Ask whether the unit keeps its register in here, by which decision, and from when."""
    found = {each.unit_id: each for each in signing_rules.list_registers(actor(), now=now())}
    if unit not in found:
        missing()
    form = DecidedForm()
    form.value.choices = [(value, str(words)) for value, words in _REGISTER]
    return enter(
        form,
        lambda: signing_rules.set_register(
            actor(),
            unit,
            own=form.value.data == YES,
            decision=form.decision.data or "",
            valid_from=form.valid_from.data,
            now=now(),
            post=posted_key(),
        ),
        "kept_papers/new_register.html",
        to=url_for("kept_papers.registers"),
        unit=found[unit].unit,
    )


@needs(Act.REGISTER_SET)
def withdraw_register(unit: int, number: int) -> Response:
    """Withdraw what was entered wrongly about the unit's register."""
    signing_rules.withdraw_register(actor(), unit, number, now=now())
    return withdrawn(url_for("kept_papers.registers"))
