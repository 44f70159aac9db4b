"""The child whole: other names, people, schools, health; consent, and referrals that wait."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_REACHED = (
    "(SELECT current_setting('caseapp.reach', true)) = 'all' OR area_id = ANY ("
    "(SELECT nullif(current_setting('caseapp.units', true), ''))::integer[])"
)
_TABLES = (
    "child_names",
    "schoolings",
    "health_notes",
    "child_people",
    "representatives",
    "consent_entries",
    "referral_holds",
)


def upgrade() -> None:
    _children()
    _details()
    _people()
    _consents()
    if op.get_bind().dialect.name == "postgresql":
        for table in _TABLES:
            op.execute(
                f"CREATE TRIGGER {table}_keep_ids AFTER INSERT ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION caseapp_keep_ids()"
            )
        op.execute("ALTER TABLE referral_holds ENABLE ROW LEVEL SECURITY")
        op.execute("ALTER TABLE referral_holds FORCE ROW LEVEL SECURITY")
        op.execute(f"CREATE POLICY caseapp_reach ON referral_holds USING ({_REACHED})")


def _children() -> None:
    for name in ("personal_id_missing", "birth_registration"):
        op.add_column("children", _word(name))
    op.add_column("children", sa.Column("birth_certificate", sa.LargeBinary(), nullable=True))


def _details() -> None:
    op.create_table(
        "child_names",
        *_of_child("child_names"),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folded_name", sa.String(length=200), nullable=False),
        *_ended("child_names"),
    )
    op.create_index("ix_child_names_child", "child_names", ["child_id"])
    op.create_index("ix_child_names_folded", "child_names", ["folded_name", "child_id", "ended_at"])
    op.create_table(
        "schoolings",
        *_of_child("schoolings"),
        sa.Column("attendance", sa.String(length=40), nullable=False),
        sa.Column("school", sa.String(length=200), server_default="", nullable=False),
        _word("grade"),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_until IS NULL OR valid_until > valid_from"),
    )
    op.create_index("ix_schoolings_child", "schoolings", ["child_id", "valid_from"])
    op.create_table(
        "health_notes",
        *_of_child("health_notes"),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        *_ended("health_notes"),
    )
    op.create_index("ix_health_notes_child", "health_notes", ["child_id"])


def _people() -> None:
    op.create_table(
        "child_people",
        *_of_child("child_people"),
        sa.Column("relation", sa.String(length=40), nullable=False),
        *(
            sa.Column(name, sa.Boolean(), server_default=sa.false(), nullable=False)
            for name in ("cares", "lives_with", "no_call")
        ),
        sa.Column("birth_year", sa.Integer(), nullable=True),
        sa.Column("details", sa.LargeBinary(), nullable=True),
        sa.Column("phone_mac", sa.LargeBinary(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("valid_until IS NULL OR valid_from IS NULL OR valid_until > valid_from"),
    )
    op.create_index("ix_child_people_place", "child_people", ["id", "child_id"], unique=True)
    op.create_index("ix_child_people_child", "child_people", ["child_id"])
    op.create_index("ix_child_people_phone", "child_people", ["phone_mac"])
    op.create_table(
        "representatives",
        *_of_child("representatives"),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.CheckConstraint("valid_until IS NULL OR valid_until > valid_from"),
        _to_person("representatives"),
    )
    op.create_index("ix_representatives_person", "representatives", ["person_id", "child_id"])
    op.create_index("ix_representatives_child", "representatives", ["child_id", "valid_from"])


def _consents() -> None:
    op.create_table(
        "consent_entries",
        *_of_child("consent_entries"),
        sa.Column("purpose", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        _word("speaker"),
        sa.Column("person_id", sa.Integer(), nullable=True),
        _word("basis"),
        _word("edition"),
        sa.Column("happened_at", sa.DateTime(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("naming_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(speaker = 'representative') = (person_id IS NOT NULL)"),
        _to_person("consent_entries"),
        sa.ForeignKeyConstraint(
            ["naming_id"], ["namings.id"], name=op.f("fk_consent_entries_naming_id_namings")
        ),
    )
    op.create_index("ix_consent_entries_child", "consent_entries", ["child_id", "purpose", "id"])
    op.create_index("ix_consent_entries_person", "consent_entries", ["person_id", "child_id"])
    op.create_table(
        "referral_holds",
        *_own("referral_holds"),
        sa.Column("referral_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("held_at", sa.DateTime(), nullable=False),
        sa.Column("due_at", sa.DateTime(), nullable=False),
        *_ended("referral_holds"),
        _word("way"),
        _word("basis"),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        _to("referral_holds", "area_id", "areas"),
        sa.ForeignKeyConstraint(
            ["referral_id", "area_id"],
            ["referrals.id", "referrals.area_id"],
            name=op.f("fk_referral_holds_referral_id_referrals"),
            ondelete="RESTRICT",
            onupdate="CASCADE",
        ),
    )
    op.create_index(
        "ix_referral_holds_referral", "referral_holds", ["referral_id", "area_id", "ended_at"]
    )
    op.create_index("ix_referral_holds_due", "referral_holds", ["ended_at", "due_at"])


def _word(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=40), server_default="", nullable=False)


def _own(table: str) -> list[Any]:
    return [
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        _to(table, "entered_by", "users"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    ]


def _of_child(table: str) -> list[Any]:
    return [
        *_own(table),
        sa.Column("child_id", sa.Integer(), nullable=False),
        _to(table, "child_id", "children"),
    ]


def _ended(table: str) -> list[Any]:
    return [
        sa.Column("ended_at", sa.DateTime(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        _to(table, "ended_by", "users"),
    ]


def _to(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column],
        [f"{target}.id"],
        name=op.f(f"fk_{table}_{column}_{target}"),
        ondelete="RESTRICT",
    )


def _to_person(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["person_id", "child_id"],
        ["child_people.id", "child_people.child_id"],
        name=op.f(f"fk_{table}_person_id_child_people"),
        ondelete="RESTRICT",
    )
