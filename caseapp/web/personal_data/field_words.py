"""What the fields of a child are called where a correction tells which of them it changed."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext

FIELD_WORDS: Final = {
    "full_name": lazy_gettext("Full name"),
    "sex": lazy_gettext("Sex"),
    "date_of_birth": lazy_gettext("Birth"),
    "ethnicity": lazy_gettext("Ethnic group"),
    "address": lazy_gettext("Address"),
    "birth_registration": lazy_gettext("Registration of the birth"),
    "guardian_name": lazy_gettext("Carer's name"),
    "guardian_relation": lazy_gettext("Relation of the carer to the child"),
    "guardian_phone": lazy_gettext("Carer's telephone"),
    "personal_id": lazy_gettext("Personal identification number"),
    "birth_certificate": lazy_gettext("Birth certificate"),
}
