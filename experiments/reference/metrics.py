"""The page about metrics."""

from __future__ import annotations

from experiments.metrics.declared import METRICS
from experiments.reference.markdown import code, page, table

REPORTED = (
    (
        "paid for work",
        "tokens",
        "sum of entries to agents whose purpose is a reward, an agreed price, a check fee, or a validator, provider or "
        "compute share",
    ),
    (
        "net",
        "tokens",
        "all that came to an agent less all that left it; endowments and its own stake do not count",
    ),
    (
        "net, $",
        "dollars",
        "the same of tokens and dollars, tokens at the price at the end: what was sold is no loss",
    ),
    (
        "a takeover's outlay, what of it is lost, and cost over profit",
        "dollars",
        "`experiments.metrics.corruption`: each way to command as many tokens as can vote, for 10 days; the loss on the "
        "cheapest over what lies in the treasury and users pay in that time",
    ),
    (
        "balance of a day",
        "dollars a day",
        "fees of `usage`, `hardware` and `fixed` of `books`, emission, `Distributed`, and what those who work keep; each "
        "token at the price of its day",
    ),
    (
        "compute used",
        "dollars",
        "sum of `dollars` of the jobs that an agent submitted: cards held times their hourly price",
    ),
    (
        "cards in service, in use",
        "share, 0 to 1",
        "card time held by jobs / (cards of all machines x horizon - card time out of service)",
    ),
    ("energy", "kWh", "sum of `joules` of `jobs` / 3.6 x 10^6"),
    (
        "residual",
        "base units",
        "all that was issued - (wallets + stakes at the last look + other balances of the ledger + burned); 0",
    ),
)
PURPOSES = """
A purpose is told by the fact that caused the entry: a ruling of the family `reward` makes a reward, a delivery of ordered
work makes a check fee, what a training round pays on its own account is a share named after the role of who gets it, what
leaves a stake for somebody else was slashed, what the referee moves (a stolen key, a bug) was seized, and what a
transaction burns or leaves to the proposer is gas.
"""


def metrics() -> str:
    """Every key of summary.json, and what the report computes besides."""
    about = """
    Every metric is a pure function of the tables of a run, so that `aifactory verify` can compute it again. These are the
    keys of `summary.json`, all flat; a name in angle brackets stands for one key each. What the tables of a run do not tell
    is left out of it, and is never 0. Where a factory has a burn-in, or is wound up after its end, both are left out of what
    is averaged over time: fees, profits, yields, prices, and shares of what is paid or bought; a last look or round is the
    last before the end. An agent behaves honestly when its behaviour in `truth` wraps no other, or wraps it
    without breaking a rule: who comes and goes, stays at home, uses a right, lets machines or works for prizes.
    """
    keys = [
        (code(metric.key), metric.unit, f"{metric.formula} ({metric.source})" if metric.source else metric.formula)
        for metric in METRICS
    ]
    return page(
        "Metrics",
        about,
        table(("key", "unit", "formula"), keys),
        "What the report adds:",
        table(("number", "unit", "formula"), REPORTED),
        PURPOSES.strip(),
    )
