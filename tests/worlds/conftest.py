"""Every page is there before a trace is made of them."""

import pytest


@pytest.fixture(autouse=True, scope="session")
def _pages() -> None:
    from django.urls import get_resolver

    assert get_resolver().url_patterns
