"""Guidance on the rules: circulars and clause pages, kept in Wagtail."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"
