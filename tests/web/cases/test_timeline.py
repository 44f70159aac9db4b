"""Every kind of line has its words; codes are said, marks are shown."""

from __future__ import annotations

from caseapp.casework.case_reading import EventView
from caseapp.casework.cases import MOVES, NOTES
from caseapp.casework.referrals import MOVES as REFERRAL_MOVES
from caseapp.web.cases.timeline import WORDS, entries, proposal_of, title_of
from tests.factories.house import NOW
from tests.web.form_app import form_app


def line(kind: str, detail: str = "", text: str = "") -> EventView:
    return EventView(kind, NOW, NOW, "Cán bộ A", detail, text)


def test_every_kind_has_its_words() -> None:
    kinds = {"opened", "level", "measure", "referral_draft", *NOTES, *MOVES}
    kinds |= {f"referral_{move}" for move in REFERRAL_MOVES}
    assert kinds == set(WORDS)


def test_details_are_said_in_words() -> None:
    with form_app().test_request_context():
        assert title_of(line("level", "high")) == "Đánh giá mức độ nguy cơ: Nguy cơ cao"
        assert title_of(line("opened", "BC-26-7KQ4MX2B")) == "Mở trường hợp: BC-26-7KQ4MX2B"
        assert title_of(line("visit")) == "Thăm trẻ"


def test_the_newest_proposal_is_found() -> None:
    events = [line("note"), line("propose_closing", text="mới"), line("propose_closing", text="cũ")]
    with form_app().test_request_context():
        found = proposal_of(events)
        assert found is not None
        assert found["text"] == "mới"
        assert proposal_of([line("note")]) is None
        assert [entry["by"] for entry in entries(events)] == ["Cán bộ A"] * 3
