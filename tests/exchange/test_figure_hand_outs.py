"""Exact figures handed out: the file bears its mark, the record holds no figure and stands first."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.acting import actor_named
from caseapp.casework.fresh_factor import Fresh
from caseapp.exchange.figure_hand_outs import Handed, Wanted, hand_out, list_hand_outs
from caseapp.records.audit import AuditEntry
from caseapp.records.figure_hand_outs import FigureHandOut
from caseapp.rules.access import Actor, Denied, Role
from caseapp.rules.hand_outs import Addressee
from caseapp.rules.outcomes import AlreadyDone
from caseapp.rules.values import Period, RuleBroken
from caseapp.statistics.counting import Ask
from caseapp.statistics.freezing import freeze
from caseapp.statistics.members import BY
from tests.factories.house import NOW, SYSTEM, House, an_actor
from tests.factories.signing import HERE, code_at, give_factor
from tests.factories.web import make_user

TO = Addressee("Sở Y tế", "Bà Lê Thị Ba", "Báo cáo sáu tháng")
MARK = "NỘI BỘ – KHÔNG CÔNG BỐ – giao cho Sở Y tế, Bà Lê Thị Ba, số "
HALF, YEAR = Period.parse("2026H1"), Period.parse("2025")


def handed(
    house: House, actor: Actor, form: str, ask: Ask, frozen: int | None = None, post: str = "",
    fresh: Fresh | None = None,
) -> Handed:  # fmt: skip
    return hand_out(
        actor,
        Wanted(ask, form, frozen),
        TO,
        lambda sheet, code, mark: f"{len(sheet.rows)} {code} {mark}".encode(),
        instance=house.path,
        now=NOW,
        fresh=fresh or Fresh("", HERE, NOW),
        post=post,
    )


def a_statistician(house: House) -> Actor:
    return actor_named(make_user(house, "statistician"), None)


def test_each_form_bears_the_mark_and_the_record_its_hash(house: House) -> None:
    with house.app.app_context():
        actor = a_statistician(house)
        made = {
            form: handed(house, actor, form, Ask(HALF))
            for form in ("pdf", "csv", "json", "dhis2", "sdmx")
        }
        rows = list_hand_outs(actor, now=NOW)
        with desk.ledger() as session:
            assert len(session.scalars(select(FigureHandOut)).all()) == 5
    assert [row.code for row in rows] == [file.code for file in reversed(made.values())]
    for row in rows:
        content = made[row.form].content
        assert row.sha256 == hashlib.sha256(content).hexdigest()
        assert MARK + row.code in content.decode()
        assert (row.to, row.period, row.unit, row.by) == (TO, "2026H1", 92, actor.name)
        assert row.definition.startswith("8a version")
    lines = list(csv.DictReader(io.StringIO(made["csv"].content.decode("utf-8-sig"))))
    assert [line["area"] for line in lines] == ["92"] * 4
    values = json.loads(made["dhis2"].content)["dataValues"]
    assert {value["orgUnit"] for value in values} == {"92"}  # units only by choice


def test_a_frozen_edition_is_handed_out_as_far_as_was_chosen(house: House) -> None:
    with house.app.app_context():
        number = freeze(SYSTEM, YEAR, "received", reason="", seen=0, now=NOW)
        actor = a_statistician(house)
        for ask, areas, rows in (
            (Ask(YEAR), 1, 4),
            (Ask(YEAR, by=BY), 1, 4 * (1 + 3 * 4)),
            (Ask(YEAR, each_ward=True), 105, 4 * 105),
        ):
            file = handed(house, actor, "json", ask, number)
            found = json.loads(file.content)["rows"]
            assert (len({row["area"] for row in found}), len(found)) == (areas, rows)
        assert [row.frozen for row in list_hand_outs(actor, now=NOW)] == [number] * 3


def test_what_is_refused_leaves_no_record(house: House) -> None:
    free = Ask(Period.parse("2026-01-01..2026-02-10"))
    name = make_user(house, "statistician")
    secret, _ = give_factor(house, name)
    clock = datetime.now(UTC)
    with house.app.app_context():
        actor = actor_named(name, None)
        for form, ask, code, field in (
            ("dhis2", free, "", "form"), ("sdmx", free, "", "form"),
            ("csv", Ask(HALF), "000000", "factor"),
        ):  # fmt: skip
            with pytest.raises(RuleBroken) as broken:
                handed(house, actor, form, ask, fresh=Fresh(code, HERE, clock))
            assert broken.value.field == field
        (house.path / "exchange_mapping.toml").write_text("[dhis2]\n", "utf-8")
        with pytest.raises(RuleBroken, match="lacks something"):
            handed(house, actor, "dhis2", Ask(HALF), fresh=Fresh("", HERE, clock))
        for role in (Role.OFFICER, Role.ADMINISTRATOR, Role.AUDITOR):
            with pytest.raises(Denied):
                handed(house, an_actor(role), "csv", Ask(HALF))
            with pytest.raises(Denied):
                list_hand_outs(an_actor(role), now=NOW)
        assert list_hand_outs(actor, now=NOW) == []
        good = Fresh(code_at(secret, clock), HERE, clock)
        assert handed(house, actor, "csv", Ask(HALF), fresh=good)
        later = Fresh(code_at(secret, clock), HERE, clock + timedelta(seconds=1))
        with pytest.raises(RuleBroken):
            handed(house, actor, "csv", Ask(HALF), fresh=later)  # the code served


def test_a_form_that_was_sent_twice_is_one_hand_out(house: House) -> None:
    with house.app.app_context():
        actor = a_statistician(house)
        first = handed(house, actor, "csv", Ask(HALF), post="one-time-key-77:x")
        with pytest.raises(AlreadyDone) as done:
            handed(house, actor, "csv", Ask(HALF), post="one-time-key-77:x")
        assert done.value.made == first.code
        with desk.ledger() as session:
            entry = select(AuditEntry.subject, AuditEntry.detail).where(
                AuditEntry.subject.startswith("figure_hand_out:"), AuditEntry.outcome == "done"
            )
            ((subject, detail),) = session.execute(entry)
    assert subject == f"figure_hand_out:{first.code}"
    assert json.loads(detail)["form"] == "csv"
    assert "Ba" not in detail
