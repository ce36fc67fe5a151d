"""Addresses about people and what they may read."""

from django.urls import path

from marketplace.accounts.file_views import read_file
from marketplace.kernel.files.links import ADDRESS

urlpatterns = [path(f"{ADDRESS}<str:token>/", read_file, name="stored_file")]
