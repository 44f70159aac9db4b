"""Papers of a made-up child, filled and empty, and any papers drawn for the eye."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2

from caseapp.casework.assessment_prints import AssessmentPrint
from caseapp.casework.assessment_reading import AssessmentView
from caseapp.casework.decision_prints import DecisionPrint, NamedChild
from caseapp.casework.letterheads import Letterhead
from caseapp.casework.plan_prints import PlanPrint
from caseapp.casework.plan_views import PlanView
from caseapp.casework.printed import Printed
from caseapp.rules.access import Act
from caseapp.rules.assessment_states import DETAILED, FORM_OF, INITIAL, REVIEW
from caseapp.rules.copies import Copy
from caseapp.rules.forms.answers import Value
from caseapp.rules.forms.assessment_parts import HARM, PROTECTION
from caseapp.rules.forms.decisions import DECISIONS, decision_form
from caseapp.rules.forms.registry import FORMS
from caseapp.rules.forms.spec import Form
from caseapp.rules.indicator_reports import ReportKind, read_span
from caseapp.rules.paper_settings import usual_recipients
from caseapp.rules.plans import Goal, Plan
from caseapp.rules.risk import proposed_level, tally
from caseapp.rules.served import for_copy
from caseapp.web.assessment_paper import assessment_html
from caseapp.web.blank_paper import NUMBERS, blank_html
from caseapp.web.decision_paper import decision_html
from caseapp.web.indicator_reports.content import content_of
from caseapp.web.indicator_reports.paper import report_html
from caseapp.web.plan_paper import approval_html, plan_html
from caseapp.web.printing import Sheet, render_pdf
from tests.factories.assessments import CLOSE, answers
from tests.factories.house import NOW
from tests.factories.measures import ADDRESS, HOST
from tests.factories.papers_of_file import papers_of_file
from tests.factories.plans import DAY, TODAY, an_activity
from tests.factories.reported import a_head, a_state
from tests.factories.web import NINH_KIEU

CHILD = "Thạch Thị Sa Rương"
OFFICER = "Nguyễn Thị Cán Bộ"
CHAIR = "Trần Văn Chủ Tịch"
STORY = (
    "Trẻ sống với bà ngoại tại nhà, cha mẹ đi làm xa; trẻ sợ hãi, ngủ không yên và nghỉ học nhiều "
    "buổi. Cán bộ đã gặp trẻ tại trường và gặp bà ngoại."
)


def a_print(reason: str = "") -> Printed:
    """A print as its foot tells of it."""
    return Printed("BI-26-7KQ4MX2B", "Lê Thị In", NOW, Act.CASE_PRINT, int(NINH_KIEU), reason)


def a_letterhead(form: Form | None = None) -> Letterhead:
    """The head of a paper of ward Ninh Kiều while nobody decided otherwise."""
    heading = {
        "superior": "",
        "agency_parent": "ỦY BAN NHÂN DÂN",
        "agency": "PHƯỜNG NINH KIỀU",
        "agency_name": "Phường Ninh Kiều",
        "abbreviation": "UBND",
        "place": "Ninh Kiều",
        "day": TODAY,
    }
    if form is None:
        return Letterhead(heading)
    return Letterhead(heading, form.grounds, usual_recipients(form.number))


def an_assessment(
    kind: str = INITIAL, state: str = "signed", child: str = CHILD, **more: Value
) -> AssessmentPrint:
    """An assessment as it is printed; `more` are answers beside the ratings."""
    form, draft = FORMS[FORM_OF[kind]], state == "draft"
    said = answers(kind, "medium", "low", **more)
    signed = {} if draft else {"level": "medium", "conclusion": STORY}
    values: dict[str, Value] = said | signed | more
    view = AssessmentView(
        kind=kind,
        subject="BC-26-7KQ4MX2B" if kind == INITIAL else "HS-26-7KQ4MX2B",
        number=1,
        state=state,
        version=1,
        form=form,
        values=values,
        happened_at=NOW,
        entered_at=NOW,
        entered_by=OFFICER,
        signed_at=None if draft else NOW,
        signed_by="" if draft else OFFICER,
        level="" if draft else "medium",
        proposed=proposed_level(form, values),
        harm=tally(form, values, HARM),
        protection=tally(form, values, PROTECTION),
        owed=(),
        emergency=False,
    )
    return AssessmentPrint(view, int(NINH_KIEU), a_letterhead(), child, a_print())


def a_full_plan() -> Plan:
    """A plan of two goals, each with its activities."""
    goals = (
        Goal(
            "Trẻ an toàn tại nhà bà ngoại",
            TODAY + 30 * DAY,
            (an_activity(), an_activity("Thăm nhà mỗi tuần", 28, measure="care")),
        ),
        Goal("Trẻ đi học đều", TODAY + 60 * DAY, (an_activity("Hỗ trợ sách vở, học phí"),)),
    )
    return Plan(STORY, ("Được an toàn", "Được tư vấn tâm lý", "Được đi học"), goals, STORY)


def a_plan_view(state: str, said: Plan) -> PlanView:
    """A plan in a state, with its decision where it is, or was, in force."""
    approved, sent = state in {"approved", "replaced"}, state != "draft"
    return PlanView(
        number=1,
        edition=FORMS["04"].edition.id,
        version=1,
        state=state,
        said=said,
        written_at=NOW,
        written_by=OFFICER,
        submitted_at=NOW if sent else None,
        submitted_by=OFFICER if sent else "",
        decided_at=NOW if approved else None,
        decided_by=CHAIR if approved else "",
        signed_at=NOW if approved else None,
        words="",
        decision_number="27/QĐ-UBND" if approved else "",
        assignment="Giao cán bộ bảo vệ trẻ em phường thực hiện" if approved else "",
        activities=[],
        moves=(),
    )


def a_plan_print(
    state: str = "approved",
    plan: Plan | None = None,
    *,
    child: str = CHILD,
    copy: Copy = Copy.FILE,
    **more: Any,
) -> PlanPrint:
    """A plan as it is printed, decided on where it is approved; `more` replace its columns."""
    return PlanPrint(
        code="HS-26-7KQ4MX2B",
        unit_id=int(NINH_KIEU),
        plan=replace(a_plan_view(state, plan or a_full_plan()), **more),
        copy=copy,
        plan_form=FORMS["04"],
        plan_head=a_letterhead(FORMS["04"]),
        decision_form=FORMS["05"],
        decision_head=a_letterhead(FORMS["05"]),
        made_at=NOW if state in {"approved", "replaced"} else None,
        child_name=child,
        born=date(2016, 3, 9),
        birth_precision="day",
        child_unit="Phường Ninh Kiều",
        printed=a_print(),
    )


def a_decision(kind: str, copy: Copy = Copy.FILE, **more: Any) -> DecisionPrint:
    """A decision without a numbered form as it is printed; `more` replace its columns."""
    form = decision_form(kind, TODAY)
    told: dict[str, Any] = {
        "names": "Đỗ Văn Hung, sinh năm 1985",
        "of_decision": TODAY,
        "assessed_on": TODAY,
        "last_day": TODAY + 12 * DAY,
        "first_day": TODAY,
        "kept_with": "family",
        "back_to": "Đỗ Văn Hung, sinh năm 1985",
        "ground": "trẻ em có nguy cơ bị tổn hại nghiêm trọng về tính mạng, sức khỏe",
        "steps": "- Ăn uống: suất ăn hằng ngày\n- Chăm sóc y tế: khám sức khỏe",
        "why": STORY,
        "name": HOST,
        "address": ADDRESS,
        "place": ADDRESS,
    }
    found = DecisionPrint(
        code="HS-26-7KQ4MX2B",
        number=1,
        kind=kind,
        copy=copy,
        form=form,
        letterhead=a_letterhead(form),
        values=for_copy(form, told, copy),
        child=NamedChild(CHILD, date(2016, 3, 9), "day", "Phường Ninh Kiều"),
        made_at=NOW,
        state="decided",
        proposed_by=OFFICER,
        role="",
        signer=CHAIR,
        addressee="Tòa án nhân dân khu vực 1",
        printed=a_print(),
    )
    return replace(found, **more)


def an_indicator_report(kind: ReportKind) -> str:
    """The report on the indicators of 2021 to 2025, two years of which have figures."""
    states = {str(year): a_state(year) for year in (2024, 2025)}
    content = content_of(kind, read_span("2021-2025"), states)
    written = {"assessment": STORY}
    return report_html(content, a_head(), Sheet(NOW, demo=True), written=written)


def every_paper() -> Iterator[tuple[str, str]]:
    """Yield the name and the page of each paper: filled, as a draft, by a deputy, and empty."""
    told = {"body": STORY, "family": STORY, "problems": STORY, "needs": "An toàn\nTư vấn"}
    service: dict[str, Value] = {"home_service": "Ở với bà ngoại", "home_giver": "UBND phường"}
    reasoned: dict[str, Value] = {"level_reason": "Bà ngoại trông trẻ cả ngày"}
    for name, found in (
        ("02", an_assessment(INITIAL, **service, **reasoned)),
        ("02-draft", an_assessment(INITIAL, "draft")),
        ("03", an_assessment(DETAILED, "followed", **told)),
        ("06", an_assessment(REVIEW, **CLOSE)),
    ):
        yield name, assessment_html(found, now=NOW, demo=True)
    by_deputy = f"KT. CHỦ TỊCH / PHÓ CHỦ TỊCH: {CHAIR}"
    for name, plan in (("", a_plan_print()), ("-draft", a_plan_print("draft"))):
        yield f"04{name}", plan_html(plan, now=NOW, demo=True)
        yield f"05{name}", approval_html(plan, now=NOW, demo=True)
    yield "05-deputy", approval_html(a_plan_print(decided_by=by_deputy), now=NOW, demo=True)
    yield "05-served", approval_html(a_plan_print(copy=Copy.SERVED), now=NOW, demo=True)
    for kind in DECISIONS:
        for copy in Copy:
            drawn = decision_html(a_decision(kind, copy), now=NOW, demo=True)
            yield f"decision-{kind}-{copy}", drawn
    for kind in ReportKind:
        yield f"report-{kind}", an_indicator_report(kind)
    bound = {
        "02": assessment_html(an_assessment(INITIAL), now=NOW, demo=True),
        "05": approval_html(a_plan_print(), now=NOW, demo=True),
    }
    yield from papers_of_file(a_letterhead(), bound)
    for number in NUMBERS:
        yield f"{number}-blank", blank_html(number, Sheet(NOW, demo=True))


def draw(folder: Path, papers: Iterable[tuple[str, str | bytes]], scale: float = 1.5) -> list[Path]:
    """Write papers, drawn or to be drawn, with a picture of each page; return the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    drawn = []
    for name, paper in papers:
        content = render_pdf(paper) if isinstance(paper, str) else paper
        (folder / f"{name}.pdf").write_bytes(content)
        document = pypdfium2.PdfDocument(content)
        for number in range(len(document)):
            drawn.append(folder / f"{name}-{number + 1}.png")
            document[number].render(scale=scale).to_pil().save(drawn[-1])
    return drawn
