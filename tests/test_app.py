"""How the house is put together: its rooms, its guards, its language, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from caseapp import app as assembly
from caseapp.app import SLICES, create_app, standing_in, templates_folder
from caseapp.records import scope
from caseapp.records.db import db
from caseapp.records.vault import KeyTrouble, Vault
from tests.factories.house import House, settings_for
from tests.factories.web import client


def test_every_slice_of_the_web_is_in_the_house(house: House) -> None:
    folder = Path(assembly.__file__).parent / "web"
    rooms = {path.parent.name for path in folder.glob("*/routes.py")}
    assert set(SLICES) == rooms == set(house.app.blueprints)


def test_two_instances_have_nothing_in_common(house: House, tmp_path: Path) -> None:
    other = create_app(settings_for(tmp_path / "other"), Vault(b"\1" * 32))
    for name in ("SECRET_KEY", "SQLALCHEMY_DATABASE_URI"):
        assert other.config[name] != house.app.config[name]
    assert other.instance_path != house.app.instance_path


def test_who_stands_in_the_house_leaves_no_connection_open(house: House) -> None:
    with standing_in(house.settings):
        engine = db.engine
        with engine.connect() as connection:
            assert connection.exec_driver_sql("SELECT 1").scalar() == 1
        assert engine.pool.checkedin() == 1
        pool = engine.pool
    assert pool.checkedin() == 0


def test_an_instance_without_its_key_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KeyTrouble, match="is missing; restore it"):
        create_app(settings_for(tmp_path))


def test_a_table_that_is_neither_scoped_nor_public_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scope, "unlisted", lambda: ["diaries"])
    with pytest.raises(RuntimeError, match="neither scoped nor public: diaries"):
        create_app(settings_for(tmp_path), Vault(b"\1" * 32))


@pytest.mark.parametrize("environment", ["demo", "test", "production"])
def test_cookies_are_kept_from_scripts_and_from_plain_lines(
    tmp_path: Path, environment: str
) -> None:
    made = create_app(settings_for(tmp_path, environment=environment), Vault(b"\1" * 32))
    assert made.config["SESSION_COOKIE_HTTPONLY"] is True
    assert made.config["SESSION_COOKIE_SAMESITE"] == "Strict"
    sealed = environment == "production"
    assert made.config["SESSION_COOKIE_SECURE"] is sealed
    assert made.config["SESSION_COOKIE_NAME"] == "__Host-" * sealed + "caseapp_forms"
    assert not made.config["SESSION_COOKIE_DOMAIN"]
    assert (made.config["SESSION_COOKIE_PATH"], made.config["APPLICATION_ROOT"]) == (None, "/")
    assert made.jinja_env.globals["demo"] is (environment == "demo")


def test_pages_are_vietnamese_unless_somebody_chose_english(house: House) -> None:
    browser = client(house)
    assert 'lang="vi"' in browser.get("/sign-in").get_data(as_text=True)
    browser.set_cookie("caseapp_language", "../../etc/passwd")
    assert 'lang="vi"' in browser.get("/sign-in").get_data(as_text=True)
    browser.set_cookie("caseapp_language", "en")
    assert 'lang="en"' in browser.get("/sign-in").get_data(as_text=True)


def test_a_post_too_large_is_refused_before_it_is_read(house: House) -> None:
    limit = house.app.config["MAX_CONTENT_LENGTH"]
    answer = client(house).post("/sign-in", data={"username": "a" * (limit + 1)})
    assert answer.status_code == 413


def test_templates_are_found_in_a_checkout_and_in_an_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = tmp_path / "caseapp" / "templates"
    monkeypatch.setattr(assembly, "_CODE", tmp_path / "caseapp")
    with pytest.raises(FileNotFoundError, match="templates are missing"):
        templates_folder()
    inside.mkdir(parents=True)
    assert templates_folder() == inside
    beside = tmp_path / "templates"
    beside.mkdir()
    assert templates_folder() == beside


def test_no_template_is_drawn_without_escaping(house: House) -> None:
    def drawn(app: Flask) -> str:
        return app.jinja_env.from_string("{{ word }}").render(word="<b>")

    assert house.app.select_jinja_autoescape("home/index.html") is True
    assert drawn(house.app) == "&lt;b&gt;"
