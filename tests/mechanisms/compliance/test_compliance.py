"""Who may do what."""

from __future__ import annotations

from typing import Any

import pytest

from mechanisms.compliance.unregulated import Unregulated
from mechanisms.compliance.verified_only import VerifiedOnly
from sim.effects.judgement import Reject
from sim.seams.compliance import ComplianceView


@pytest.mark.parametrize(
    ("act", "attributes", "refused"),
    [
        ("join", {"verified": True}, False),
        ("join", {"verified": "yes"}, True),
        ("join", {}, True),
        ("offer", {}, False),
    ],
)
def test_listed_acts_are_for_the_verified(act: str, attributes: dict[str, Any], refused: bool) -> None:
    view = ComplianceView("ann", act, attributes, 0.0)
    effects = [Reject("ann", f"{act} is for verified accounts only")] if refused else ()
    assert VerifiedOnly(("join",)).decide(view, None) == (effects, None)
    assert Unregulated().decide(view, None) == ((), None)


def test_an_act_has_a_name() -> None:
    with pytest.raises(ValueError, match=r"acts=\('',\); allowed: names of acts"):
        VerifiedOnly(("",))
