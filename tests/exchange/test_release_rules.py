"""The rules of releases: dated, each with its decision, entered with a fresh code, never lost."""

from __future__ import annotations

from datetime import timedelta

import pytest

from caseapp import desk
from caseapp.casework.fresh_factor import Fresh
from caseapp.exchange.release_rules import (
    policy_on,
    read_rules,
    set_clusters,
    set_k,
    set_sensitive,
)
from caseapp.rules.access import Act, Actor, Denied, Role
from caseapp.rules.values import RuleBroken, local_day
from caseapp.statistics.releases.policy import Cluster, Policy, usual_policy
from tests.factories.children import actor_of
from tests.factories.house import NOW, House, an_actor
from tests.factories.released import UNASKED
from tests.factories.signing import HERE, code_at, give_factor
from tests.factories.web import CITY, make_user

TODAY = local_day(NOW)
DAY = timedelta(days=1)


@pytest.fixture
def boss(house: House) -> Actor:
    return actor_of(house, make_user(house, "supervisor", CITY, username="giamsat"))


def on(actor: Actor, day: int) -> Policy:
    with desk.reading(actor, Act.RELEASE_READ, now=NOW) as door:
        return policy_on(door, TODAY + day * DAY)


def test_what_nobody_decided_is_as_usual(house: House, boss: Actor) -> None:
    with house.app.app_context():
        view = read_rules(boss, now=NOW)
        assert Policy(view.k, view.sensitive, view.clusters) == usual_policy()
        assert view.history == ()


def test_each_rule_holds_from_its_day_and_the_list_keeps_all(house: House, boss: Actor) -> None:
    said = {"now": NOW, "fresh": UNASKED}
    clusters = [
        Cluster("C01", "Một", usual_policy().clusters[0].units),
        Cluster("C02", "Còn lại", tuple(u for c in usual_policy().clusters[1:] for u in c.units)),
    ]
    with house.app.app_context():
        set_k(boss, 7, decision=" 12/QĐ ", valid_from=TODAY, **said)
        set_k(boss, 3, decision="14/QĐ", valid_from=TODAY + DAY, **said)
        set_sensitive(boss, ["12", "05"], decision="13/QĐ", valid_from=TODAY, **said)
        set_sensitive(boss, [], decision="15/QĐ", valid_from=TODAY + 2 * DAY, **said)
        set_clusters(boss, clusters, decision="16/QĐ", valid_from=TODAY, **said)
        assert [on(boss, day).k for day in (-1, 0, 1)] == [5, 7, 3]
        assert on(boss, 0).sensitive == frozenset({"05", "12"})
        assert on(boss, 2).sensitive == frozenset()
        kept = on(boss, 0).clusters
        assert [(c.code, c.name, set(c.units)) for c in kept] == [
            (c.code, c.name, set(c.units)) for c in clusters
        ]
        view = read_rules(boss, now=NOW)
        assert [(h.name, h.said, h.decision, h.holds) for h in view.history] == [
            ("sensitive", "", "15/QĐ", False),
            ("k", "3", "14/QĐ", False),
            ("clusters", "2", "16/QĐ", True),
            ("sensitive", "05, 12", "13/QĐ", True),
            ("k", "7", "12/QĐ", True),
        ]
        assert {h.entered_by for h in view.history} == {boss.name}


def test_a_decision_of_the_same_day_takes_the_place_of_one_and_both_stay(
    house: House, boss: Actor
) -> None:
    with house.app.app_context():
        for k in (7, 9):
            set_k(boss, k, decision=f"{k}/QĐ", valid_from=TODAY, now=NOW, fresh=UNASKED)
        assert on(boss, 0).k == 9
        found = [(h.said, h.withdrawn, h.holds) for h in read_rules(boss, now=NOW).history]
        assert found == [("9", False, True), ("7", True, False)]


def test_what_cannot_be_is_refused_before_a_code_is_used(house: House, boss: Actor) -> None:
    some = list(usual_policy().clusters)
    with house.app.app_context():
        said = {"valid_from": TODAY, "now": NOW, "fresh": UNASKED}
        for field, enter in (
            ("k", lambda: set_k(boss, 2, decision="1", **said)),
            ("k", lambda: set_k(boss, 21, decision="1", **said)),
            ("decision", lambda: set_k(boss, 5, decision=" ", **said)),
            ("sensitive", lambda: set_sensitive(boss, ["99"], decision="1", **said)),
            ("clusters", lambda: set_clusters(boss, some[1:], decision="1", **said)),
            ("clusters", lambda: set_clusters(boss, [*some, some[0]], decision="1", **said)),
        ):
            with pytest.raises(RuleBroken) as broken:
                enter()
            assert broken.value.field == field
        assert read_rules(boss, now=NOW).history == ()


def test_the_longest_names_that_fit_one_setting(house: House, boss: Actor) -> None:
    with house.app.app_context():
        usual = usual_policy().clusters
        set_clusters(boss, usual, decision="1", valid_from=TODAY, now=NOW, fresh=UNASKED)
        assert {c.code: set(c.units) for c in on(boss, 0).clusters} == {
            c.code: set(c.units) for c in usual
        }
        units = [unit for c in usual for unit in c.units]
        many = [Cluster(f"C{n:02d}", f"{n:Ư>60}", (unit,)) for n, unit in enumerate(units)]
        with pytest.raises(RuleBroken, match="too long"):
            set_clusters(boss, many, decision="1", valid_from=TODAY, now=NOW, fresh=UNASKED)


def test_a_fresh_code_is_asked(house: House, boss: Actor) -> None:
    secret, _ = give_factor(house, "giamsat")
    said = {"decision": "1/QĐ", "valid_from": TODAY, "now": NOW}
    with house.app.app_context():
        with pytest.raises(RuleBroken) as broken:
            set_k(boss, 7, fresh=Fresh("000000", HERE, NOW), **said)
        assert broken.value.field == "factor"
        assert on(boss, 0).k == 5
        set_k(boss, 7, fresh=Fresh(code_at(secret, NOW), HERE, NOW), **said)
        assert on(boss, 0).k == 7


def test_only_who_supervises_the_whole_city_sets_them(house: House) -> None:
    said = {"decision": "1/QĐ", "valid_from": TODAY, "now": NOW, "fresh": UNASKED}
    with house.app.app_context():
        for actor in (
            *(an_actor(role) for role in Role if role != Role.SUPERVISOR),
            an_actor(Role.SUPERVISOR, 31135),
        ):
            with pytest.raises(Denied):
                set_k(actor, 7, **said)
        with pytest.raises(Denied):
            read_rules(an_actor(Role.SUPERVISOR, 31135), now=NOW)
        read_rules(an_actor(Role.STATISTICIAN), now=NOW)
