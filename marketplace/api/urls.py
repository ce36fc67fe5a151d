"""Address of the API."""

from django.urls import path

from marketplace.api.frame import make

api = make()
urlpatterns = [path("api/v1/", api.urls)]
