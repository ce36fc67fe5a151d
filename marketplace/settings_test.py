"""Settings of the test run: the product's own, with a throw-away folder and cheap password hashing."""

import os
import tempfile

os.environ.setdefault("TALAT_VAR", tempfile.mkdtemp(prefix="talat-tests-"))

from marketplace.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
CELERY_TASK_ALWAYS_EAGER = True
CLOCK_MAY_BE_SHIFTED = True
RATE_LIMITS_ON = False
