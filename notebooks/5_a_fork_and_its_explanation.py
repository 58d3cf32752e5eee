# %% [markdown]
# # 5 · A fork and its explanation
#
# **Question.** Only a quarter of all updates is checked, drawn by lot. Had everything been checked from the second day on,
# how much worse off would the first cheat be, and why exactly?
#
# Two runs with different settings differ from the start. A fork is the same world up to a day, row by row, with one change
# from then on: whatever differs afterwards differs because of the change.

# %%
import pandas as pd
from IPython.display import Markdown
from matplotlib import pyplot as plt

from experiments import explain, fork, run

CHEAT, DAY = "cheats.0", 1
as_it_was = run(["scenario=digits", "horizon_days=3"])
checked = fork(as_it_was, DAY, "set.verification.rate=1.0")
futures = {"as it was": as_it_was, "all checked": checked}

# %% [markdown]
# The past is the same. The fork has made sure of every row; here are the rounds that were over by then.

# %%
before = [future.table("rounds").query("time < @DAY * 86_400").drop(columns="config") for future in futures.values()]
assert before[0].equals(before[1])
before[0][["round", "accepted", "rejected", "accuracy"]]

# %% [markdown]
# `explain` makes a statement of an agent's account: what it had at first, everything that came or went by its cause, and
# what it had in the end. It adds up to the base unit, 10\*\*9 to a token.

# %%
statements = {name: explain(future, CHEAT).statements["token"] for name, future in futures.items()}
for statement in statements.values():
    assert statement.before + sum(item.amount for item in statement.items) == statement.after
causes = pd.DataFrame(
    {name: {item.why: item.amount for item in statement.items} for name, statement in statements.items()}
)
causes = causes.fillna(0) / 10**9
causes["difference"] = causes["all checked"] - causes["as it was"]
causes

# %% [markdown]
# The rounds in which it was slashed, in both futures:

# %%
{
    name: [item.rounds for item in statement.items if item.why == "slashed from its stake"]
    for name, statement in statements.items()
}

# %%
figure, axes = plt.subplots(figsize=(8, 3), layout="constrained")
causes[list(futures)].plot.barh(ax=axes)
axes.set(title=f"what came to {CHEAT}, and what went", xlabel="tokens")
plt.show()

# %%
was, would_be = (statement.after / 10**9 for statement in statements.values())
main = causes["difference"].abs().idxmax()
rest = would_be - was - causes.loc[main, "difference"]
assert would_be < was
assert abs(causes["difference"].sum() - (would_be - was)) < 1e-6
Markdown(
    f"**Answer.** It would have ended with {would_be:,.0f} tokens in place of {was:,.0f}, {was - would_be:,.0f} less. What "
    f"counts most is what was {main}: {causes.loc[main, 'difference']:+,.0f} tokens. All other causes come to {rest:+,.0f}."
)
