# %% [markdown]
# # 3 · Compare two mechanisms properly
#
# **Question.** Does a reward by the loss that an update removed (`loss_improvement`) leave less to cheats than equal pay
# does, where a quarter of all updates is checked, and how many seeds does it take to say so?
#
# One run is one draw. To compare, choose the metric before you look, give both sides the same seeds, so that chance is the
# same for both, and look at the differences within each pair. The metric here is `tokens.cheats`: what a cheat has at the
# end, of the 20,000 tokens that it began with.

# %%
from IPython.display import Markdown
from matplotlib import pyplot as plt

from experiments import compare
from experiments.analysis.planning import seeds_for_power

METRIC, MATTERS, SEEDS = "tokens.cheats", 500, 6
compared = compare(
    ["scenario=digits", "horizon_days=1", "reward=equal_split"],
    ["reward=loss_improvement"],
    seeds=SEEDS,
    jobs=1,
)
assert compared.failed == []
pairs = compared.table.query("metric == @METRIC").set_index("seed")
pairs[["first", "second", "difference"]]

# %% [markdown]
# The mean difference, its 95 % interval, and how often chance alone would do as much. `p_holm` allows for all metrics
# that were looked at; with one metric that was chosen before, `p` is enough, and `p_holm` is the stricter.

# %%
found = next(each for each in compared.differences if each.metric == METRIC)
found

# %% [markdown]
# What did pairing save? Here are the spread of the differences and the seeds that would find a difference of 500 tokens four
# times in five; below, the same for runs that share no seeds (about, since such groups have more degrees of freedom).

# %%
unpaired = (pairs["first"].var() + pairs["second"].var()) ** 0.5
needed = {
    "spread of the pairs": (found.spread, seeds_for_power(found.spread, MATTERS)),
    "spread unpaired": (float(unpaired), seeds_for_power(float(unpaired), MATTERS)),
}
needed

# %% [markdown]
# And what did not change? The rule decides who is paid, not what is learnt:

# %%
same = [each.metric for each in compared.differences if each.same]
assert "accuracy" in same
same

# %%
figure, axes = plt.subplots(figsize=(5, 3.5), layout="constrained")
axes.plot(["equal_split", "loss_improvement"], pairs[["first", "second"]].T, color="tab:gray", marker="o")
axes.plot(["equal_split", "loss_improvement"], [found.first, found.second], color="tab:red", linewidth=3)
axes.set(title="what a cheat has; a line for each seed, red: the mean", ylabel="tokens", xmargin=0.2)
plt.show()

# %%
assert found.high < 0
assert found.p < 0.05
assert found.spread < unpaired
Markdown(
    f"**Answer.** It does: by {-found.difference:,.0f} tokens, with {found.n} pairs and a 95 % interval from "
    f"{-found.high:,.0f} to {-found.low:,.0f} (p = {found.p:.2g}, and {found.p_holm:.2g} allowing for all metrics). To find "
    f"a difference of {MATTERS} tokens four times in five, {needed['spread of the pairs'][1]} seeds would do; without the "
    f"same seeds on both sides it would take about {needed['spread unpaired'][1]}."
)
