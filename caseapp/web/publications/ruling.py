"""Pages of the city's rules for releases: k, the sensitive groups, the clusters, their history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, render_template, url_for
from flask_babel import gettext, lazy_gettext
from werkzeug.wrappers import Response

from caseapp.casework import areas
from caseapp.exchange import release_rules
from caseapp.exchange.release_rules import RuleSet, RulesView
from caseapp.rules.access import Act
from caseapp.rules.values import local_day
from caseapp.web.actor import actor, needs, now
from caseapp.web.dated_decisions import enter_sound
from caseapp.web.fresh_code import fresh_of, is_asked
from caseapp.web.posting import posted_key
from caseapp.web.publications import showing
from caseapp.web.publications.cluster_form import ClustersForm, clusters_form
from caseapp.web.publications.forms import DecidedForm, LeastForm, SensitiveForm
from caseapp.web.rights import allowed

Answer = Response | tuple[str, int] | str
_NAMES: Final = {
    "k": lazy_gettext("Smallest count that is printed (k)"),
    "sensitive": lazy_gettext("Sensitive groups"),
    "clusters": lazy_gettext("Clusters of wards"),
}


@dataclass(frozen=True)
class Group:
    """A cluster as the page lists it."""

    code: str
    name: str
    units: tuple[str, ...]


@needs(Act.RELEASE_READ)
def index() -> str:
    """Show the rules of today, and what the city decided before."""
    found = release_rules.read_rules(actor(), now=now())
    return render_template(
        "publications/rules.html",
        found=found,
        sensitive=showing.sensitive_words(found.sensitive),
        clusters=_groups(found),
        names=_NAMES,
        said=_said,
        may_set=allowed(Act.RELEASE_SET_RULES),
    )


def _groups(found: RulesView) -> list[Group]:
    names = dict(areas.choices(local_day(now())))
    return [
        Group(each.code, each.name, tuple(names.get(unit, unit) for unit in each.units))
        for each in found.clusters
    ]


def _said(row: RuleSet) -> str:
    """Say the value of a decision."""
    if row.name == "clusters":
        return str(gettext("%(number)s clusters", number=row.said))
    if row.name == "sensitive":
        codes = {code.strip() for code in row.said.split(",")}
        return "; ".join(showing.sensitive_words(codes)) or str(gettext("none"))
    return row.said


@needs(Act.RELEASE_SET_RULES)
def least() -> Answer:
    """Enter from which number of children on a count is printed."""
    found = release_rules.read_rules(actor(), now=now())
    form = LeastForm(today=local_day(now()), factor=is_asked(), data={"k": found.k})

    def act() -> None:
        release_rules.set_k(
            actor(),
            form.k.data if form.k.data is not None else -1,
            decision=form.decision.data or "",
            valid_from=form.valid_from.data,
            now=now(),
            fresh=fresh_of(form),
            post=posted_key(),
        )

    return _enter(form, act, "publications/rule.html", "k")


@needs(Act.RELEASE_SET_RULES)
def sensitive() -> Answer:
    """Enter which groups are protected whatever their count."""
    found = release_rules.read_rules(actor(), now=now())
    form = SensitiveForm(
        today=local_day(now()), factor=is_asked(), data={"sensitive": sorted(found.sensitive)}
    )

    def act() -> None:
        release_rules.set_sensitive(
            actor(),
            form.sensitive.data or [],
            decision=form.decision.data or "",
            valid_from=form.valid_from.data,
            now=now(),
            fresh=fresh_of(form),
            post=posted_key(),
        )

    return _enter(form, act, "publications/rule.html", "sensitive")


@needs(Act.RELEASE_SET_RULES)
def clusters() -> Answer:
    """Move wards from cluster to cluster, name clusters, make new ones."""
    today = local_day(now())
    found = release_rules.read_rules(actor(), now=now())
    form = clusters_form(found.clusters, areas.choices(today), today, factor=is_asked())
    if not form.is_submitted():
        return _enter(form, None, "publications/clusters.html", "clusters")
    chosen = form.clusters() if form.validate() else None

    def act() -> None:
        release_rules.set_clusters(
            actor(),
            chosen or [],
            decision=form.decision.data or "",
            valid_from=form.valid_from.data,
            now=now(),
            fresh=fresh_of(form),
            post=posted_key(),
        )

    return _enter(
        form, act if chosen is not None else None, "publications/clusters.html", "clusters"
    )


def _enter(form: DecidedForm, act: Callable[[], None] | None, page: str, name: str) -> Answer:
    """Take a decision, or show its form; no act for a form that is not sound."""
    sound = isinstance(form, ClustersForm) or form.validate_on_submit()
    ready = act if sound else None
    return enter_sound(form, ready, page, to=url_for("publications.rules"), title=_NAMES[name])


def attach(blueprint: Blueprint) -> None:
    """Add these pages to the blueprint of the releases."""
    both = ["GET", "POST"]
    blueprint.add_url_rule("/rules", "rules", index)
    blueprint.add_url_rule("/rules/least-count", "least", least, methods=both)
    blueprint.add_url_rule("/rules/groups", "sensitive", sensitive, methods=both)
    blueprint.add_url_rule("/rules/clusters", "clusters", clusters, methods=both)
