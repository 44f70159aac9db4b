"""Every kind of line has its words; codes are said, marks are shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from caseapp.casework.case_timeline import EventView
from caseapp.casework.cases import MOVES, NOTES
from caseapp.casework.first_hours_reading import Correction
from caseapp.casework.plans import MOVES as PLAN_MOVES
from caseapp.casework.referrals import MOVES as REFERRAL_MOVES
from caseapp.rules.care_states import CARE, ENDINGS
from caseapp.rules.codes.abuse import CERTAINTY
from caseapp.rules.codes.duty import CALL_ANSWERS
from caseapp.rules.plan_states import ACTIVITIES
from caseapp.rules.taking_over import STAGES
from caseapp.rules.transfer_states import LETTERS, TRANSFERS
from caseapp.web.cases.timeline import WORDS, entries, proposal_of, receipt_words, title_of, who
from caseapp.web.filters import moment
from tests.factories.house import NOW
from tests.web.form_app import form_app


def line(kind: str, detail: str = "", text: str = "") -> EventView:
    return EventView(kind, NOW, NOW, "Cán bộ A", detail, text)


ORDERS = ("extension", "lifting", "court_request")
ORDER_MOVES = ("submit", "withdraw", "refuse", "decide", "fall")


def test_every_kind_has_its_words() -> None:
    kinds = {"opened", "assigned", "level", "measure", "referral_draft", *NOTES, *MOVES}
    kinds |= {"received", "assistance", *(f"incident_{code}" for code in CERTAINTY.codes)}
    kinds |= {f"referral_{move}" for move in REFERRAL_MOVES}
    kinds |= {f"call_{answer}" for answer in CALL_ANSWERS.codes}
    kinds |= {"safety", "receipt", "joined", "measure_fell"}
    kinds |= {"taken_over", *(f"paper_{stage}" for stage in STAGES), "flag_set", "flag_lifted"}
    kinds |= {"minutes", "plan_approve", "plan_return", *(f"plan_{move}" for move in PLAN_MOVES)}
    kinds |= {f"activity_{move.name}" for move in ACTIVITIES.moves}
    kinds |= {f"separation_{move}" for move in ("submit", "withdraw", "return", "refuse", "decide")}
    kinds |= {f"{order}_{move}" for order in ORDERS for move in ORDER_MOVES}
    kinds |= {f"{order}_fall" for order in ORDERS}
    kinds |= {"court_request_send", "court_request_granted", "court_request_rejected"}
    kinds |= {"placement_start", "placement_end"}
    silent = {"end", "amend"}  # told by the end's own line, and as brought before the chair anew
    kinds |= {"care_submit", *(f"care_{m.name}" for m in CARE.moves if m.name not in silent)}
    kinds |= {
        "care_end_submit",
        *(f"care_end_{m.name}" for m in ENDINGS.moves if m.name not in silent),
    }
    moves = (*TRANSFERS.moves, *LETTERS.moves)
    kinds |= {"transfer_propose", "transfer_letter", *(f"transfer_{m.name}" for m in moves)}
    kinds |= {"care_follow_up_seen", "care_follow_up_not_seen"}
    kinds |= {"addendum"}
    kinds |= {"placement_visit_seen", "placement_visit_not_seen"}
    assert kinds == set(WORDS)


def test_details_are_said_in_words() -> None:
    with form_app().test_request_context():
        assert title_of(line("level", "high")) == "Đánh giá mức độ nguy cơ: Nguy cơ cao"
        assert title_of(line("opened", "BC-26-7KQ4MX2B")) == "Mở trường hợp: BC-26-7KQ4MX2B"
        assert title_of(line("visit")) == "Thăm trẻ"
        assert title_of(line("contact", "seen;Chị Lan")) == "Liên hệ: Có gặp trẻ em; Chị Lan"
        assert title_of(line("measure", "none")).endswith(": Không áp dụng biện pháp khẩn cấp")
        assert title_of(line("call_engaged", "chair;Bà Sáu")).endswith(": Chủ tịch UBND Bà Sáu")
        assert title_of(line("call_reached", "113")).endswith(": Công an (khẩn cấp)")
        recorded = title_of(line("incident_confirmed", "neglect;violence"))
        assert recorded == "Ghi nhận vụ việc, đã xác định: Bỏ mặc; Bạo lực"


def test_who_answered_for_an_agency_stands_beside_who_entered_it() -> None:
    answered = replace(line("referral_accept"), answered_by="Bà Lan")
    with form_app().test_request_context():
        assert who(answered) == "Cán bộ A; phía cơ quan: Bà Lan"
        assert who(line("note")) == "Cán bộ A"
        assert who(replace(answered, by="")) == "phía cơ quan: Bà Lan"


def test_a_corrected_receipt_tells_the_old_moment_and_deadline_and_who_accepted_it() -> None:
    old, new, hours = NOW - timedelta(hours=3), NOW - timedelta(hours=1), timedelta(hours=12)
    row = Correction(
        old, new, old + hours, new + hours, True, "Nhầm", NOW, "Cán bộ A", True, NOW, "Bà Hai",
        "", False,
    )  # fmt: skip
    with form_app().test_request_context():
        (entry,) = entries([replace(line("receipt", text="Nhầm"), correction=row)])
        first, second = entry["text"].split("\n")
        assert second == "Nhầm"
        for each in (moment(old), moment(new), moment(old + hours), moment(new + hours), "Bà Hai"):
            assert each in first
        at_once = receipt_words(replace(row, clears_late=False))
        assert at_once.endswith("do Cán bộ A sửa"), "nobody accepted what counted at once"


def test_the_newest_proposal_is_found() -> None:
    events = [line("note"), line("propose_closing", text="mới"), line("propose_closing", text="cũ")]
    with form_app().test_request_context():
        found = proposal_of(events)
        assert found is not None
        assert found["text"] == "mới"
        assert proposal_of([line("note")]) is None
        assert [entry["by"] for entry in entries(events)] == ["Cán bộ A"] * 3
