"""The page of the stand-ins: says whose turn it is, names somebody, ends it; for supervisors."""

from __future__ import annotations

import re

from tests.factories.house import House
from tests.factories.web import CAI_KHE, key, make_user, post_report, sign_in, signed_in, text_of


def test_a_stand_in_is_named_sees_the_file_alone_and_is_ended(house: House) -> None:
    suspect, named = make_user(house, "chair"), make_user(house, "chair", CAI_KHE)
    officer, supervisor = signed_in(house, "officer"), signed_in(house, "supervisor")
    other = post_report(officer)
    code = post_report(officer, works_here="yes", keep_from=suspect)
    address = f"/reports/{code}/stand-ins"
    assert officer.get(address).status_code == 404
    assert "Chưa có ai: cần cử người" in text_of(supervisor, address)
    assert supervisor.post(address, data={"person": "", "post_key": key()}).status_code == 422
    form = {"person": f"chair:{named}", "post_key": key()}
    assert supervisor.post(address, data=form).location == address
    assert "chờ đối chiếu" in text_of(supervisor, address)
    chair = sign_in(house, named)
    assert "Bạn làm thay cho đơn vị khác trong riêng hồ sơ này" in text_of(chair, "/")
    assert chair.get(f"/reports/{code}/decision").status_code == 200
    assert chair.get(f"/reports/{other}").status_code == 404
    (end,) = re.findall(r'href="([^"]+/end)"', supervisor.get(address).text)
    assert "không làm thay nữa?" in text_of(supervisor, end)
    assert chair.get(f"/reports/{code}").status_code == 200  # to be asked changes nothing
    assert supervisor.post(end).location == address
    assert chair.get(f"/reports/{code}").status_code == 404  # the session that was open too
