"""Which cards were to let, which were let, and at what price: a market for computing, where there is one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from experiments.metrics.evidence import Told
from experiments.report.drawing import drawn
from experiments.report.markup import Html, paragraph, section, table
from experiments.report.palette import FAINT, RULE
from experiments.report.wording import NONE, counted, tokens
from sim.durations import DAY, HOUR
from sim.money import TOKEN

LEASES = ("CardsOffered", "Leased", "NotLeased", "LeaseBilled", "LeaseEnded", "CardsMissing")
"""Kinds of the facts that tell of it."""
Steps = list[tuple[float, int]]


def leases(facts: Sequence[Told], colours: Mapping[str, str], horizon: float) -> Html:
    """Cards on offer and let over time, the price of every lease, and what each owner got; nothing without such a market."""
    if not facts:
        return Html()
    offered, taken = on_offer(facts), let(facts)
    made = [(fact.time, fact.body["price"], fact.body["owner"]) for fact in facts if fact.kind == "Leased"]

    def paint(figure: Figure) -> None:
        above, below = figure.subplots(2, 1, sharex=True)
        for steps, colour in ((offered, RULE), (taken, FAINT)):
            days, cards = [time / DAY for time, _ in steps], [count for _, count in steps]
            end = [*days, horizon / DAY], [*cards, cards[-1] if cards else 0]
            above.fill_between(*end, step="post", color=colour, linewidth=0)
        above.set_title("Cards on offer (light) and let (dark)")
        above.set_ylim(0)
        for owner in sorted({owner for _, _, owner in made}):
            told = [(time / DAY, price / TOKEN) for time, price, who in made if who == owner]
            group = owner.rpartition(".")[0]
            below.scatter(*zip(*told, strict=True), s=9, color=colours.get(group, FAINT), label=owner)
        below.set_title("Price of each lease (tokens for an hour of one card), by owner")
        below.margins(y=0.15)
        below.set_xlim(0, horizon / DAY)
        below.set_xlabel("day")
        if made:
            below.legend(
                loc="lower right", bbox_to_anchor=(1, 1), ncols=6, frameon=False, borderpad=0, handletextpad=0.2
            )

    ended = Counter(fact.body["reason"] for fact in facts if fact.kind == "LeaseEnded")
    refused = sum(fact.kind == "NotLeased" for fact in facts)
    how = ", ".join(f"{number:,} {reason}" for reason, number in sorted(ended.items()))
    wishes = "1 wish" if refused == 1 else f"{refused:,} wishes"
    told = f"{counted(len(made), 'lease')} ({how or 'none ended yet'}); {wishes} found no cards."
    heads = [
        "owner",
        "leases",
        "card hours used",
        "paid, tokens",
        "an hour, tokens",
        "times cards were missing",
        "bond lost",
    ]
    about = f"Cards on offer and let over time, and the price of {counted(len(made), 'lease')}."
    return section("What was let", paragraph(told), drawn("leases", about, 3.6, paint), table(heads, owners(facts), 1))


def on_offer(facts: Sequence[Told]) -> Steps:
    """(seconds, cards on offer from then on), in order."""
    standing, found = Counter[str](), Steps()
    for fact in facts:
        if fact.kind == "CardsOffered":
            standing[fact.body["owner"]] = fact.body["cards"]
            found.append((fact.time, standing.total()))
    return found


def let(facts: Sequence[Told]) -> Steps:
    """(seconds, cards that are let from then on), in order."""
    running, found = dict[int, int](), Steps()
    for fact in facts:
        if fact.kind == "Leased":
            running[fact.body["lease"]] = fact.body["cards"]
        elif fact.kind == "LeaseEnded":
            running.pop(fact.body["lease"], None)
        else:
            continue
        found.append((fact.time, sum(running.values())))
    return found


def owners(facts: Sequence[Told]) -> list[list[str]]:
    """Cells by owner, of all who ever offered anything."""
    names = sorted({fact.body["owner"] for fact in facts if fact.kind == "CardsOffered"})
    made, used, paid, times, lost = (Counter[str]() for _ in range(5))
    for kind, _, _, body in facts:
        if kind == "Leased":
            made[body["owner"]] += 1
        elif kind == "LeaseBilled":
            used[body["owner"]] += body["used"]
            paid[body["owner"]] += body["paid"]
        elif kind == "CardsMissing":
            times[body["owner"]] += 1
            lost[body["owner"]] += body["amount"]
    hours = {name: used[name] / 1000 / HOUR for name in names}
    return [
        [
            name,
            f"{made[name]:,}",
            f"{hours[name]:,.1f}",
            tokens(paid[name], 0),
            tokens(round(paid[name] / hours[name]), 0) if hours[name] else NONE,
            f"{times[name]:,}" if times[name] else NONE,
            tokens(lost[name], 0) if lost[name] else NONE,
        ]
        for name in names
    ]
