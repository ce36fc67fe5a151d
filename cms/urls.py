"""Addresses: guidance for everyone, the rules in force, Wagtail's admin for rule editors."""

from django.urls import include, path, re_path
from wagtail import urls as wagtail_urls
from wagtail import views as wagtail_views
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents.views import serve as documents
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms import views
from cms.access import guarded
from marketplace.accounts.access import public

admin_patterns = decorate_urlpatterns(list(wagtailadmin_urls.urlpatterns), guarded)

urlpatterns = [
    path("cms/", include(admin_patterns)),
    path("rules/", views.rules, name="rules"),
    path("rules/calendar/", views.calendar_page, name="government_calendar"),
    path("rules/calendar/propose/", views.propose_day, name="propose_day"),
    path("rules/changes/", views.rule_changes, name="rule_changes"),
    path("rules/changes/<slug:ref>/", views.rule_change, name="rule_change"),
    path("rules/<slug:slug>/", views.rule, name="rule"),
    path("rules/<slug:slug>/propose/", views.propose, name="propose_rule_value"),
    re_path(r"^guidance/files/(\d+)/(.*)$", public(documents.serve), name="wagtaildocs_serve"),
    re_path(rf"^guidance/{wagtail_urls.serve_pattern.lstrip('^')}", public(wagtail_views.serve), name="wagtail_serve"),
]
