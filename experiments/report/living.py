"""What the factory lived on, as a balance of one day."""

from __future__ import annotations

from experiments.metrics.livelihood import Livelihood
from experiments.report.markup import Html, paragraph, section, table
from experiments.report.wording import dollars


def living(found: Livelihood | None) -> Html:
    """Fees less real cost first, for it decides; nothing where nobody lives on what users pay."""
    if found is None:
        return Html()
    rows = [
        ("fees that users paid", found.fees),
        ("hardware", -found.hardware),
        ("fixed cost of taking part", -found.fixed),
        ("fees less real cost", found.margin),
        ("new tokens (emission)", found.emission),
        ("distributed to all who hold the token", found.dividends),
        ("left to those who work", found.surplus),
        ("of which their stakes would have earned elsewhere", found.capital),
    ]
    lives = "lived on what users paid" if found.margin >= 0 else "cost more than users paid, which no emission can mend"
    told = f"The factory {lives}: fees less real cost came to {dollars(found.margin)} a day."
    note = (
        "Means over the measured days, each token at the price of its day. The token's price and what traders brought in or "
        "took out make up the difference between what came in and what is left."
    )
    cells = [[name, dollars(value)] for name, value in rows]
    return section(
        "What it lived on", paragraph(told), table(["balance of a day", "$"], cells, 1), paragraph(note, css="note")
    )
