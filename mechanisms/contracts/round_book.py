"""What a training contract keeps of its rounds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from sim.chain.host import Host
from sim.chain.journal import Table
from sim.chain.sealed import commitment
from sim.effects.effect import Rejected
from sim.jobs import Training
from sim.messages.training_round import Offered


@dataclass(frozen=True, slots=True)
class Seat:
    """A trainer's place in a round: what it was given, what it handed in."""

    job: Training
    provider: str
    price: int
    licence: int = 0
    """Base units that this use of the data costs."""
    committed: str = ""
    update: str = ""
    excused: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What an aggregator says that the update of a round is, and whose updates went into it, by name."""

    update: str
    included: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mandate:
    """Who is to aggregate a round, and whose updates."""

    aggregators: tuple[str, ...]
    owners: tuple[str, ...]


class RoundBook:
    """Offers by data set; seats, revealed updates, reports and payments by round; models by key with what they came from;
    under way are the rounds that are not settled, each with the purse that it is paid from."""

    def __init__(self, host: Host) -> None:
        self.offers: Table[str, Offered] = host.table("offers")
        self.models: Table[str, str] = host.table("models")
        self.under_way: Table[int, str] = host.table("under_way")
        self._rosters: Table[int, tuple[str, ...]] = host.table("rosters")
        self._seated: Table[tuple[int, str], Seat] = host.table("seated")
        self._revealed: Table[tuple[int, str], str] = host.table("revealed")
        self._sealed: Table[tuple[int, str], str] = host.table("sealed")
        self._reporters: Table[int, tuple[str, ...]] = host.table("reporters")
        self._reports: Table[tuple[int, str], tuple[tuple[str, int], ...]] = host.table("reports")
        self._mandates: Table[int, Mandate] = host.table("mandates")
        self._claims: Table[tuple[int, str], Claim] = host.table("claims")
        self._lineage: Table[str, tuple[int, str]] = host.table("lineage")
        self._ingredients: Table[int, tuple[str, ...]] = host.table("ingredients")
        self._makers: Table[str, tuple[tuple[str, int], ...]] = host.table("makers")
        self._metered: Table[str, int] = host.table("metered")
        self._credits: Table[int, tuple[tuple[str, int], ...]] = host.table("credits")

    def seat(self, number: int, accounts: Mapping[str, Seat]) -> None:
        """Fill the seats of a round."""
        self._rosters[number] = tuple(sorted(accounts))
        for account, seat in accounts.items():
            self._seated[number, account] = seat

    def seat_of(self, number: int, account: str) -> Seat:
        """Raises `Rejected` for somebody who was not chosen or has given the seat back."""
        seat = self._seated.get((number, account))
        if seat is None:
            raise Rejected(f"{account} was not chosen for round {number}")
        if seat.excused:
            raise Rejected(f"{account} has no seat in round {number} any more: {seat.excused}")
        return seat

    def seats(self, number: int, revealed: bool = False) -> Mapping[str, Seat]:
        """The seats of a round by account, in alphabetical order; only those that have revealed, if so wanted."""
        seats = {account: self._seated[number, account] for account in self._rosters.get(number, ())}
        return {account: seat for account, seat in seats.items() if seat.update} if revealed else seats

    def commit(self, number: int, account: str, digest: str) -> None:
        self._seated[number, account] = replace(self.seat_of(number, account), committed=digest)

    def reveal(self, number: int, account: str, update: str) -> None:
        """Raises `Rejected` for a second update, or one that somebody has handed in before."""
        seat = self.seat_of(number, account)
        if seat.update:
            raise Rejected(f"{account} has revealed in round {number} already")
        if (number, update) in self._revealed:
            raise Rejected("somebody has handed in the same update before")
        self._revealed[number, update] = account
        self._seated[number, account] = replace(seat, update=update)

    def excuse(self, number: int, account: str, reason: str) -> None:
        """Raises `Rejected` when there is nothing left to be excused from."""
        seat = self.seat_of(number, account)
        if seat.update:
            raise Rejected(f"{account} has revealed in round {number} already")
        self._seated[number, account] = replace(seat, excused=reason)

    def recall(self, data: str, reason: str) -> tuple[tuple[int, str], ...]:
        """Void the seats under way that were given this data set, whatever they have handed in; says which, by round."""
        voided = []
        for number in self.under_way:
            for account, seat in self.seats(number).items():
                if seat.job.data == data and not seat.excused:
                    self._seated[number, account] = replace(seat, excused=reason)
                    voided.append((number, account))
        return tuple(voided)

    def seal(self, number: int, account: str, digest: str) -> None:
        self._sealed[number, account] = digest

    def unseal(self, number: int, account: str, scores: tuple[tuple[str, int], ...], salt: str) -> None:
        """Take a sealed report. Raises `Rejected` for another one than was sealed."""
        if self._sealed.get((number, account)) != commitment(account, number, salt, scores):
            raise Rejected("the report is not the one that was sealed")
        self.report(number, account, scores)

    def report(self, number: int, account: str, scores: tuple[tuple[str, int], ...]) -> None:
        """Raises `Rejected` for a second report, or one that scores somebody twice or who did not reveal."""
        if (number, account) in self._reports:
            raise Rejected(f"{account} has reported in round {number} already")
        scored = [owner for owner, _ in scores]
        if len(set(scored)) != len(scored) or not self.seats(number, revealed=True).keys() >= set(scored):
            raise Rejected("a report scores each of those who revealed at most once, and nobody else")
        self._reports[number, account] = scores
        self._reporters[number] = (*self._reporters.get(number, ()), account)

    def reports(self, number: int) -> Mapping[str, Mapping[str, int]]:
        """What was reported in a round: validator -> owner -> score."""
        return {account: dict(self._reports[number, account]) for account in sorted(self._reporters.get(number, ()))}

    def entrust(self, number: int, mandate: Mandate) -> None:
        self._mandates[number] = mandate

    def claim(self, number: int, account: str, claim: Claim) -> None:
        """Raises `Rejected` for whoever was not asked or has answered, and for updates that are not of the round."""
        mandate = self._mandates[number]
        if account not in mandate.aggregators:
            raise Rejected(f"{account} was not chosen to aggregate round {number}")
        if (number, account) in self._claims:
            raise Rejected(f"{account} has aggregated round {number} already")
        if len(set(claim.included)) != len(claim.included) or not set(mandate.owners) >= set(claim.included):
            raise Rejected("an aggregate is made of each accepted update at most once, and of nothing else")
        self._claims[number, account] = claim

    def claims(self, number: int) -> Mapping[str, Claim]:
        """The aggregates of a round by account, in alphabetical order."""
        chosen = self._mandates[number].aggregators
        return {who: self._claims[number, who] for who in sorted(chosen) if (number, who) in self._claims}

    def improve(self, number: int, model: str, ingredients: tuple[str, ...], makers: Iterable[str] = ()) -> None:
        """Make the parameters under this key the current ones; they came from those before, in this round, out of these data
        sets, by an update of each of these `makers`."""
        before = self.models["current"]
        self._ingredients[number] = ingredients
        if model != before and model not in self._lineage:
            self._lineage[model] = (number, before)
            updates = Counter(dict(self._makers.get(before, ())))
            updates.update(makers)
            self._makers[model] = tuple(sorted(updates.items()))
        self.models["current"] = model

    def credit(self, number: int, paid: Iterable[tuple[str, int]]) -> None:
        """Remember what each account got out of a round's pot, in base units."""
        got: dict[str, int] = {}
        for account, amount in paid:
            got[account] = got.get(account, 0) + amount
        self._credits[number] = tuple(sorted(got.items()))

    def unpaid(self, uses: Mapping[str, int]) -> Mapping[str, int]:
        """How often updates were used that nobody has been paid for yet, by owner, where `uses` says how often each model
        ever was: a use of a model is one of every update that it is made of."""
        owed = Counter[str]()
        for model, times in sorted(uses.items()):
            if new := times - self._metered.get(model, 0):
                for owner, updates in self._makers.get(model, ()):
                    owed[owner] += updates * new
        return owed

    def meter(self, uses: Mapping[str, int]) -> None:
        """These uses are paid for."""
        for model, times in uses.items():
            if times != self._metered.get(model, 0):
                self._metered[model] = times

    def ancestry(self, model: str) -> tuple[tuple[int, tuple[tuple[str, int], ...]], ...]:
        """The rounds that made a model, latest first, each with what it paid to whom; () for a model that none made."""
        rounds: list[tuple[int, tuple[tuple[str, int], ...]]] = []
        seen = set[str]()
        while model in self._lineage and model not in seen:
            seen.add(model)
            number, model = self._lineage[model]
            rounds.append((number, self._credits.get(number, ())))
        return tuple(rounds)

    @property
    def made(self) -> tuple[str, ...]:
        """Keys of all models that rounds have made, the latest last."""
        return tuple(self._lineage)
