"""What stands in the directory of a new instance: helpline 111, which is the same everywhere.

All else is the city's to enter and to verify. Nobody has checked this entry with the helpline
either: it stands among those that are to be checked.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from caseapp import desk
from caseapp.records.agencies import Agency, Service
from caseapp.rules.access import Act, operator
from caseapp.rules.matching import fold

# Decree 56/2017/NĐ-CP, Art. 22 to 24: free, day and night, for whoever calls.
HELPLINE: Final = "Tổng đài điện thoại quốc gia bảo vệ trẻ em 111"
NUMBER: Final = "111"
_GIVES: Final = "Tiếp nhận thông báo, tố giác; tư vấn cho trẻ em và gia đình"
_FOR: Final = "Mọi trẻ em và người lớn; gọi miễn phí"


def write_first_agencies(now: datetime) -> None:
    """Write them into an instance that has just been filled."""
    with desk.bulk(operator(production=False), Act.IMPORT_RUN, now=now) as door:
        agency = Agency(
            name=HELPLINE, folded=fold(HELPLINE), kind="helpline", phone=NUMBER, entered_at=now
        )
        door.session.add(agency)
        door.session.flush()
        door.session.add(
            Service(
                agency_id=agency.id,
                name=_GIVES,
                folded=fold(_GIVES),
                eligibility=_FOR,
                all_day=True,
                entered_at=now,
            )
        )
        door.log(f"agency:{agency.id}", None, first=True)
