"""A release that was signed, and another that waits for its signature, in a busy demo."""

from __future__ import annotations

from caseapp.exchange.release_jobs import ask_preparation
from caseapp.exchange.releasing import propose, read_proposal, sign
from caseapp.exchange.working import Worker
from caseapp.rules.values import Period
from caseapp.statistics.freezing import freeze
from tests.factories.children import actor_of
from tests.factories.house import SYSTEM, House
from tests.factories.released import UNASKED

_PERIOD = Period.parse("2025H2")
_SIGNED, _WAITING = "relief-clusters", "abuse-clusters"


def releases_under_way(house: House) -> None:
    """Freeze a half-year, sign a release of it, propose another of another subject."""
    now = house.settings.now()
    with house.app.app_context():
        number = int(freeze(SYSTEM, _PERIOD, "received", reason="", seen=0, now=now))
        counts, signs = actor_of(house, "thongke"), actor_of(house, "giamsat")
        for layout in (_SIGNED, _WAITING):
            job = int(ask_preparation(counts, number, layout, now=now))
            assert Worker(house.app.app_context, house.settings.now, beats=0.01).work_once()
            proposal = int(propose(counts, job, note="Số liệu nửa năm", now=now))
            if layout == _SIGNED:
                shown = read_proposal(signs, proposal, now=now).sha256
                sign(signs, proposal, shown=shown, now=now, fresh=UNASKED)
