"""A plug-in brings a property of its own."""

from __future__ import annotations

import re
from pathlib import Path

from experiments.properties.checking import check
from experiments.properties.verdict import Verdict

OWN = "specimens.no_rejections.NoRejections"
SMALL = ["scenario=digits", "lab=stub", "horizon_days=0.3", "verification.rate=1.0", "plugins=[specimens]", "seeds=1"]


HOW_TO = Path(__file__).parents[3] / "docs" / "how-to" / "properties-in-your-ci.md"


def test_it_is_the_one_that_the_how_to_shows() -> None:
    (shown,) = re.findall(r"```python\n(from collections.*?)```", HOW_TO.read_text("utf-8"), re.DOTALL)
    written = (Path(__file__).parent / "plugins" / "specimens" / "no_rejections.py").read_text("utf-8")
    assert written.endswith(shown)


def test_it_is_named_by_its_class_and_set_like_any_other() -> None:
    """Both cheats of the scenario are found in the one round that there is."""
    (strict,) = check([*SMALL, f"property={OWN}"]).checked
    assert (strict.verdict, strict.finding.counterexamples[0].where) == (Verdict.FAIL, "round 0 rejects 2")
    assert check([*SMALL, f"property={OWN}", f"{OWN}.most=2"]).verdict is Verdict.PASS
