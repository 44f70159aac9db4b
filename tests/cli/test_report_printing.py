"""`caseapp print report`: an internal or a public report as a PDF, or the reason why there is none."""

from __future__ import annotations

import json
import stat
from pathlib import Path

from caseapp.statistics.freezing import freeze
from tests.cli.conftest import Run
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.printed_text import texts_of
from tests.factories.released import YEAR, an_office, frozen, hit_children, proposed, signed
from tests.factories.web import make_user


def words_of(pdf: Path) -> str:
    pages = texts_of(pdf.read_bytes())
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def test_an_internal_report(house: House, run: Run, tmp_path: Path) -> None:
    name = make_user(house, "statistician")
    out = tmp_path / "report.pdf"
    asked = ("print", "report", "--period", "2025", "--kind", "internal", "--out", str(out))
    none = run(*asked)
    assert none.exit_code == 1
    assert str(none.exception) == "no figures were frozen for 2025"
    assert not out.exists()
    with house.app.app_context():
        freeze(SYSTEM, YEAR, "received", reason="", seen=0, now=NOW)
    done = run(*asked, "--as", name, "--json")
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["bytes"] == out.stat().st_size
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    said = words_of(out)
    assert "NỘI BỘ – KHÔNG CÔNG BỐ" in said
    assert "Bản in số BI-" in said


def test_a_public_report(house: House, run: Run, tmp_path: Path) -> None:
    office = an_office(house)
    out = tmp_path / "report.pdf"
    asked = ("print", "report", "--period", "2021-2025", "--kind", "public", "--out", str(out))
    none = run(*asked)
    assert (none.exit_code, out.exists()) == (1, False)
    assert str(none.exception).startswith("no figures were released for 2021, 2022")
    with house.app.app_context():
        hit_children()
        number = signed(office.supervisor, proposed(office.statistician, frozen()))
    done = run(*asked, "--as", "thongke")
    assert done.exit_code == 0, done.output
    said = words_of(out)
    assert "Sơ kết kết quả thực hiện" in said
    assert number in said
    assert "NỘI BỘ – KHÔNG CÔNG BỐ" not in said


def test_wrong_usage_and_who_may_not(house: House, run: Run, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "report.pdf"))
    for wrong in (
        ("--period", "2019", "--kind", "internal"),
        ("--period", "x", "--kind", "internal"),
        ("--period", "2025", "--kind", "other"),
        ("--period", "2025"),
        ("--kind", "public"),
    ):
        assert run("print", "report", *wrong, *out).exit_code == 2, wrong
    auditor = make_user(house, "auditor")
    asked = ("--period", "2025", "--kind", "internal", "--as", auditor)
    assert run("print", "report", *asked, *out).exit_code == 1
