"""Addresses of the comptroller's desk and of open data."""

from django.urls import path

from marketplace.oversight.views import cases, open_data

app_name = "oversight"
urlpatterns = [
    path("open-data/", open_data.open_data, name="open_data"),
    path("audit/cases/<slug:ref>/", cases.case, name="case"),
    path("audit/cases/<slug:ref>/case.json", cases.case_json, name="case_json"),
]
