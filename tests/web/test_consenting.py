"""What other pages say of consent: nothing of what nobody was asked, red numbers, one step."""

from __future__ import annotations

from caseapp.casework.child_people import Uncalled
from caseapp.casework.consent_reading import Brief
from caseapp.web.consenting import shown
from tests.factories.house import House

NUMBER = Uncalled("0909 111 222", "Nguyễn Thị Mai", "mother", "")


def test_in_words(house: House) -> None:
    stands = {"processing": "open", "referral": "withdrawn", "pictures": "given"}
    with house.app.test_request_context():
        found = shown(Brief("TE-26-1", stands, [NUMBER]))
    assert found.rows == [
        ("Chia sẻ thông tin với cơ quan, cơ sở được chuyển gửi", "Đã rút lại đồng ý"),
        ("Chụp ảnh, ghi hình, ghi âm trẻ em để lưu hồ sơ", "Đã đồng ý"),
    ]
    assert found.stopped == ["Chia sẻ thông tin với cơ quan, cơ sở được chuyển gửi"]
    assert found.uncalled == [NUMBER]
