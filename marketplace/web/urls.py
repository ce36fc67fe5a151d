"""Addresses of the pages that combine apps, and of the look itself."""

from django.urls import path

from marketplace.accounts.access import public
from marketplace.audit import views as audit
from marketplace.ui import views as ui
from marketplace.web import service, views

urlpatterns = [
    path("", views.home, name="home"),
    path("search/", views.search, name="search"),
    path("work/", views.work, name="work"),
    path("acting/", views.acting, name="acting"),
    path("sell/", views.sell, name="sell"),
    path("buy/", views.buy, name="buy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("demo/clock/", views.move_clock, name="move_clock"),
    path("language/", public(ui.set_language), name="set_language"),
    path("verify/", public(audit.verify), name="verify"),
    path("verify/checkpoint", public(audit.checkpoint_note), name="verify_checkpoint"),
    path("verify/consistency.json", public(audit.consistency_proof), name="verify_consistency"),
    path("verify/verify_bundle.py", public(audit.verifier_script), name="verify_script"),
    path("verify/entries/<int:position>/", public(audit.verify_entry), name="verify_entry"),
    path("verify/entries/<int:position>/proof.json", public(audit.entry_proof), name="verify_proof"),
    path("gallery/", public(ui.gallery_page), name="gallery"),
    path("healthz", service.healthz, name="healthz"),
    path("robots.txt", service.robots, name="robots"),
    path(".well-known/security.txt", service.security_txt, name="security_txt"),
]
