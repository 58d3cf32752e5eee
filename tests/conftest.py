"""For every test: a busy machine makes an example slow, and that is no failure."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("house", settings.default, deadline=None)
settings.load_profile("house")
