"""The slip of a referral as a PDF: for the agency's hands, with its number left to the clerk."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, flash, redirect, url_for
from flask_babel import force_locale, gettext
from werkzeug.wrappers import Response

from caseapp.casework.referral_slips import ReferralSlip, gather_slip
from caseapp.rules.access import Act
from caseapp.rules.codes import LISTS
from caseapp.rules.values import RuleBroken, local_day
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.filters import end_moment
from caseapp.web.pdf_answer import footing, heading_of, pdf_answer
from caseapp.web.printing import Sheet, referral_slip_html
from caseapp.web.qr import inline
from caseapp.web.shared_words import basis_words, shared_lines

_SYMBOL: Final = "……/PC-UBND"
"""What stands for the number; PC is a "phiếu chuyển" (Decree 30/2020, Annex III)."""
_ANSWER: Final = ("officer", "chair")
"""Who of the office is named to the agency."""
_DRAFT: Final = "dự thảo, chưa gửi"


def attach(blueprint: Blueprint) -> None:
    """Add the print to the blueprint of the referrals."""
    blueprint.add_url_rule("/<code>/referral-slip.pdf", "referral_slip", referral_slip)


@needs(Act.CASE_PRINT)
def referral_slip(code: str) -> Response:
    """Print what the agency is asked for and what is shared with it."""
    try:
        found = gather_slip(actor(), code, now=now())
    except RuleBroken as broken:
        flash(gettext(broken.message, **broken.params))
        return redirect(url_for("referrals.show", code=code))
    link = url_for("inbox.show", code=found.code, _external=True)
    return pdf_answer(slip_html(found, link, demo=settings().demo), found.code, found.printed)


def slip_html(found: ReferralSlip, link: str, *, demo: bool) -> str:
    """Draw the slip; one of a draft says so. `link` is where the agency finds the referral."""
    at = found.printed.at
    with force_locale("vi"):
        told = shared_lines(found.values)
        basis = basis_words(found.basis)
        reply_by = end_moment(found.reply_by) if found.reply_by else ""
    heading = heading_of(found.unit_id, found.sent_on or local_day(at))
    return referral_slip_html(
        Sheet(at, demo, footing(found.code, found.printed)),
        heading=heading | {"symbol": _SYMBOL},
        slip=found,
        standing=_DRAFT if found.draft else "",
        told=told,
        basis=basis,
        reply_by=reply_by,
        added=[(LISTS["addendum_kinds"].label(row.kind), row.text) for row in found.addenda],
        office=[
            (LISTS["duty_roles"].label(each.role), each)
            for each in found.office
            if each.role in _ANSWER
        ],
        drawn=inline(link),
        link=link,
    )
