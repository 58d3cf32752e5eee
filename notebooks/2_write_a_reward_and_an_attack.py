# %% [markdown]
# # 2 · Write a reward and an attack
#
# **Question.** A reward that pays everybody the same is simple, and an update that was hardly trained is cheap. Does a new
# rule, which pays only the better half of a round, take from the lazy what equal pay gives them?
#
# A rule and a cheat are a class and a YAML file each. Here they are written into a package `halves` beside the notebook,
# which a run may use because it is named among the `plugins`.

# %%
from pathlib import Path

import pandas as pd
from IPython.display import Markdown
from matplotlib import pyplot as plt

from experiments import run


def write(name: str, text: str) -> None:
    """Leave a file of the package, whose folder is made when it is missing."""
    path = Path("halves", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.lstrip(), "utf-8")


write("__init__.py", "")
write("configs/__init__.py", "")

# %% [markdown]
# ## The reward
#
# It is shown a round, `view`, and returns the payments that it wants. What else it could see stands in
# `sim/seams/reward.py`.

# %%
TOP_HALF = '''
"""Pay the better half."""

from dataclasses import dataclass
from typing import Any

from sim.effects.money import pay_in_proportion
from sim.seams.reward import Reward, RewardView
from sim.seams.rule import Ruling


@dataclass(frozen=True)
class TopHalf(Reward):
    """Pay the same to every accepted update that is among the best `share` of its round.

    Formula: the floor(n * share / 1000) highest scores, ties by account, pot / k each. Known weakness: the last one paid
    earns as much as the first, and one place lower earns nothing.
    """

    share: int = 500
    """Parts per thousand of the updates that are paid."""

    def __post_init__(self) -> None:
        if not 0 < self.share <= 1000:
            raise ValueError(f"share={self.share}; allowed: 1 to 1000 parts per thousand")

    def decide(self, view: RewardView, state: Any) -> Ruling:
        best = sorted(view.accepted, key=lambda accepted: (-accepted.score, accepted.owner))
        paid = best[: len(best) * self.share // 1000]
        return pay_in_proportion(view.pot, [(accepted.owner, 1) for accepted in paid]), state
'''
write("top_half.py", TOP_HALF)
write("configs/reward/top_half.yaml", "_target_: halves.top_half.TopHalf\nshare: 500\n")

# %% [markdown]
# ## The attack
#
# A cheat wraps an honest behaviour and changes the one decision that it corrupts: here, how many steps are really trained.

# %%
HALF_HEARTED = '''
"""The trainer that stops early."""

from dataclasses import dataclass, replace

from agents.behaviours.deviation import Deviation
from sim.jobs import Training
from sim.messages.training_round import Assigned
from sim.view import View


@dataclass(frozen=True)
class HalfHearted(Deviation):
    """Train only a part of the steps that were assigned, and hand that in as if it were all.

    Knows: its own task. Stopped by: any check that repeats the work; an aggregation cannot tell it from a small honest step.
    """

    part: int = 500
    """Parts per thousand of the steps that it trains."""

    def __post_init__(self) -> None:
        if not 0 <= self.part <= 1000:
            raise ValueError(f"part={self.part}; allowed: 0 to 1000 parts per thousand")

    def plan(self, view: View, task: Assigned) -> Training | None:
        job = self.inner.plan(view, task)
        return None if job is None else replace(job, steps=job.steps * self.part // 1000)
'''
write("half_hearted.py", HALF_HEARTED)
write(
    "configs/behaviours/trainer/half_hearted.yaml",
    "_target_: halves.half_hearted.HalfHearted\ninner: {name: honest}\npart: 500\n",
)

# %% [markdown]
# ## Both at work
#
# Nobody checks (`verification=none`), so that only the reward stands between the lazy and the money.

# %%
SETTING = [
    "plugins=[halves]",
    "scenario=digits",
    "horizon_days=1.5",
    "verification=none",
    "population.cheats.behaviour={name: half_hearted, part: 100}",
]
runs = {reward: run([*SETTING, f"reward={reward}"]) for reward in ("equal_split", "top_half")}

# %% [markdown]
# What an update earned in each round, on average over the trainers of a group, in tokens:


# %%
def earned(reward: str) -> pd.DataFrame:
    """Tokens per trainer, by round and group."""
    ledger, rounds, truth = (runs[reward].table(name) for name in ("ledger", "rounds", "truth"))
    trainers = truth[truth["role"] == "trainer"].set_index("account")["group"]
    paid = ledger[(ledger["payer"] == "training_round/pot") & ledger["payee"].isin(trainers.index)]
    paid = paid.assign(group=paid["payee"].map(trainers)).merge(rounds[["time", "round"]], on="time", validate="m:1")
    sums = paid.pivot_table(index="round", columns="group", values="amount", aggfunc="sum", fill_value=0)
    return sums / trainers.value_counts() / 10**9


pay = {reward: earned(reward) for reward in runs}
pay["top_half"]

# %% [markdown]
# Is a lazy update worth less? `merits` is the referee's own measure, which no rule can read: by how many nats an update
# alone lowers the loss on the test rows, in the first round.

# %%
found = runs["top_half"]
merits = found.table("merits").merge(found.table("truth")[["account", "group"]], on="account")
worth = merits.groupby("group")["gain"].mean()
worth

# %%
figure, axes = plt.subplots(1, 2, figsize=(9, 3.5), layout="constrained", sharey=True)
for axis, (reward, table) in zip(axes, pay.items(), strict=True):
    table.plot.bar(ax=axis, title=reward, ylabel="tokens for an update")
plt.show()

# %%
share = {reward: table["cheats"].mean() / table["trainers"].mean() for reward, table in pay.items()}
later = pay["top_half"].iloc[1:]
assert worth["cheats"] < worth["trainers"]
assert pay["top_half"]["cheats"].iloc[0] == 0
assert (later["cheats"] > later["trainers"]).all()
assert share["top_half"] > share["equal_split"]
Markdown(
    "**Answer.** In the first round, and no longer. There a lazy update was worth "
    f"{worth['cheats']:.1f} nats and an honest one {worth['trainers']:.1f}, and `top_half` paid the lazy nothing. In each "
    f"of the {len(later)} rounds after it the validators scored short trainings so high that the lazy earned more than the "
    f"honest. On the whole they had {share['equal_split']:.0%} of an honest trainer's pay under `equal_split`, and "
    f"{share['top_half']:.0%} under `top_half`: this rule is no answer to laziness, it is a bonus for it. One seed; how to "
    "be sure is notebook 3."
)
