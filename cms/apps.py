"""Guidance on the rules: circulars and clause pages, kept in Wagtail; rule values changed by two people."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    name = "cms"
    label = "cms"

    def ready(self) -> None:
        from cms import loading, reading
        from cms.access import edits_rules
        from cms.registration import register_machine
        from marketplace.ui import nav

        register_machine()
        post_migrate.connect(loading.after_migrate, sender=self)
        nav.register("main", _("Guidance"), "/guidance/", order=30)
        nav.register("footer", _("Rule values in force"), "rules", order=30)
        nav.register("work", _("Changes of rules"), "rule_changes", order=60, when=edits_rules, count=reading.changes_waiting_for)
        nav.register("work", _("Guidance desk"), "/cms/", order=61, when=edits_rules)
