"""The command of releases: what it writes, and that a refusal leaves nothing that is public."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from caseapp.exchange.release_folders import FOLDER
from caseapp.statistics.disclosure.folder import read_folder
from tests.cli.conftest import Run
from tests.cli.shell import content
from tests.factories.house import House
from tests.factories.released import LAYOUT, an_office, hit_children

ASKED = ("publish", "--period", "2025", "--layout", LAYOUT)


@pytest.fixture
def hit(house: House) -> None:
    an_office(house)
    with house.app.app_context():
        hit_children()


@pytest.mark.usefixtures("hit")
def test_a_release_is_numbered_and_its_files_are_written_twice(
    run: Run, house: House, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    answer = run(*ASKED, "--out", str(out), "--json")
    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.stdout)
    assert (told["number"], told["out"]) == ("CB-2026-001", str(out))
    assert content(out) == content(house.path / FOLDER / "CB-2026-001")
    assert json.loads((out / "release.json").read_text("utf-8"))["hash"] == told["sha256"]
    published = read_folder(out)
    assert (len(published.cells), len(published.hidden())) == (told["cells"], told["hidden"])
    assert run("audit-release", str(out), "--json").exit_code in {0, 1}
    checked = run("check")
    assert "No fault" in checked.output


@pytest.mark.usefixtures("hit")
def test_by_two_named_people_and_never_by_one(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    same = run(*ASKED, "--out", str(out), "--as", "giamsat", "--signed-by", "giamsat")
    assert same.exit_code == 1
    assert not out.exists()
    both = run(*ASKED, "--out", str(out), "--as", "thongke", "--signed-by", "giamsat")
    assert both.exit_code == 0, both.output
    assert "CB-2026-001" in both.output
    assert "cells are hidden" in both.output


def test_a_refusal_says_why_and_leaves_nothing(run: Run, house: House, tmp_path: Path) -> None:
    out = tmp_path / "out"
    answer = run(*ASKED, "--out", str(out))
    assert answer.exit_code == 1
    assert answer.stdout == ""
    assert "TooFew" in answer.stderr
    assert not out.exists()
    assert not (house.path / FOLDER).exists()


@pytest.mark.usefixtures("hit")
def test_wrong_usage_is_said_before_anything_is_done(
    run: Run, house: House, tmp_path: Path
) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "x").write_bytes(b"x")
    layout = run(
        "publish", "--period", "2025", "--layout", "villages", "--out", str(tmp_path / "a")
    )
    assert layout.exit_code == 2
    assert "'relief-wards'" in layout.stderr
    full = run(*ASKED, "--out", str(taken))
    assert full.exit_code == 1
    assert "there already" in str(full.exception)
    period = run("publish", "--period", "2025H3", "--layout", LAYOUT, "--out", str(tmp_path / "a"))
    assert period.exit_code == 2
    odd = run(
        "publish", "--period", "2025-01-01..2025-02-10", "--layout", LAYOUT, "--out",
        str(tmp_path / "a"),
    )  # fmt: skip
    assert odd.exit_code == 1
    assert "OddPeriod" in odd.stderr
    assert sorted(path.name for path in tmp_path.iterdir() if path.name in {"a", "taken"}) == [
        "taken"
    ]
    assert not (house.path / FOLDER).exists()
