"""Talat: the public-procurement digital marketplace."""

from marketplace.celery import app as celery_app

__all__ = ["celery_app"]
