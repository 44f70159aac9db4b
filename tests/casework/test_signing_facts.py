"""What a paper needs of its file: the child's birth and home, decided grounds, words left out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from caseapp import desk as door_of
from caseapp.casework.paper_settings import NewSetting, decide_city
from caseapp.casework.reports import log_report
from caseapp.casework.signing_facts import facts_of_case, facts_of_report
from caseapp.records.children import Child
from caseapp.records.db import db
from caseapp.rules.access import Act
from caseapp.rules.forms.decisions import EMERGENCY
from caseapp.rules.forms.form07_separation import FORM
from caseapp.rules.outcomes import Missing
from caseapp.rules.paper_settings import name_for
from caseapp.rules.signing_needs import Facts
from tests.factories.children import actor_of
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.measures import HOST, TODAY, Desk, a_desk, prepare
from tests.factories.reports import STRANGER, last_logged, told
from tests.factories.web import CITY, make_user


@pytest.fixture
def desk(house: House) -> Desk:
    made = a_desk(house)
    prepare(house, made)
    return made


def facts(house: House, desk: Desk, *texts: str, **more: object) -> Facts:
    with house.app.app_context():
        return facts_of_case(desk.officer, desk.case, FORM, texts, now=NOW, **more)  # type: ignore[arg-type]


def test_a_whole_file_lacks_decided_grounds_alone(house: House, desk: Desk) -> None:
    assert facts(house, desk, "Cha đe dọa em") == Facts(usual_grounds=True)
    with house.app.app_context():
        assert last_logged()[-1][1:] == (Act.CASE_READ, "done")


def test_grounds_count_from_their_day(house: House, desk: Desk) -> None:
    admin = actor_of(house, make_user(house, "administrator", CITY))
    new = NewSetting("Căn cứ Luật Trẻ em;", "12/QĐ-UBND", TODAY)
    with house.app.app_context():
        decide_city(admin, name_for("grounds", "07"), new, now=NOW)
    assert not facts(house, desk).usual_grounds
    assert facts(house, desk, made_at=NOW - timedelta(days=1)).usual_grounds


def test_words_that_are_left_out_are_told_of(house: House, desk: Desk) -> None:
    assert facts(house, desk, "", f"Ở với {HOST}").covered
    assert facts(house, desk, proposed=False).unproposed


def test_what_is_not_known_of_the_child_is_told(house: House, desk: Desk) -> None:
    with house.app.app_context(), door_of.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW):
        db.session.execute(update(Child).values(date_of_birth=None, birth_precision=""))
    assert facts(house, desk).no_child == {"child_born"}


def test_a_report_without_a_child_lacks_birth_and_home(house: House, desk: Desk) -> None:
    with house.app.app_context():
        named = log_report(desk.officer, told(child_name="Bé An"), now=NOW)
        unnamed = log_report(desk.officer, told(child_name=""), now=NOW)
        found = [
            facts_of_report(desk.officer, code, EMERGENCY, [], now=NOW, made_at=NOW).no_child
            for code in (named, unnamed, desk.report)
        ]
    assert found == [
        {"child_born", "child_unit"},
        {"child_name", "child_born", "child_unit"},
        set(),
    ]


def test_who_may_not_read_the_file_is_told_nothing(house: House, desk: Desk) -> None:
    with house.app.app_context():
        for refused in (
            lambda: facts_of_case(STRANGER, desk.case, FORM, [], now=NOW),
            lambda: facts_of_report(STRANGER, desk.report, EMERGENCY, [], now=NOW, made_at=NOW),
        ):
            with pytest.raises(Missing):
                refused()
