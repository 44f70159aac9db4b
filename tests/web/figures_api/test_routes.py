"""The figures by HTTP: byte for byte those of the command, within a token's limits, each logged."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from caseapp import desk
from caseapp.casework.accounts import disable_account
from caseapp.cli.indicators import indicators
from caseapp.records.audit import AuditEntry
from caseapp.rules.token_scopes import TokenScope
from caseapp.rules.values import Period
from caseapp.statistics.freezing import freeze
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.web import client, signed_in
from tests.web.figures_api.programs import OTHER, WARD, YEAR, Program, a_program

FIGURES, FROZEN = "/api/v1/indicators", "/api/v1/frozen"


def frozen_2025(house: House) -> None:
    with house.app.app_context():
        freeze(SYSTEM, Period.parse("2025"), "received", reason="", seen=0, now=NOW)


def entries(house: House, outcome: str = "done") -> list[tuple[str, str, int | None, str]]:
    """What the log says of programs: act, subject, unit, detail."""
    with house.app.app_context(), desk.ledger() as session:
        row = AuditEntry
        asked = select(row.act, row.subject, row.area_id, row.detail)
        asked = asked.where(row.detail.contains('"token"'), row.outcome == outcome)
        return [tuple(found) for found in session.execute(asked.order_by(row.id))]  # type: ignore[misc]


def test_it_is_byte_for_byte_what_the_command_prints(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = a_program(house)
    questions = [
        (
            "?period=2026&area=31135&by=sex&by=age_band&basis=occurred",
            "--period 2026 --area 31135 --by sex --by age_band --basis occurred",
        ),
        ("?period=2026Q3&each_ward=1", "--period 2026Q3 --each-ward"),
    ]
    answers = [program.ask(f"{FIGURES}{asked}") for asked, _ in questions]
    answers += [program.ask(f"{FIGURES}?period=2026H1&format=csv")]
    by_accept = program.ask(f"{FIGURES}?period=2026H1", accept="text/csv")
    monkeypatch.setenv("CASEAPP_INSTANCE", str(house.path))
    monkeypatch.setenv("CASEAPP_ENV", "test")
    monkeypatch.setenv("CASEAPP_NOW", NOW.isoformat())
    words = [f"{line} --format json".split() for _, line in questions]
    words += [["--period", "2026H1", "--format", "csv"]]
    for answer, asked in zip(answers, words, strict=True):
        assert answer.status_code == 200
        assert answer.data == CliRunner().invoke(indicators, asked).stdout_bytes
    assert by_accept.data == answers[-1].data
    assert [a.mimetype for a in answers] == ["application/json"] * 2 + ["text/csv"]
    for answer in answers:
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Caseapp-Figures"] == "internal"
        assert "noi-bo" in answer.headers["Content-Disposition"]
    assert len(list(csv.DictReader(io.StringIO(by_accept.text)))) == 4


def test_each_use_and_each_denial_is_in_the_log(house: House) -> None:
    frozen_2025(house)
    program = a_program(house, TokenScope(WARD, *YEAR))
    assert program.ask(f"{FIGURES}?period=2026H1&area={WARD}").status_code == 200
    refused = [
        f"{FIGURES}?period=2026H1", f"{FIGURES}?period=2026H1&area={OTHER}",
        f"{FIGURES}?period=2025&area={WARD}", f"{FIGURES}?period=2026&area={WARD}&each_ward=1",
        f"{FROZEN}/1",
    ]  # fmt: skip
    for address in refused:
        answer = program.ask(address)
        assert (answer.status_code, answer.mimetype) == (403, "application/problem+json")
        assert "insufficient_scope" in answer.headers["WWW-Authenticate"]
        assert answer.get_json(force=True)["detail"].startswith("Mã này chỉ đọc được")
    assert program.ask(FROZEN).get_json()["editions"] == []  # not of its periods
    (act, subject, area, detail), listed = entries(house)
    assert (act, subject, area) == ("figures.read", "indicators:0", WARD)
    assert json.loads(detail)["period"] == "2026H1"
    assert json.loads(detail)["token"] == 1
    assert listed[1] == "frozen_sheets:list"
    assert [(act, detail) for act, _, _, detail in entries(house, "denied")] == [
        ("figures.fetch", '{"token": 1}')
    ] * len(refused)


def test_frozen_editions_are_listed_and_given_whole_or_by_the_tokens_unit(house: House) -> None:
    frozen_2025(house)
    frozen_alone = a_program(house, TokenScope(frozen_only=True))
    assert frozen_alone.ask(f"{FIGURES}?period=2025").status_code == 403
    (listed,) = frozen_alone.ask(FROZEN).get_json()["editions"]
    assert (listed["number"], listed["edition"], listed["superseded_by"]) == (1, 1, None)
    assert listed["period"] == {"id": "2025", "start": "2025-01-01", "end": "2025-12-31"}
    whole = frozen_alone.ask(f"{FROZEN}/1").get_json()
    assert len({row["area"] for row in whole["rows"]}) == 105
    own = a_program(house, TokenScope(WARD)).ask(f"{FROZEN}/1?format=csv")
    assert {row["area"] for row in csv.DictReader(io.StringIO(own.text))} == {"31135"}
    for address, status in ((f"{FROZEN}/2", 404), (f"{FROZEN}/{9**30}", 404), (f"{FROZEN}/0", 404)):
        assert frozen_alone.ask(address).status_code == status


@pytest.mark.parametrize(
    ("asked", "accept", "status"),
    [
        ("", "", 400), ("?period=x", "", 400), ("?period=2026&area=99999", "", 400),
        ("?period=2026&areas=92", "", 400), ("?period=2026&period=2025", "", 400),
        ("?period=2026&format=xml", "", 400), ("?period=2026&by=colour", "", 400),
        ("?period=2026", "image/png", 406), ("?period=2026", "*/*", 200),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_read_is_refused_with_the_reason(
    program: Program, asked: str, accept: str, status: int
) -> None:
    answer = program.ask(f"{FIGURES}{asked}", accept)
    assert answer.status_code == status
    if status != 200:
        assert answer.mimetype == "application/problem+json"
        assert answer.get_json(force=True)["detail"]


@pytest.fixture
def program(house: House) -> Program:
    return a_program(house)


def test_who_is_let_in_and_who_is_not(house: House) -> None:
    program = a_program(house)
    asked = f"{FIGURES}?period=2026H1"
    statistician, officer = signed_in(house, "statistician"), signed_in(house, "officer")
    by_session = statistician.get(asked)
    assert by_session.data == program.ask(asked).data
    assert statistician.post(asked, data={}).status_code == 405  # a session only reads
    assert officer.get(asked).status_code == 403
    assert client(house).get(asked).headers["WWW-Authenticate"] == 'Bearer realm="caseapp"'
    # A wrong token is not made good by the session that the browser has as well.
    for wrong in ("Bearer x", "Bearer ", "Basic dTpw", f"Basic {program.token}", "x"):
        answer = statistician.get(asked, headers={"Authorization": wrong})
        assert answer.status_code == 401
        assert "invalid_token" in answer.headers["WWW-Authenticate"]
    bare = house.app.test_client()
    for address in ("/", "/indicators", "/account", "/indicators/by-program"):
        page = bare.get(address, headers={"Authorization": f"Bearer {program.token}"})
        assert page.status_code == 302  # to the sign-in: a token opens no page
        bare.set_cookie("caseapp_session", program.token)
    with house.app.app_context():
        disable_account(SYSTEM, program.username, now=NOW)
    assert program.ask(asked).status_code == 401


def test_too_many_wrong_tokens_wait(house: House) -> None:
    browser = house.app.test_client()
    for _ in range(10):
        assert browser.get(FROZEN, headers={"Authorization": "Bearer x"}).status_code == 401
    answer = browser.get(FROZEN, headers={"Authorization": "Bearer x"})
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "900")


def test_the_guide_is_for_who_may_fetch(house: House) -> None:
    page = signed_in(house, "statistician").get("/indicators/by-program").text
    assert "curl -K -" in page
    assert "curl -H" not in page  # a token on the command line is seen by the machine's others
    assert "Authorization: Bearer" in page
    assert "không công bố" in page
    assert signed_in(house, "supervisor", "92").get("/indicators/by-program").status_code == 404
