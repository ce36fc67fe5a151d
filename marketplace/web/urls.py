"""Addresses of the pages that combine apps, and of the look itself."""

from django.urls import path

from marketplace.accounts.access import public
from marketplace.ui import views as ui
from marketplace.web.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("language/", public(ui.set_language), name="set_language"),
    path("gallery/", public(ui.gallery_page), name="gallery"),
]
