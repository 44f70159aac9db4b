"""Prints: official documents from templates, as HTML and as PDF made in one warm process."""

from __future__ import annotations

import atexit
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.spec import Form
from caseapp.rules.values import LOCAL
from caseapp.web.filters import day, moment, official_day
from caseapp.web.form_lines import lay_out, subject_of
from caseapp.web.pdf_process import PdfProcess, PrinterDown, Unprintable

__all__ = [
    "PRINTER",
    "PrinterDown",
    "Sheet",
    "Unprintable",
    "assistance_html",
    "brief_html",
    "data_extract_html",
    "disaster_list_html",
    "dossier_html",
    "drawn_approval",
    "drawn_assessment",
    "drawn_decision",
    "drawn_minutes",
    "drawn_plan",
    "figures_html",
    "for_both_sides",
    "form01_html",
    "indicator_report_html",
    "plan_body",
    "print_html",
    "referral_slip_html",
    "render_counted",
    "render_pdf",
    "separation_html",
    "slip_html",
    "summary_html",
    "transfer_letter_html",
]

_CODE: Final = Path(__file__).resolve().parent.parent
#: The process of this program: `start()` when serving begins, else it starts with the first print.
PRINTER: Final = PdfProcess()
atexit.register(PRINTER.stop)


def render_pdf(html: str) -> bytes:
    """Return the tagged PDF of a whole HTML document in the style of print.css.

    Raises Unprintable (a page answers 422) and PrinterDown (503).
    """
    return PRINTER.render(html)


def render_counted(html: str) -> tuple[bytes, int]:
    """Return the same and how many pages it has."""
    return PRINTER.render_counted(html)


def for_both_sides(html: str) -> str:
    """Return a document for both sides of its sheets: the wide margin is where they are bound."""
    return html.replace('<body class="', '<body class="both-sides ', 1)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What every page of a print bears; ValueError for a moment without its offset.

    created  the aware moment of printing, which the PDF bears too: same sheet, same bytes
    demo     whether the data are made up, which every page then says
    foot     words at the foot of a form (a summary makes its own), or empty
    """

    created: datetime
    demo: bool = False
    foot: str = ""

    def __post_init__(self) -> None:
        if self.created.tzinfo is None:
            raise ValueError("the moment of a print needs its offset")
        object.__setattr__(self, "created", self.created.astimezone(LOCAL))


def print_html(template: str, sheet: Sheet, *, title: str, **context: object) -> str:
    """Draw a template of `templates/print/`; the title is seen by whoever has the file.

    Prints are Vietnamese whoever asks for them. All text is composed (NFC) and escaped; dates
    and aware moments are written as the office writes them.
    """
    chosen = _environment().get_template(f"print/{template}")
    return chosen.render(title=title, sheet=sheet, **context)


def form01_html(
    form: Form,
    values: Mapping[str, Value],
    heading: Mapping[str, object],
    area_names: Mapping[str, str],
    sheet: Sheet,
    *,
    with_reporter: bool,
    signer: str = "",
) -> str:
    """Draw Mẫu 01 with its answers; with no values the empty form, its notes below it.

    `heading`: agency_parent, agency, symbol, abbreviation, place, day, each of which may be
    missing;
    `area_names`: names for the codes of areas; `with_reporter`: whether the reader may see who
    gave the information, else section 3 is not printed.
    """
    return print_html(
        "form01.html",
        sheet,
        title=f"Mẫu số {form.number} – Báo cáo tiếp nhận thông tin trẻ em",
        form=form,
        subject=subject_of(form, values),
        parts=lay_out(form, values, area_names, with_reporter=with_reporter),
        heading=heading,
        signer=signer,
        blank=not values,
    )


def separation_html(form: Form, articles: object, sheet: Sheet, **more: object) -> str:
    """Draw Mẫu 07; what `more` holds is told in form07.html."""
    return print_html(
        "form07.html",
        sheet,
        title=f"Mẫu số {form.number} – Quyết định tạm thời cách ly trẻ em",
        form=form,
        articles=articles,
        **more,
    )


def drawn_assessment(form: Form, sheet: Sheet, **more: object) -> str:
    """Draw Mẫu 02, 03 or 06; what `more` holds is told in assessment.html."""
    return print_html("assessment.html", sheet, title=_titled(form), form=form, **more)


def drawn_plan(form: Form, sheet: Sheet, **more: object) -> str:
    """Draw Mẫu 04; what `more` holds is told in plan.html."""
    return print_html("plan.html", sheet, title=_titled(form), form=form, **more)


def plan_body(form: Form, **more: object) -> Markup:
    """Draw Mẫu 04 as it lies behind its decision, on pages of the same document."""
    drawn = _environment().get_template("print/plan.html").render(form=form, bare=True, **more)
    return Markup(drawn)  # noqa: S704 - what a template drew is escaped


def drawn_approval(form: Form, sheet: Sheet, **more: object) -> str:
    """Draw Mẫu 05; what `more` holds is told in approval.html."""
    title = f"Mẫu số {form.number} – Quyết định phê duyệt kế hoạch hỗ trợ, can thiệp"
    return print_html("approval.html", sheet, title=title, form=form, **more)


def drawn_decision(form: Form, sheet: Sheet, *, title: str, **more: object) -> str:
    """Draw a decision without a numbered form; what `more` holds is told in decision.html."""
    return print_html("decision.html", sheet, title=title, form=form, **more)


def drawn_minutes(form: Form, sheet: Sheet, **more: object) -> str:
    """Draw the minutes of a meeting; what `more` holds is told in minutes.html."""
    return print_html("minutes.html", sheet, title=form.title.capitalize(), form=form, **more)


def _titled(form: Form) -> str:
    return f"Mẫu số {form.number} – {form.title.capitalize()}"


def slip_html(
    slip: object, link: str, drawn: Markup, heading: Mapping[str, object], sheet: Sheet
) -> str:
    """Draw the slip of an answer link; what it holds is told in answer_slip.html."""
    code = str(getattr(slip, "code", ""))
    return print_html(
        "answer_slip.html",
        sheet,
        title=code,
        slip=slip,
        link=link,
        drawn=drawn,
        heading=heading,
    )


def summary_html(
    summary: object, heading: Mapping[str, object], sheet: Sheet, **more: object
) -> str:
    """Draw the summary of a case; what `summary` holds is told in case_summary.html."""
    return print_html(
        "case_summary.html", sheet, title=_SUMMARY, summary=summary, heading=heading, **more
    )


def brief_html(parts: object, heading: Mapping[str, object], sheet: Sheet, **more: object) -> str:
    """Draw the summary of a case for one page; see case_brief.html."""
    return print_html(
        "case_brief.html", sheet, title=_SUMMARY, parts=parts, heading=heading, **more
    )


_SUMMARY: Final = "Tóm tắt hồ sơ trẻ em"


def referral_slip_html(sheet: Sheet, **more: object) -> str:
    """Draw the slip of a referral; what `more` holds is told in referral_slip.html."""
    return print_html("referral_slip.html", sheet, title="Phiếu chuyển gửi dịch vụ", **more)


def data_extract_html(sheet: Sheet, *, title: str, **more: object) -> str:
    """Draw the extract of a child's data; see data_extract.html."""
    return print_html("data_extract.html", sheet, title=title, **more)


def dossier_html(heading: Mapping[str, object], sheet: Sheet, **more: object) -> str:
    """Draw a dossier with its papers; what `more` holds is told in dossier.html."""
    return print_html("dossier.html", sheet, title="Hồ sơ kèm mục lục", heading=heading, **more)


def transfer_letter_html(sheet: Sheet, **more: object) -> str:
    """Draw the letter of a case that goes to another province; see transfer_letter.html."""
    title = "Công văn bàn giao hồ sơ trẻ em"
    return print_html("transfer_letter.html", sheet, title=title, **more)


def assistance_html(heading: Mapping[str, object], sheet: Sheet, **more: object) -> str:
    """Draw the register of help of a unit; what `more` holds is told in its template."""
    return print_html(
        "assistance_register.html",
        sheet,
        title="Sổ theo dõi hỗ trợ trẻ em",
        heading=heading,
        **more,
    )


def disaster_list_html(heading: Mapping[str, object], sheet: Sheet, **more: object) -> str:
    """Draw the list of those whom a disaster hit in a unit, empty or filled; see its template."""
    return print_html(
        "disaster_list.html",
        sheet,
        title="Danh sách trẻ em bị ảnh hưởng bởi thiên tai",
        heading=heading,
        **more,
    )


def figures_html(sheet: Sheet, *, title: str, **more: object) -> str:
    """Draw exact figures that are handed to somebody; what `more` holds is told in the template."""
    return print_html("figures_handed.html", sheet, title=title, **more)


def indicator_report_html(sheet: Sheet, *, title: str, **more: object) -> str:
    """Draw a report on the indicators; what `more` holds is told in indicator_report.html."""
    return print_html("indicator_report.html", sheet, title=title, **more)


@cache
def _environment() -> Environment:
    folders = [_CODE.parent / "templates", _CODE / "templates"]
    environment = Environment(
        loader=FileSystemLoader(folders), autoescape=True, finalize=_written, trim_blocks=True
    )
    environment.filters["official_day"] = official_day
    return environment


def _written(value: object) -> object:
    """Write a value as it stands on paper; composed here, before markup surrounds it.

    A whole document must not be composed: the ">" of a tag and a combining stroke make "≯".
    """
    if value is None:
        return ""
    if isinstance(value, Markup):
        return value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return day(value)
    return unicodedata.normalize("NFC", str(value))
