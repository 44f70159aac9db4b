"""What both units read of a report on its way, before it is received and after."""

from __future__ import annotations

import pytest

from caseapp.casework.forwarding import forward_report, receive_report
from caseapp.casework.forwarding_reading import (
    list_sent,
    read_arriving,
    read_disputed,
    read_sent,
)
from caseapp.casework.report_reading import read_report
from caseapp.casework.reports import amend_report
from caseapp.casework.screening import open_case
from caseapp.rules.access import Denied
from caseapp.rules.outcomes import Missing
from tests.factories.children import a_child, actor_of, officer_of
from tests.factories.house import NOW, House
from tests.factories.reports import SUPERVISOR, last_logged, log_one, told
from tests.factories.web import CAI_KHE, make_user

WHOM = "Chị Bảy, 0292 3820 000"


def test_who_forwarded_keeps_the_own_form_as_it_stood_and_hears_of_the_receipt(
    house: House,
) -> None:
    sender, receiver = officer_of(house), officer_of(house, CAI_KHE)
    code = log_one(house, by=sender)
    with house.app.app_context():
        forward_report(sender, code, unit_code=CAI_KHE, contact=WHOM, now=NOW)
        with pytest.raises(Missing):  # until then the report itself is there
            read_sent(sender, code, now=NOW)
        version = read_report(sender, code, now=NOW).version
        amend_report(sender, code, told(child_state="Gãy tay"), version=version, now=NOW)
        receive_report(receiver, code, now=NOW)
        version = read_report(receiver, code, now=NOW).version
        amend_report(receiver, code, told(child_state="Đã mổ"), version=version, now=NOW)
        open_case(receiver, code, a_child(CAI_KHE), now=NOW)  # sealed under the child's key
        view = read_sent(sender, code, now=NOW)
        assert last_logged() == [(sender.label, "report.read_forwarded", "done")]
        assert view.answers["child_state"] == "Gãy tay"
        assert not view.reporter_hidden
        assert view.answers["reporter_name"] == "Bà Tư Bánh Mì"
        passing = view.passing
        assert (passing.taken_by, passing.answered_at) == ("Phường Cái Khế", NOW)
        assert passing.answered_by == receiver.name
        assert [each.state for each in list_sent(sender, now=NOW)] == ["received"]
        assert list_sent(receiver, now=NOW) == []
        for stranger in (receiver, officer_of(house, "31168")):
            with pytest.raises(Missing):
                read_sent(stranger, code, now=NOW)


def test_before_it_is_received_only_what_is_needed_to_call_is_told(house: House) -> None:
    sender, code = officer_of(house), log_one(house)
    chair = actor_of(house, make_user(house, "chair", CAI_KHE))
    with house.app.app_context():
        forward_report(sender, code, unit_code=CAI_KHE, contact=WHOM, now=NOW)
        for view in (read_arriving(chair, code, now=NOW), read_disputed(SUPERVISOR, code, now=NOW)):
            assert (view.passing.contact, view.passing.from_unit) == (WHOM, "Phường Ninh Kiều")
            assert "Hòa" not in repr(view)
        with pytest.raises(Denied):
            read_arriving(SUPERVISOR, code, now=NOW)
        with pytest.raises(Missing):
            read_arriving(sender, code, now=NOW)
