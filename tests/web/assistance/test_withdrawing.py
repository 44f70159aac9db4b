"""The page that withdraws a whole entry: who loses the help is named, one reason is asked."""

from __future__ import annotations

from caseapp.casework.assistance_batches import record_batch
from tests.casework.test_assistance_batches import GIFT, many
from tests.factories.children import officer_of
from tests.factories.drafts import shown_in
from tests.factories.house import NOW, House
from tests.factories.web import CAI_KHE, NINH_KIEU, signed_in, text_of


def test_it_asks_once_for_all_and_again_when_the_list_has_changed(house: House) -> None:
    actor = officer_of(house)
    with house.app.app_context():
        number = record_batch(actor, NINH_KIEU, GIFT, many(house, actor, 2), now=NOW)
    entry = f"/assistance/{NINH_KIEU}/lists/{number}"
    page = f"{entry}/withdrawal"
    officer = signed_in(house, "officer")
    assert page in officer.get(entry).text
    asked = officer.get(page).text
    assert "2 trẻ em sẽ không còn được ghi hỗ trợ này" in asked
    sent = shown_in(asked, "")
    assert officer.post(page, data=sent | {"why": " "}).status_code == 422
    stale = officer.post(page, data=sent | {"why": "Nhầm năm", "shown": "1,x"})
    assert (stale.status_code, "Danh sách đã thay đổi" in stale.text) == (422, True)
    assert shown_in(stale.text, "")["shown"] == sent["shown"]  # as it is now, to be sent again
    for _ in range(2):
        assert officer.post(page, data=sent | {"why": "Nhầm năm"}).location == entry
    assert "Rút cả lần ghi này" not in text_of(officer, entry)
    assert "Không còn trẻ em nào" in text_of(officer, page)
    assert "Chưa" in text_of(officer, f"/assistance/{NINH_KIEU}/lists?after=x")
    far = signed_in(house, "officer", CAI_KHE)
    assert far.get(page).status_code == far.post(page, data=sent).status_code == 404
