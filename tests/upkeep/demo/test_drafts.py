"""The demo's first officer finds drafts, and one whose row was saved meanwhile."""

from __future__ import annotations

from sqlalchemy import select

from caseapp import desk
from caseapp.records.kept_forms import KeptForm, open_fields
from caseapp.records.users import User
from caseapp.upkeep.demo.making import make_demo
from tests.factories.house import NOW, House


def test_the_first_officer_has_typed_three_forms_and_sent_none(house: House) -> None:
    with house.app.app_context():
        make_demo(house.settings, NOW, children=200, seed=1)
        with desk.ledger() as session:
            first = select(User.id).where(User.username == "canbo.ninhkieu")
            own = select(KeptForm).where(KeptForm.user_id.in_(first))
            rows = session.scalars(own.order_by(KeptForm.at)).all()
            found = [(row.path, *open_fields(desk.vault(), row)) for row in rows]
            assert max(row.at for row in rows) < NOW
    assert [path.rpartition("/")[2] for path, _, _ in found] == ["level", "new", "new"]
    assert [title for _, title, _ in found][0::2] == ["Mức độ nguy cơ", "Tiếp nhận tin báo"]
    assert ("version", "0") in found[0][2]
