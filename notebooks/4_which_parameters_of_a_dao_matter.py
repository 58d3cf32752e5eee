# %% [markdown]
# # 4 · Which parameters of a DAO matter
#
# **Question.** A whale asks the holders of a DAO for half of its treasury. Five numbers might decide whether it gets that:
# the quorum, the majority that is needed, the whale's stake, how many holders there are that rarely vote, and how long ahead
# a vote is announced. Which of them matter?
#
# `scenario=governance_only` is a government without a factory, so a run is quick. A Latin hypercube spreads the settings
# over all five ranges at once: every run then tells something of every parameter.

# %%
from IPython.display import Markdown
from matplotlib import pyplot as plt
from scipy.stats import spearmanr

from experiments import load, sweep
from experiments.analysis.boundaries import boundaries
from experiments.analysis.holm import adjusted

swept = sweep(
    [
        "scenario=governance_only",
        "horizon_days=9",
        "governance.quorum=int(interval(10,600))",
        "governance.threshold=int(interval(300,700))",
        "population.whales.tokens=400_000_000_000_000",
        "population.whales.stake=int(interval(20_000_000_000_000,380_000_000_000_000))",
        "population.crowd.count=int(interval(1,40))",
        "contracts.governor.delay=interval(43200,172800)",
        "design=lhs",
        "points=40",
        "seeds=1",
        "engine=serial",
    ]
)
swept.tally.words

# %% [markdown]
# The whale got the money where what its group has at the end lies above the 400,000 tokens that it began with.

# %%
data = load(swept.path)
assert data.tally.done == data.tally.asked
runs = data.runs.assign(captured=data.runs["tokens.whales"] > 400_000)
runs[[*data.varied, "tokens.whales", "captured"]].head()

# %% [markdown]
# Does it happen more often where a setting is larger? Spearman's rank correlation says so for each; as five settings are
# asked about, the p-values allow for all five (Holm 1979).

# %%
ranks = {name: spearmanr(runs[name], runs["captured"]) for name in data.varied}
holm = dict(zip(ranks, adjusted([rank.pvalue for rank in ranks.values()]), strict=True))
matter = {name: float(rank.statistic) for name, rank in ranks.items() if holm[name] < 0.05}
{name: f"rho {rank.statistic:+.2f}, p {holm[name]:.2g}" for name, rank in ranks.items()}

# %% [markdown]
# And where does the whale win? `boundaries` cuts the space into boxes: a tree of three conditions at most. Its threshold
# asks for what lies below, so the boxes in which nothing lies below are those of the whale.

# %%
boxes = boundaries(data, "tokens.whales", 400_000)
[(box.conditions, box.runs, f"safe {box.density:.0%}") for box in boxes]

# %%
strongest = max(matter, key=lambda name: abs(matter[name]))
second = max((name for name in data.varied if name != strongest), key=lambda name: abs(ranks[name].statistic))
figure, axes = plt.subplots(figsize=(6, 3.5), layout="constrained")
for captured, rows in runs.groupby("captured"):
    axes.scatter(rows[strongest], rows[second], label="the whale is paid" if captured else "the treasury is safe")
axes.set(xlabel=strongest, ylabel=second)
axes.legend()
plt.show()

# %%
said = ", ".join(f"`{name}` ({rho:+.2f})" for name, rho in sorted(matter.items(), key=lambda each: -abs(each[1])))
least = min(ranks, key=lambda name: abs(ranks[name].statistic))
assert least not in matter
assert 0 < runs["captured"].sum() < len(runs)
Markdown(
    f"**Answer.** The whale is paid in {runs['captured'].sum()} of {len(runs)} runs. What matters more than chance explains "
    f"is {said}, with the rank correlation. Of all five settings `{least}` shows the least ({ranks[least].statistic:+.2f}). "
    f"But {len(runs)} runs find strong effects only: a setting that is not named may still have a small one, or one that "
    "depends on the others, as the boxes show."
)
