"""The page "Who looked at this file": the log's entries about one thing, in words."""

from __future__ import annotations

from typing import Final

from flask import render_template, request, url_for
from flask_babel import gettext, lazy_gettext

from caseapp.casework.looks import Look, Looks
from caseapp.rules.access import Act, Role
from caseapp.web.navigation import ROLE_WORDS

ACT_WORDS: Final = {
    Act.REPORT_LOG: lazy_gettext("Entered or corrected the report"),
    Act.REPORT_READ: lazy_gettext("Read"),
    Act.REPORT_SCREEN: lazy_gettext("Opened a case from the report, or joined it to one"),
    Act.REPORT_FORWARD: lazy_gettext("Forwarded the report, or withdrew the forwarding"),
    Act.REPORT_RECEIVE: lazy_gettext("Saw that the report was forwarded, took it over or refused"),
    Act.REPORT_READ_FORWARDED: lazy_gettext("Read the own Mẫu 01 of a report passed on"),
    Act.REPORT_ASSIGN_UNIT: lazy_gettext("Saw that nobody took the report over, assigned its unit"),
    Act.REPORT_PROPOSE: lazy_gettext("Proposed something about the report"),
    Act.REPORT_END: lazy_gettext("Decided on a proposal about the report"),
    Act.PROPOSAL_REVIEW: lazy_gettext("Read or put back what was entered by mistake"),
    Act.REPORT_PRINT: lazy_gettext("Printed"),
    Act.INCIDENT_RECORD: lazy_gettext("Recorded what happened"),
    Act.MEASURE_DECIDE: lazy_gettext("Decided on emergency measures"),
    Act.CALL_RECORD: lazy_gettext("Called people out, or noted a call"),
    Act.MEASURE_RECORD: lazy_gettext("Recorded a decision given by telephone or on paper"),
    Act.PLACE_SEE: lazy_gettext("Saw where the child is sheltered or placed"),
    Act.MEASURE_CONFIRM: lazy_gettext("Answered whether a decision was made so"),
    Act.SAFETY_RECORD: lazy_gettext("Recorded that the child was taken to safety"),
    Act.RECEIPT_CORRECT: lazy_gettext("Corrected the moment of receipt"),
    Act.RECEIPT_DECIDE: lazy_gettext("Decided on a corrected receipt"),
    Act.CHILD_READ: lazy_gettext("Read"),
    Act.CHILD_EDIT: lazy_gettext("Entered or changed the child's data"),
    Act.TWIN_ASK: lazy_gettext("Was told that the child may be known already"),
    Act.MERGE_ASK: lazy_gettext("Asked for a merge of the child, or read about one"),
    Act.MERGE_AGREE: lazy_gettext("Said for the unit whether to merge the child"),
    Act.MERGE_DECIDE: lazy_gettext("Decided on a merge of the child, or on a pair"),
    Act.ERASURE_PROPOSE: lazy_gettext("Proposed to erase the file, or read about it"),
    Act.ERASURE_DECIDE: lazy_gettext("Decided on an erasure of the file"),
    Act.CIRCUMSTANCE_RECORD: lazy_gettext("Recorded special circumstances"),
    Act.ASSISTANCE_RECORD: lazy_gettext("Recorded help"),
    Act.ASSISTANCE_PRINT: lazy_gettext("Printed in the register of help"),
    Act.IMPACT_LIST: lazy_gettext("Read on the list of a disaster"),
    Act.IMPACT_RECORD: lazy_gettext("Recorded harm by a disaster, or relief"),
    Act.IMPACT_PRINT: lazy_gettext("Printed on the list of a disaster"),
    Act.CLOCK_WATCH: lazy_gettext("Looked over limits, held referrals and merges"),
    Act.CONSENT_DECIDE: lazy_gettext("Decided where child and representative differ"),
    Act.DATA_REQUEST_READ: lazy_gettext("Read a request about the child's data"),
    Act.DATA_REQUEST_RECORD: lazy_gettext("Took down, prepared or carried out a data request"),
    Act.DATA_REQUEST_ANSWER: lazy_gettext("Answered a data request, or lifted a restriction"),
    Act.DATA_EXTRACT_PRINT: lazy_gettext("Printed the extract of the child's data"),
    Act.CASE_READ: lazy_gettext("Read"),
    Act.CASE_EDIT: lazy_gettext("Worked on the case (level of risk, note, contact or visit)"),
    Act.CASE_PROPOSE_CLOSING: lazy_gettext("Proposed something about the case"),
    Act.CASE_CLOSE: lazy_gettext("Decided on a proposal about the case"),
    Act.PLAN_SUBMIT: lazy_gettext("Submitted the plan, took it back or gave it up"),
    Act.PLAN_DECIDE: lazy_gettext("Decided on the plan"),
    Act.CASE_PRINT: lazy_gettext("Printed"),
    Act.PAPER_PUT: lazy_gettext("Put a decision on paper before the signer"),
    Act.PAPER_COMPLETE: lazy_gettext("Entered the number and the signed paper"),
    Act.TRANSFER_PROPOSE: lazy_gettext("Proposed to hand the case over, or took that back"),
    Act.TRANSFER_ASK: lazy_gettext("Handed the case over, or withdrew that"),
    Act.TRANSFER_ACCEPT: lazy_gettext("Took the case over, or refused it"),
    Act.TRANSFER_DECIDE: lazy_gettext("Decided where the case goes, or saw that it is contested"),
    Act.TRANSFER_READ: lazy_gettext("Saw that the case is handed over"),
    Act.REFERRAL_DRAFT: lazy_gettext("Drafted a referral"),
    Act.REFERRAL_SEND: lazy_gettext("Sent or withdrew the referral"),
    Act.REFERRAL_REASSIGN: lazy_gettext("Gave the referral to another agency"),
    Act.REFERRAL_ANSWER: lazy_gettext("Entered the agency's answer"),
    Act.REFERRAL_LINK: lazy_gettext("Made or revoked a link for the agency's answer"),
    Act.REFERRAL_READ: lazy_gettext("Read"),
    Act.REFERRAL_INBOX: lazy_gettext("Read by the agency"),
    Act.REFERRAL_REPLY: lazy_gettext("Answered by the agency"),
    Act.IMPORT_RUN: lazy_gettext("Changed by an import of registers"),
    Act.EXPORT_RUN: lazy_gettext("Exported registers that may hold this file"),
    Act.REPORT_FOLLOW: lazy_gettext("Asked how far the report is"),
    Act.CHILD_UNMASK: lazy_gettext("Looked at the whole personal number"),
    Act.NAME_HIDE: lazy_gettext("Hid the name, or showed it again"),
    Act.NAME_SEE: lazy_gettext("Opened the name"),
    Act.CASE_ASSIGN: lazy_gettext("Assigned the officer"),
    Act.CONFLICT_MARK: lazy_gettext("Marks of conflict: looked at, set or lifted"),
    Act.FILE_ENTRUST: lazy_gettext("Who stands in: looked at, named or ended"),
    Act.EMERGENCY_OPEN: lazy_gettext("Opened the file in an emergency"),
    Act.EMERGENCY_READ: lazy_gettext("Read in an emergency"),
    Act.EMERGENCY_REVIEW: lazy_gettext("Reviewed an opening in an emergency"),
    Act.FILE_ADD: lazy_gettext("Attached or withdrew a document"),
    Act.FILE_READ: lazy_gettext("Read a document"),
    Act.FILE_ORIGINAL: lazy_gettext("Gave an original out"),
    Act.ACCOUNT_HAND_ON: lazy_gettext("Handed over the work of an officer"),
    Act.LONE_REVIEW: lazy_gettext("Reviewed what one person had done alone"),
    Act.CLOCK_CHANGE: lazy_gettext("Looked at a moved limit, or moved one"),
    Act.LOG_READ_SUBJECT: lazy_gettext("Looked who looked at this file"),
}
"""What each act on a file is called in this list."""

_KIND_WORDS: Final = {
    "case": lazy_gettext("Case"),
    "child": lazy_gettext("Child"),
    "report": lazy_gettext("Report"),
    "referral": lazy_gettext("Referral"),
    "file": lazy_gettext("Document"),
    "export": lazy_gettext("Registers"),
}
_DIGITS: Final = 4


def page_number() -> int:
    """Return the page that the address asks for, 1 for anything that is no number."""
    number = request.args.get("page", "1")
    return max(int(number), 1) if number.isdecimal() and len(number) <= _DIGITS else 1


def act_words(look: Look) -> str:
    """Say what was done, or tried in vain."""
    words = str(ACT_WORDS[Act(look.act)] if look.act in set(ACT_WORDS) else look.act)
    return str(gettext("Refused: %(what)s", what=words)) if look.refused else words


def who_words(look: Look) -> tuple[str, list[str]]:
    """Say who it was, and in a line each what roles that person held on the day."""
    name = look.who or str(gettext("The machine's operator"))
    lines = [f"{ROLE_WORDS[Role(role)]}, {unit}" for role, unit in look.posts]
    if look.operated_by:
        by = gettext("by a command on the machine, run by %(who)s", who=look.operated_by)
        lines.append(str(by))
    return name, lines


def kind_words(look: Look) -> str:
    """Name the part of the file."""
    return str(_KIND_WORDS[look.kind])


def looks_page(found: Looks, blueprint: str) -> str:
    """Draw the page of a thing of this blueprint, which has `show` and `looks`."""
    return render_template(
        "_parts/looks.html",
        found=found,
        page=page_number(),
        back=url_for(f"{blueprint}.show", code=found.code),
        address=f"{blueprint}.looks",
        act_words=act_words,
        who_words=who_words,
        kind_words=kind_words,
    )
