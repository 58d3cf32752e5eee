"""The page about the tables of a run."""

from __future__ import annotations

from experiments.reference.markdown import code, page, table
from sim.observer import MARGIN, SURROGATE, TABLES
from sim.recorder import SCHEMAS
from sim.world import books, measured, merits, ticker, usage, yardstick

MODULES = (usage, ticker, books, yardstick, merits, measured)
RECORDED = {**SCHEMAS, **TABLES, SURROGATE: MARGIN, **{own.TABLE: own.COLUMNS for own in MODULES}}
"""Columns of every table that a run may leave; `surrogate` only where no model is trained, `usage` where there are users,
`prices` where a pool makes the price, `books` where somebody lives by what it earns, `merits` where updates are scored,
`measured` where a part of the run is left out of metrics."""

MEANING = {
    SURROGATE: {
        "margin": "root mean square error of every accuracy in this run, on runs that the curve was not fitted on"
    },
    "facts": {
        "fact": "number, from 0 without a gap",
        "time": "of its block, seconds",
        "block": "number of the block that holds it",
        "kind": "class of the fact; see the page on facts",
        "subject": "account or contract that it is about",
        "body": "fields as canonical JSON; vectors and jobs by their digest",
        "cause": "number of the fact that caused it; -1: none",
    },
    "ledger": {
        "entry": "number, from 0 without a gap",
        "block": "number of the block that holds it",
        "time": "of its block, seconds",
        "asset": "key of the asset",
        "payer": "ledger account that gives; `issuance` for new money",
        "payee": "ledger account that takes; `burned` for destroyed money",
        "amount": "base units",
        "cause": "number of the fact that caused it",
    },
    "blocks": {
        "block": "number, from 0 without a gap",
        "time": "seconds",
        "parent": "hash of the block before it",
        "hash": "blake2b-128 over the head, its facts and its entries",
        "base_fee": "base units per gas",
        "gas_used": "gas",
        "transactions": "transactions in it, refused ones too",
    },
    "rounds": {
        "task": "what was trained",
        "round": "number of the round",
        "time": "when it was settled, seconds",
        "model": "key of the parameters after it",
        "accepted": "updates that counted",
        "rejected": "updates that did not",
        "faults": "of these, updates held to be offences",
        "paid": "base units that left the pot at settlement",
        "accuracy": "share of the referee's test rows that the model gets right",
        "loss": "mean cross-entropy on them, nats",
        "calibration": "expected calibration error on them",
        "fact": "number of its `RoundSettled`",
    },
    "jobs": {
        "job": "account and how many of its jobs there were so far",
        "owner": "account that submitted it",
        "kind": "Training or Evaluation",
        "digest": "content digest of the job",
        "cause": "number of the fact that its submitter acted on; -1: none",
        "outcome": "done, preempted, failed or cancelled",
        "reason": "why it failed",
        "queued": "seconds",
        "started": "seconds; NaN when it never ran",
        "ended": "seconds",
        "nodes": "nodes of its last attempt, separated by commas",
        "gpu_seconds": "cards held times seconds, lost attempts included",
        "joules": "energy of these cards",
        "dollars": "their rent, outside the ledger, at the price of hardware when the job ended",
        "restarts": "attempts lost to outages",
        "preemptions": "times it was pushed out",
    },
    "timeline": {
        "node": "key of the node",
        "gpus": "cards",
        "job": 'job that holds them; "" when they are out of service',
        "start": "seconds",
        "end": "seconds",
        "ended": "done, preempted, cancelled, failed, off, outage, left, or running at the end of the run",
    },
    "agents": {
        "time": "once a day and at the end, seconds",
        "account": "account of a player",
        "wallet": "base units of `token` in its wallet",
        "staked": "base units of `token` that contracts keep for it as a stake",
        "price": "dollars per token",
    },
    "truth": {
        "account": "account of a player",
        "group": "its group in the population",
        "place": "its number in the group",
        "role": "its role",
        "behaviour": "its behaviour with every parameter; no rule can read it",
    },
    "quality": {
        "task": "name of the task",
        "round": "number of the round",
        "time": "when it was settled, seconds",
        "probe": "measure that the task names as its quality",
        "value": "what it shows on the referee's test rows",
        "best": "what the best possible model would get; NaN where the task does not know",
    },
    "usage": {
        "time": "of the visit, seconds",
        "buyer": "account that bought: a user, or a crowd of them",
        "seller": "account of the seller; `rival`: the centralised one; `nobody`: did without",
        "version": "number of the version on the market; 0 for `rival` and `nobody`",
        "requests": "that were made",
        "price": "dollars a request; NaN where no version was bought",
        "fees": "base units of the stable coin that were paid",
        "perceived": "share of right answers that the version seemed to give",
        "certified": "share of right answers that its certificate states",
        "accuracy": "share of right answers that it gives on the referee's test rows",
    },
    "prices": {
        "time": "at genesis and every hour, seconds",
        "price": "dollars per token that the pool quotes",
        "fundamental": "dollars per token that its income is worth; 0.0 when nothing comes in any more",
        "tokens": "base units of `token` in the pool",
        "dollars": "base units of the stable coin in the pool",
        "supply": "base units of `token` in circulation",
        "staked": "of these, kept by contracts as somebody's stake",
        "volume": "base units of the stable coin that changed hands in the pool since the row before",
    },
    "books": {
        "time": "of the closing, once a day at an hour of its own, seconds",
        "account": "whose books they are",
        "role": "its role",
        "inside": "whether it was on the register at any time since the closing before",
        "price": "dollars per token",
        "tokens": "base units of `token` earned since then, net of fees and slashes, stake included",
        "sold": "base units of `token` sold on the pool; below zero: bought",
        "dollars": "base units of the stable coin earned",
        "taken": "base units of the stable coin taken out of the factory: bills paid, and what is beyond the reserve",
        "unpaid": "base units of the stable coin that it owes outside and could not pay",
        "staked": "base units of `token` that contracts keep for it as a stake",
        "revenue": "dollars: tokens at that price, and dollars earned",
        "hardware": "dollars: rent of the hardware that its jobs have used, times its factor",
        "fixed": "dollars: the fixed cost of the time for which it took part, times its factor",
        "capital": "dollars that the stake would have earned elsewhere",
        "profit": "dollars: revenue less the three",
    },
    "merits": {
        "task": "name of the task",
        "round": "number of the round",
        "time": "when its updates lay open, seconds",
        "account": "who handed the update in",
        "gain": "nats by which it alone lowers the loss of the round's model on the referee's test rows; NaN where it is no "
        "update of that model",
    },
    "measured": {
        "begin": "when the burn-in is over, seconds",
        "end": "when the winding up begins, seconds",
    },
    "peeks": {
        "time": "seconds",
        "account": "player whose group was granted it",
        "grant": "what it looked at; see `sim/grants.py`",
    },
}
"""What each column holds; types are the recorder's."""


def tables() -> str:
    """Every table of a run directory. Raises KeyError for a column that nobody has explained."""
    about = """
    A run leaves one Parquet file per table, named after it. Times are simulated seconds since genesis, amounts are
    base units (10**9 to a token). `facts`, `ledger` and `blocks` are the chain's; the others are the referee's own
    observations, which no rule and no player can read. Every table has its columns even when it has no rows; `usage` is
    there as soon as anybody has used a model, `quality` where a task names a measure of its own, `prices` where a pool
    makes the price, `books` where somebody lives by what it earns, `merits` where updates are scored (those of the first
    round of every fifth day), `measured` where a factory has a burn-in or is wound up.
    """
    parts = []
    for name, columns in RECORDED.items():
        body = [(code(column), kind, MEANING[name][column]) for column, kind in columns.items()]
        parts += [f"## {name}", table(("column", "type", ""), body)]
    return page("Tables of a run", about, *parts)
