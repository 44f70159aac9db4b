"""Routes of a case that goes to another province: its letter, the print, the receipt."""

from __future__ import annotations

from flask import Blueprint
from flask_babel import force_locale, gettext
from werkzeug.wrappers import Response

from caseapp.casework import transfer_letters
from caseapp.casework.transfer_letters import NewLetter, PrintedLetter, Receipt
from caseapp.rules.access import Act
from caseapp.rules.values import local_day
from caseapp.web import filters
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.birth_box import born_words
from caseapp.web.pdf_answer import footing, heading_of, pdf_answer
from caseapp.web.posting import posted_key, posted_version
from caseapp.web.printing import Sheet, transfer_letter_html
from caseapp.web.transfers.forms import LetterForm, ReceiptForm
from caseapp.web.transfers.steps import (
    BOTH,
    About,
    Answer,
    Page,
    about,
    case_page,
    going,
    may_begin,
    not_now,
    nothing_to_do,
    step,
    take_back,
)


def attach(blueprint: Blueprint) -> None:
    """Add these steps to the transfers' blueprint."""
    blueprint.add_url_rule("/<code>/letter", "letter", letter, methods=BOTH)
    blueprint.add_url_rule("/<code>/letter.pdf", "print_letter", print_letter)
    blueprint.add_url_rule("/<code>/receipt", "confirm", confirm, methods=BOTH)
    blueprint.add_url_rule("/<code>/recall", "recall", recall, methods=["POST"])


@needs(Act.TRANSFER_ASK)
def letter(code: str) -> Answer:
    """Ask number, day and addressee of the letter to another province."""
    view = going(code, Act.TRANSFER_ASK)
    if not_now(may_begin(view)):
        return nothing_to_do(case_page(code))
    form = LetterForm(data={"day": local_day(now())})
    page = Page(
        gettext("Hand the case over to another province"),
        gettext("The letter is recorded. Print it, sign it, send it; record the receipt here"),
        (
            gettext(
                "For a child that lives outside the city now. The case stays open with your unit "
                "until somebody there has said on paper that it was received; only then can it be "
                "closed for that reason."
            ),
        ),
    )

    def record() -> None:
        said = NewLetter(
            form.number.data or "", form.day.data, form.addressee.data or "", form.words.data or ""
        )
        transfer_letters.send_letter(actor(), code, said, now=now(), post=posted_key())

    return step(form, record, page, About(code, child=view.child_name), back=case_page(code))


@needs(Act.CASE_PRINT)
def print_letter(code: str) -> Response:
    """Print the letter, for the chair to sign."""
    found = transfer_letters.gather_letter(actor(), code, now=now())
    html = letter_html(found, Sheet(now(), settings().demo, footing(code, found.printed)))
    return pdf_answer(html, f"{found.code}-cong-van", found.printed)


def letter_html(found: PrintedLetter, sheet: Sheet) -> str:
    """Draw the letter as the office writes it (Decree 30/2020, Annex III)."""
    day = found.letter.day or local_day(sheet.created)
    with force_locale("vi"):
        child = [
            ("Họ và tên", found.child_name or "chưa biết"),
            ("Ngày sinh", born_words(found.born, found.birth_precision, day) or "chưa biết"),
            ("Giới tính", filters.code_label("sex", found.sex)),
            ("Địa chỉ ghi trong hồ sơ", found.address or "chưa biết"),
            ("Mã hồ sơ", found.code),
            ("Ngày mở hồ sơ", f"{local_day(found.opened_at):%d/%m/%Y}"),
        ]
    return transfer_letter_html(
        sheet,
        heading=heading_of(found.unit_id, day) | {"symbol": found.letter.number},
        addressee=found.letter.addressee,
        unit=found.unit[:1].lower() + found.unit[1:],  # "phường …" inside a sentence
        child=child,
    )


@needs(Act.CASE_EDIT)
def confirm(code: str) -> Answer:
    """Ask who received the case, when, and by which paper they say so."""
    view = going(code, Act.CASE_EDIT)
    if not_now(view.transfer is not None and view.transfer.state == "letter_sent"):
        return nothing_to_do(case_page(code))
    form = ReceiptForm()

    def record() -> None:
        said = Receipt(form.name.data or "", form.day.data, form.paper.data or "")
        transfer_letters.confirm_receipt(
            actor(), code, said, version=posted_version(), now=now(), post=posted_key()
        )

    page = Page(
        gettext("Record the receipt of the other province"),
        gettext("The receipt is recorded. Closing the case can be proposed for that reason now"),
    )
    return step(
        form, record, page, about(view),
        back=case_page(code),
    )  # fmt: skip


@needs(Act.TRANSFER_ASK)
def recall(code: str) -> Response:
    """Take a letter back whose receipt nobody has recorded."""
    return take_back(
        code,
        lambda: transfer_letters.recall_letter(
            actor(), code, version=posted_version(), now=now(), post=posted_key()
        ),
        gettext("The letter is taken back: the case stays with your unit"),
    )
