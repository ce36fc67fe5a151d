"""The law's tests start with an empty memory of the holiday table."""

import pytest

from marketplace.law import calendar


@pytest.fixture(autouse=True)
def _forget_holidays():
    calendar.forget()
    yield
    calendar.forget()
