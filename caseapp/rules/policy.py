"""The one policy table: what each role may do, and which acts reach less than a unit.

What the table does not name is denied. Sources: Decree 56/2017 (the officer prepares, the chair
decides), Law 91/2025 on personal data (need to know), the client's statement of roles.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from caseapp.rules.acts import Act, Role

EVERYONE: Final = frozenset({Act.HOME_READ, Act.OWN_ACCOUNT})
"""What every account may do, with no role as well."""

_CASE_CONTENT: Final = frozenset(
    {
        Act.REPORT_READ,
        Act.REPORT_LIST,
        Act.CHILD_READ,
        Act.CHILD_LIST,
        Act.ASSISTANCE_LIST,
        Act.ASSISTANCE_PRINT,
        Act.DISASTER_LIST,
        # Of one unit the officer and the chair; of several who supervises all of them.
        Act.DISASTER_ENTER,
        Act.IMPACT_LIST,
        Act.IMPACT_PRINT,
        Act.CASE_READ,
        Act.CASE_LIST,
        Act.FILE_READ,
        Act.REFERRAL_READ,
        Act.NAME_HIDE,
        # Of the officers only the one in charge of the child's case (casework.hidden_names).
        Act.NAME_SEE,
    }
)
_CALLS_OUT: Final = frozenset({Act.CALL_RECORD, Act.DUTY_KEEP, Act.AGENCY_READ})

POLICY: Final[Mapping[Role, frozenset[Act]]] = {
    Role.OFFICER: EVERYONE
    | _CASE_CONTENT
    | _CALLS_OUT
    | {
        Act.REPORT_LOG,
        Act.REPORT_SCREEN,
        Act.REPORT_FORWARD,
        Act.REPORT_RECEIVE,
        Act.REPORT_READ_FORWARDED,
        Act.REPORT_PROPOSE,
        Act.REPORT_SEE_REPORTER,
        Act.REPORT_PRINT,
        Act.INCIDENT_RECORD,
        Act.MEASURE_RECORD,
        Act.PLACE_SEE,
        Act.SAFETY_RECORD,
        Act.RECEIPT_CORRECT,
        Act.CHILD_EDIT,
        # The officer takes a request about data down and prepares; chair or supervisor answer.
        Act.DATA_REQUEST_READ,
        Act.DATA_REQUEST_RECORD,
        Act.DATA_EXTRACT_PRINT,
        Act.TWIN_ASK,
        Act.MERGE_ASK,
        Act.MERGE_AGREE,
        Act.CIRCUMSTANCE_RECORD,
        Act.ASSISTANCE_RECORD,
        # Whom a disaster hit is entered like any child and any help: the officer prepares.
        Act.IMPACT_RECORD,
        Act.CASE_EDIT,
        Act.CASE_PROPOSE_CLOSING,
        Act.PLAN_SUBMIT,
        Act.CASE_PRINT,
        # The officer brings the paper to the signer, and back with the clerk's number.
        Act.PAPER_PUT,
        Act.PAPER_COMPLETE,
        Act.TRANSFER_READ,
        Act.FILE_ADD,
        Act.FILE_ORIGINAL,
        Act.REFERRAL_DRAFT,
        Act.REFERRAL_LINK,
        Act.STAND_IN_READ,
        Act.STAND_IN_NAME,
        Act.EMERGENCY_OPEN,
        Act.EMERGENCY_READ,
        Act.FIGURES_READ,
        Act.FIGURES_OPEN,
        Act.POPULATION_ENTER,
        Act.IMPORT_FILE,
    },
    Role.CHAIR: EVERYONE
    | _CASE_CONTENT
    | _CALLS_OUT
    | {
        Act.REPORT_SEE_REPORTER,
        Act.REPORT_PRINT,
        Act.MEASURE_DECIDE,
        Act.PLACE_SEE,
        Act.MEASURE_CONFIRM,
        Act.SAFETY_RECORD,
        Act.RECEIPT_CORRECT,
        Act.TARGET_SET,
        Act.PAPER_SET_NAMES,
        Act.REPORT_RECEIVE,
        Act.REPORT_READ_FORWARDED,
        Act.REPORT_PROPOSE,
        Act.REPORT_END,
        Act.CASE_PROPOSE_CLOSING,
        Act.CASE_CLOSE,
        Act.PLAN_DECIDE,
        Act.CHILD_UNMASK,
        Act.CONSENT_DECIDE,
        Act.DATA_REQUEST_READ,
        Act.DATA_REQUEST_ANSWER,
        Act.DATA_EXTRACT_PRINT,
        Act.CASE_PRINT,
        Act.PAPER_PUT,
        Act.PAPER_COMPLETE,
        # Whether the unit's numbers are counted in here is for the head of the unit.
        Act.REGISTER_SET,
        Act.TRANSFER_ASK,
        Act.TRANSFER_ACCEPT,
        Act.TRANSFER_READ,
        Act.EMERGENCY_OPEN,
        Act.EMERGENCY_READ,
        Act.FILE_ORIGINAL,
        Act.FIGURES_READ,
        Act.FIGURES_OPEN,
        Act.POPULATION_ENTER,
        Act.IMPORT_FILE,
        Act.LOG_READ_SUBJECT,
        Act.STAND_IN_READ,
        Act.STAND_IN_NAME,
        Act.DEPUTY_NAME,
        # At night, with no officer to be reached; each such report is marked and reviewed.
        Act.REPORT_LOG,
        Act.REPORT_SCREEN,
        Act.TWIN_ASK,
    },
    Role.SUPERVISOR: EVERYONE
    | _CASE_CONTENT
    | _CALLS_OUT
    | {
        Act.RECEIPT_DECIDE,
        Act.PLACE_SEE,
        Act.TARGET_SET,
        Act.REFERRAL_SEND,
        Act.REFERRAL_REASSIGN,
        Act.REFERRAL_LINK,
        Act.REFERRAL_ANSWER,
        Act.AGENCY_MANAGE,
        Act.REPORT_ASSIGN_UNIT,
        Act.REPORT_END,
        Act.CASE_CLOSE,
        Act.PROPOSAL_REVIEW,
        Act.CASE_ASSIGN,
        Act.SUPERVISION_READ,
        Act.TRANSFER_PROPOSE,
        Act.TRANSFER_DECIDE,
        Act.MERGE_ASK,
        Act.MERGE_DECIDE,
        Act.ERASURE_PROPOSE,
        Act.ERASURE_DECIDE,
        Act.CHILD_UNMASK,
        Act.DATA_REQUEST_READ,
        Act.DATA_REQUEST_ANSWER,
        Act.BREACH_RECORD,
        Act.RETENTION_READ,
        Act.CONFLICT_MARK,
        Act.FILE_ENTRUST,
        Act.EMERGENCY_OPEN,
        Act.EMERGENCY_READ,
        Act.EMERGENCY_REVIEW,
        Act.CASE_PRINT,
        Act.FIGURES_READ,
        Act.FIGURES_OPEN,
        # Exact figures leave the house by who answers for the city, to somebody who is named.
        Act.FIGURES_HAND_OUT,
        # What the public may read is proposed by who counts, and signed by who answers for it.
        Act.RELEASE_READ,
        Act.RELEASE_SIGN,
        Act.RELEASE_SET_RULES,
        Act.POPULATION_ENTER,
        Act.POPULATION_ASK,
        Act.IMPORT_RUN,
        Act.IMPORT_FILE,
        Act.EXPORT_RUN,
        Act.EXPORT_FETCH,
        Act.ACCOUNT_DECIDE,
        Act.LOG_READ_SUBJECT,
        Act.STAND_IN_READ,
        Act.STAND_IN_NAME,
        Act.DEPUTY_NAME,
        Act.LONE_REVIEW,
        Act.CLOCK_CHANGE,
        Act.ACCOUNT_HAND_ON,
        Act.ENTRY_GIVE,
    },
    Role.STATISTICIAN: EVERYONE
    | {
        Act.FIGURES_READ,
        Act.FIGURES_FREEZE,
        # By a program: who counts for the city answers for what the program does with it.
        Act.FIGURES_FETCH,
        Act.FIGURES_HAND_OUT,
        Act.RELEASE_READ,
        Act.RELEASE_PROPOSE,
        Act.POPULATION_ENTER,
        Act.POPULATION_ASK,
        Act.IMPORT_FILE,
        Act.DISASTER_LIST,  # with counts alone
    },
    # What the city decided and dated, with its number, is entered by the administrator.
    Role.ADMINISTRATOR: EVERYONE
    | {Act.ACCOUNT_MANAGE, Act.ACCOUNT_DECIDE, Act.CALENDAR_SET, Act.RELIEF_DAYS_SET}
    | {Act.PAPER_SET_RULES, Act.PAPER_SET_NAMES, Act.SIGNING_SET_RULES}
    | {Act.BREACH_RECORD, Act.RETENTION_SET},
    Role.COLLABORATOR: EVERYONE | {Act.REPORT_LOG, Act.REPORT_FOLLOW},
    Role.AUDITOR: EVERYONE | {Act.LOG_READ},
    Role.AGENCY: EVERYONE | {Act.REFERRAL_INBOX, Act.REFERRAL_REPLY},
    # A vice chair: reaches nothing until a chair or a supervisor names them for some days.
    Role.DEPUTY: EVERYONE | {Act.STAND_IN_READ},
}

OWN_ONLY: Final = frozenset({Act.REPORT_FOLLOW})
"""Acts that reach, within the units, only what the person entered: a village's collaborator hears
what became of a report, and nothing of what others told."""

OWN_POST_ONLY: Final = frozenset({Act.STAND_IN_NAME, Act.DEPUTY_NAME})
"""Acts of whoever holds the post: who only stands in for it names nobody further."""

OPENED_ONLY: Final = frozenset({Act.EMERGENCY_READ})
"""Acts that reach, in any unit, only the files that the person opened in an emergency."""

SENT_ONLY: Final = frozenset({Act.REFERRAL_INBOX, Act.REFERRAL_REPLY})
"""Acts that reach, in any unit, only live referrals to an agency that the person speaks for."""

UNSEEN: Final = frozenset({Act.EMERGENCY_OPEN, Act.SIGN_IN})
"""Acts that see no row of case content and may leave word in any unit: whose file was opened must
know, and in whose name a command acts."""

TO_SEPARATE: Final = _CASE_CONTENT | {Act.MEASURE_DECIDE, Act.PLACE_SEE}
"""What the chair of the other competent unit may do with a file that is lent for a separation: read
it and decide (Decree 56/2017, Art. 32), and nothing else that a chair does."""

NEVER_LENT: Final = (
    EVERYONE
    | OWN_POST_ONLY
    | {Act.FIGURES_READ, Act.FIGURES_OPEN, Act.POPULATION_ENTER}
    | {Act.IMPORT_FILE, Act.SUPERVISION_READ}
    | {Act.EMERGENCY_OPEN, Act.EMERGENCY_READ, Act.STAND_IN_READ}
    | {Act.DUTY_KEEP, Act.TARGET_SET, Act.REPORT_RECEIVE, Act.REPORT_READ_FORWARDED}
    | {Act.PAPER_SET_NAMES}
    | {Act.REPORT_FORWARD, Act.MERGE_ASK, Act.MERGE_AGREE, Act.AGENCY_READ}
    | {Act.TRANSFER_ASK, Act.TRANSFER_ACCEPT, Act.TRANSFER_READ}
    | {Act.ASSISTANCE_LIST, Act.ASSISTANCE_PRINT}
    | {Act.DISASTER_LIST, Act.DISASTER_ENTER}
    | {Act.IMPACT_LIST, Act.IMPACT_RECORD, Act.IMPACT_PRINT}
    | {Act.REGISTER_SET, Act.ERASURE_PROPOSE, Act.ERASURE_DECIDE}
    | {Act.DATA_REQUEST_READ, Act.DATA_REQUEST_RECORD, Act.DATA_REQUEST_ANSWER}
    | {Act.DATA_EXTRACT_PRINT, Act.RETENTION_READ}
)
"""Acts that nobody does as a stand-in of another unit's file: they reach more than the file."""

WARD_ROLES: Final = frozenset({Role.OFFICER, Role.CHAIR, Role.COLLABORATOR, Role.DEPUTY})
"""Roles of a commune's own people: held in a ward or commune, never in the whole city."""

CITY_ROLES: Final = frozenset({Role.STATISTICIAN, Role.ADMINISTRATOR, Role.AUDITOR, Role.AGENCY})
"""Roles of the city alone, and of the agencies that serve all of it; a supervisor may have the
whole city or a part of it."""

SYSTEM_IN_PRODUCTION: Final = frozenset(
    {Act.IMPORT_RUN, Act.FIGURES_READ, Act.ACCOUNT_MANAGE, Act.LOG_READ}
    | {Act.BACKUP_RUN, Act.KEYS_CHANGE}
)
"""What the machine's operator may do without a user's word (contracts §2)."""

CONTENT_ROLES: Final = frozenset({Role.OFFICER, Role.CHAIR, Role.SUPERVISOR})
"""Roles that open case content: nobody gives one without a second person."""

SEES_FILES: Final = CONTENT_ROLES | {Role.COLLABORATOR, Role.DEPUTY, Role.AGENCY}
"""Roles from whose holders a file can be kept by a mark of conflict: a deputy's too, before the
naming that would open it."""
