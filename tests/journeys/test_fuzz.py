"""Whatever is sent, brought or written: no fault of the server, and nothing of it comes to life."""

from __future__ import annotations

import csv
import json
import logging
import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from werkzeug.test import TestResponse

from caseapp.exchange.cells import read_column
from caseapp.exchange.exporting import export_path
from caseapp.exchange.faults import Faults
from caseapp.exchange.importing import import_path
from caseapp.exchange.reading import read_source
from caseapp.exchange.sheets import SHEETS
from caseapp.rules.file_kinds import kind_of
from caseapp.rules.values import Period, RuleBroken
from caseapp.upkeep import log
from tests.conftest import Templates
from tests.exchange.folders import AN, BINH, REFERRAL, REPORT, a_folder
from tests.factories.books import book
from tests.factories.corpora import (
    ALL,
    FORMULAS,
    MARK,
    SCRIPTS,
    TEMPLATES,
    harm_in_cells,
    harm_in_headers,
    harm_in_page,
    worked_out,
)
from tests.factories.files import archive, paper, photo, picture, post_file
from tests.factories.forms import Form, Pairs
from tests.factories.fuzzing import bent, bent_inside, forms_met, hurt_pairs, sent_pairs
from tests.factories.house import NOW, SYSTEM, House, Template, opened
from tests.factories.long_run import LONG, seed, turns
from tests.factories.marked_town import MarkedTown, forget_attempts
from tests.factories.sweep import written
from tests.factories.walk import crawl
from tests.factories.web import post_report, sign_in

WRITERS = ("officer", "chair", "supervisor", "administrator", "statistician")
SOME = WRITERS if LONG else ("officer",)


@dataclass
class Fuzzed:
    """A copy of the marked town, its people, and the forms that they met."""

    house: House
    names: dict[str, str]
    browsers: dict[str, FlaskClient]
    forms: list[tuple[str, Form]]
    case: str

    def send(self, who: str, form: Form, pairs: Pairs) -> TestResponse:
        for _ in range(2):
            answer = self.browsers[who].post(
                form.action,
                data=urlencode([(n, v.encode("utf-8", "surrogateescape")) for n, v in pairs]),
                content_type="application/x-www-form-urlencoded",
            )
            if urlsplit(answer.location or "").path != "/sign-in":
                break
            forget_attempts(self.house)  # an earlier post had ended the session
            self.browsers[who] = sign_in(self.house, self.names[who])
        return answer


@pytest.fixture(scope="module")
def fuzzed(
    marked: MarkedTown, templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Fuzzed]:
    logging.disable(logging.CRITICAL)
    copied = Template(marked.house.path, templates(None).engine)
    with opened(copied, tmp_path_factory.mktemp("fuzz") / "instance") as house:
        house.app.config["PROPAGATE_EXCEPTIONS"] = False
        forget_attempts(house)
        names = {role: marked.names[role] for role in SOME}
        browsers = {role: sign_in(house, name) for role, name in names.items()}
        met = [*forms_met(house, {**browsers})]
        yield Fuzzed(house, names, browsers, met, marked.case)
    logging.disable(logging.NOTSET)


def test_random_posts_are_no_fault(fuzzed: Fuzzed) -> None:
    counted: dict[int, int] = {}

    @settings(max_examples=turns(120, 100_000), database=None, suppress_health_check=[*HealthCheck])
    @given(st.data())
    def post(data: st.DataObject) -> None:
        who, form = data.draw(st.sampled_from(fuzzed.forms))
        pairs = data.draw(sent_pairs(form))
        answer = fuzzed.send(who, form, pairs)
        counted[answer.status_code] = counted.get(answer.status_code, 0) + 1
        assert answer.status_code < 500, (who, form.action, pairs)
        assert harm_in_headers([*answer.headers]) == []

    post()
    print(f"{len(fuzzed.forms)} forms, {sum(counted.values())} posts: {counted}")  # noqa: T201


def test_harmful_texts_stay_texts_on_every_page_and_print(fuzzed: Fuzzed) -> None:
    """Through every field of every form, and out on all that can be fetched afterwards."""
    faults, kept = [], 0
    for turn in range(turns(1, 40)):
        for who, form in some(fuzzed.forms):
            answer = fuzzed.send(who, form, hurt_pairs(form, seed() + turn))
            kept += answer.status_code == 302
            if answer.status_code >= 500:
                faults.append(f"{who} {form.action}: {answer.status_code}")
            faults += [f"{who} {form.action}: {harm}" for harm in _harm(answer)]
    met = 0
    for who, browser in fuzzed.browsers.items():
        noted: list[str] = []
        inner, seen = browser.get, [0]

        def get(address: str, inner=inner, noted=noted, seen=seen, who=who) -> TestResponse:  # type: ignore[no-untyped-def]
            answer = inner("/units" if address.endswith(".pdf") and not LONG else address)
            seen[0] += MARK.encode() in answer.data
            noted += [f"{who} {address}: {harm}" for harm in _harm(answer)]
            return answer

        browser.get = get  # type: ignore[method-assign]  # for the length of the walk
        codes = crawl(fuzzed.house, browser, more=[f"/cases/{fuzzed.case}"], visits=turns(1, 5))
        browser.get = inner  # type: ignore[method-assign]
        faults += noted
        faults += [f"{who} {name}: {c}" for name, each in codes.items() for c in each if c >= 500]
        met += seen[0]
    print(f"{kept} forms were kept; {met} pages bear such texts")  # noqa: T201
    assert faults == []
    assert kept >= 2
    assert met >= 1


def some(many: list[tuple[str, Form]]) -> list[tuple[str, Form]]:
    """Return every third form, other ones each day; all of them in the long run."""
    return many if LONG else many[seed() % 3 :: 3]


def _harm(answer: TestResponse) -> list[str]:
    found = harm_in_headers([*answer.headers])
    if answer.mimetype == "text/html":
        found += harm_in_page(answer.get_data(as_text=True))
    elif answer.data.startswith((b"%PDF", b"PK")):
        found += worked_out(written(answer.data).decode("utf-8", "replace"))
    return found


def test_an_export_of_it_holds_no_formula(fuzzed: Fuzzed, tmp_path: Path) -> None:
    with fuzzed.house.app.app_context():
        export_path(SYSTEM, tmp_path / "out", now=NOW)
        if LONG:  # seconds of writing; what both share is what is tried
            export_path(SYSTEM, tmp_path / "out.xlsx", now=NOW)
    cells = _of_tables(tmp_path / "out")
    cells += [cell for file in tmp_path.glob("*.xlsx") for cell in _of_workbook(file)]
    assert cells
    if LONG:  # a third of the forms need not write into a register
        assert any(isinstance(cell, str) and MARK in cell for cell in cells)
    assert harm_in_cells(cells) == []


def test_each_kind_of_file_that_leaves_holds_harm_as_text(
    templates: Templates, tmp_path: Path
) -> None:
    """Tables, a workbook and the log, of a register whose every text is of the corpora."""
    plain = [text for text in ALL if text.isprintable() and text == text.strip()]
    children = [
        AN | {"child_ref": f"H-{number}", "full_name": text, "address": text, "guardian_name": text}
        for number, text in enumerate(plain)
    ]
    with (
        opened(templates(None), tmp_path / "instance") as house,
        house.app.app_context(),
    ):
        import_path(SYSTEM, a_folder(tmp_path / "in", children=children), now=NOW)
        export_path(SYSTEM, tmp_path / "out", now=NOW)
        export_path(SYSTEM, tmp_path / "out.xlsx", now=NOW)
        told = StringIO()
        log.export(SYSTEM, told, now=NOW)
    for cells in (_of_tables(tmp_path / "out"), _of_workbook(tmp_path / "out.xlsx")):
        texts = [cell for cell in cells if isinstance(cell, str)]
        for text in plain:
            assert text in texts or f"'{text}" in texts, text
        assert harm_in_cells(cells) == []
    entries = [json.loads(line) for line in told.getvalue().splitlines()]
    assert len(entries) >= 3
    assert MARK not in told.getvalue()


def test_a_print_holds_harm_as_text(fuzzed: Fuzzed) -> None:
    said = f"{MARK} {TEMPLATES[0]} {SCRIPTS[0]} {FORMULAS[0]}"
    report = post_report(fuzzed.browsers["officer"], child_name=said, child_state=said)
    answer = fuzzed.browsers["officer"].get(f"/reports/{report}/form-01.pdf")
    assert answer.data.startswith(b"%PDF")
    words = " ".join(written(answer.data).decode("utf-8", "replace").split())
    assert f"{MARK} {TEMPLATES[0]} <script>" in words
    assert _harm(answer) == []


def _of_tables(folder: Path) -> list[object]:
    rows = [csv.reader(StringIO(file.read_text("utf-8-sig"))) for file in folder.glob("*.csv")]
    return [cell for table in rows for row in table for cell in row]


def _of_workbook(file: Path) -> list[object]:
    return [
        cell for sheet in load_workbook(file, read_only=True).worksheets
        for row in sheet.iter_rows(values_only=True) for cell in row
    ]  # fmt: skip


def test_bent_files_are_taken_or_refused(fuzzed: Fuzzed) -> None:
    chance = random.Random(seed())
    whole = [photo(), picture("PNG"), picture("WEBP"), paper(), archive()]
    for turn in range(turns(40, 10_000)):
        content = bent(whole[turn % len(whole)], chance)
        with suppress(RuleBroken):
            kind_of(content)
        if turn % 8 == 0:
            name = chance.choice(("../../x.png", "a\r\nX-Harm: 1.jpg", "=1.pdf", "x" * 300))
            answer = post_file(
                fuzzed.browsers["officer"], f"/cases/{fuzzed.case}", content, name=name
            )
            assert answer.status_code in {200, 302, 413, 422}, turn


def test_bent_registers_are_read_or_refused(fuzzed: Fuzzed, tmp_path: Path) -> None:
    chance = random.Random(seed())
    made = book(children=[AN, BINH], reports=[REPORT], referrals=[REFERRAL])
    for turn in range(turns(30, 5_000)):
        content = (bent if turn % 3 == 0 else bent_inside)(made, chance)
        path = tmp_path / "register.xlsx"
        path.write_bytes(content)
        read_source(path, Faults())
        if turn % 6 == 1:
            with fuzzed.house.app.app_context(), suppress(RuleBroken):
                import_path(SYSTEM, path, now=NOW, dry_run=True)
        table = tmp_path / "tables" / "children.csv"
        table.parent.mkdir(exist_ok=True)
        rows = [",".join(AN), ",".join(str(cell) for cell in AN.values())]
        table.write_bytes(bent("\n".join(rows).encode(), chance))
        read_source(table.parent, Faults())


LAST = datetime(9999, 12, 31, 23, 59, 59, 999_999)  # noqa: DTZ001 - as a workbook gives it
_CELLS = st.one_of(
    st.text(max_size=30), st.dates(), st.datetimes(), st.floats(), st.integers(), st.booleans(),
    st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?", fullmatch=True),
    st.from_regex(r"[0-9]{2}/[0-9]{2}/[0-9]{4}", fullmatch=True), st.just(LAST),
    st.just(date.min), st.just(""), st.none(),
)  # fmt: skip
_COLUMNS = [column for sheet in SHEETS.values() for column in sheet.columns]


@settings(max_examples=turns(80, 20_000))
@given(st.lists(_CELLS, max_size=5), st.sampled_from(_COLUMNS))
def test_any_cell_is_a_value_or_a_fault_of_its_own(cells: list[object], column: object) -> None:
    values, wrong = read_column(column, cells)  # type: ignore[arg-type]  # one of the columns
    assert len(values) == len(cells)
    assert set(wrong) <= set(range(len(cells)))


@settings(max_examples=turns(150, 20_000))
@given(st.one_of(st.text(max_size=24), st.from_regex(Period.pattern())))
def test_any_text_is_a_period_or_refused_in_words(text: str) -> None:
    with suppress(ValueError):
        period = Period.parse(text)
        assert period.start <= period.end
        assert period.start in period


def test_what_the_corpora_do_is_seen_where_it_is_not_prevented() -> None:
    """Else nothing would ever be found."""
    assert harm_in_page(f"<p><script>{MARK}</script>") != []
    assert harm_in_page("Tổng: 1337") != []
    assert harm_in_page(f"<p>&lt;script&gt;{MARK}") == []
    assert harm_in_cells([f"=1{MARK}", f"'={MARK}", 3]) == [f"=1{MARK}"]
    assert harm_in_headers([("X-Harm", MARK)]) != []
    assert written(BytesIO(archive()).getvalue()).startswith(b"evil.exe")
