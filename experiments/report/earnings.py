"""Who earned what, and for what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from experiments.report.cast import Cast, Member
from experiments.report.markup import Html, element, joined, table
from experiments.report.movement import Movement
from experiments.report.wording import NONE, counted, dollars, tokens

ASSET = "token"
NOT_EARNED = ("genesis", "locked", "unlocked")
"""What an agent starts with, and its own money in another pocket."""
ORDER = ("reward", "agreed prices", "validator share", "check fees", "provider share", "compute share")
LOSSES = ("slashed", "gas")


def earned(moved: Sequence[Movement]) -> dict[str, dict[str, int]]:
    """Base units by account and purpose; what was lost is negative."""
    found: dict[str, dict[str, int]] = {}
    for move in moved:
        if move.asset != ASSET or move.purpose in NOT_EARNED or move.giver == move.taker:
            continue
        for member, amount in ((move.taker, move.amount), (move.giver, -move.amount)):
            if member is not None:
                account = found.setdefault(member.account, {})
                account[move.purpose] = account.get(move.purpose, 0) + amount
    return found


def earnings(cast: Cast, moved: Sequence[Movement], bills: Mapping[str, float], price: float) -> Html:
    """Tables by group and by account: `bills` are dollars of compute by account, `price` dollars per token."""
    found = earned(moved)
    present = {purpose for purposes in found.values() for purpose in purposes}
    columns = (
        [p for p in ORDER if p in present] + sorted(present - {*ORDER, *LOSSES}) + [p for p in LOSSES if p in present]
    )
    heads = [*columns, "net", "net in $", "compute bought, $"]

    def numbers(members: Sequence[Member]) -> list[str]:
        sums = [sum(found.get(member.account, {}).get(column, 0) for member in members) for column in columns]
        net, bill = sum(sums), sum(bills.get(member.account, 0.0) for member in members)
        return [
            *(tokens(amount) if amount else NONE for amount in sums),
            tokens(net, sign=True),
            dollars(net * price / 1e9),
            dollars(bill) if bill else NONE,
        ]

    groups = [[group, f"{len(members)}", *numbers(members)] for group, members in cast.groups.items()]
    total = ["all", f"{len(cast.members)}", *numbers(cast.members)]
    each = [[member.account, *numbers([member])] for members in cast.groups.values() for member in members]
    details = element(
        "details",
        element("summary", f"The same for each of {counted(len(cast.members), 'agent')}"),
        table(["account", *heads], each),
    )
    return joined([table(["group", "agents", *heads], groups, 1, total), details])
