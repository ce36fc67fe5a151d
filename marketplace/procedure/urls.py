"""The address of a step."""

from django.urls import path

from marketplace.procedure.views import take_step

urlpatterns = [path("step/<slug:kind>/<slug:ref>/<slug:step>/", take_step, name="take_step")]
