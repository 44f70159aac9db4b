"""What the chair returns is mended by the officer, who reads the comment above the form."""

from __future__ import annotations

from tests.factories.care import CARER, care_form, carer_form
from tests.factories.house import House
from tests.factories.measures import TODAY, verdict
from tests.factories.web import (
    NINH_KIEU,
    boxes,
    key,
    post_case,
    post_report,
    signed_in,
    text_of,
    version_in,
)

MEND = "Cần nêu rõ ý kiến của cháu"


def test_care_and_its_end_go_back_with_a_comment_and_come_again(house: House) -> None:
    officer, chair = signed_in(house, "officer"), signed_in(house, "chair")
    case = f"/cases/{post_case(officer, post_report(officer))}"
    care = f"{case}/care"
    officer.post(f"/carers/{NINH_KIEU}/new", data=carer_form())
    officer.post(f"{care}/new", data=care_form())
    decision = f"{care}/1/decision"
    back = {"move": "return", "words": MEND}
    assert chair.post(decision, data=verdict(chair, decision) | back).location == care
    assert "Chủ tịch đã trả lại" in text_of(chair, care)
    assert "trả lại" in text_of(officer, "/")
    assert officer.get(f"{care}/1/hand-over").location == care
    amendment = f"{care}/1/amendment"
    assert chair.get(amendment).status_code == 404
    page = text_of(officer, amendment)
    assert MEND in page
    assert CARER in page
    version = version_in(officer.get(amendment).get_data(as_text=True))
    sent = care_form(why="Cháu muốn ở với bà") | {"version": version}
    assert officer.post(amendment, data=sent).location == care
    stale = officer.post(amendment, data=care_form(why="Cũ") | {"version": version})
    assert stale.status_code == 409
    assert "Cháu muốn ở với bà" in text_of(chair, decision)
    assert chair.post(decision, data=verdict(chair, decision)).location == care
    over = {"post_key": key(), "way": "end", "why": "Về với mẹ", **boxes("last_day", str(TODAY))}
    officer.post(f"{care}/1/endings/new", data=over)
    ending = f"{case}/care-endings/1"
    chair.post(f"{ending}/decision", data=verdict(chair, f"{ending}/decision") | back)
    assert "Đến việc chăm sóc thay thế bị trả lại" in text_of(officer, case)
    assert MEND in text_of(officer, f"{ending}/amendment")
    page = officer.get(f"{ending}/amendment").get_data(as_text=True)
    again = over | {"post_key": key(), "version": version_in(page)}
    assert officer.post(f"{ending}/amendment", data=again | {"way": "change"}).location == care
    chair.post(f"{ending}/decision", data=verdict(chair, f"{ending}/decision"))
    assert "Đã chấm dứt" in text_of(officer, care)
