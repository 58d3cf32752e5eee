# %% [markdown]
# # 1 · A first factory
#
# **Question.** Ten strangers train a model together; two of them hand in the opposite of what they learnt, and nobody is in
# charge. Does the model get good all the same, and does it pay to cheat?
#
# `scenario=digits` is such a factory: every six simulated hours each trainer gets a job on handwritten digits, three
# validators score what comes back, a quarter of it is trained again as a check, and what was accepted is averaged and paid.
# Three days are enough here.

# %%
import json

from IPython.display import Markdown
from matplotlib import pyplot as plt

from experiments import run

factory = run(["scenario=digits", "horizon_days=3"])
factory.names

# %% [markdown]
# The names are the tables of the run. `rounds` has the accuracy after each round, as the referee measures it on data that no
# participant has seen; an update is rejected when the check comes out otherwise than what was handed in.

# %%
rounds = factory.table("rounds")
rounds[["round", "accepted", "rejected", "faults", "accuracy"]]

# %% [markdown]
# Who was that? `facts` is the public record.

# %%
facts = factory.table("facts")
slashed = facts[facts["kind"] == "Slashed"]
slashed = slashed.assign(account=slashed["body"].map(json.loads).str["account"])
slashed[["time", "account", "body"]]

# %% [markdown]
# How everybody really behaved stands in `truth`. It is joined only now: no rule could read it.

# %%
truth = factory.table("truth")
trainers = truth[truth["role"] == "trainer"]
trainers[["account", "group", "behaviour"]]

# %% [markdown]
# `agents` tells what everybody has after each day: a wallet and a stake, in base units, 10\*\*9 to a token. Everybody began
# with 20,000 tokens, so what counts is what was won or lost since.

# %%
held = factory.table("agents").merge(trainers[["account", "group"]], on="account")
held = held.assign(day=held["time"] / 86_400, tokens=(held["wallet"] + held["staked"]) / 10**9)
held = held.pivot_table(index="day", columns="group", values="tokens")
gained = held.iloc[-1] - held.iloc[0]
held

# %% [markdown]
# Both together:

# %%
figure, (learning, earning) = plt.subplots(1, 2, figsize=(10, 3.5), layout="constrained")
learning.plot(rounds["time"] / 86_400, rounds["accuracy"], marker="o")
for time in slashed["time"]:
    learning.axvline(time / 86_400, color="tab:red", linestyle=":")
learning.set(title="the model; dotted: a cheat is slashed", xlabel="day", ylabel="accuracy")
held.plot(ax=earning, title="what a trainer has, on average", ylabel="tokens", xlabel="day")
plt.show()

# %%
before, after = rounds["accuracy"].iloc[[0, -1]]
cheats = set(trainers[trainers["group"] == "cheats"]["account"])
assert after > before
assert set(slashed["account"]) == cheats
assert gained["cheats"] < 0 < gained["trainers"]
Markdown(
    f"**Answer.** It does, and it does not. The model goes from {before:.1%} after the first round to {after:.1%}, with "
    f"{len(cheats)} of {len(trainers)} working against it. All of these were caught, and nobody else: a cheat ends "
    f"{-gained['cheats']:,.0f} tokens poorer than it began, an honest trainer {gained['trainers']:,.0f} richer. But this is "
    "one draw, with one seed; how to know more than that is notebook 3."
)
