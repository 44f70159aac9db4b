"""Rows under one master key come under another; what only its hash is kept of ends."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select, text

from caseapp import desk
from caseapp.records import audit
from caseapp.records.children import Child, SubjectKey
from caseapp.records.db import WRITE, db, on_postgresql, place_of
from caseapp.records.scope import Reach, reaching
from caseapp.records.users import RecoveryCode, User
from caseapp.records.vault import KeyTrouble, Vault
from caseapp.rules.access import Act
from caseapp.upkeep.resealing import reseal
from tests.factories.house import NOW, SYSTEM, House
from tests.factories.rows import NINH_KIEU, a_child, stored
from tests.factories.web import make_user

NEW = Vault(b"n" * 32)


def child_with_number() -> int:
    with desk.bulk(SYSTEM, Act.IMPORT_RUN, now=NOW) as door:
        child = a_child(NINH_KIEU)
        number = stored(door.session, child)
        key = door.key_of(child)
        child.personal_id = door.seal(key, "children.personal_id", number, "092215000001")
        child.personal_id_mac = door.mac("092215000001")
    return number


def test_keys_numbers_and_log_follow_and_hashes_end(house: House) -> None:
    make_user(house, "officer")
    with house.app.app_context():
        number = child_with_number()
        with desk.ledger(write=True) as session:
            user = session.scalars(select(User)).first()
            assert user is not None
            user.phone_mac = b"of the old key"
            session.add(RecoveryCode(user_id=user.id, code_hash=b"of the old key"))
        old = place_of(db.engine).vault
        with (
            reaching(Reach(None, "bulk")),
            db.engine.connect().execution_options(**{WRITE: True}) as rows,
            rows.begin() as whole,
        ):
            before = rows.scalar(select(func.count()).select_from(audit.AuditEntry.__table__))
            told = reseal(rows, old, NEW, NOW)
            child, keys = Child.__table__.c, SubjectKey.__table__.c
            mac = rows.scalar(select(child.personal_id_mac).where(child.id == number))
            assert mac == NEW.mac("092215000001") != old.mac("092215000001")
            for row, wrapped in rows.execute(select(keys.id, keys.wrapped)):
                NEW.open_subject_key(row, wrapped)
                with pytest.raises(KeyTrouble):
                    old.open_subject_key(row, wrapped)
            assert list(audit.faults(rows, NEW.audit_key, "")) == []
            assert list(audit.unguarded(rows)) == []
            assert (told["entries"], told["numbers"]) == (before, 1)
            assert (told["ended_recovery_codes"], told["ended_own_numbers"]) == (1, 1)
            whole.rollback()
        with db.engine.connect() as rows:
            assert on_postgresql(rows) or rows.scalar(text("PRAGMA integrity_check")) == "ok"
