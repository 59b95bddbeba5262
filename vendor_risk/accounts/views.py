"""People and memberships: pages. Signing in and changing the password are Flask-Security's, see `security.py`."""

from __future__ import annotations

from flask import abort, flash, has_request_context, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_security import current_user
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from vendor_risk import i18n, web
from vendor_risk.accounts import actions, demo, people_names, queries
from vendor_risk.accounts.blueprint import bp
from vendor_risk.accounts.forms import MembershipForm, PersonForm, ProfileForm
from vendor_risk.accounts.links import actions as account_link_actions
from vendor_risk.accounts.links import tokens
from vendor_risk.accounts.links import views as account_link_views
from vendor_risk.accounts.models import User
from vendor_risk.accounts.words import ROLE_NAMES, ROLE_PURPOSES
from vendor_risk.database import db, now
from vendor_risk.errors import Refused
from vendor_risk.notifications.links import Site
from vendor_risk.permissions import Permission, public, requires, signed_in
from vendor_risk.web.paging import asked_page

__all__ = ["account_link_views", "bp"]


@bp.app_context_processor
def _demo_accounts() -> dict[str, object]:
    """What the sign-in page of a demo offers; nothing elsewhere."""
    shown = has_request_context() and request.endpoint == "security.login" and web.settings().demo
    people = queries.demo_people(demo.DOMAIN) if shown else []
    return {"demo_people": people, "demo_password": demo.PASSWORD if people else "", "role_names": ROLE_NAMES}


bp.add_app_template_filter(people_names.of_actor, "person_name")
bp.add_app_template_filter(people_names.as_written, "user_name")


@bp.post("/language")
@public("a stranger may choose the language too; it is kept in their own session or account only")
def choose_language() -> Response:
    """Keep the chosen language and go back."""
    chosen = request.form.get("language", "")
    if chosen not in i18n.LANGUAGES:
        abort(400)
    session["language"] = chosen
    if current_user.is_authenticated:
        current_user.language = chosen
        db.session.commit()
    return redirect(web.safe_path(request.form.get("next")))


@bp.route("/profile", methods=["GET", "POST"])
@signed_in()
def profile() -> web.Reply:
    """My name, my language, what I am where."""
    form = ProfileForm(obj=current_user)
    if form.validate_on_submit():
        user = db.session.get_one(User, current_user.id)
        actions.change_profile(
            user,
            name_en=form.name_en.data,
            name_ja=form.name_ja.data,
            language=form.language.data,
            at=now(),
            actor=web.actor_of(user),
        )
        db.session.commit()
        session["language"] = form.language.data  # what was chosen on the sign-in page held until now
        flash(_("Profile saved."), "success")
        return redirect(url_for("accounts.profile"))
    web.flash_errors(form)
    held = queries.memberships([current_user.id])[current_user.id]
    page = render_template("accounts/profile.html", form=form, held=held, purposes=ROLE_PURPOSES)
    return page, 422 if form.errors else 200


@bp.get("/people")
@requires(Permission.USER_EDIT)
def people() -> str:
    """The people of my companies."""
    search = request.args.get("q", "").strip()[:100]
    found = queries.people(web.scope(), search, asked_page(request.args), i18n.language())
    held = queries.memberships([user.id for user in found.rows])
    return render_template(
        "accounts/people.html", found=found, held=held, search=search, no_password=actions.NO_PASSWORD
    )


def _company_choices() -> list[SelectChoice]:
    companies = queries.companies(web.scope(Permission.USER_EDIT))
    return [SelectChoice(company.id, company.display_name(i18n.language())) for company in companies]


@bp.route("/people/add", methods=["GET", "POST"])
@requires(Permission.USER_EDIT)
def add() -> web.Reply:
    """Add a person with a first role; an address that has an account already gets the role added."""
    form = PersonForm(_company_choices(), language=web.settings().default_language)
    if form.validate_on_submit():
        user = queries.user_with_email(form.email.data)
        known = user is not None
        if user is None:
            user = actions.add_person(
                email=form.email.data, name_en=form.name_en.data, name_ja=form.name_ja.data,
                language=form.language.data, at=now(),
            )  # fmt: skip
        actions.give_membership(user, form.company.data, form.chosen_role, at=now(), actor=web.actor())
        if not known:
            _invite(user)
        db.session.commit()
        flash(
            _("This user already has an account, so only the role has been assigned.")
            if known
            else _("User added. An email with the welcome link has been placed in the outbox."),
            "success",
        )
        return redirect(url_for("accounts.person", user_id=user.id))
    web.flash_errors(form)
    return render_template("accounts/add.html", form=form, purposes=ROLE_PURPOSES), 422 if form.errors else 200


def _invite(user: User) -> None:
    settings = web.settings()
    inviter = db.session.get_one(User, current_user.id)
    account_link_actions.invite(
        user, inviter=inviter, site=Site.of(settings), secret_key=settings.secret_key, at=now(), actor=web.actor()
    )


def _person_or_404(user_id: int) -> User:
    user = queries.person(web.scope(), user_id)
    return user if user is not None else abort(404)


def _wholly_mine(user: User) -> bool:
    """Whether all this person is lies in my scope. Else I may give and take roles of mine, and nothing else."""
    return all(web.scope().covers(membership.company_id) for membership in user.memberships)


@bp.get("/people/<int:user_id>")
@requires(Permission.USER_EDIT)
def person(user_id: int) -> str:
    """One person: roles, and the welcome link while no password is chosen."""
    user = _person_or_404(user_id)
    settings = web.settings()
    link = ""
    if _wholly_mine(user) and user.active and user.password == actions.NO_PASSWORD:
        path = url_for("accounts.greet", token=tokens.welcome_token(user, settings.secret_key))
        link = settings.base_url + path
    return render_template(
        "accounts/person.html",
        person=user,
        held=queries.memberships([user.id])[user.id],
        form=MembershipForm(_company_choices()),
        link=link,
        days=tokens.DAYS,
        wholly_mine=_wholly_mine(user),
        scope=web.scope(),
        purposes=ROLE_PURPOSES,
    )


@bp.post("/people/<int:user_id>/memberships")
@requires(Permission.USER_EDIT)
def give(user_id: int) -> Response:
    """Give the person a role."""
    user = _person_or_404(user_id)
    form = MembershipForm(_company_choices())
    if not form.validate_on_submit():
        raise Refused(_("Select a group company and a role from the lists."))
    actions.give_membership(user, form.company.data, form.chosen_role, at=now(), actor=web.actor())
    db.session.commit()
    flash(_("Role assigned. %(name)s will need to sign in again.", name=user.display_name(i18n.language())), "success")
    return redirect(url_for("accounts.person", user_id=user.id))


@bp.post("/people/<int:user_id>/memberships/<int:membership_id>/take")
@requires(Permission.USER_EDIT)
def take(user_id: int, membership_id: int) -> Response:
    """Take a role from the person."""
    user = _person_or_404(user_id)
    membership = next((m for m in user.memberships if m.id == membership_id), None)
    if membership is None or not web.scope().covers(membership.company_id):
        abort(404)
    if user.id == current_user.id:
        raise Refused(_("You cannot remove your own role. Ask another administrator."))
    actions.take_membership(user, membership, at=now(), actor=web.actor())
    db.session.commit()
    flash(_("Role removed. %(name)s will need to sign in again.", name=user.display_name(i18n.language())), "success")
    return redirect(url_for("accounts.person" if user.memberships else "accounts.people", user_id=user.id))


def _changeable_or_404(user_id: int) -> User:
    user = _person_or_404(user_id)
    if user.id == current_user.id:
        raise Refused(
            _("You cannot disable your own account or create a new welcome link for it. Ask another administrator.")
        )
    if not _wholly_mine(user):
        raise Refused(
            _(
                "This user also belongs to companies you do not manage. Contact an administrator who manages all "
                "of this user’s companies."
            )
        )
    return user


@bp.post("/people/<int:user_id>/active")
@requires(Permission.USER_EDIT)
def set_active(user_id: int) -> Response:
    """Let the person sign in, or no longer."""
    user = _changeable_or_404(user_id)
    actions.set_active(user, request.form.get("active") == "1", at=now(), actor=web.actor())
    db.session.commit()
    flash(_("Account enabled.") if user.active else _("Account disabled. The user has been signed out."), "success")
    return redirect(url_for("accounts.person", user_id=user.id))


@bp.post("/people/<int:user_id>/welcome")
@requires(Permission.USER_EDIT)
def renew_welcome(user_id: int) -> Response:
    """Make a new welcome link: the old password ends."""
    user = _changeable_or_404(user_id)
    actions.renew_welcome(user, at=now(), actor=web.actor())
    _invite(user)
    db.session.commit()
    flash(
        _(
            "Earlier links and any old password no longer work. An email to %(name)s with the new link has been "
            "placed in the outbox.",
            name=user.display_name(i18n.language()),
        ),
        "success",
    )
    return redirect(url_for("accounts.person", user_id=user.id))


@bp.post("/people/<int:user_id>/mail")
@requires(Permission.USER_EDIT)
def mail_welcome(user_id: int) -> Response:
    """Mail the welcome link again."""
    user = _changeable_or_404(user_id)
    if not user.active or user.password != actions.NO_PASSWORD:
        raise Refused(_("This user has already set a password, or the account is disabled. No email has been sent."))
    _invite(user)
    db.session.commit()
    flash(_("An email with the welcome link has been placed in the outbox."), "success")
    return redirect(url_for("accounts.person", user_id=user.id))
