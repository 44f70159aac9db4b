"""Routes of releases: pages for everybody, and those on which one is prepared, signed, ruled."""

from __future__ import annotations

from flask import Blueprint

from caseapp.web.publications import preparing, proposing, public, ruling

blueprint = Blueprint("publications", __name__, url_prefix="/publications")
public.attach(blueprint)
preparing.attach(blueprint)
proposing.attach(blueprint)
ruling.attach(blueprint)
