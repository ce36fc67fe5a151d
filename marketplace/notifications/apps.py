"""Messages to people about what concerns them."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    name = "marketplace.notifications"
    label = "notifications"

    def ready(self) -> None:
        from marketplace.notifications import letters, routes
        from marketplace.notifications.inbox import unread_count
        from marketplace.ui import nav

        for module in iter_modules(routes.__path__):
            import_module(f"{routes.__name__}.{module.name}")
        letters.subscribe()
        nav.register("personal", _("Inbox"), "inbox", order=40, when=_is_signed_in, count=unread_count)


def _is_signed_in(request) -> bool:
    return bool(request.user.is_authenticated)
