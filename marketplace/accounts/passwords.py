"""What a password must be, in our words and in both languages. The tests themselves are Django's."""

from __future__ import annotations

from django.contrib.auth import password_validation as django
from django.utils.translation import gettext as _


class NotLikeYourData(django.UserAttributeSimilarityValidator):
    """Not built from the person's own name or e-mail address."""

    def get_error_message(self) -> str:
        return _("Choose a password that does not resemble your name or e-mail address.")

    def get_help_text(self) -> str:
        return _("Not your name or e-mail address.")


class LongEnough(django.MinimumLengthValidator):
    """At least `min_length` characters."""

    def get_error_message(self) -> str:
        return _("Choose a password of %(n)d characters or more. A short sentence is easy to remember.") % {"n": self.min_length}

    def get_help_text(self) -> str:
        return _("%(n)d characters or more; a short sentence is easy to remember.") % {"n": self.min_length}


class NotCommon(django.CommonPasswordValidator):
    """Not one of those that everybody tries first."""

    def get_error_message(self) -> str:
        return _("Choose another password: this one is among the most used, and is tried first by others.")

    def get_help_text(self) -> str:
        return _("Not one that many people use.")
