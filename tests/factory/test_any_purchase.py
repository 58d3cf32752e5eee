"""Whoever says whatever to a market: it takes effect or is refused, and no dollar is made, lost or stuck."""

from __future__ import annotations

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.messages.audit import Contradicted, Finding, RequestAudit
from sim.messages.bridge import Deposit, Redeem
from sim.messages.message import Bundle, To
from sim.messages.model_market import Deploy, Experience, Purchase, Retire, RollBack
from sim.money import TOKEN
from tests.factory.books import conserved
from tests.factory.conftest import Line, Play
from tests.factory.market import CENTS, market
from tests.golden.tracer import group

NUMBERS = st.sampled_from((-1, 0, 1, 2, 3, 500_000, 2 * CENTS, 100 * TOKEN, 2**62, 2**70))
MODELS = st.sampled_from(("df3e78e920a9f6b1c3b15f406e691369", "62a68638b9612f4b71b25a8d70aa3e51", "0" * 32, ""))
ONE: st.SearchStrategy[Any] = st.one_of(
    st.builds(Deploy, MODELS, NUMBERS),
    st.builds(Retire, NUMBERS),
    st.builds(RollBack, NUMBERS, NUMBERS),
    st.builds(Purchase, NUMBERS, NUMBERS, NUMBERS),
    st.builds(Experience, NUMBERS, NUMBERS, NUMBERS),
    st.builds(Deposit, NUMBERS),
    st.builds(Redeem, NUMBERS),
    st.builds(RequestAudit, MODELS),
    st.builds(Finding, NUMBERS, NUMBERS),
    st.builds(Contradicted, NUMBERS, NUMBERS),
)
SENT = ONE | st.lists(ONE | st.builds(To, st.just("model_market"), ONE), min_size=1, max_size=3).map(
    lambda several: Bundle(tuple(several))
)
SENDERS = st.sampled_from(("developers.0", "auditors.0", "world.0", "idle.0", "trainers.0"))
TIMES = st.sampled_from((1.0, 1740.0, 2040.5, 2100.0, 3599.5, 3601.0, 5399.0, 5400.2, 5500.0, 5700.0))
LINES = st.lists(st.builds(Line, TIMES, SENDERS, SENT, st.sampled_from((None, 3))), max_size=15)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=LINES)
def test_any_script(play: Play, script: list[Line]) -> None:
    everybody = ("world", "idle", "trainers", "developers")
    played = play(market(hours=2.2, believes=everybody, idle=group("compute", stake=0)), script)
    conserved(played.factory)
    bought = [row for row in played.rows("ledger") if row["payee"].startswith("model_market/fees")]
    divided = [row for row in played.rows("ledger") if row["payer"].startswith("model_market/fees")]
    held = played.ledger.holders("usd")
    waiting = {account: amount for account, amount in held.items() if account.startswith("model_market")}
    assert sum(row["amount"] for row in bought) - sum(row["amount"] for row in divided) == sum(waiting.values())
    late = [row for row in bought if row["time"] > 7200.0]
    assert sum(waiting.values()) == sum(row["amount"] for row in late)  # all that came in before the hour is divided
