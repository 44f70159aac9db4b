"""What is typed anywhere stands in no file of the instance that can be read without its key."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

import pytest

from caseapp.records.db import db
from caseapp.upkeep import migrate
from tests.exchange.folders import AN, REFERRAL, REPORT, a_folder
from tests.factories.cluster import Cluster
from tests.factories.forms import forms_on
from tests.factories.house import House, make_template, opened
from tests.factories.markers import Markers, any_of, contents, encodings, files_in, leaks
from tests.factories.served import ROOT, Answer, Caller, Server
from tests.factories.web import CITY, NINH_KIEU, make_user

IN_THE_CLEAR = frozenset(
    [
        "full_name", "child_name", "address", "guardian_name", "guardian_phone", "provider",
        "answered_by", "post", "called", "name", "phone", "service", "agency", "username", "event_place", "request",
    ]
)  # fmt: skip
"""Fields that PostgreSQL keeps as they are: its administrator reads them (docs/decisions/0005)."""


_NEVER = {"keep_from", "not_asked"}
"""Boxes left empty: the file is for all to see, and the child was asked."""


@dataclass
class Town:
    """People at a real server, who type a marker into whatever can be typed into."""

    server: Server
    people: dict[str, Caller]
    markers: Markers = field(default_factory=Markers)
    sent: int = 0

    def fill(self, role: str, path: str, *, refused: bool = False, **given: str) -> str:
        """Fill the page's own form with markers until it is taken; return where it led.

        `given` are choices that the rest hangs on.
        """
        caller = self.people[role]
        page = caller.get(path)
        assert page.status == 200, (role, path, page.status)
        before, shown = None, ""
        for _ in range(16):
            found = [f for f in forms_on(path, shown or page.text) if f.action == path]
            assert found, (role, path)
            pairs = self.markers.typed(max(found, key=lambda f: len(f.fields)), shown, before)
            sent = {name: text for name, text in dict(pairs).items() if name not in _NEVER}
            sent |= given
            answer = caller.ask("POST", path, sent)  # what follows must be seen by all
            self.sent += 1
            if answer.status == 302 or refused:
                return answer.location
            before, shown = pairs, answer.text
        raise AssertionError(
            (
                role,
                path,
                answer.status,
                re.findall(r'class="govuk-error-message">(.*?)</p>', shown, re.DOTALL),
            )
        )

    def open(self, role: str, path: str) -> Answer:
        answer = self.people[role].get(path)
        assert answer.status == 200, (role, path, answer.status)
        return answer


def work(town: Town) -> str:
    """Go the way of a case from the report to its end, by every form; return the case's page."""
    someone = {
        "role": "chair", "place": "1", "name": town.markers.word("name"),
        "phone": town.markers.digits("phone"), "valid_from-day": "1", "valid_from-month": "1",
        "valid_from-year": "2026", "post_key": "d" * 20,
    }  # fmt: skip
    assert town.people["officer"].ask("POST", f"/duty/{NINH_KIEU}/new", someone).status == 302
    report = town.fill("officer", "/reports/new").removesuffix("/calls")
    for noun in ("calls", "amendment", "incidents/new"):
        town.fill("officer", f"{report}/{noun}")
    town.fill("chair", f"{report}/decision")
    case = town.fill("officer", f"{report}/case")
    for noun in ("level", "notes/new", "plans/new", "minutes/new"):
        town.fill("officer", f"{case}/{noun}")
    for new in (f"{report}/assessments", f"{case}/assessments", f"{case}/reviews"):
        town.fill("officer", f"{new}/new")
        town.fill("officer", f"{new}/1/answers")
        town.fill("officer", f"{new}/1/conclusion")
    found = re.search(r'href="(/children/TE-[^"/]+)"', town.open("officer", case).text)
    assert found
    for noun in ("identity", "circumstances/new", "assistance/new"):
        town.fill("officer", f"{found[1]}/{noun}")
    town.fill("supervisor", "/agencies/new")
    draft = town.fill("officer", f"/referrals/new?case={case.rpartition('/')[2]}")
    referral = town.fill("officer", draft, basis="duty")
    for move in ("send", "decline"):
        town.fill("supervisor", f"{referral}/moves/{move}")
    town.fill("officer", f"{case}/closing")
    town.fill("chair", f"{case}/decision")
    town.fill("officer", "/children/new")
    other = town.fill("officer", "/reports/new").removesuffix("/calls")
    town.fill("chair", f"{other}/decision")
    town.fill("chair", f"{other}/ending")
    for role, path in (
        ("officer", f"{case}/summary.pdf"), ("officer", f"{report}/form-01.pdf?reporter=1"),
        ("chair", f"{case}/log"), ("supervisor", case),
    ):  # fmt: skip
        town.open(role, path)
    return case


def err(town: Town, case: str) -> None:
    """Try what is refused, mistyped, out of date, too large, and at no address."""
    word = town.markers.word
    for path in (
        f"/cases/{_quoted(word('address'))}", f"/{_quoted(word('address'))}",
        f"/children?q={_quoted(word('search'))}", f"/units?q={_quoted(word('search'))}",
        f"/sign-in?next=/{_quoted(word('next'))}", f"/reports?after={_quoted(word('after'))}",
    ):  # fmt: skip
        for role in ("officer", "chair"):
            town.people[role].ask("GET", path)
    found = town.people["officer"].ask("POST", "/children/search", {"q": word("a name sought")})
    assert found.location.startswith("/children?sought=")
    assert town.people["officer"].get(found.location).status == 200
    town.fill("officer", "/account/password", refused=True)
    stranger = Caller(town.server.port)
    stranger.get("/sign-in")
    for _ in range(3):
        tried = {"username": word("a name that was tried"), "password": word("a password")}
        assert stranger.ask("POST", "/sign-in", tried).status in {200, 401, 422, 429}
    chair = town.people["chair"]
    assert chair.ask("POST", f"{case}/notes/new", {"text": word("refused")}).status == 404
    officer = town.people["officer"]
    stale = Caller(officer.port, dict(officer.cookies), "no token of ours")
    assert stale.ask("POST", "/reports/new", {"child_name": word("stale")}).status == 422
    large = {"child_state": word("too large") + "x" * 2_200_000}
    with suppress(OSError, HTTPException):  # the server may hang up on it
        assert officer.ask("POST", "/reports/new", large).status == 413
    late = Caller(officer.port, dict(officer.cookies), officer.token)
    assert officer.ask("POST", "/lock", {}).status == 302
    kept = late.ask("POST", "/reports/new", {"child_name": word("kept"), "post_key": "k" * 20})
    assert "draft%3D" in kept.location or "draft=" in kept.location


def _quoted(text: str) -> str:
    from urllib.parse import quote

    return quote(text)


def bring_in(town: Town, folder: Path, environ: dict[str, str]) -> None:
    """Import registers with a marker in every text, twice: once with faults, once as they are."""
    marked, number = town.markers.word, town.markers.digits
    child = AN | {
        "full_name": marked("full_name"), "personal_id": number("personal_id"),
        "address": marked("address"), "guardian_name": marked("guardian_name"),
    }  # fmt: skip
    told = REPORT | {"narrative": marked("narrative of a register")}
    sent = REFERRAL | {"reason": marked("reason of a register"), "agency": marked("agency")}
    for name, report in (("bad", told | {"received_at": marked("a day")}), ("good", told)):
        path = a_folder(folder / name, children=[child], reports=[report], referrals=[sent])
        order = [sys.executable, "-m", "caseapp", "import", str(path)]
        done = subprocess.run(order, cwd=ROOT, env=environ, capture_output=True, check=False)
        assert done.returncode == (name == "bad"), done.stderr


def held_while_sending(server: Server, folder: Path) -> list[str]:
    """Send most of a long post, and tell which files of the temp folder the server then holds.

    A file without a name is found by no search, and its blocks stay on the disk all the same.
    """
    with socket.create_connection(("127.0.0.1", server.port)) as line:
        head = "POST /sign-in HTTP/1.1\r\nHost: x\r\nContent-Length: 1900000\r\n\r\n"
        line.sendall(head.encode() + b"x" * 1_800_000)
        time.sleep(0.5)
        return [name for name in server.files() if name.startswith(str(folder))]


def keep_a_copy(house: House, patch: pytest.MonkeyPatch) -> None:
    """Let `migrate` keep its copy, as before a step."""
    patch.setattr(migrate, "newest", lambda: "9999")
    patch.setattr(migrate, "run_steps", lambda _connection, _target: None)
    with house.app.app_context():
        migrate.upgrade(db.engine)
        db.engine.dispose()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_no_marker_is_found(
    request: pytest.FixtureRequest, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = request.getfixturevalue("cluster") if kind == "postgresql" else None
    (tmp_path / "temp").mkdir()
    with opened(make_template(tmp_path / "made", cluster), tmp_path / "instance") as house:
        names = {
            role: make_user(house, role, CITY if role == "supervisor" else NINH_KIEU)
            for role in ("officer", "chair", "supervisor")
        }
        with house.app.app_context():
            db.engine.dispose()
        before = kept_by(cluster) if cluster is not None else set()
        server = Server(house.settings, tmp_path / "said", TMPDIR=str(tmp_path / "temp"))
        server.start()
        try:
            assert held_while_sending(server, tmp_path / "temp") == []
            people = {role: Caller(server.port).sign_in(name) for role, name in names.items()}
            town = Town(server, people)
            case = work(town)
            shown = town.open("chair", case).text
            err(town, case)
            environ = {**os.environ, **server.environ}
            bring_in(town, tmp_path / "registers", environ)
        finally:
            server.end()
        keep_a_copy(house, monkeypatch)
        made = town.markers.made
        assert len(made) >= 100
        assert sum(marker in shown for marker in made) >= 5  # they were kept, and can be read
        own = files_in(house.path, tmp_path / "temp", tmp_path / "said")
        assert any(file.parent.name == "before-migration" for file in own)
        assert leaks(made, own) == []
        if cluster is not None:
            look_into(cluster, made, before)


def kept_by(cluster: Cluster) -> set[bytes]:
    """What the server of the database keeps before any marker is made: its own, other tests' rows."""
    cluster.command("CHECKPOINT")
    return {digest for _, _, digest in contents(files_in(cluster.data))}


def look_into(cluster: Cluster, made: dict[str, str], before: set[bytes]) -> None:
    """Search what the server of the database keeps: its log for all, its files for what is sealed."""
    cluster.command("CHECKPOINT")
    assert leaks(made, [cluster.said]) == []
    sealed = {marker: where for marker, where in made.items() if where not in IN_THE_CLEAR}
    files = files_in(cluster.data)
    assert len(sealed) >= 60
    assert leaks(sealed, files, before) == []
    # It can be found where it lies in the clear, so the search is no blind one.
    clear = {marker: where for marker, where in made.items() if where == "full_name"}
    assert leaks(clear, files, before)


@pytest.mark.parametrize(
    "encoded",
    [
        "Đbcdộ xyz".encode(),
        "Đbcdộ xyz".encode("utf-16-le"),
        b"dbcdo xyz",
        b"%C4%90bcd%E1%BB%99%20xyz",
        b'{"a": "\\u0110bcd\\u1ed9 xyz"}',
        b"xxIMSQYmNk4buZIHh5eg==",
    ],
)
def test_a_marker_is_found_in_whatever_form_it_lies(tmp_path: Path, encoded: bytes) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "file").write_bytes(b"\x00\xff" + encoded + b"\xff")
    assert leaks({"Đbcdộ xyz": "name"}, files_in(tmp_path))
    assert not leaks({"Đkhácộ xyz": "name"}, files_in(tmp_path))


def test_only_what_is_still_the_same_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "same").write_bytes("Đbcdộ xyz".encode())
    (tmp_path / "other").write_bytes(b"empty")
    before = {digest for _, _, digest in contents(files_in(tmp_path))}
    (tmp_path / "other").write_bytes("now Đbcdộ xyz".encode())
    (found,) = leaks({"Đbcdộ xyz": "name"}, files_in(tmp_path), before)
    assert found.startswith("other: name")


def test_one_search_for_all_forms_finds_each_of_them() -> None:
    markers = Markers()
    for number in range(40):
        assert markers.word(f"word {number}")
        assert markers.digits(f"digits {number}")
    forms = sorted({form for marker in markers.made for form in encodings(marker)})
    pattern = any_of(forms)
    for form in forms:
        found = pattern.search(b"\x00" + form + b"\xff")
        assert found
        assert found[0] in forms
        cut = form[:-1] + b"\x07"
        assert bool(pattern.search(cut)) == any(other in cut for other in forms)
