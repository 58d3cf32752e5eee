"""The account of an agent in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from experiments.explaining.account import Account
from experiments.explaining.deeds import Deeds
from experiments.explaining.reasons import UNITS
from experiments.explaining.statement import Statement
from experiments.report.wording import counted, dollars, listed, percent, spoken, tokens
from sim.durations import DAY, HOUR
from sim.money import TOKEN

WHO = {"compute": "owner of machines", "user": "buyer", "provider": "provider of data"}
"""What a role is called where its name does not say it."""
MOST = 5
"""Data sets that have a sentence of their own."""


def sentences(account: Account) -> Iterator[str]:
    """One after the other: who it is, how its money changed and mainly why, what it did, and what was found fault with."""
    yield from _who(account)
    for statement in account.statements.values():
        yield from _money(statement)
    yield from _work(account)
    yield from _faults(account)
    yield from _costs(account)
    yield from _voice(account)


def _who(account: Account) -> Iterator[str]:
    member = account.member
    honest = "It behaved honestly." if member.honest else f"It did not behave honestly ({spoken(member.deviation)})."
    role = WHO.get(member.role, member.role)
    yield f"{member.account} is {'an' if role[0] in 'aeiou' else 'a'} {role} of the group {member.group}. {honest}"
    for fact in account.deeds.memberships:
        if fact.kind == "Joined":
            yield f"On day {_day(fact.time)} it joined, with {tokens(fact.body['stake'])} tokens at stake."
        else:
            yield f"On day {_day(fact.time)} it left, or was struck off."


def _money(statement: Statement) -> Iterator[str]:
    unit = UNITS.get(statement.asset, statement.asset)
    came = [item for item in statement.items if item.amount > 0]
    went = [item for item in statement.items if item.amount < 0]
    if not came and not went:
        yield f"It had {tokens(statement.after)} {unit} all the while; none came and none went."
        return
    at_stake = f", of which {tokens(statement.staked)} at stake" if statement.staked else ""
    more = "more" if statement.change >= 0 else "less"
    yield (
        f"Of {unit} it had {tokens(statement.before)} at first and {tokens(statement.after)} at the end{at_stake}: "
        f"{tokens(abs(statement.change))} {more}."
    )
    for verb, items in (("came in", came), ("went out", went)):
        whole = sum(abs(item.amount) for item in items)
        shares = [f"{tokens(abs(item.amount))} {item.why}" + _share(item.amount, whole) for item in items[:3]]
        if shares:
            rest = f"; {counted(len(items) - 3, 'other reason')}" if len(items) > 3 else ""
            yield f"{tokens(whole)} {unit} {verb}: {'; '.join(shares)}{rest}."


def _work(account: Account) -> Iterator[str]:
    deeds = account.deeds
    if seats := deeds.seats:
        handed_in, counting = [work for work in seats if work.update], sum(work.accepted for work in seats)
        rejected = f" The others: {_many(deeds.rejections)}." if deeds.rejections else ""
        yield (
            f"It had a seat in {counted(len(seats), 'round')} and handed in {counted(len(handed_in), 'update')}; "
            f"{counting} of them counted.{rejected}"
        )
    if deeds.reports:
        yield f"It scored the updates of {counted(deeds.reports, 'round')}."
    yield from _data(deeds)
    if deeds.hosted:
        hours = sum((row["end"] - row["start"]) * row["gpus"] for row in deeds.hosted) / HOUR
        yield f"Jobs held cards of its machines for {hours:,.1f} GPU hours."
    if deeds.audits:
        yield f"It was called to {counted(len(deeds.audits), 'audit')}."
    if deeds.versions:
        yield f"It put {counted(len(deeds.versions), 'version')} of a model on sale."
    for fact in deeds.certificates:
        audit, right = f"On day {_day(fact.time)} audit {fact.body['audit']}", fact.body.get("accuracy", 0) / 1e6
        certified = fact.kind == "Certified"
        yield f"{audit} certified {percent(right)} right answers." if certified else f"{audit}: {fact.body['reason']}."


def _data(deeds: Deeds) -> Iterator[str]:
    if not deeds.sets:
        return
    counting = sum(work.accepted for work in deeds.uses)
    yield (
        f"It offered {counted(len(deeds.sets), 'data set')}, on which {counted(len(deeds.uses), 'update')} of others were "
        f"made; {counting} of them counted."
    )
    best = sorted(deeds.earned.items(), key=lambda each: (-sum(part.amount for part in each[1]), each[0]))
    for data, parts in best[:MOST]:
        sums: dict[str, int] = {}
        for part in parts:
            sums[part.asset] = sums.get(part.asset, 0) + part.amount
        told = (
            " and ".join(f"{tokens(amount)} {UNITS.get(asset, asset)}" for asset, amount in sums.items()) or "nothing"
        )
        yield f"Its data set {data} earned {told} in {counted(len(parts), 'payment')}."


def _faults(account: Account) -> Iterator[str]:
    for fact in account.deeds.slashes:
        around = next(iter(account.deeds.payouts.rounds.around(account.deeds.told.causes(fact.number))), None)
        where = f"fact {fact.number}" + (f", round {around.number}" if around else "")
        lost = f"On day {_day(fact.time)} it lost {tokens(fact.body['amount'])} tokens of its stake"
        yield f"{lost}: {fact.body['reason']} ({where})."
    if refusals := account.deeds.refusals:
        yield f"{counted(sum(refusals.values()), 'message')} of it {_was(refusals)} refused: {_many(refusals)}."


def _costs(account: Account) -> Iterator[str]:
    deeds = account.deeds
    if jobs := deeds.jobs:
        outcomes: dict[str, int] = {}
        for job in jobs:
            outcomes[job["outcome"]] = outcomes.get(job["outcome"], 0) + 1
        hours = sum(job["gpu_seconds"] for job in jobs) / HOUR
        yield (
            f"It ran {counted(len(jobs), 'job')} ({_many(outcomes)}) that used {hours:,.1f} GPU hours, "
            f"{dollars(sum(job['dollars'] for job in jobs))} at the machines' prices: a cost outside the ledger."
        )
    if books := deeds.books:
        names = ("revenue", "hardware", "fixed", "capital", "profit")
        revenue, hardware, fixed, capital, profit = (dollars(sum(row[name] for row in books)) for name in names)
        yield (
            f"By its own books it earned {revenue} in {counted(len(books), 'day')}, each token at the price of its day, and "
            f"spent {hardware} on hardware and {fixed} on taking part; its stake would have earned {capital} elsewhere. "
            f"That leaves {profit}."
        )


def _voice(account: Account) -> Iterator[str]:
    deeds = account.deeds
    for fact in deeds.proposals:
        yield f"On day {_day(fact.time)} it proposed: {fact.body['title'] or 'something without a title'}."
    if deeds.ballots:
        yield f"Asked for its vote {counted(sum(deeds.ballots.values()), 'time')}, it said {_many(deeds.ballots)}."


def table(statement: Statement) -> Iterator[str]:
    """A statement to the last base unit, each reason with the entries that it sums up: `trace` follows any of them."""
    rows = [
        ("at first", "", _exact(statement.before), ""),
        *(
            (item.why, str(len(item.entries)), _exact(item.amount, "+"), _numbers(item.entries) + _about(item.rounds))
            for item in statement.items
        ),
        ("at the end", "", _exact(statement.after), ""),
        *([("of which at stake", "", _exact(statement.staked), "")] if statement.staked else []),
    ]
    heads = (UNITS.get(statement.asset, statement.asset), "times", "amount", "ledger entries")
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(3)]
    for why, times, amount, entries in (heads, *rows):
        yield f"{why:{widths[0]}}  {times:>{widths[1]}}  {amount:>{widths[2]}}  {entries}".rstrip()


def _exact(amount: int, sign: str = "") -> str:
    """Nine decimals: base units are told whole."""
    whole, part = divmod(abs(amount), TOKEN)
    return f"{'-' if amount < 0 else sign}{whole:,}.{part:09}"


def _numbers(numbers: tuple[int, ...]) -> str:
    return f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 4 else listed([str(number) for number in numbers])


def _about(rounds: tuple[int, ...]) -> str:
    return f" (round{'s' if len(rounds) > 1 else ''} {_numbers(rounds)})" if rounds else ""


def _share(amount: int, whole: int) -> str:
    part = abs(amount) / whole
    return "" if part == 1 else f" ({percent(part, 0)})" if part >= 0.01 else " (under 1 %)"


def _many(found: Mapping[str, int]) -> str:
    """ "36 done, 2 failed", the most frequent first."""
    ordered = sorted(found.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{many} {what}" for what, many in ordered)


def _was(found: Mapping[str, int]) -> str:
    return "was" if sum(found.values()) == 1 else "were"


def _day(seconds: float) -> str:
    return f"{seconds / DAY:.2f}"
