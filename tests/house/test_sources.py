"""What no source file may contain, and who owns our package names."""

from __future__ import annotations

import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("sim", "agents", "mechanisms", "experiments", "configs")
SOURCES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))

BANNED = {
    "a global numpy stream": r"np\.random\.(seed|rand|randn|randint|choice|shuffle|permutation|normal|uniform)\(",
    "the standard library's global stream": r"^\s*(import random|from random import)",
    "torch's global stream": r"torch\.(manual_seed|rand|randn|randint|randperm|normal)\(",
    "time as a seed": r"(default_rng|Streams)\(\s*(int\()?time",
    "mesa's shared stream": r"(model|factory|self)\.random\b",
    "pickle": r"\b(pickle|dill|cloudpickle)\b|allow_pickle\s*=\s*True|torch\.load\(",
    "a flag for malice": r"is_(malicious|honest|byzantine)|self\.__class__\s*=",
    "unfinished work": r"\b(TODO|FIXME|XXX)\b|NotImplementedError",
}


@pytest.mark.parametrize("what", BANNED)
def test_no_source_contains(what: str) -> None:
    pattern = re.compile(BANNED[what], re.MULTILINE)
    found = [
        f"{path.relative_to(ROOT)}:{text[: match.start()].count(chr(10)) + 1}: {match.group().strip()}"
        for path in SOURCES
        for text in [path.read_text("utf-8")]
        for match in pattern.finditer(text)
    ]
    assert found == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("a global numpy stream", "x = np.random.rand(3)"),
        ("the standard library's global stream", "import random"),
        ("torch's global stream", "torch.manual_seed(0)"),
        ("time as a seed", "np.random.default_rng(int(time.time()))"),
        ("mesa's shared stream", "self.model.random.choice(names)"),
        ("pickle", "np.load(path, allow_pickle=True)"),
        ("a flag for malice", "if agent.is_malicious:"),
        ("unfinished work", "raise NotImplementedError"),
    ],
)
def test_the_scan_sees_what_it_bans(what: str, line: str) -> None:
    assert re.search(BANNED[what], line, re.MULTILINE)


def test_behaviours_never_reach_for_the_engine() -> None:
    behind = re.compile(r"\b(self|view|agent)\.(model|factory|env|streams|ledger)\b")
    found = [
        path.name for path in (ROOT / "agents" / "behaviours").rglob("*.py") if behind.search(path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_distribution_owns_our_names(package: str) -> None:
    assert set(packages_distributions().get(package, ["aifactory-sim"])) == {"aifactory-sim"}
