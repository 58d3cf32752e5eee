"""Every metric that there is, in the order in which summary.json tells them. The page on metrics is written from here."""

from __future__ import annotations

from experiments.metrics import (
    business,
    computing,
    detection,
    governance,
    identity,
    market,
    marks,
    pool,
    quality,
    record,
    spending,
    surplus,
    wealth,
)
from experiments.metrics.metric import Metric

SHARE = "share, 0 to 1"

METRICS = (
    Metric("days", "simulated days", "time of the last look before any winding up / 86,400", record.days, shown=True),
    Metric("rounds", "rounds", "rows of `rounds` until the end: rounds that were settled", record.rounds, shown=True),
    Metric("accuracy", SHARE, "last finite `accuracy` of `rounds`", quality.accuracy, shown=True),
    Metric(
        "accuracy_error",
        SHARE,
        "root mean square error of all accuracies here, on runs that the learning curve was not fitted on; only where no "
        "model was trained",
        quality.accuracy_error,
        shown=True,
    ),
    Metric("best_accuracy", SHARE, "largest finite `accuracy` of `rounds`", quality.best_accuracy, shown=True),
    Metric(
        "quality",
        "as the probe",
        "last `value` of `quality` for the main task, where that names a probe of its own",
        quality.named,
        by="probe",
        shown=True,
    ),
    Metric("drawdown", "points", "largest fall of `accuracy` below the best before it, x 100", quality.drawdown),
    Metric(
        "recovery_days",
        "days",
        "from the first day whose mean accuracy is 5 points below that of the 5 days before the attack (without an attack: "
        "below the best day so far) to the first that is within 1 point of it again",
        quality.recovery_days,
    ),
    Metric("caught", "words", "accounts of all `Slashed` facts with their behaviour", detection.caught, shown=True),
    Metric(
        "cheats_caught",
        SHARE,
        "agents that do not behave honestly and were slashed / all that do not",
        detection.cheats_caught,
    ),
    Metric(
        "false_slash_rate",
        SHARE,
        "honest agents that were slashed / honest agents that joined, with its 95 % interval",
        detection.false_slash_rate,
        by="mean, low, high",
        source="Wilson 1927",
    ),
    Metric(
        "detection_lag",
        "days",
        "median over the cheats that were caught: first slash - first update handed in after turning (other roles: - "
        "turning or joining, whichever is later)",
        detection.detection_lag,
    ),
    Metric(
        "tokens",
        "tokens",
        "mean over the agents of a group of (wallet + stake) / 10^9 at the last look",
        wealth.tokens,
        by="group",
        shown=True,
    ),
    Metric("price", "dollars per token", "price at the last look", record.price, shown=True),
    Metric(
        "price_gap",
        "ln",
        "square root of the mean over rows of `prices`, after the burn-in or else from day 5 on, of "
        "ln(`price` / `fundamental`)^2",
        pool.price_gap,
    ),
    Metric(
        "dry_traders",
        "words",
        "traders that had less of an asset than a hundredth of the most they ever had, other than in the pool",
        pool.dry_traders,
    ),
    Metric(
        "gini",
        "0 to (n - 1) / n",
        "sum (2i - n - 1) x_(i) / (n sum x) of wallet + stake of all agents, ascending",
        wealth.gini,
        source="Gini 1912",
    ),
    Metric("stake_gini", "0 to (n - 1) / n", "the same of stakes, over those who have one", wealth.stake_gini),
    Metric(
        "stake_nakamoto",
        "agents",
        "fewest agents with more than half of the stake",
        wealth.stake_nakamoto,
        source="Srinivasan and Lee 2017",
    ),
    Metric(
        "stake_herfindahl",
        "1 / n to 1",
        "sum of squared shares of the stake",
        wealth.stake_herfindahl,
        source="Hirschman 1945, Herfindahl 1950",
    ),
    Metric(
        "effective_validators",
        "validators",
        "1 / sum of squared shares of the validators' stake",
        wealth.effective_validators,
        source="Laakso and Taagepera 1979",
    ),
    Metric("staked_share", SHARE, "stakes of agents / (tokens issued - burned)", wealth.staked_share),
    Metric("fees_per_day", "dollars a day", "sum of `fees` of `usage` / 10^9 / days", market.fees_per_day, shown=True),
    Metric("bought_share", SHARE, "`requests` of `usage` that bought a version / all `requests`", market.bought_share),
    Metric(
        "wash_share",
        SHARE,
        "entries into the purses of versions from their owners or agents of the same group / all such entries",
        market.wash_share,
        source="Cong et al. 2023",
    ),
    Metric(
        "emission_dependence",
        SHARE,
        "E / (E + fees), E: new tokens after genesis, at the price of the last look before",
        market.emission_dependence,
    ),
    Metric(
        "real_yield",
        "share a year",
        "sum over `Distributed` of `amount` / `held`, x 365 / days: dividends of fees on a token that is held",
        business.real_yield,
    ),
    Metric(
        "profit",
        "dollars a day",
        "mean `profit` of the rows of `books` of those inside",
        business.profit,
        by="role",
        shown=True,
    ),
    Metric(
        "profit_cash",
        "dollars a day",
        "of those who keep books and take part, from the first day on which they do: dollars that came in, for tokens sold "
        "only as far as these had been earned, less `hardware`, `fixed` and `capital`; over days of taking part",
        marks.cash,
        by="role.behaviour",
    ),
    Metric(
        "profit_average",
        "dollars a day",
        "the same with all dollars that came in, and the change in worth of wallet and stake at the mean price of the 24 "
        "hours before",
        marks.average,
        by="role.behaviour",
    ),
    Metric(
        "profit_liquidation",
        "dollars a day",
        "the same with wallet and stake of each at y x / (X + x), what a pool of X tokens and y dollars would pay for all x "
        "at once, before its fee; without a pool as `profit_average`",
        marks.liquidation,
        by="role.behaviour",
    ),
    Metric(
        "profit_contested",
        "words",
        "roles and behaviours of which one of these three is above 0 and another below",
        marks.contested,
    ),
    Metric(
        "surplus",
        "dollars a day",
        "`users`: requests of `usage` x (w - exp(-L / b_p)), L the logsum of the choice at perceived quality + sum over "
        "what was chosen of (true - perceived utility), mean over w; `contributors` (the honest who work) and `attackers`: "
        "`profit` of `books` of those who took part, of who keeps none what came in less what went out and the dollars of "
        "its jobs; `holders`: growth of their dollars and of their tokens at the mean price of 24 hours",
        surplus.surplus,
        by="users, contributors, holders, attackers",
        source="Small and Rosen 1981, Leggett 2002",
    ),
    Metric("inside", "agents", "those inside by their last row of `books`", business.inside, by="role", shown=True),
    Metric(
        "runway",
        "days",
        "dollars in the wallets of those inside / their mean daily `hardware` + `fixed` of `books` over the last 7 rows",
        business.runway,
    ),
    Metric(
        "verification_share",
        SHARE,
        "tokens paid as validator share and check fees / tokens paid for work",
        spending.verification_share,
    ),
    Metric(
        "attack_cost",
        "dollars",
        "what left the agents that do not behave honestly, and what their jobs cost, - what came to them; tokens at the "
        "last price; endowments, their own stakes and dollars taken home do not count",
        spending.attack_cost,
    ),
    Metric(
        "attack_cost_per_point",
        "dollars per point",
        "`attack_cost` / (100 (`best_accuracy` - `accuracy`)), where these differ by .1 point or more",
        spending.attack_cost_per_point,
    ),
    Metric(
        "identity_break_even",
        "dollars",
        "mean over those who joined of what came in less what went out and what their jobs cost, as in `attack_cost`, and "
        "what they paid to be somebody (`Identified`)",
        identity.break_even,
        by="role",
    ),
    Metric(
        "pay_score_correlation",
        "-1 to 1",
        "rank correlation over trainers of the rewards that they were paid and the sum of their published scores",
        spending.pay_score_correlation,
        source="Spearman 1904",
    ),
    Metric(
        "reward_quality_correlation",
        "-1 to 1",
        "rank correlation over trainers of the rewards that they were paid and the mean `gain` of their updates in `merits`",
        spending.reward_quality_correlation,
        source="Spearman 1904",
    ),
    Metric(
        "proposals",
        "proposals",
        "facts `Proposed` (`made`), and `Concluded` by outcome",
        governance.proposals,
        by="outcome",
    ),
    Metric(
        "governance_latency",
        "days",
        "mean over enacted proposals: `Concluded` - `Proposed`",
        governance.latency,
    ),
    Metric(
        "stuck_escrow",
        "whole units",
        "balances at the end of purses below contracts that are no agent's",
        spending.stuck_escrow,
        by="asset",
    ),
    Metric(
        "gpu_hours",
        "hours of one card",
        "sum of `gpu_seconds` of `jobs` / 3,600, lost attempts included",
        record.gpu_hours,
        shown=True,
    ),
    Metric(
        "cards_let",
        SHARE,
        "sum of `used` of `LeaseBilled` / (cards of `CardsOffered` x time until they change, or the end)",
        computing.cards_let,
        shown=True,
    ),
    Metric(
        "card_price",
        "tokens",
        "sum of `paid` / sum of hours `used` of `LeaseBilled`",
        computing.card_price,
        shown=True,
    ),
    Metric(
        "letting",
        "dollars",
        "by group of owners: `income` = `paid` of `LeaseBilled` - `amount` of `CardsMissing`, at the price at the end; "
        "`energy` = `joules` of the jobs that renters ran there, at $.10 a kWh",
        computing.letting,
        by="group.part",
        shown=True,
    ),
    Metric("compute_dollars", "dollars", "sum of `dollars` of `jobs`", record.compute_dollars),
    Metric("facts", "facts", "rows of `facts`", record.facts, shown=True),
    Metric("ledger_entries", "entries", "rows of `ledger`", record.ledger_entries, shown=True),
    Metric("blocks", "blocks", "rows of `blocks`", record.blocks, shown=True),
)
