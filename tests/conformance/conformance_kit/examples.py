"""What a rule of each family may be shown: a usual case, a hostile one where that makes sense, and one with nobody in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from sim.effects.law import SetParameter
from sim.jobs import Training
from sim.seams.aggregation import AggregationView
from sim.seams.compliance import ComplianceView
from sim.seams.consensus import ConsensusView
from sim.seams.dispute import DisputeView
from sim.seams.exchange import ExchangeView
from sim.seams.governance import GovernanceView
from sim.seams.identity import IdentityView
from sim.seams.pricing import PricingView
from sim.seams.privacy import PrivacyView
from sim.seams.reputation import ReputationView
from sim.seams.reward import RewardView
from sim.seams.selection import SelectionView
from sim.seams.staking import StakingView
from sim.seams.submission import Submission
from sim.seams.supply import SupplyView
from sim.seams.verification import VerificationView

SIZE = 5


def submission(place: int, vector: Any, score: int = 0) -> Submission:
    """The submission of account t0, t1, ..., whose vector may be written to, so that writing shows."""
    job = Training("model", "start", "data", tuple(range(10 + place)), steps=3, seed=place)
    return Submission(f"t{place}", f"key{place}", np.array(vector, np.float32), job, stake=100 * place, score=score)


WHO = tuple(f"t{n}" for n in range(6))
STAKES = {account: 1000 * n for n, account in enumerate(WHO)}
SAID = {"v0": dict.fromkeys(WHO, 7), "v1": {"t0": -(10**9)}, "v2": {}}
PAYLOAD = (SetParameter("training_round", "reward", "floor", 3),)


def examples(family: str) -> tuple[Any, ...]:
    """Views of a family, made anew each time: a rule that writes to them spoils nobody else's."""
    usual = tuple(submission(n, np.random.default_rng(n).normal(size=SIZE), score=200 * n - 300) for n in range(6))
    spoilt = [submission(6, [np.nan] * SIZE), submission(7, [np.inf] * SIZE), submission(8, [3e38] * SIZE)]
    hostile, model = (*usual[:3], *spoilt), np.zeros(SIZE, np.float32)
    views: Mapping[str, tuple[Any, ...]] = {
        "aggregation": tuple(AggregationView(3, submissions, model) for submissions in (usual, hostile, ())),
        "compliance": (
            ComplianceView("ann", "offer", {"country": "FR"}, 5.0),
            ComplianceView("ann", "join", {}, 0.0),
            ComplianceView("ann", "stay", {"role": "trainer", "verified": False}, 0.0),
        ),
        "consensus": (ConsensusView(3, WHO, SAID, {"v0": 5, "v1": 9, "v2": 1}), ConsensusView(0, (), {}, {})),
        "dispute": (
            DisputeView("a claim", "evidence", 0, WHO, STAKES, 90, ("ann", "bob")),
            DisputeView("", "", 3, (), {}, 0),
        ),
        "exchange": (
            ExchangeView("ann", "token", 100, "gold", {"token": 10**6, "gold": 10**7}, least=1),
            ExchangeView("ann", "token", 0, "gold", {"token": 0, "gold": 0}, least=0),
        ),
        "governance": (GovernanceView("p1", PAYLOAD, WHO, STAKES, 5.0), GovernanceView("p2", (), (), {}, 0.0)),
        "identity": (
            IdentityView("ann", "trainer", WHO, 10, 5.0),
            IdentityView("ann", "trainer", (), 0, 0.0),
            IdentityView("ann", "trainer", WHO, 0, 5.0, event="revoked"),
        ),
        "pricing": (PricingView("query", 1000, 70, 50, 5.0), PricingView("query", 0, 0, 0, 0.0)),
        "privacy": tuple(PrivacyView(3, submissions) for submissions in (usual, hostile, ())),
        "reputation": (ReputationView(3, dict.fromkeys(WHO, True)), ReputationView(0, {})),
        "reward": (
            RewardView(3, 10**10 + 7, usual, STAKES, 5.0),
            RewardView(3, 10**10, (), {}),
            RewardView(0, 0, usual, {}),
            RewardView(3, 10**10, usual, STAKES, 5.0, dict.fromkeys(WHO, 9), ("v0", "v1", "t0"), within=900.0, fee=7),
        ),
        "selection": (SelectionView(3, "main", 2, WHO, STAKES, 10**9), SelectionView(0, "main", 4, (), {})),
        "staking": tuple(
            StakingView(event, "ann", "trainer", staked, offered, 5.0, "a fault")
            for event in ("join", "leave", "fault")
            for staked, offered in ((10**12, 10**12), (0, 0))
        ),
        "supply": (SupplyView(3, 10**15, 10**9, "treasury", 50), SupplyView(0, 0, 0, "treasury", 0)),
        "verification": (
            VerificationView(3, usual, ("v0", "v1", "t0"), {"v0": 5, "v1": 9}, 900.0, 7, 50),
            VerificationView(3, hostile, ("v0",), {}, 900.0),
            VerificationView(3, usual, (), {}, 900.0),
            VerificationView(0, (), ("v0",), {"v0": 5}, 900.0),
        ),
    }
    return views[family]
