"""What everybody reads: without an account, a session or a form; hidden cells tell nothing."""

from __future__ import annotations

import hashlib
import re

import pytest

from caseapp.exchange.released import read_released, released_file
from caseapp.web.publications import public
from caseapp.web.publications.public import OPEN
from tests.factories.house import House
from tests.factories.web import client, signed_in, text_of
from tests.house.test_routes import PUBLIC, act_of
from tests.web.publications.release import a_view

LIST = "/publications"
NUMBER = "CB-2026-001"
CELL = re.compile(r"<td[^>]*>(.*?)</td>", re.DOTALL)


def test_a_visitor_reads_a_release_without_session_and_form(released: House) -> None:
    visitor = client(released, csrf=True)
    page = f"{LIST}/{NUMBER}"
    assert f'href="{page}"' in visitor.get(LIST).text
    for address in (LIST, page, f"{page}/files/published.csv"):
        answer = visitor.get(address)
        assert answer.status_code == 200
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "<form" not in answer.text
        assert "csrf" not in answer.text
    words = text_of(visitor, page)
    with released.app.app_context():
        release = read_released(NUMBER)
    assert re.search(r"Ô bảo mật \d+,\d % \(", words), words  # as in the lists: 9,0 and not 9
    for said in (
        NUMBER, "Năm 2025", "Số đếm nhỏ nhất được in (k) 5", release.sha256,
        "01/01/2025 – 31/12/2025", "trong số", "published.csv",
    ):  # fmt: skip
        assert said in words


def test_every_hidden_cell_is_written_alike(released: House) -> None:
    with released.app.app_context():
        release = read_released(NUMBER)
    page = client(released).get(f"{LIST}/{NUMBER}").text
    cells = [cell.strip() for cell in CELL.findall(page)]
    hidden = [cell for cell in cells if "Bảo mật" in cell]
    shown = sum(cell.value is None for t in release.tables for cell in t.rows)
    assert shown > 0
    assert len(hidden) == shown
    assert {*hidden} == {'<span class="app-release__hidden">Bảo mật</span>'}
    plain = {cell for cell in cells if "Bảo mật" not in cell}
    assert all(re.fullmatch(r"[0-9.,]+|–", cell) for cell in plain), plain
    assert len(set(re.findall(r"<td[^>]*>", page))) == 1


def test_every_file_is_the_one_that_was_signed(released: House) -> None:
    visitor = client(released)
    with released.app.app_context():
        files = {name: released_file(NUMBER, name) for name, _ in read_released(NUMBER).files}
    assert len(files) > 3
    page = visitor.get(f"{LIST}/{NUMBER}").text
    for name, content in files.items():
        address = f"{LIST}/{NUMBER}/files/{name}"
        assert f'href="{address}" download' in page
        answer = visitor.get(address)
        assert answer.data == content
        assert f'filename="{NUMBER}-{name}"' in answer.headers["Content-Disposition"]


def test_the_hash_is_what_the_page_says_it_is(released: House) -> None:
    visitor, told = client(released), hashlib.sha256()
    for name in ("model.json", "published.csv", "ratios.csv"):
        content = visitor.get(f"{LIST}/{NUMBER}/files/{name}").data
        told.update(f"{name}\n{len(content)}\n".encode() + content)
    assert told.hexdigest() in visitor.get(f"{LIST}/{NUMBER}").text


@pytest.mark.parametrize(
    "asked",
    ["CB-2026-999", "0", "..%2f..", "CB-2026-001/files/key", "CB-2026-001/files/..%2fapp.key"],
)
def test_what_was_never_released_is_not_there(released: House, asked: str) -> None:
    answer = client(released, csrf=True).get(f"{LIST}/{asked}")
    assert answer.status_code == 404
    assert "Không có gì để hiển thị ở đây" in answer.text
    if "%" not in asked:  # no route of ours: the usual page of the released
        assert "Set-Cookie" not in answer.headers


def test_editions_lead_to_each_other(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    newer = a_view(number="CB-2026-002", edition=2, supersedes="CB-2026-001")
    older = a_view(superseded_by="CB-2026-002")
    both = {each.number: each for each in (newer, older)}
    monkeypatch.setattr(public, "read_released", both.__getitem__)
    monkeypatch.setattr(public, "list_released", lambda: list(both.values()))
    visitor = client(house)
    assert text_of(visitor, LIST).count("Đã có bản thay thế") == 1
    old = visitor.get(f"{LIST}/CB-2026-001").text
    assert "Bản này đã được thay thế bằng bản mới hơn" in old
    assert f'href="{LIST}/CB-2026-002"' in old
    new = visitor.get(f"{LIST}/CB-2026-002").text
    assert "Bản công bố CB-2026-002, bản 2" in new
    assert f'href="{LIST}/CB-2026-001"' in new
    assert "đã được thay thế bằng bản mới hơn" not in new


def test_before_the_first_release_the_list_says_so(house: House) -> None:
    assert "Chưa công bố số liệu nào" in text_of(client(house), LIST)
    assert f'href="{LIST}"' in client(house).get("/sign-in").text
    staff = signed_in(house, "statistician")
    assert "/publications/proposals" in staff.get(LIST).text
    for role in ("officer", "supervisor"):  # the supervisor of one ward alone
        others = signed_in(house, role)
        for page in (LIST, "/indicators/released"):
            assert "/publications/proposals" not in others.get(page).text


def test_the_addresses_for_everybody_are_these_three(house: House) -> None:
    views = [name for name in house.app.view_functions if name.startswith("publications.")]
    assert {name for name in views if act_of(house.app, name) == PUBLIC} == OPEN
