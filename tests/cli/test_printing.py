"""`caseapp print`: PDFs for those who may see the content, an empty form for everybody."""

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from caseapp.casework.acting import actor_named
from caseapp.casework.notices import list_own
from caseapp.casework.separations import prepare_separation
from caseapp.rules.values import RuleBroken
from caseapp.web.blank_paper import NUMBERS
from tests.cli.conftest import Run
from tests.factories.assessments import CLOSE, DETAILED, REVIEW, assess
from tests.factories.children import actor_of
from tests.factories.house import NOW, House
from tests.factories.measures import ADDRESS, HOST, a_separation
from tests.factories.plans import submitted
from tests.factories.printed_text import texts_of, words_of
from tests.factories.web import CAI_KHE, CITY, make_user, post_case, post_report, sign_in


@pytest.fixture
def report(house: House) -> str:
    return post_report(sign_in(house, make_user(house, "officer", username="can-bo")))


def test_a_case_is_printed_for_its_owner_only_to_read(
    house: House, report: str, run: Run, tmp_path: Path
) -> None:
    case = post_case(sign_in(house, "can-bo"), report)
    out = tmp_path / "case.pdf"
    done = run("print", "case", case, "--out", str(out), "--as", "can-bo", "--json")
    with house.app.app_context():
        told = list_own(actor_named("can-bo", None), now=house.settings.now())
        assert [(view.kind, view.detail) for view in told] == [("acted_for_you", "print")]
    assert done.exit_code == 0, done.output
    assert json.loads(done.stdout) == {"file": str(out), "bytes": out.stat().st_size}
    assert out.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_a_form_is_printed_filled(report: str, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "form.pdf"
    done = run("print", "form", "1", report, "--out", str(out), "--as", "can-bo", "--reporter")
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_form_of_the_file_is_printed_filled(
    house: House, report: str, run: Run, tmp_path: Path, number: str
) -> None:
    case = post_case(sign_in(house, "can-bo"), report)
    officer = actor_of(house, "can-bo")
    assess(house, report, by=officer)
    assess(house, case, DETAILED, by=officer)
    assess(house, case, REVIEW, by=officer, conclusion=CLOSE)
    submitted(house, officer, case)
    with house.app.app_context():
        prepare_separation(officer, case, a_separation(), now=NOW)
    out, code = tmp_path / "form.pdf", report if number in {"01", "02"} else case
    done = run("print", "form", number, code, "--out", str(out), "--as", "can-bo")
    assert done.exit_code == 0, done.output
    said = " ".join(texts_of(out.read_bytes())[0].split())
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert code in said  # at its foot
    if number == "01":
        return
    for none in (f"{code}/2", f"{code}/0", f"{code}/x", "HS-26-00000000"):
        words = refusal(run, "form", number, none, "--out", str(out))
        assert words.startswith(f"there is no form {number} of {none} that ")
    assert run("print", "form", number, f"{code}/1", "--out", str(out)).exit_code == 0


def test_a_separation_is_printed_in_the_copy_that_is_asked_for(
    house: House, report: str, run: Run, tmp_path: Path
) -> None:
    case = post_case(sign_in(house, "can-bo"), report)
    with house.app.app_context():
        prepare_separation(actor_of(house, "can-bo"), case, a_separation(), now=NOW)
    out = tmp_path / "07.pdf"
    for words, named in (((), False), (("--copy", "served"), False), (("--copy", "file"), True)):
        done = run("print", "form", "07", case, "--out", str(out), *words)
        assert done.exit_code == 0, done.output
        said = words_of(out.read_bytes())
        assert (ADDRESS in said, HOST in said) == (named, named)
    assert run("print", "form", "07", case, "--out", str(out), "--copy", "all").exit_code != 0


@pytest.mark.parametrize("number", NUMBERS)
def test_an_empty_form_needs_no_instance(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    monkeypatch.setenv("CASEAPP_INSTANCE", str(tmp_path / "nothing-here"))
    out = tmp_path / "blank.pdf"
    done = run("print", "form", number, "--blank", "--out", str(out))
    assert done.exit_code == 0, done.output
    assert out.read_bytes().startswith(b"%PDF")


def test_a_summary_of_one_page_and_of_some_sections(
    house: House, report: str, run: Run, tmp_path: Path
) -> None:
    case = post_case(sign_in(house, "can-bo"), report)
    out = tmp_path / "case.pdf"
    asked = ("case", case, "--out", str(out), "--reason", "court")
    assert run("print", *asked, "--one-page").exit_code == 0
    (page,) = texts_of(out.read_bytes())
    assert "Mục đích: Gửi Tòa án" in " ".join(page.split())
    assert run("print", *asked, "--section", "clocks", "--section", "plan").exit_code == 0
    said = words_of(out.read_bytes())
    assert "Thời hạn theo luật" in said
    assert "Bản in này không có các mục" in said
    assert run("print", *asked, "--section", "none-such").exit_code == 2


@pytest.mark.parametrize(
    "words", [("form", "01"), ("form", "01", "BC-26-00000000", "--blank"), ("case",)]
)
def test_wrong_usage_is_told(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    assert run("print", *words, "--out", str(tmp_path / "x.pdf")).exit_code == 2


def refusal(run: Run, *words: str) -> str:
    done = run("print", *words)
    assert isinstance(done.exception, RuleBroken), done.output  # `main` makes it exit status 1
    return str(done.exception)


def test_what_cannot_be_printed_leaves_no_file(
    house: House, report: str, run: Run, tmp_path: Path
) -> None:
    make_user(house, "officer", CAI_KHE, "nguoi-la")
    make_user(house, "supervisor", CITY, "giam-sat")
    out = tmp_path / "out.pdf"
    assert "no form 01" in refusal(run, "form", "01", report, "--out", str(out), "--as", "nguoi-la")
    assert "no case" in refusal(run, "case", "HS-26-00000000", "--out", str(out))
    assert "no form 77" in refusal(run, "form", "77", "--blank", "--out", str(out))
    assert not out.exists()


def test_a_folder_that_is_not_there_is_one_clear_line(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "missing" / "blank.pdf"
    words = refusal(run, "form", "01", "--blank", "--out", str(out))
    assert words == f"{out} cannot be written: No such file or directory"


def test_in_production_a_print_names_who_prints(
    house: House, report: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CASEAPP_ENV", "production")
    monkeypatch.delenv("CASEAPP_NOW")
    monkeypatch.setattr("caseapp.cli.opening.require_fit", lambda _settings: None)
    out = tmp_path / "form.pdf"
    assert "--as USER" in refusal(run, "form", "01", report, "--out", str(out))
    assert not out.exists()
