"""Addresses of payments."""

from django.urls import path

from marketplace.payments import views

app_name = "payments"
urlpatterns = [
    path("payments/<slug:ref>/", views.payment, name="payment"),
]
