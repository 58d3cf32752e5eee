"""Metrics of holdings, markets, spending and votes."""

from __future__ import annotations

from math import nan

import pytest

from experiments.metrics import governance, market, spending, wealth
from experiments.metrics.ranks import rank_correlation, ranks
from tests.experiments.metrics.conftest import DAY, entry, evidence, fact, look, member

TOKEN = 10**9
FLIP = "SignFlip(inner=Honest(), scale=1.0)"
ACTED, RULED = fact("Acted"), fact("Ruled", subject="rounds", family="reward")
GENESIS = fact("Acted", subject="genesis")


def test_tokens_are_the_mean_of_a_group_at_the_last_look() -> None:
    seen = evidence(
        truth=[member("a.0"), member("a.1"), member("b.0")],
        agents=[
            *(look(account, 9 * TOKEN) for account in ("a.0", "a.1", "b.0")),
            look("a.0", 2 * TOKEN, TOKEN, DAY),
            look("a.1", 3 * TOKEN, TOKEN, DAY),
            look("b.0", 0, TOKEN // 4, DAY),
        ],
    )
    assert wealth.tokens(seen) == {"a": 3.5, "b": 0.25}
    assert wealth.gini(seen) == pytest.approx((2 * (1 * 0.25 + 2 * 3 + 3 * 4) - 4 * 7.25) / (3 * 7.25))


def test_stakes_of_validators_count_by_their_inverse_concentration() -> None:
    validators = [member(f"v.{place}", role="validator") for place in range(3)]
    seen = evidence(
        truth=[*validators, member("t.0")],
        agents=[look("v.0", 0, 2), look("v.1", 0, 1), look("v.2", 0, 1), look("t.0", 0, 4)],
    )
    assert wealth.effective_validators(seen) == pytest.approx(1 / (0.5**2 + 2 * 0.25**2))  # 2.67
    assert wealth.stake_herfindahl(seen) == pytest.approx((4 + 1 + 1 + 16) / 64)
    assert wealth.stake_nakamoto(seen) == 2
    assert wealth.stake_gini(seen) == pytest.approx((-3 - 1 + 2 + 12) / (4 * 8))


def test_without_stakes_their_concentration_is_not_told() -> None:
    poor = evidence(truth=[member("t.0")], agents=[look("t.0")])
    assert wealth.stake_gini(poor) is wealth.effective_validators(poor) is wealth.gini(poor) is None


def test_the_staked_share_is_of_what_is_left_of_all_that_was_issued() -> None:
    seen = evidence(
        truth=[member("a.0")],
        agents=[look("a.0", 0, 20)],
        facts=[GENESIS],
        ledger=[entry("issuance", "a.0", 100), entry("a.0", "burned", 20)],
    )
    assert wealth.staked_share(seen) == 0.25


USAGE = [
    {"time": DAY, "seller": "d.0", "version": 1, "requests": 30, "fees": 6 * TOKEN},
    {"time": DAY, "seller": "rival", "requests": 20},
    {"time": DAY, "seller": "nobody", "requests": 50},
]


def test_fees_per_day_and_the_part_of_the_requests_that_came_here() -> None:
    seen = evidence(truth=[member("a.0")], agents=[look("a.0", time=3 * DAY)], usage=USAGE)
    assert market.fees_per_day(seen) == 2.0
    assert market.bought_share(seen) == 0.3


def test_without_a_market_nothing_is_said_of_it() -> None:
    silent = evidence(truth=[member("a.0")], agents=[look("a.0", time=3 * DAY)])
    found = (market.fees_per_day, market.bought_share, market.wash_share, market.emission_dependence)
    assert [metric(silent) for metric in found] == [None] * 4


def test_what_a_group_buys_of_itself_is_washed() -> None:
    seen = evidence(
        truth=[member("d.0", role="developer"), member("d.1", role="developer"), member("u.0", role="user")],
        facts=[fact("Deployed", subject="market", version=1, owner="d.0")],
        ledger=[
            entry("issuance", "d.0", 50, asset="usd"),
            entry("u.0", "market/fees/1", 60, asset="usd"),
            entry("d.0", "market/fees/1", 15, asset="usd"),
            entry("d.1", "market/fees/1", 5, asset="usd"),
        ],
    )
    assert market.wash_share(seen) == 0.25


def test_new_tokens_count_at_the_price_of_their_day() -> None:
    # 10 tokens at $.50 and 10 at $.10: $6 of emission beside $6 of fees
    seen = evidence(
        truth=[member("a.0")],
        agents=[look("a.0", price=0.5), look("a.0", time=DAY, price=0.1)],
        facts=[GENESIS, ACTED],
        ledger=[
            entry("issuance", "a.0", 99 * TOKEN),
            entry("issuance", "treasury", 10 * TOKEN, 1, time=DAY / 2),
            entry("issuance", "treasury", 10 * TOKEN, 1, time=DAY),
        ],
        usage=USAGE,
    )
    assert market.emission_dependence(seen) == pytest.approx(0.5)


PAID = [
    entry("rounds/pot", "t.0", 6 * TOKEN, 1),
    entry("rounds/pot", "t.1", 3 * TOKEN, 1),
    entry("rounds/pot", "v.0", 3 * TOKEN, 0),
]
TRUTH = [member("t.0"), member("t.1", FLIP), member("v.0", role="validator")]


def test_a_quarter_of_the_pay_goes_to_those_who_check() -> None:
    assert spending.verification_share(evidence(truth=TRUTH, facts=[ACTED, RULED], ledger=PAID)) == 0.25
    assert spending.verification_share(evidence(truth=TRUTH)) is None


def test_an_attack_costs_what_is_lost_less_what_is_paid() -> None:
    # t.1 earned 3 tokens and lost 13, worth $.50 each, and computed for $1: down by $6, for two points of accuracy
    seen = evidence(
        truth=TRUTH,
        agents=[look("t.1", price=0.5)],
        facts=[ACTED, RULED],
        ledger=[*PAID, entry("registry/stake/t.1", "burned", 13 * TOKEN)],
        jobs=[{"owner": "t.1", "dollars": 1.0}, {"owner": "t.0", "dollars": 8.0}],
        rounds=[{"task": "main", "accuracy": 0.9}, {"task": "main", "accuracy": 0.88}],
    )
    assert spending.attack_cost(seen) == 6.0
    assert spending.attack_cost_per_point(seen) == pytest.approx(3.0)


def test_dollars_that_are_taken_home_are_not_lost() -> None:
    taken = [entry("t.1", "bridge", 7 * TOKEN, asset="usd"), entry("bridge", "burned", 7 * TOKEN, asset="usd")]
    earned = entry("exchange", "t.1", 7 * TOKEN, asset="usd")
    seen = evidence(truth=TRUTH, agents=[look("t.1", price=0.5)], facts=[ACTED], ledger=[earned, *taken])
    assert spending.attack_cost(seen) == -7.0


def test_where_nobody_cheats_no_attack_has_a_cost() -> None:
    assert spending.attack_cost(evidence(truth=[member("t.0")], agents=[look("t.0", price=0.5)])) is None


def test_pay_that_follows_scores_is_in_their_order() -> None:
    # three trainers, paid 6, 3 and 0; scored 1, 5 and -2 in sum: ranks 3 2 1 and 2 3 1
    settled = [
        fact("RoundSettled", scores=[["t.0", 1], ["t.1", 2]]),
        fact("RoundSettled", scores=[["t.1", 3], ["t.2", -2]]),
    ]
    seen = evidence(truth=[*TRUTH, member("t.2")], facts=[ACTED, RULED, *settled], ledger=PAID)
    assert spending.pay_score_correlation(seen) == pytest.approx(0.5)


def test_ties_share_their_rank() -> None:
    assert ranks([5, 1, 5, 2]) == [3.5, 1, 3.5, 2]


def test_two_pairs_and_equal_values_have_no_order() -> None:
    assert rank_correlation([1, 2], [1, 2]) is rank_correlation([1, 1, 1], [1, 2, 3]) is None


def test_what_lies_in_purses_of_contracts_is_stuck_unless_it_is_an_agents() -> None:
    seen = evidence(
        truth=[member("t.0")],
        facts=[ACTED],
        ledger=[
            entry("treasury", "rounds/pot", 5 * TOKEN),
            entry("rounds/pot", "t.0", 3 * TOKEN),
            entry("t.0", "registry/stake/t.0", TOKEN),
            entry("t.0", "market/fees/1", 4 * TOKEN, asset="usd"),
        ],
    )
    assert spending.stuck_escrow(seen) == {"token": 2.0, "usd": 4.0}


def test_a_proposal_takes_from_its_making_to_its_enactment() -> None:
    seen = evidence(
        facts=[
            fact("Proposed", 0.0, "governor", proposal=1),
            fact("Proposed", 1 * DAY, "governor", proposal=2),
            fact("Concluded", 2 * DAY, "governor", proposal=1, outcome="defeated"),
            fact("Concluded", 6 * DAY, "governor", proposal=2, outcome="enacted"),
        ]
    )
    assert governance.latency(seen) == 5.0
    assert governance.proposals(seen) == {"made": 2, "enacted": 1, "defeated": 1, "vetoed": 0, "failed": 0}
    assert governance.latency(evidence()) is governance.proposals(evidence()) is None


def test_pay_that_follows_what_updates_are_worth_is_in_their_order() -> None:
    # paid 6, 3 and 0; worth .2, .5 (the mean of two) and nothing at all: ranks 3 2 1 and 2 3 1
    worth = (("t.0", 0.2), ("t.1", 0.9), ("t.1", 0.1), ("t.2", nan))
    merits = [{"account": account, "gain": gain} for account, gain in worth]
    seen = evidence(truth=[*TRUTH, member("t.2")], facts=[ACTED, RULED], ledger=PAID, merits=merits)
    assert spending.reward_quality_correlation(seen) == pytest.approx(0.5)
    assert spending.reward_quality_correlation(evidence()) is None
