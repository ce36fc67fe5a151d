"""Addresses of the inbox."""

from django.urls import path

from marketplace.notifications import views

urlpatterns = [
    path("inbox/", views.inbox, name="inbox"),
    path("inbox/settings/", views.preferences, name="inbox_preferences"),
    path("inbox/read/", views.read_all, name="inbox_read_all"),
    path("inbox/<uuid:token>/", views.read, name="inbox_message"),
]
