"""What a case's page offers of its transfer: to begin, answer, decide, or take back one."""

from __future__ import annotations

from collections.abc import Iterator

from flask import url_for
from flask_babel import gettext

from caseapp.casework.case_reading import CaseView
from caseapp.casework.transfer_views import TransferView
from caseapp.rules.access import Act
from caseapp.web.actor import actor
from caseapp.web.moves import Step
from caseapp.web.rights import allowed, allowed_at_home


def transfer_steps(view: CaseView) -> dict[str, Step]:
    """Return the steps of a transfer that this person may take, by name."""
    transfer = view.transfer
    if transfer is not None and transfer.is_open:
        return dict(_going_on(view, transfer))
    return dict(_beginning(view)) if view.state == "open" else {}


def _at_home(act: Act, view: CaseView) -> bool:
    """Tell whether the person may do it in the whole unit: of a lent file nobody hands over."""
    return allowed(act, view.unit_id) and allowed_at_home(act, view.unit_id)


def _beginning(view: CaseView) -> Iterator[tuple[str, Step]]:
    code = view.code
    if _at_home(Act.TRANSFER_ASK, view):
        words = gettext("Hand the case over to another ward")
        yield "transfer", Step(words, url_for("transfers.ask", code=code))
        if view.outside:
            words = gettext("Hand the case over to another province")
            yield "letter", Step(words, url_for("transfers.letter", code=code))
    if _at_home(Act.TRANSFER_PROPOSE, view):
        words = gettext("Propose to hand the case over to another ward")
        yield "propose_transfer", Step(words, url_for("transfers.propose", code=code))


def _going_on(view: CaseView, transfer: TransferView) -> Iterator[tuple[str, Step]]:
    code, mine = view.code, actor().user_id in transfer.took_part
    if transfer.state == "proposed" and not mine and _at_home(Act.TRANSFER_ASK, view):
        words = gettext("Send on the proposed transfer, or keep the case")
        yield "send_transfer", Step(words, url_for("transfers.send", code=code))
    if transfer.decidable and not mine and _at_home(Act.TRANSFER_DECIDE, view):
        words = gettext("Decide where the case goes")
        yield "decide_transfer", Step(words, url_for("transfers.decide", code=code))
    if transfer.state != "letter_sent":
        return
    if allowed(Act.CASE_EDIT, view.unit_id):
        words = gettext("Record the receipt of the other province")
        yield "receipt", Step(words, url_for("transfers.confirm", code=code))
    if allowed(Act.CASE_PRINT, view.unit_id):
        words = gettext("Print the letter to the other province (PDF)")
        yield "print_letter", Step(words, url_for("transfers.print_letter", code=code))


def taking_back(view: CaseView) -> str:
    """Return where the button leads by which this person takes a transfer back, '' for none."""
    transfer = view.transfer
    if transfer is None or not transfer.is_open:
        return ""
    ends = {"proposed": ("drop", Act.TRANSFER_PROPOSE), "letter_sent": ("recall", Act.TRANSFER_ASK)}
    page, act = ends.get(transfer.state, ("withdraw", Act.TRANSFER_ASK))
    return url_for(f"transfers.{page}", code=view.code) if _at_home(act, view) else ""
