"""Who cheated and who was caught, and who was punished for nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from experiments.report.earnings import WORK
from experiments.report.markup import Html, paragraph, section, table
from experiments.report.offences import Offence
from experiments.report.wording import counted, day, dollars, listed, tokens
from sim.money import TOKEN

MOST = 24
HEADS = (
    "account",
    "behaviour (truth)",
    "slashed",
    "first on day",
    "lost, tokens",
    "earned, tokens",
    "net, tokens",
    "net, $",
)


def culprits(offences: Sequence[Offence], earned: Mapping[str, Mapping[str, int]], price: float) -> Html:
    """The table of those who deviated or were slashed, whether it paid, and a sentence on false accusations.

    `earned` are base units by account and purpose, `price` dollars per token.
    """
    title = "Who cheated, who was caught"
    guilty = [offence for offence in offences if not offence.member.honest]
    wronged = [offence for offence in offences if offence.member.honest]
    caught = sum(offence.caught for offence in guilty)
    verdict = f"{caught} of {counted(len(guilty), 'cheat')} caught." if guilty else "Nobody cheated."
    if wronged:
        names = listed([offence.member.account for offence in wronged])
        verdict += f" Falsely slashed: {names}, honest all along."
    else:
        verdict += " No honest agent was slashed."
    if not offences:
        return section(title, paragraph(verdict))
    rows = [_row(offence, earned.get(offence.member.account, {}), price) for offence in offences[:MOST]]
    more = f"{len(offences) - MOST} more are in facts.parquet." if len(offences) > MOST else ""
    return section(title, paragraph(verdict), table(HEADS, rows, 2), paragraph(more, css="note") if more else Html())


def _row(offence: Offence, earned: Mapping[str, int], price: float) -> list[str]:
    member, times = offence.member, offence.times
    what = member.behaviour if not member.honest else "honest (falsely slashed)"
    return [
        member.account,
        what,
        f"{len(times)} times" if len(times) != 1 else "once",
        day(times[0]) if times else "never caught",
        tokens(offence.lost),
        tokens(sum(amount for purpose, amount in earned.items() if purpose in WORK)),
        tokens(sum(earned.values()), sign=True),
        dollars(sum(earned.values()) * price / TOKEN),
    ]
