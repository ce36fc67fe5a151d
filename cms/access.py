"""Who may write guidance: rule editors of the comptroller, today. Wagtail's own permissions are derived from that duty.

The duty is asked anew at every request to `/cms/`; the group that Wagtail needs follows it both ways, so ending the
duty closes the door at once and no list of editors has to be kept by hand.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from marketplace.accounts.access import Access
from marketplace.accounts.duty import Duty
from marketplace.accounts.models import Membership, OrganisationKind, Person

EDITORS = "Editors of rules and guidance"
_ADMIN_PERMISSIONS = (
    ("wagtailadmin", "access_admin"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
)
_PAGE_PERMISSIONS = ("add_page", "change_page", "publish_page", "lock_page", "unlock_page")


def edits_rules(request: HttpRequest) -> bool:
    """Whether the person of this request acts as a rule editor."""
    return bool(request.actor.has(Duty.RULE_EDITOR))  # type: ignore[attr-defined]


def may_write_guidance(person: Person) -> bool:
    """Whether the person holds the duty of a rule editor at the comptroller now."""
    return (
        Membership.objects.in_force().filter(person=person, duty=Duty.RULE_EDITOR, organisation__kind=OrganisationKind.COMPTROLLER).exists()
    )


def editors_group() -> Group:
    """The group whose permissions Wagtail reads, made where it is missing: pages below the guidance home, documents."""
    from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission

    from cms.models import HomePage

    group, _ = Group.objects.get_or_create(name=EDITORS)
    for app, codename in _ADMIN_PERMISSIONS:
        permission = Permission.objects.filter(content_type__app_label=app, codename=codename).first()
        if permission is None:
            continue
        if app == "wagtaildocs":
            GroupCollectionPermission.objects.get_or_create(group=group, collection=Collection.get_first_root_node(), permission=permission)
        else:
            group.permissions.add(permission)
    home = HomePage.objects.first()
    for codename in _PAGE_PERMISSIONS if home else ():
        permission = Permission.objects.filter(content_type__app_label="wagtailcore", codename=codename).first()
        if permission is not None:
            GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)
    return group


def follow_duty(person: Person) -> bool:
    """Bring the person's membership of the group in line with the duty; return whether they may write guidance."""
    may = may_write_guidance(person)
    member = person.groups.filter(name=EDITORS).exists()
    if may and not member:
        person.groups.add(editors_group())
    elif member and not may:
        person.groups.remove(*Group.objects.filter(name=EDITORS))
    return may


def guarded(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Open a view of Wagtail's admin to rule editors only; everybody else signs in or is told that it is not theirs."""

    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        assert isinstance(request.user, Person)
        if not follow_duty(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    guard.access = Access("duties", frozenset({Duty.RULE_EDITOR}))  # type: ignore[attr-defined]
    return guard
