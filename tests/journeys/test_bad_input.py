"""Whatever is sent to any address that takes a form: refused alike, logged, and never a fault."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from sqlalchemy import select

from caseapp.casework.accounts import disable_account
from caseapp.records.db import db
from caseapp.records.scope import BY_AREA, Reach, reaching
from caseapp.rules.access import POLICY, Act, Role
from caseapp.web.actor import COOKIE
from tests.factories.forms import Form, Pairs
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.long_run import LONG, turns
from tests.factories.passing import not_passing
from tests.factories.reports import last_logged
from tests.factories.town import (
    FAIR,
    ROLES,
    Town,
    a_town,
    counted,
    denied_since,
    last_entry,
)
from tests.factories.walk import Busy, crawl
from tests.factories.web import CAI_KHE, NINH_KIEU, make_user
from tests.house.test_routes import PUBLIC, STAGED, act_of


@pytest.fixture(scope="module")
def town(busy_demo: Busy, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("town") / "instance"
    with a_town(busy_demo[0], folder, () if LONG else BARE) as made:
        yield made


def neighbours_rows(house: House) -> dict[str, int]:
    """How many rows the neighbours have, and with which content.

    What is forwarded to them, or assigned to them by the supervisor, comes by right.
    """
    with house.app.app_context(), reaching(Reach(None, "bulk")), db.engine.connect() as connection:
        return {
            model.__tablename__: hash(
                tuple(
                    connection.execute(
                        select(model.__table__)
                        .where(model.__table__.c.area_id == int(CAI_KHE), *not_passing(model))
                        .order_by(*model.__table__.primary_key.columns)
                    ).all()
                )
            )
            for model in BY_AREA
        }


@pytest.fixture(autouse=True)
def _nothing_of_the_neighbours_changes(town: Town) -> Iterator[None]:
    logging.disable(logging.CRITICAL)
    before = neighbours_rows(town.house)
    yield
    logging.disable(logging.NOTSET)
    assert neighbours_rows(town.house) == before


def test_every_address_that_takes_a_form_is_met(town: Town) -> None:
    app = town.house.app
    taking = {
        rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or set())
    }
    outside = {name for name in taking if act_of(app, name) in {PUBLIC, STAGED}}
    assert taking - outside <= set(town.every())
    bare = {endpoint for endpoint, (_, form) in town.every().items() if form.page == "/"}
    assert bare <= BARE


BARE = {
    "drafts.save", "drafts.meet", "drafts.remove", "home.index", "account.recovery_codes", "account.changes", "account.sign_out",
    "account.address", "account.choose_language", "account.lock", "administration.end_session",
    "administration.end_sessions", "administration.end_token", "account.end_token",
    "jobs.fetch", "jobs.exports", "jobs.known", "print_batches.fetch", "imports.run", "imports.copy", "imports.drop", "home.know", "log.search",
    "files.original", "emergency.review", "conflicts.end", "stand_ins.end", "conflicts.end_stand_in",
    "callbacks.give", "hand_overs.show", "administration.reopen", "reports.review", "inbox.reply",
    "children.end_name", "children.end_health",
    "children.lift_hiding", "clocks.withdraw", "clocks.see", "cases.closing", "cases.incident",
    "merges.decide", "merges.settle", "referrals.slip", "referrals.end_link", "referrals.know",
    "inbox.know", "transfers.letter", "transfers.drop", "transfers.recall", "publications.preparation",
    "publications.sign", "publications.send_back", "publications.withdraw", "publications.least",
    "publications.sensitive", "publications.clusters", "hand_outs.exposure", "paper_settings.withdraw", "paper_settings.withdraw_of_unit",
    "kept_papers.withdraw_rule", "kept_papers.withdraw_register", "personal_data.withdraw_retention", "personal_data.lift",
    "erasures.decide", "erasures.refuse", "erasures.withdraw", "personal_data.execute", "personal_data.extend",
}  # fmt: skip
"""Addresses whose form is on every page, or is shown in a state that nobody here is in."""


IDS = [
    "HS-26-00000000", "0", "-1", "9" * 30, "\0", "../../accounts", "\u202eHS", "Nguyễn Văn A", "%",
]  # fmt: skip


def some(many: Iterable[Any], step: int = 32, turn: int = 0) -> Sequence[Any]:
    """Every 32nd of many like things, and one of few; each turn begins at another of them.

    CASEAPP_TEST_LONG=1 takes them all, which is minutes.
    """
    each = [*many]
    return each if LONG else each[turn % (min(step, len(each)) or 1) :: step]


def forged_addresses(town: Town, form: Form) -> Iterator[Form]:
    endpoint, values = town.endpoint(urlsplit(form.action).path)
    for name, value in values.items():
        for forged in (*IDS, *town.neighbours.values(), "giamsat", 2**31, 1):
            path = town.build(endpoint, values | {name: forged})
            if path is not None and forged != value:
                yield form.going_to(path)


def forged_values(town: Town, form: Form) -> Iterator[tuple[str, Pairs]]:
    neighbours = town.neighbours.values()
    for each in form.fields:
        offered = each.offered or each.kind == "hidden"
        for forged in ("", "x", "-1", "9" * 20, CAI_KHE, "92", "administrator", *neighbours):
            if offered and each.name != "csrf_token":
                yield f"{each.name}={forged[:20]}", form.with_value(each.name, forged)


def test_forged_ids_are_refused(town: Town) -> None:
    faults = []
    shown = [(role, form) for role in ROLES for _, form in town.shown(role)]
    for turn, (role, form) in enumerate(shown):
        for forged in some(forged_addresses(town, form), turn=turn):
            faults += town.fault(role, forged, form.filled(), "forged id")
    assert faults == []


def test_forged_choices_versions_and_keys_are_refused(town: Town) -> None:
    faults = []
    for turn, (role, form) in enumerate(town.every().values()):
        for what, pairs in some(forged_values(town, form), turn=turn):
            faults += town.fault(role, form, pairs, what)
    assert faults == []


def test_what_another_role_was_shown_is_refused(town: Town) -> None:
    faults = []
    for endpoint, (owner, form) in town.every().items():
        act = act_of(town.house.app, endpoint)
        for role in sorted({*ROLES} - {owner}):
            faults += town.fault(role, form, form.filled(), f"of {owner}")
            refused = town.answer is not None and town.answer.status_code == 404
            if act != PUBLIC and Act(act) not in POLICY[Role(role)] and not refused:
                faults.append(f"{role} may send {form.action}")
    assert faults == []


LETTERS = {"1 MB": "x" * 1_000_000, "0.4 MB": "y" * 400_000, "1 MB of letters": "ệ" * 350_000}


@pytest.mark.parametrize("size", LETTERS)
def test_a_megabyte_in_every_field_is_refused(town: Town, size: str) -> None:
    """In every 32nd of the fields of all forms; each size begins at another one."""
    faults, sent_in = [], []
    for role, form in town.every().values():
        text_fields = [f for f in form.fields if f.kind not in {"radio", "checkbox", "hidden"}]
        few = text_fields if size == "1 MB" else text_fields[:2]
        hidden = [f for f in form.fields if f.kind == "hidden"]
        sent_in += [(role, form, each) for each in (*few, *hidden)]
    for role, form, each in some(sent_in, turn=5 * [*LETTERS].index(size)):
        pairs = form.with_value(each.name, LETTERS[size])
        faults += town.fault(role, form, pairs, f"{size} in {each.name}")
    assert faults == []


ODD = {
    "NUL": "a\0b",
    "right to left": "\u202egnoc \u200fáhn\u2066",
    "NFD": unicodedata.normalize("NFD", "Nguyễn Thị Ổi"),
    "lone halves": "\udce1",
    "controls": "\x01\x1b[2J\x7f\r\n\t\u2028\ufeff",
    "markup": "<script>alert(1)</script>{{7*7}}{% if %}",
    "formula": "=cmd|' /C calc'!A0",
    "quotes": "'; DROP TABLE reports; --",
    "beyond the plane": "🧒🏽 𠮷",
}


@pytest.mark.parametrize("odd", ODD)
def test_odd_letters_in_every_field_are_no_fault(town: Town, odd: str) -> None:
    """In every ninth of the forms; each kind of letters begins at another one."""
    faults, filled = [], []
    for role, form in town.every().values():
        typed = {f.name for f in form.fields if not f.offered and f.kind != "hidden"}
        texts = [(n, ODD[odd] if n in typed and "-" not in n else v) for n, v in form.filled()]
        everywhere = [(n, ODD[odd]) for n, _ in form.filled()]
        filled += [(role, form, "texts", texts), (role, form, "everything", everywhere)]
    for role, form, what, pairs in some(filled, len(ODD), [*ODD].index(odd)):
        faults += town.fault(role, form, sent(pairs), f"{odd} in {what}")
    assert faults == []


def sent(pairs: Pairs) -> Any:
    """As bytes: a lone half of a pair is no UTF-8, and is sent all the same."""
    return [(n.encode("utf-8"), v.encode("utf-8", "surrogateescape")) for n, v in pairs]


def test_what_was_kept_of_all_that_can_still_be_read(town: Town) -> None:
    """By every role some of each kind: those whose forms were sent are the first that are met."""
    faults = []
    for role in ROLES:
        browser = town.sign_in(role)
        for endpoint, codes in crawl(town.house, browser, visits=turns(1, 2)).items():
            faults += [f"{role} {endpoint}: {code}" for code in codes if code >= 400]
    assert faults == []


def test_what_is_sent_twice_is_kept_once_and_the_second_is_logged(town: Town) -> None:
    house, faults = town.house, []
    for endpoint, (role, form) in town.every().items():
        keyed = {f.name for f in form.fields} & {"post_key", "version"}
        if not keyed or endpoint.startswith("drafts."):
            continue  # without a key; or a draft of one's own, of which the log never told
        first = town.post(role, form, form.filled())
        between, logged = counted(house), last_entry(house)
        again = town.post(role, form, form.filled())
        if first.status_code == 302:
            if counted(house) != between:
                faults.append(f"{endpoint}: kept twice")
            if last_entry(house) == logged:
                faults.append(f"{endpoint}: the second is not logged")
        faults += [
            f"{endpoint}: {a.status_code}" for a in (first, again) if a.status_code not in FAIR
        ]
    assert faults == []


FORGED = ("", "x", "IjEi.ZZZZ.ZZZZ", "9" * 5000)


def test_forged_tokens_are_refused_and_logged(town: Town) -> None:
    """One kind of token for each address, by turns: the guard stands before all of them."""
    house, faults = town.house, []
    house.app.config["WTF_CSRF_ENABLED"] = True
    before = counted(house)
    try:
        for number, (endpoint, (role, form)) in enumerate(town.every().items()):
            for forged in some(FORGED, len(FORGED), number % len(FORGED)):
                last = last_entry(house)
                pairs = [p for p in form.filled() if p[0] != "csrf_token"]
                answer = town.send(role, form, [*pairs, ("csrf_token", forged)])
                if answer.status_code not in {400, 404, 422}:
                    faults.append(f"{endpoint} {forged[:10]!r}: {answer.status_code}")
                if act_of(house.app, endpoint) != PUBLIC and not denied_since(house, last):
                    faults.append(f"{endpoint} {forged[:10]!r}: not logged")
            if (after := counted(house)) != before:
                faults.append(f"{endpoint}: something was kept")
            before = after
    finally:
        house.app.config["WTF_CSRF_ENABLED"] = False
    assert faults == []


@pytest.mark.parametrize("cookie", ["", "x", "9" * 4000, quote("\u202e\0"), "../../etc/passwd"])
def test_a_forged_session_leads_to_the_sign_in_page(town: Town, cookie: str) -> None:
    browser = town.house.app.test_client()
    browser.set_cookie(COOKIE, cookie)
    for endpoint, (_, form) in town.every().items():
        if act_of(town.house.app, endpoint) != PUBLIC:
            answer = browser.post(form.action, data=dict(form.filled()))
            assert urlsplit(answer.location or "").path == "/sign-in", endpoint


def test_the_cookie_of_a_disabled_user_opens_nothing_and_its_use_is_logged(town: Town) -> None:
    house = town.house
    name = town.names["left"] = make_user(house, "officer", NINH_KIEU, "zz-left")
    browser = town.sign_in("left")
    with house.app.app_context():
        disable_account(SYSTEM, name, now=NOW)
    before = counted(house)
    for endpoint, (_, form) in town.every().items():
        act = act_of(house.app, endpoint)
        if act == PUBLIC:
            continue
        answer = browser.post(form.action, data=dict(form.filled()))
        assert urlsplit(answer.location or "").path == "/sign-in", endpoint
        with house.app.app_context():
            ((actor, logged, outcome),) = last_logged()
        assert (logged, outcome) == (act, "denied")
        assert actor.startswith("user:")
    assert counted(house) == before
