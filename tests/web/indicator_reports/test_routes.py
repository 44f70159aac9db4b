"""From the indicators to a report: shown first, then printed, with what its writer typed."""

from __future__ import annotations

import json
import re

from sqlalchemy import select

from caseapp import desk
from caseapp.records.audit import AuditEntry
from caseapp.rules.values import Period
from caseapp.statistics.freezing import freeze
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.printed_text import texts_of
from tests.factories.released import an_office, frozen, hit_children, proposed, signed
from tests.factories.web import sign_in, signed_in, text_of

PAGE = "/indicators/reports"
INTERNAL = f"{PAGE}?period=2025&kind=internal&basis=received"
PUBLIC = f"{PAGE}?period=2025&kind=public&basis=received"


def freeze_a_year(house: House) -> None:
    with house.app.app_context():
        freeze(SYSTEM, Period.parse("2025"), "received", reason="", seen=0, now=NOW)


def said(answer: bytes) -> str:
    pages = texts_of(answer)
    return " ".join(" ".join(pages).replace("\u00a0", " ").split())


def logged(house: House, subject: str) -> list[dict[str, str]]:
    with house.app.app_context(), desk.ledger() as session:
        asked = select(AuditEntry.detail).where(AuditEntry.subject.startswith(subject))
        return [json.loads(detail) for detail in session.scalars(asked)]


def test_from_the_page_to_the_paper(house: House) -> None:
    statistician = signed_in(house, "statistician")
    assert f'href="{PAGE}"' in statistician.get("/indicators").text
    assert "Xem báo cáo" in text_of(statistician, PAGE)
    freeze_a_year(house)
    shown = text_of(statistician, INTERNAL)
    for words in ("Nội bộ – không công bố", "Kết quả so với mục tiêu", "103", "Phường Ninh Kiều",
                  "Các kỳ chưa có số liệu", "Mã băm SHA-256"):  # fmt: skip
        assert words in shown, words
    form = {"assessment": "Phát hiện tốt hơn <i>", "proposals": ""}
    answer = statistician.post(INTERNAL, data=form)
    assert (answer.status_code, answer.mimetype) == (200, "application/pdf")
    assert answer.headers["Cache-Control"] == "no-store"
    paper = said(answer.data)
    assert "Phát hiện tốt hơn <i>" in paper
    number = re.search(r"Bản in số (BI-26-[0-9A-Z]{8})", paper)
    assert number
    (printed,) = logged(house, "indicator_report:2025")
    assert printed == {"print": number[1], "kind": "internal"}
    (made,) = logged(house, f"print:{number[1]}")
    assert made["size"] == len(answer.data)
    assert "Phát hiện tốt hơn" not in json.dumps(logged(house, ""), ensure_ascii=False)


def test_what_is_not_frozen_leads_to_the_freezing(house: House) -> None:
    statistician = signed_in(house, "statistician")
    page = statistician.get(INTERNAL)
    assert page.status_code == 200
    assert "/indicators/frozen/new?other=2025&amp;basis=received" in page.text
    assert statistician.post(INTERNAL, data={"assessment": ""}).mimetype == "text/html"
    officer = text_of(signed_in(house, "officer"), INTERNAL)
    assert "Hãy đề nghị cán bộ thống kê của thành phố chốt số liệu" in officer
    assert "chưa công bố" in text_of(statistician, PUBLIC).lower()


def test_what_is_no_report_is_refused(house: House) -> None:
    statistician = signed_in(house, "statistician")
    for wrong in ("period=2019", "period=2025&kind=other", "other=xyz&kind=public&basis=received"):
        assert statistician.get(f"{PAGE}?{wrong}").status_code == 422, wrong
    assert signed_in(house, "auditor").get(PAGE).status_code == 404
    assert signed_in(house, "auditor").post(INTERNAL).status_code == 404


def test_too_long_a_text_is_refused_beside_its_box(house: House) -> None:
    freeze_a_year(house)
    answer = signed_in(house, "statistician").post(INTERNAL, data={"assessment": "a" * 6001})
    assert (answer.status_code, answer.mimetype) == (422, "text/html")


def test_an_officer_has_the_own_ward_alone(house: House) -> None:
    freeze_a_year(house)
    officer = signed_in(house, "officer")
    shown = text_of(officer, INTERNAL)
    assert "Cái Khế" not in shown
    paper = said(officer.post(INTERNAL, data={"assessment": ""}).data)
    assert "PHƯỜNG NINH KIỀU" in paper
    assert "Số liệu trong phạm vi người in được mở" in paper
    assert "Cái Khế" not in paper


def test_the_published_kind(house: House) -> None:
    office = an_office(house)
    with house.app.app_context():
        hit_children()
        number = signed(office.supervisor, proposed(office.statistician, frozen()))
    statistician = sign_in(house, "thongke")
    shown = text_of(statistician, PUBLIC)
    assert f"số {number}" in shown
    assert "Bảo mật" in shown
    assert "không được ghép với số liệu nội bộ" in shown
    paper = said(statistician.post(PUBLIC, data={"assessment": ""}).data)
    assert number in paper
    assert "NỘI BỘ – KHÔNG CÔNG BỐ" not in paper
    midterm = text_of(statistician, PUBLIC.replace("2025", "2021-2025"))
    assert "Sơ kết kết quả thực hiện" in midterm
