"""Addresses about people, their duties and powers, and what they may read."""

from django.urls import path

from marketplace.accounts import views
from marketplace.accounts.file_views import read_file
from marketplace.kernel.files.links import ADDRESS

urlpatterns = [
    path(f"{ADDRESS}<str:token>/", read_file, name="stored_file"),
    path("people/", views.people, name="people"),
    path("people/invitations/<slug:ref>/take-back/", views.take_back, name="take_back_admission"),
    path("people/<slug:person>/<slug:duty>/end/", views.end_duty, name="end_duty"),
    path("join/<str:secret>/", views.join, name="join"),
    path("delegations/", views.delegations, name="delegations"),
    path("delegations/new/", views.delegate, name="delegate"),
    path("delegations/<slug:ref>/revoke/", views.revoke, name="revoke_delegation"),
]
