"""What PostgreSQL itself sees to: the log, the `counted` marks, the next ids, the reach of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlalchemy import text

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

_GENESIS: Final = "0" * 64

_LOG_REFUSES: Final = """
BEGIN
    RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'integrity_constraint_violation';
END"""

_LOG_NEXT_LINK: Final = f"""
DECLARE
    newest record;
BEGIN
    SELECT id, hash INTO newest FROM audit_entries ORDER BY id DESC LIMIT 1;
    IF NEW.id IS DISTINCT FROM coalesce(newest.id, 0) + 1
        OR NEW.previous IS DISTINCT FROM coalesce(newest.hash, '{_GENESIS}')
    THEN
        RAISE EXCEPTION 'the log is append-only' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END"""  # noqa: S608 - a fixed word

_RELEASE_STAYS: Final = """
BEGIN
    RAISE EXCEPTION 'releases are never changed' USING ERRCODE = 'integrity_constraint_violation';
END"""

_KEPT_COPY_STAYS: Final = """
BEGIN
    RAISE EXCEPTION 'kept papers are never changed'
        USING ERRCODE = 'integrity_constraint_violation';
END"""

_MARK: Final = """
    UPDATE children SET counted = true WHERE NOT counted AND id IN (
        SELECT child_id FROM fresh{which});
    UPDATE residences SET counted = true WHERE NOT counted AND child_id IN (
        SELECT child_id FROM fresh{which});
    RETURN NULL;
END"""

_MARK_STAY: Final = """
BEGIN
    NEW.counted := NEW.counted OR coalesce(
        (SELECT counted FROM children WHERE id = NEW.child_id), false);
    RETURN NEW;
END"""

_NAME_UNIT: Final = """
BEGIN
    IF NEW.folded_name = '' THEN
        NEW.folded_name := coalesce(
            (SELECT folded_name FROM children WHERE id = NEW.child_id), '');
    END IF;
    RETURN NEW;
END"""

# Who corrects a name may not see the other units that open the child: their lines follow too.
_RENAME_UNITS: Final = """
DECLARE
    reach text := current_setting('caseapp.reach', true);
BEGIN
    PERFORM set_config('caseapp.reach', 'all', true);
    UPDATE child_units SET folded_name = NEW.folded_name
        WHERE child_id = NEW.id AND folded_name <> NEW.folded_name;
    PERFORM set_config('caseapp.reach', coalesce(reach, ''), true);
    RETURN NULL;
END"""

# An import, a demo or somebody by hand gives ids of its own; the next one must lie after them.
_KEEP_IDS: Final = """
DECLARE
    counter text := pg_get_serial_sequence(quote_ident(TG_TABLE_NAME), 'id');
    highest bigint;
    reached bigint;
    used boolean;
BEGIN
    EXECUTE 'SELECT max(id) FROM ' || quote_ident(TG_TABLE_NAME) INTO highest;
    EXECUTE 'SELECT last_value, is_called FROM ' || counter INTO reached, used;
    IF highest > reached OR NOT used THEN
        PERFORM setval(counter, highest);
    END IF;
    RETURN NULL;
END"""

FUNCTIONS: Final = {
    "caseapp_log_refuses": _LOG_REFUSES,
    "caseapp_log_next_link": _LOG_NEXT_LINK,
    "caseapp_mark_confirmed": "\nBEGIN" + _MARK.format(which=" WHERE status = 'confirmed'"),
    "caseapp_mark_child": "\nBEGIN" + _MARK.format(which=""),
    "caseapp_mark_stay": _MARK_STAY,
    "caseapp_keep_ids": _KEEP_IDS,
    "caseapp_name_unit": _NAME_UNIT,
    "caseapp_rename_units": _RENAME_UNITS,
    "caseapp_release_stays": _RELEASE_STAYS,
    "caseapp_kept_copy_stays": _KEPT_COPY_STAYS,
}
"""The body of each function by its name."""


def _trigger(name: str, when: str, function: str) -> str:
    """Return the statement in the very form in which PostgreSQL gives it back."""
    each = "STATEMENT" if "TRUNCATE" in when or "REFERENCING" in when else "ROW"
    return f"CREATE TRIGGER {name} {when} FOR EACH {each} EXECUTE FUNCTION {function}()"


LOG_TRIGGERS: Final = (
    _trigger("audit_entries_no_update", "BEFORE UPDATE ON audit_entries", "caseapp_log_refuses"),
    _trigger("audit_entries_no_delete", "BEFORE DELETE ON audit_entries", "caseapp_log_refuses"),
    _trigger(
        "audit_entries_no_truncate", "BEFORE TRUNCATE ON audit_entries", "caseapp_log_refuses"
    ),
    _trigger("audit_entries_next_link", "BEFORE INSERT ON audit_entries", "caseapp_log_next_link"),
)
"""Guard the log."""

RELEASE_TRIGGERS: Final = tuple(
    _trigger(f"releases_no_{event.lower()}", f"BEFORE {event} ON releases", "caseapp_release_stays")
    for event in ("UPDATE", "DELETE", "TRUNCATE")
)
"""Guard the registry of releases."""

KEPT_TRIGGERS: Final = tuple(
    _trigger(f"kept_copies_no_{name}", f"BEFORE {event} ON kept_copies", "caseapp_kept_copy_stays")
    for name, event in (
        ("update", "UPDATE OF kept_id, copy, size, sha256, content, source"),
        ("delete", "DELETE"),
        ("truncate", "TRUNCATE"),
    )
)
"""Guard the bytes of what was put before a signer."""

_MARKING: Final = {
    "circumstances": "caseapp_mark_confirmed",
    "reports": "caseapp_mark_child",
    "impacts": "caseapp_mark_child",
}

COUNTED_TRIGGERS: Final = (
    *(
        _trigger(
            f"{table}_counted_{event.lower()}",
            f"AFTER {event} ON {table} REFERENCING NEW TABLE AS fresh",
            function,
        )
        for table, function in _MARKING.items()
        for event in ("INSERT", "UPDATE")
    ),
    _trigger("residences_counted_insert", "BEFORE INSERT ON residences", "caseapp_mark_stay"),
    _trigger(
        "residences_counted_update", "BEFORE UPDATE OF child_id ON residences", "caseapp_mark_stay"
    ),
)
"""Keep `counted`, as SQLite's triggers of records.children do, for all rows of a statement."""

NAME_TRIGGERS: Final = (
    _trigger("child_units_named_insert", "BEFORE INSERT ON child_units", "caseapp_name_unit"),
    _trigger(
        "children_named_update", "AFTER UPDATE OF folded_name ON children", "caseapp_rename_units"
    ),
)
"""Keep a child's name beside each of its units, as SQLite's triggers of records.children do."""

NUMBERED: Final = (
    "account_changes", "addenda", "agencies", "agency_members", "answer_links", "answers",
    "api_tokens", "areas", "assistance", "assistance_batches", "calendar_days", "callback_entries",
    "calls", "carers", "case_clocks", "case_events", "case_flags", "case_pasts", "cases",
    "child_names", "child_pasts", "child_people", "children", "circumstances", "clock_changes",
    "conflict_marks", "consent_entries", "deadlines", "disasters", "disclosures", "duty_entries",
    "emergency_entries", "erasures", "figure_exposures", "figure_hand_outs", "file_stand_ins",
    "files",
    "forwardings", "frozen_sheets", "hand_outs", "handed_works", "health_notes", "impacts",
    "incidents",
    "internal_targets", "jobs", "kept_copies", "kept_forms", "kept_papers", "known_browsers",
    "lone_reports", "measures",
    "merge_words", "merges", "messages", "name_hidings", "namings", "notice_addresses", "notices",
    "paper_texts", "papers", "past_populations", "phone_changes", "plan_activities", "populations",
    "proposals", "receipt_corrections", "recovery_codes", "referral_holds", "referral_moves",
    "referrals", "release_proposals", "releases", "reports", "representatives", "residences",
    "role_grants", "safety_steps", "schoolings", "service_units", "services", "settings",
    "sign_in_attempts", "sign_ins", "spoken_decisions", "subject_keys", "suspects", "transfers",
    "twin_pairs", "twin_previews", "users",
)  # fmt: skip
"""Tables whose rows PostgreSQL numbers when they bring no id."""

ID_TRIGGERS: Final = tuple(
    f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
    "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
    for table in NUMBERED
)

BY_UNIT: Final = (
    "addenda", "answers", "assistance_batches", "calls", "carers", "case_clocks", "case_events",
    "case_flags", "case_pasts", "cases", "child_units", "clock_changes", "deadlines", "disclosures",
    "file_parts", "files", "hand_outs", "incidents", "kept_copies", "kept_papers",
    "lone_reports", "measures", "notices",
    "paper_texts", "papers", "plan_activities", "proposals", "receipt_corrections",
    "referral_holds", "referral_moves", "referrals", "reports", "safety_steps", "spoken_decisions",
    "suspects",
)  # fmt: skip
"""Tables whose rows are shown by PostgreSQL only to a transaction that reaches their unit."""

REACHED: Final = (
    "(SELECT current_setting('caseapp.reach', true)) = 'all' OR area_id = ANY ("
    "(SELECT nullif(current_setting('caseapp.units', true), ''))::integer[])"
)
"""What a policy asks of a row. What was not set reaches nothing."""


def statements() -> tuple[str, ...]:
    """Return all that makes the functions, triggers and policies in an empty schema."""
    return (
        *(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $${body}$$"
            for name, body in FUNCTIONS.items()
        ),
        *LOG_TRIGGERS,
        *RELEASE_TRIGGERS,
        *KEPT_TRIGGERS,
        *COUNTED_TRIGGERS,
        *NAME_TRIGGERS,
        *ID_TRIGGERS,
        *(
            statement
            for table in BY_UNIT
            for statement in (
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY caseapp_reach ON {table} USING ({REACHED})",
            )
        ),
    )


_STANDING: Final = text(
    "SELECT pg_get_triggerdef(t.oid, true) AS made, f.proname AS name, f.prosrc AS body "
    "FROM pg_trigger t JOIN pg_proc f ON f.oid = t.tgfoid "
    "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') "
    "AND t.tgrelid IN (SELECT oid FROM pg_class WHERE pg_table_is_visible(oid))"
)


def standing_triggers(connection: Connection) -> set[str]:
    """Return the triggers that are on and whose function is as it was made, as their statements."""
    rows = connection.execute(_STANDING)
    return {row.made for row in rows if FUNCTIONS.get(row.name) == row.body}


def standing_policies(connection: Connection) -> set[str]:
    """Return the tables whose rows are kept by a policy that also binds the tables' owner."""
    kept = text(
        "SELECT c.relname FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid "
        "WHERE c.relrowsecurity AND c.relforcerowsecurity AND pg_table_is_visible(c.oid) "
        "AND p.polname = 'caseapp_reach' AND p.polpermissive"
    )
    return set(connection.scalars(kept))
