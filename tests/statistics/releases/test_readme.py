"""The README says in both languages what is counted, how it is protected and what the files are."""

from __future__ import annotations

from caseapp.statistics.releases.files import release_files
from caseapp.statistics.releases.policy import usual_policy
from caseapp.statistics.releases.preparing import TableShare
from caseapp.statistics.releases.readme import Told, readme
from tests.factories.made_releases import FACTS, made, relief_town


def _text(**more: str) -> str:
    fields = {
        "number": "CB-2026-002", "period": "2026", "layout": "abuse-wards", "version": 1,
        "edition": 2, "supersedes": "CB-2026-001", "time": "2027-01-10T10:00:00+07:00",
        "definitions": "9.1", "hash": "ab" * 32, "cells": 200, "hidden": 50, "share": "25.00",
        "k": 5, "most": 4, "licence_vi": "Giấy phép.", "licence_en": "Licence.", **more,
    }  # fmt: skip
    return readme(Told("9", fields, [TableShare(("cluster", "abuse_type"), 140, 97)]))


def test_both_languages_say_the_same_things() -> None:
    text = _text()
    vietnamese, english = text.split("\n---\n\n", 1)
    for part in (vietnamese, english):
        for said in (
            "CB-2026-002",
            "CB-2026-001",
            "2026",
            "abuse-wards",
            "ab" * 32,
            "9.1",
        ):
            assert said in part
        assert " 4 " in part
        assert "(k = 5)" in part
    assert "(25,00 %)" in vietnamese
    assert "(25.00 %)" in english
    assert "| Cụm × Hình thức xâm hại | 140 | 97 |" in vietnamese
    assert "| Cluster × Type of abuse | 140 | 97 |" in english
    assert "phát hiện tốt hơn" in vietnamese
    assert "better detection" in english.replace("\n", " ")


def test_a_first_edition_supersedes_nothing() -> None:
    text = _text(supersedes="")
    assert "thay cho" not in text
    assert "supersedes" not in text


def test_every_file_is_told_of_twice() -> None:
    files = release_files(made(relief_town()), FACTS, relief_town(), usual_policy())
    text = files["README.md"].decode()
    for name in files:
        if name != "README.md":
            assert text.count(f"| `{name}`") + text.count(f", `{name}` |") == 2, name
