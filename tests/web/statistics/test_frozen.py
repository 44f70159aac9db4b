"""The pages of frozen figures: looked at first, frozen once, superseded, read by unit."""

from __future__ import annotations

from tests.factories.house import House
from tests.factories.web import key, signed_in, text_of

LIST, NEW = "/indicators/frozen", "/indicators/frozen/new"
ASKED = f"{NEW}?period=2025&basis=received"


def test_from_the_preview_to_a_second_edition(house: House) -> None:
    statistician = signed_in(house, "statistician")
    assert "Chưa chốt số liệu nào" in text_of(statistician, LIST)
    assert statistician.get(NEW).status_code == 200
    assert statistician.get(f"{NEW}?period=2026&basis=received").status_code == 422
    assert "103 đơn vị chưa có số trẻ em" in text_of(statistician, ASKED)
    form = {"post_key": key(), "version": "0"}
    done = statistician.post(ASKED, data=form)
    assert done.status_code == 302
    assert done.location.endswith(f"{LIST}/1")
    assert statistician.post(ASKED, data=form).location.endswith(f"{LIST}/1")  # the same post
    late = statistician.post(ASKED, data={"post_key": key(), "version": "0", "reason": "Xã muộn"})
    assert late.status_code == 422
    assert "Bản 1 của kỳ này vừa được" in late.get_data(as_text=True)
    bare = statistician.post(ASKED, data={"post_key": key(), "version": "1"})
    assert "Ghi lý do cần bản mới" in bare.get_data(as_text=True)
    again = {"post_key": key(), "version": "1", "reason": "Xã muộn"}
    assert statistician.post(ASKED, data=again).location.endswith(f"{LIST}/2")
    assert "Bản này đã được thay thế" in text_of(statistician, f"{LIST}/1")
    newest = text_of(statistician, f"{LIST}/2")
    assert "Xã muộn" in newest
    assert "tính lại hôm nay, mọi số liệu vẫn như cũ" in newest
    officer = signed_in(house, "officer")
    own = text_of(officer, f"{LIST}/2")
    assert "Phường Ninh Kiều" in own
    for of_others in ("Cái Khế", "Toàn thành phố", "Xã muộn"):
        assert of_others not in own
    file = officer.get(f"{LIST}/1/figures.csv")
    assert "chi-tieu-noi-bo-2025-ban-1.csv" in file.headers["Content-Disposition"]
    areas = {line.split(",")[1] for line in file.get_data(as_text=True).splitlines()[1:]}
    assert areas == {"31135"}
    assert officer.get(NEW).status_code == 404
    assert officer.get(f"{LIST}/3").status_code == 404
    assert signed_in(house, "auditor").get(f"{LIST}/1").status_code == 404
