"""Who cheated and who was caught, whether it paid, and who was punished for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from experiments.report.earnings import WORK
from experiments.report.markup import Html, element, paragraph, section, table
from experiments.report.offences import Offence
from experiments.report.wording import counted, day, dollars, listed, tokens

MOST = 12
"""Accounts that are listed at once; with more, groups are, and the accounts can be unfolded."""
HEADS = (
    "behaviour (truth)",
    "slashed",
    "first on day",
    "out on day",
    "lost, tokens",
    "earned, tokens",
    "net, tokens",
    "after compute, $",
)


def culprits(
    offences: Sequence[Offence],
    earned: Mapping[str, Mapping[str, int]],
    gained: Mapping[str, float],
    peeks: Iterable[Mapping[str, Any]] = (),
) -> Html:
    """The table of those who deviated or were slashed, a sentence on false accusations, and who was granted sight.

    `earned` are base units by account and purpose, `gained` all that came in less all that went out and what jobs cost by
    account, in dollars, `peeks` looks beyond the public chain.
    """
    title, content = "Who cheated, who was caught", [paragraph(_verdict(offences))]
    each = [[offence.member.account, *_numbers([offence], earned, gained)] for offence in offences]
    if len(offences) > MOST:
        kinds: dict[tuple[str, str], list[Offence]] = {}
        for offence in offences:
            kinds.setdefault((offence.member.group, offence.member.deviation), []).append(offence)
        groups = [[f"{group} ({len(some)})", *_numbers(some, earned, gained)] for (group, _), some in kinds.items()]
        summary = element("summary", f"Each of these {counted(len(offences), 'agent')}")
        content += [
            table(("group", *HEADS), groups, 2),
            element("details", summary, table(("account", *HEADS), each, 2)),
        ]
    elif offences:
        content.append(table(("account", *HEADS), each, 2))
    if sights := sorted({(peek["account"], peek["grant"]) for peek in peeks}):
        seen = listed([f"{account} ({grant})" for account, grant in sights])
        content.append(paragraph(f"The scenario let some see more than the public chain: {seen}.", css="note"))
    return section(title, *content)


def _verdict(offences: Sequence[Offence]) -> str:
    guilty = [offence for offence in offences if not offence.member.honest]
    wronged = [offence.member.account for offence in offences if offence.member.honest]
    caught = f"{sum(offence.caught for offence in guilty)} of {counted(len(guilty), 'cheat')} caught."
    false = f"Falsely slashed: {listed(wronged)}, honest all along." if wronged else "No honest agent was slashed."
    return f"{caught if guilty else 'Nobody cheated.'} {false}"


def _out(some: Sequence[Offence]) -> str:
    """When the last of them left or was struck off; how many still take part, if any does."""
    left = [offence.left for offence in some if offence.left is not None]
    if len(left) == len(some):
        return day(max(left))
    return f"{len(some) - len(left)} still in" if left else "still in"


def _numbers(
    some: Sequence[Offence], earned: Mapping[str, Mapping[str, int]], gained: Mapping[str, float]
) -> list[str]:
    """Cells of one account, or of several that behave alike: sums, and the first day on which one of them was caught."""
    member, times = some[0].member, sorted(time for offence in some for time in offence.times)
    got = [item for offence in some for item in earned.get(offence.member.account, {}).items()]
    net = sum(amount for _, amount in got)
    return [
        "honest (falsely slashed)" if member.honest else member.deviation,
        "once" if len(times) == 1 else f"{len(times):,} times",
        day(times[0]) if times else "never",
        _out(some),
        tokens(sum(offence.lost for offence in some)),
        tokens(sum(amount for purpose, amount in got if purpose in WORK)),
        tokens(net, sign=True),
        dollars(sum(gained.get(offence.member.account, 0.0) for offence in some)),
    ]
