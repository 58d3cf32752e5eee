"""Who cheated and who was caught, and who was punished for nothing."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.report.markup import Html, paragraph, section, table
from experiments.report.offences import Offence
from experiments.report.wording import counted, day, dollars, listed, tokens

MOST = 24
HEADS = ("account", "behaviour (truth)", "slashed", "first on day", "lost, tokens", "lost, $")


def culprits(offences: Sequence[Offence], price: float) -> Html:
    """The table of those who deviated or were slashed, and a sentence on false accusations."""
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
    rows = [_row(offence, price) for offence in offences[:MOST]]
    more = f"{len(offences) - MOST} more are in facts.parquet." if len(offences) > MOST else ""
    return section(title, paragraph(verdict), table(HEADS, rows, 2), paragraph(more, css="note") if more else Html())


def _row(offence: Offence, price: float) -> list[str]:
    member, times = offence.member, offence.times
    what = member.behaviour if not member.honest else "honest (falsely slashed)"
    return [
        member.account,
        what,
        f"{len(times)} times" if len(times) != 1 else "once",
        day(times[0]) if times else "never caught",
        tokens(offence.lost),
        dollars(offence.lost * price / 1e9),
    ]
