# %% [markdown]
# # 4 · Which parameters of a DAO matter
#
# **Question.** A whale asks the holders of a DAO for half of its treasury, 500,000 tokens. Five numbers might decide whether
# it gets that: the quorum, the majority that is needed, the whale's stake, how many holders there are that rarely vote, and
# how long ahead a vote is announced. Which of them matter, and which may be left alone?
#
# Say beforehand what counts: here, to change by 25,000 tokens what the whale ends up with, when a number moves over its
# whole range.
#
# `scenario=governance_only` is a government without a factory, so a run takes a fraction of a second, and Morris' design can
# be afforded: from each of 50 random points it moves one number after the other, to another of four levels. So every number
# is moved fifty times, wherever the others are. Two seeds at each point, because who votes is partly chance; ten days,
# because the slowest vote takes nine.

# %%
from IPython.display import Markdown
from matplotlib import pyplot as plt

from experiments import load, sweep
from experiments.analysis.boundaries import boundaries
from experiments.analysis.sensitivity import sensitivity

METRIC, PRIZE, MATTERS = "tokens.whales", 500_000, 25_000
swept = sweep(
    [
        "scenario=governance_only",
        "horizon_days=10",
        "governance.quorum=int(interval(10,600))",
        "governance.threshold=int(interval(300,700))",
        "population.whales.tokens=400_000_000_000_000",
        "population.whales.stake=int(interval(20_000_000_000_000,380_000_000_000_000))",
        "population.crowd.count=int(interval(1,40))",
        "contracts.governor.delay=interval(43200,172800)",
        "design=morris",
        "points=300",
        "seeds=2",
        "engine=serial",
        "keep=summary",
    ]
)
swept.tally.words

# %% [markdown]
# One row for each run. The whale got the money where it has more at the end than the 400,000 tokens that it began with.

# %%
data = load(swept.path)
assert data.tally.done == data.tally.asked
runs = data.runs.assign(captured=data.runs[METRIC] > 400_000)
runs[[*data.varied, METRIC, "captured"]].head()

# %% [markdown]
# `sensitivity` hands the design to SALib. `mu_star` is the mean size of the effect of moving a number over its whole range,
# in tokens, and `mu_star_conf` half of its 95 % interval; `mu` has the sign of the effect, and `sigma` is large where the
# effect depends on the other numbers. `blocks` counts the starting points of which every run is done.

# %%
found = sensitivity(data, [METRIC]).set_index("setting")
found.drop(columns="metric").round(0)

# %% [markdown]
# Sure to matter is what lies above 25,000 tokens with its whole interval; sure not to, what lies below with all of it. Of
# whatever is between, these runs do not tell.

# %%
low, high = found["mu_star"] - found["mu_star_conf"], found["mu_star"] + found["mu_star_conf"]
matter, idle = list(found.index[low > MATTERS]), list(found.index[high < MATTERS])
{
    "matter": matter,
    "may be left alone": idle,
    "not decided": [each for each in found.index if each not in matter + idle],
}

# %% [markdown]
# All effects have a large `sigma`: no number decides alone. `boundaries` says how they work together: it cuts the space into
# boxes, by a tree of three conditions at most. It asks where the metric falls *below* a threshold, here where the whale was
# sent away; so a box of density 0 is the whale's.

# %%
boxes = boundaries(data, METRIC, 400_000)
[(" and ".join(box.conditions), box.runs, f"safe {box.density:.0%}") for box in boxes]

# %%
figure, (bars, map_) = plt.subplots(1, 2, figsize=(11, 3.5), layout="constrained")
names = [
    name.removeprefix("governance.").removeprefix("contracts.").removeprefix("population.") for name in found.index
]
bars.barh(names[::-1], found["mu_star"][::-1] / 1000, xerr=found["mu_star_conf"][::-1] / 1000, capsize=3)
bars.axvline(MATTERS / 1000, color="tab:red", linestyle=":")
bars.set(xlabel="mean size of the effect, thousand tokens; dotted: what counts", title="what each number does")
paid = runs.pivot_table(index="governance.threshold", columns="population.whales.stake", values="captured")
map_.imshow(paid, cmap="Oranges", vmin=0, vmax=1.4, origin="lower", aspect="auto")
for (row, column), share in [((row, column), paid.iloc[row, column]) for row in range(4) for column in range(4)]:
    map_.text(column, row, f"{share:.0%}", ha="center", va="center")
map_.set_xticks(range(4), [f"{stake / 10**12:,.0f}" for stake in paid.columns])
map_.set_yticks(range(4), [f"{threshold / 10:.0f} %" for threshold in paid.index])
map_.set(xlabel="stake of the whale, thousand tokens", ylabel="majority needed", title="how often it is paid")
plt.show()

# %%
assert 0 < runs["captured"].sum() < len(runs)
assert {"governance.threshold", "population.whales.stake"} <= set(matter)
assert found["mu"]["governance.threshold"] < 0 < found["mu"]["population.whales.stake"]
assert idle == ["contracts.governor.delay"]
assert (found["sigma"][matter] > found["mu_star"][matter]).all()
said = ", ".join(
    f"`{name}` ({found['mu'][name]:+,.0f} tokens, size {found['mu_star'][name]:,.0f} ± {found['mu_star_conf'][name]:,.0f})"
    for name in matter
)
safest = boxes[0]
Markdown(
    f"**Answer.** The whale is paid in {runs['captured'].sum()} of {len(runs)} runs. What matters is, from the most to the "
    f"least: {said}. `{idle[0]}` may be left alone: it moves {found['mu_star'][idle[0]]:,.0f} tokens, which is gas. None of "
    f"them decides alone (`sigma` is larger than `mu_star`); the largest box that is wholly safe is "
    f"`{' and '.join(safest.conditions)}`, {safest.runs} runs. To be safe against such a whale, ask for a larger majority "
    "before you think about anything else."
)
