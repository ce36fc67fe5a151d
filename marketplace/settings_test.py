"""Settings of the test run: the product's own, with a throw-away folder per worker and cheap password hashing."""

import atexit
import base64
import hashlib
import os
import shutil
import tempfile

if "TALAT_VAR" not in os.environ:
    os.environ["TALAT_VAR"] = tempfile.mkdtemp(prefix="talat-tests-")
    atexit.register(shutil.rmtree, os.environ["TALAT_VAR"], ignore_errors=True)
if worker := os.environ.get("PYTEST_XDIST_WORKER"):  # workers must not meet in one queue, index or folder of files
    os.environ["TALAT_VAR"] = os.path.join(os.environ["TALAT_VAR"], worker)
# Every worker of a run must sign with the same key: the seeded database announces it. It protects nothing.
os.environ["TALAT_PLATFORM_KEY"] = base64.b64encode(hashlib.sha256(b"only for tests").digest()).decode()

from marketplace.settings import *  # noqa: F403

# Test databases are dropped and cloned under the connections: no pool may hold one.
DATABASES["default"].get("OPTIONS", {}).pop("pool", None)  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
RESULTS_KEPT = 0  # a test's pages are its own
CELERY_TASK_ALWAYS_EAGER = True
CLOCK_MAY_BE_SHIFTED = True
RATE_LIMITS_ON = False
AUDIT_NUDGE = False  # tests deliver when they say so
AUDIT_MAY_BE_FLUSHED = True
COMPANY_REGISTER = "local"
