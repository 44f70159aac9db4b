"""Puts the house together: settings, database, blueprints, error pages, security headers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from flask import Flask, g, request
from flask_babel import Babel
from flask_wtf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader, PackageLoader, PrefixLoader
from sqlalchemy import Engine

from caseapp.config import Settings
from caseapp.records import scope
from caseapp.records.db import REPLICA, Place, db, engine_options, prepare_engine
from caseapp.records.vault import Vault, read_key_file
from caseapp.upkeep.key_switch import keys_in_use
from caseapp.web.actor import register_actor
from caseapp.web.assets import register_assets
from caseapp.web.cookies import LANGUAGE, cookie_name, kept_cookie
from caseapp.web.errors import register_error_pages
from caseapp.web.filters import register_filters
from caseapp.web.headers import register_headers
from caseapp.web.navigation import register_navigation
from caseapp.web.refusals import register_refusals
from caseapp.web.sent_by_script import register_sent_by_script
from caseapp.web.showing_again import register_showing_again
from caseapp.web.uploads import register_uploads

_CODE: Final = Path(__file__).resolve().parent
SLICES: Final = (
    "account",
    "home",
    "kept_papers",
    "reports",
    "assessments",
    "callbacks",
    "care",
    "forwarding",
    "proposals",
    "cases",
    "paper_settings",
    "personal_data",
    "plans",
    "clocks",
    "children",
    "assistance",
    "conflicts",
    "consents",
    "disasters",
    "dossiers",
    "drafts",
    "duty",
    "emergency",
    "erasures",
    "figures_api",
    "files",
    "hand_outs",
    "hand_overs",
    "publications",
    "merges",
    "referrals",
    "agencies",
    "answers",
    "inbox",
    "measures",
    "targets",
    "transfers",
    "statistics",
    "indicator_reports",
    "populations",
    "print_batches",
    "stand_ins",
    "supervision",
    "jobs",
    "imports",
    "administration",
    "log",
    "manual",
    "units",
    "blank_forms",
)
"""The web's packages, each with a blueprint in its routes."""


def templates_folder() -> Path:
    """Return the folder of the templates: beside the package in a checkout, or inside it."""
    for folder in (_CODE.parent / "templates", _CODE / "templates"):
        if folder.is_dir():
            return folder
    raise FileNotFoundError("the templates are missing from this installation")


def create_app(settings: Settings, vault: Vault | None = None) -> Flask:
    """Make the application for an instance; KeyTrouble when its key cannot be read."""
    app = Flask(
        "caseapp",
        template_folder=str(templates_folder()),
        static_folder=str(_CODE / "static"),
        instance_path=str(settings.instance),
    )
    place = Place(
        vault or read_key_file(settings.opened_key_file), settings.instance, settings.database_url
    )
    app.config.update(
        SECRET_KEY=place.vault.web_key,
        SQLALCHEMY_DATABASE_URI=place.address,
        SQLALCHEMY_ENGINE_OPTIONS=engine_options(place),
        SQLALCHEMY_BINDS=_beside(place, settings.replica_url),
        SESSION_COOKIE_NAME=cookie_name("caseapp_forms", production=settings.production),
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=settings.production,
        # A session lasts 8 hours at most, and what is sent within a day after it is kept.
        WTF_CSRF_TIME_LIMIT=32 * 3600,
        MAX_CONTENT_LENGTH=2 * 1024 * 1024,
        BABEL_DEFAULT_LOCALE="vi",
        BABEL_DEFAULT_TIMEZONE="Asia/Ho_Chi_Minh",
    )
    app.extensions["caseapp.settings"] = settings
    db.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            _guard(engine, place)
    _furnish(app)
    return app


@contextmanager
def standing_in(settings: Settings, vault: Vault | None = None) -> Iterator[Flask]:
    """Make the application and stand in its context; its connections are closed at the end."""
    with keys_in_use(settings) as gate:
        app = create_app(settings, vault)
        app.extensions["caseapp.gate"] = gate
        with app.app_context():
            try:
                yield app
            finally:
                db.session.remove()
                for engine in db.engines.values():
                    engine.dispose()


def _furnish(app: Flask) -> None:
    """Add what pages need: languages, templates, guards in the order they must run, slices."""
    app.jinja_options["trim_blocks"] = True
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(str(templates_folder())),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    # Pages of 5xx are drawn without context processors, and must bear the demo line as well.
    app.jinja_env.globals["demo"] = app.extensions["caseapp.settings"].demo
    Babel(app, locale_selector=_language)
    register_headers(app)
    register_uploads(app)
    register_actor(app)
    CSRFProtect(app)
    register_assets(app)
    register_filters(app)
    register_navigation(app)
    register_error_pages(app)
    register_refusals(app)
    register_showing_again(app)
    register_sent_by_script(app)
    add_slices(app)


def add_slices(app: Flask) -> None:
    """Add the pages of every slice."""
    for name in SLICES:
        app.register_blueprint(import_module(f"caseapp.web.{name}.routes").blueprint)


def _language() -> str:
    person, staged = g.get("person"), g.get("staged")
    account = staged.language if staged else "vi"
    chosen = person.language if person else kept_cookie(request, LANGUAGE) or account
    return chosen if chosen in {"vi", "en"} else "vi"


def _beside(place: Place, replica: str) -> dict[str, dict[str, Any]]:
    """Return the engines beside the instance's own: the standby that counts figures, if any."""
    options = engine_options(place)
    return {REPLICA: options | {"url": replica}} if replica else {}


def _guard(engine: Engine, place: Place) -> None:
    if unlisted := scope.unlisted():
        raise RuntimeError(f"tables neither scoped nor public: {', '.join(unlisted)}")
    prepare_engine(engine, place)
    scope.guard_engine(engine)


scope.guard_session(db.session)
