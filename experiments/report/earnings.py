"""Who earned what, and for what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from experiments.report.cast import Cast, Member
from experiments.report.markup import Html, element, paragraph, section, table
from experiments.report.movement import Movement
from experiments.report.wording import NONE, counted, dollars, tokens
from sim.money import TOKEN

ASSET = "token"
NOT_EARNED = ("genesis", "locked", "unlocked")
"""What an agent starts with, and its own money in another pocket."""
WORK = (
    "reward",
    "agreed prices",
    "validator share",
    "aggregator share",
    "check fees",
    "provider share",
    "compute share",
)
LOSSES = ("slashed", "gas")
MOST = 500
"""Accounts that a page tells of one by one: a hundred thousand rows take a browser minutes and fifty megabytes."""


def earned(moved: Iterable[Movement]) -> dict[str, dict[str, int]]:
    """Base units by account and purpose; what was lost is negative."""
    found: dict[str, dict[str, int]] = {}
    for move in moved:
        if move.asset != ASSET or move.purpose in NOT_EARNED:
            continue
        for member, amount in ((move.taker, move.amount), (move.giver, -move.amount)):
            if member is not None:
                account = found.setdefault(member.account, {})
                account[move.purpose] = account.get(move.purpose, 0) + amount
    return found


def paid_out(moved: Iterable[Movement]) -> int:
    """Base units that agents were paid for their work."""
    return sum(move.amount for move in moved if move.asset == ASSET and move.taker and move.purpose in WORK)


def bills(jobs: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    """Dollars of compute by the account that submitted the jobs."""
    found: dict[str, float] = {}
    for job in jobs:
        found[job["owner"]] = found.get(job["owner"], 0.0) + job["dollars"]
    return found


def earnings(
    cast: Cast,
    moved: Sequence[Movement],
    gained: Mapping[str, float],
    billed: Mapping[str, float],
    prices: Sequence[float],
) -> Html:
    """Tables by group and by account. `gained` are dollars that came in less those that went out, tokens at the last of
    `prices`, dollars per token over time; `billed` are dollars of compute."""
    found, title = earned(moved), "Who earned what, and for what"
    if not cast.members or not prices:
        return section(title, paragraph("There are no agents, so nobody earned anything."))
    present = {purpose for purposes in found.values() for purpose in purposes}
    others = sorted(present - {*WORK, *LOSSES})
    columns = [purpose for purpose in (*WORK, *others, *LOSSES) if purpose in present]
    heads = ["net, $", "compute used, $", *(column.replace("_", " ") for column in columns), "net"]

    def numbers(members: Sequence[Member]) -> list[str]:
        sums = [sum(found.get(member.account, {}).get(column, 0) for member in members) for column in columns]
        gain, bill = (sum(each.get(member.account, 0.0) for member in members) for each in (gained, billed))
        cells = [_cell(amount) if amount else NONE for amount in sums]
        return [dollars(gain), dollars(bill) if bill else NONE, *cells, _cell(sum(sums), sign=True)]

    groups = [[group, str(len(members)), *numbers(members)] for group, members in cast.groups.items()]
    total = ["all", str(len(cast.members)), *numbers(cast.members)]
    told, shown = _shown(cast, gained)
    each = [[member.account, *numbers([member])] for member in shown]
    summary = element("summary", f"The same for {told}")
    details = element("details", summary, table(["account", *heads], each))
    note = paragraph(_note(prices), css="note")
    return section(title, table(["group", "agents", *heads], groups, 1, total), note, details)


def _shown(cast: Cast, gained: Mapping[str, float]) -> tuple[str, Sequence[Member]]:
    """Members by group, each of them or, of more than a page can hold, those to whom it mattered most; and who they are."""
    members, all_of_them = [m for group in cast.groups.values() for m in group], counted(len(cast.members), "agent")
    if len(members) <= MOST:
        return f"each of {all_of_them}", members
    least = sorted((abs(gained.get(member.account, 0.0)) for member in members), reverse=True)[MOST - 1]
    chosen = [member for member in members if abs(gained.get(member.account, 0.0)) >= least][:MOST]
    return f"the {MOST} of {all_of_them} who gained or lost most dollars; the table ledger tells of the others", chosen


def _cell(amount: int, sign: bool = False) -> str:
    """Whole tokens from a thousand on: a row must fit on the page."""
    return tokens(amount, 0 if abs(amount) >= 1000 * TOKEN else 2, sign)


def _note(prices: Sequence[float]) -> str:
    low, high = min(prices), max(prices)
    moved = f" at the end (it was between ${low:.5g} and ${high:.5g})" if low < high else ""
    return (
        f"In tokens unless it says $; dollars at ${prices[-1]:.5g} a token{moved}. Net in $ counts the dollars that came "
        "and went as well, so that what was sold is no loss; what was left in a contract, in the pool say, counts as gone. "
        "Compute used is what the jobs that somebody submitted cost at the machines' hourly prices: an outside cost, "
        "paid by nobody inside."
    )
