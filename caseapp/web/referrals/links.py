"""Routes of the answer links: those of a referral, a new one shown once, its slip, its end."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from caseapp.casework import answer_links
from caseapp.casework.outcomes import AlreadyDone
from caseapp.rules.access import Act
from caseapp.rules.answer_links import TRIES
from caseapp.rules.values import RuleBroken, local_day
from caseapp.web.actor import actor, needs, now, settings
from caseapp.web.pdf_answer import heading_of, pdf_answer
from caseapp.web.posting import post_key, posted_key
from caseapp.web.printing import Sheet, slip_html
from caseapp.web.qr import inline
from caseapp.web.referrals.forms import LinkForm
from caseapp.web.rights import insist
from caseapp.web.widgets import refuse

Answer = Response | tuple[str, int] | str


def attach(blueprint: Blueprint) -> None:
    """Add the pages to the blueprint of the referrals."""
    page = "/<code>/links"
    blueprint.add_url_rule(page, "links", show, methods=["GET", "POST"])
    blueprint.add_url_rule(f"{page}/end", "end_link", end, methods=["POST"])
    blueprint.add_url_rule(f"{page}/slip.pdf", "slip", slip, methods=["POST"])


@needs(Act.REFERRAL_LINK)
def show(code: str) -> Answer:
    """Show the links of a referral and how they were used; make a new one and show it once."""
    view = answer_links.read_links(actor(), code, now=now())
    insist(Act.REFERRAL_LINK, view.unit_id)
    form = LinkForm()
    if form.validate_on_submit():
        made = _make(form, code)
        if made is not None:
            return made
    page = render_template(
        "referrals/links.html", form=form, view=view, key=post_key(), tries=TRIES
    )
    return (page, 422) if form.is_submitted() else page


def _make(form: LinkForm, code: str) -> Answer | None:
    """Make a link and show it; None when the form must be shown again with its fault."""
    try:
        made = answer_links.make_link(
            actor(), code, plain=bool(form.plain.data), now=now(), post=posted_key()
        )
    except AlreadyDone:
        flash(gettext("The link was shown once. If it did not arrive, make a new one"))
        return redirect(url_for("referrals.links", code=code))
    except RuleBroken as broken:
        refuse(form, broken.field or "", gettext(broken.message, **broken.params))
        return None
    link = url_for("answers.look", token=made.token, _external=True)
    return render_template("referrals/link.html", made=made, link=link, drawn=inline(link))


@needs(Act.REFERRAL_LINK)
def end(code: str) -> Response:
    """Revoke the link."""
    answer_links.revoke_link(actor(), code, now=now())
    flash(gettext("The link is revoked: it opens nothing any more"), "success")
    return redirect(url_for("referrals.links", code=code))


@needs(Act.REFERRAL_LINK)
def slip(code: str) -> Response:
    """Print the slip of a link that was just made; its token comes with the form alone."""
    token = request.form.get("token", "")[:100]
    found = answer_links.read_slip(actor(), code, token, now=now())
    link = url_for("answers.look", token=token, _external=True)
    sheet = Sheet(created=now(), demo=settings().demo)
    heading = heading_of(found.unit_id, local_day(now()))
    return pdf_answer(slip_html(found, link, inline(link), heading, sheet), found.code)
