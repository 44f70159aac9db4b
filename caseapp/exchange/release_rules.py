"""What the city decides on releases: k, sensitive groups, clusters; dated, with the decision."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select

from caseapp import desk
from caseapp.casework import areas
from caseapp.casework.fresh_factor import Fresh, prove
from caseapp.casework.sent_forms import sent_before
from caseapp.casework.staff import name_of
from caseapp.records.settings import Setting
from caseapp.rules.access import Act, Actor
from caseapp.rules.releasing import (
    CLUSTERS,
    SENSITIVE,
    K,
    check_clusters,
    check_decision,
    check_k,
    check_sensitive,
)
from caseapp.rules.values import RuleBroken, local_day
from caseapp.statistics.releases.policy import Cluster, Policy, usual_policy

_NAMES: Final = {K: "k", SENSITIVE: "sensitive", CLUSTERS: "clusters"}
_LONGEST: Final = 2000  # of a setting's value


@dataclass(frozen=True)
class RuleSet:
    """One decision: `name` is `k`, `sensitive` or `clusters`; `said` is its value in short.

    That is the number, the codes, or how many clusters there are. `withdrawn`: another decision of
    the same day took its place.
    """

    number: int
    name: str
    said: str
    decision: str
    valid_from: date
    entered_at: datetime
    entered_by: str
    withdrawn: bool
    holds: bool


@dataclass(frozen=True)
class RulesView:
    """The rules that hold today, and every decision, the newest first."""

    k: int
    sensitive: frozenset[str]
    clusters: tuple[Cluster, ...]
    history: tuple[RuleSet, ...]


def read_rules(actor: Actor, *, now: datetime) -> RulesView:
    """Return the rules of today and what the city decided; the read is logged."""
    with desk.reading(actor, Act.RELEASE_READ, now=now) as door:
        desk.insist_on_all(door)
        today = local_day(now)
        rows = door.session.scalars(
            select(Setting)
            .where(Setting.name.in_(_NAMES))
            .order_by(Setting.valid_from.desc(), Setting.id.desc())
        ).all()
        held = {row.id for name in _NAMES if (row := _held(door, name, today)) is not None}
        policy = policy_on(door, today)
        door.log("settings:releases", None, rows=len(rows))
        history = tuple(_view(door, row, holds=row.id in held) for row in rows)
        return RulesView(policy.k, policy.sensitive, policy.clusters, history)


def policy_on(door: desk.Door, day: date) -> Policy:
    """Return what releases are protected by on a day; what nobody decided is as usual."""
    usual = usual_policy()
    k, sensitive, clusters = (_held(door, name, day) for name in (K, SENSITIVE, CLUSTERS))
    return Policy(
        int(k.value) if k is not None else usual.k,
        frozenset(filter(None, sensitive.value.split(","))) if sensitive else usual.sensitive,
        _read_clusters(clusters.value) if clusters is not None else usual.clusters,
    )


def set_k(
    actor: Actor,
    k: int,
    *,
    decision: str,
    valid_from: date,
    now: datetime,
    fresh: Fresh,
    post: str = "",
) -> None:
    """Enter from which number of children on a count may be printed; RuleBroken at `k`."""
    check_k(k)
    _decide(actor, K, str(k), _By(decision, valid_from, fresh), now=now, post=post)


def set_sensitive(
    actor: Actor,
    codes: Collection[str],
    *,
    decision: str,
    valid_from: date,
    now: datetime,
    fresh: Fresh,
    post: str = "",
) -> None:
    """Enter which groups are protected whatever their count; RuleBroken at `sensitive`."""
    check_sensitive(codes)
    said = ",".join(sorted(set(codes)))
    _decide(actor, SENSITIVE, said, _By(decision, valid_from, fresh), now=now, post=post)


def set_clusters(
    actor: Actor,
    clusters: Sequence[Cluster],
    *,
    decision: str,
    valid_from: date,
    now: datetime,
    fresh: Fresh,
    post: str = "",
) -> None:
    """Enter how the units of today are joined to clusters; RuleBroken at `clusters`."""
    units = {code for code, _ in areas.choices(local_day(now))}
    check_clusters([(one.code, one.name, one.units) for one in clusters], units)
    plain = [[one.code, one.name.strip(), " ".join(sorted(one.units))] for one in clusters]
    said = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    if len(said) > _LONGEST:
        raise RuleBroken("The names of the clusters are too long together", field="clusters")
    _decide(actor, CLUSTERS, said, _By(decision, valid_from, fresh), now=now, post=post)


@dataclass(frozen=True)
class _By:
    """What stands behind a change: the decision, its first day, the code of who enters it."""

    decision: str
    valid_from: date
    fresh: Fresh


def _decide(actor: Actor, name: str, value: str, by: _By, *, now: datetime, post: str) -> None:
    """Enter a value in force from a day until the next one begins.

    One of the same day is withdrawn by it, and stays in the list.
    """
    decision = check_decision(by.decision)
    with desk.reading(actor, Act.RELEASE_SET_RULES, now=now) as door:
        desk.insist_on_all(door)
    if not sent_before(actor, post):
        prove(actor, by.fresh, now=now)
    with desk.writing(actor, Act.RELEASE_SET_RULES, now=now, post=post) as door:
        desk.insist_on_all(door)
        same = select(Setting).where(
            Setting.name == name,
            Setting.valid_from == by.valid_from,
            func.coalesce(Setting.valid_until, date.max) > Setting.valid_from,
        )
        if (former := door.session.scalars(same).first()) is not None:
            former.valid_until = former.valid_from
            door.session.flush()
        row = Setting(
            name=name,
            value=value,
            decision=decision,
            valid_from=by.valid_from,
            entered_at=now,
            entered_by=actor.user_id,
        )
        door.session.add(row)
        door.session.flush()
        door.log(f"setting:{row.id}", None, rule=_NAMES[name], from_day=str(by.valid_from))
        door.made = str(row.id)


def _held(door: desk.Door, name: str, day: date) -> Setting | None:
    asked = select(Setting).where(
        Setting.name == name,
        Setting.valid_from <= day,
        func.coalesce(Setting.valid_until, date.max) > day,
    )
    return door.session.scalars(asked.order_by(Setting.valid_from.desc()).limit(1)).first()


def _read_clusters(value: str) -> tuple[Cluster, ...]:
    return tuple(
        Cluster(code, name, tuple(units.split())) for code, name, units in json.loads(value)
    )


def _view(door: desk.Door, row: Setting, *, holds: bool) -> RuleSet:
    clusters = row.name == CLUSTERS
    return RuleSet(
        number=row.id,
        name=_NAMES[row.name],
        said=str(len(_read_clusters(row.value))) if clusters else row.value.replace(",", ", "),
        decision=row.decision,
        valid_from=row.valid_from,
        entered_at=row.entered_at,
        entered_by=name_of(door, row.entered_by),
        withdrawn=row.valid_until is not None and row.valid_until <= row.valid_from,
        holds=holds,
    )
