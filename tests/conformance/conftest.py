"""Every configured rule is put through the same tests: ours, those of the plug-ins below, and those that are named by

pytest tests/conformance --rules-of=my_pkg,another
"""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import Phase, settings

sys.path.insert(0, str(Path(__file__).parents[1] / "plugin"))
sys.path.insert(0, str(Path(__file__).parent))

from conformance_kit.discovery import rules

PLUGINS = ("factory_plugin",)
"""Plug-in packages of the test suite itself."""

# Without looking for the simplest failure: for whoever only wants to know whether there is one.
settings.register_profile("first_failure", phases=[Phase.generate], database=None)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rules-of", default="", help="packages whose rules are tested too, separated by commas")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """`configured` runs over all rules, `configured_file` over those with a file of their own, `reward_rule` over those of
    a family, and likewise for the others."""
    for name in metafunc.fixturenames:
        if not name.startswith("configured") and not name.endswith("_rule"):
            continue
        named = metafunc.config.getoption("--rules-of", default="")
        found = list(rules((*PLUGINS, *filter(None, named.split(",")))))
        if name == "configured_file":
            found = [rule for rule in found if rule.whole]
        elif name != "configured":
            found = [rule for rule in found if rule.family == name.removesuffix("_rule")]
        metafunc.parametrize(name, found, ids=str)
