"""Codes of papers that are put before a signer: how far they are, and how they were signed."""

from __future__ import annotations

from typing import Final

from caseapp.rules.codes.code_list import Code, CodeList

_DECREE: Final = "Nghị định 30/2020/NĐ-CP, Điều 13, 15, 17; danh mục của phần mềm"
_SIGNATURE: Final = "Nghị định 30/2020/NĐ-CP, Điều 12, 13"

KEPT_STATES: Final = CodeList(
    "kept_states",
    (
        Code("waiting", "Đã duyệt, chờ ký", "Approved, waits for the signature", _DECREE),
        Code("completed", "Đã ký và có số", "Signed and numbered", _DECREE),
        Code("replaced", "Đã thay bằng bản mới", "Replaced by a new version", _DECREE),
    ),
)

SIGNED_HOW: Final = CodeList(
    "signed_how",
    (
        Code("scan", "Bản quét có chữ ký, con dấu", "Scan with signature and seal", _SIGNATURE),
        Code("digital", "Bản ký số", "Digitally signed file", _SIGNATURE),
    ),
)
