"""Addresses of needs assessments."""

from django.urls import path

from marketplace.needs.views import own, shared

app_name = "needs"
urlpatterns = [
    path("work/needs/", own.own, name="own"),
    path("work/needs/new/", own.begin, name="begin"),
    path("work/needs/<slug:ref>/", own.assessment, name="assessment"),
    path("work/needs/<slug:ref>/parts/<slug:part>/", own.part, name="part"),
    path("work/needs/<slug:ref>/plan/", own.plan, name="plan"),
    path("audit/needs/", shared.shared, name="shared"),
    path("audit/needs/table.csv", shared.table, name="shared_table"),
]
