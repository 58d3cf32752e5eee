"""What a payment was for, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experiments.report.movement import Movement
from experiments.tracing.payout import Payouts
from experiments.tracing.sources import BOND, PAID, Entry

CAME = {
    "reward": "rewards for its updates",
    "agreed prices": "agreed prices for its training",
    "validator share": "for scoring updates",
    "aggregator share": "for combining updates",
    "check fees": "for repeating the work of others, to check it",
    "provider share": "for its data, on which others trained",
    "compute share": "for jobs that ran on its machines",
    "slashed": "out of the stakes and bonds of others who were at fault",
    "governance": "granted by a vote",
    "seized": "moved to it by a shock of the scenario",
}
"""By the purpose of an entry; a share is what its role gets of a round."""
WENT = {
    "gas": "fees of its transactions",
    "slashed": "slashed from its stake",
    "seized": "taken from it by a shock of the scenario",
    "burned": "burned",
}
FROM = {
    "Audit": "for audits",
    "Bounty": "prizes of bounties, and what it had put up for one",
    "ComputeMarket": "for cards that it let, and what was left of leases",
    "Court": "won in court, and what it had put up there",
    "DataMarket": "for uses of its data that others bought",
    "Dividend": "dividends on the tokens that it holds",
    "Exchange": "taken out of the pool",
    "Governor": "deposits of its proposals",
    "Lending": "lent to it, and collateral that it got back",
    "ModelMarket": "its part of what users paid for models",
    "Pact": "promises that were kept to it, and its own that lapsed",
    "Vault": "votes that it took out of the vault",
}
"""By the class of the contract that pays."""
FOR = {
    "BuyUse": "for uses of data",
    "Join": "for being let in",
    "Offer": "for offering data",
    "OfferCards": "put up for cards that it lets",
    "Pledge": "collateral for a loan",
    "PostBounty": "prizes that it put up",
    "Promise": "promises to others",
    "Propose": "deposits of its proposals",
    "Provide": "put into the pool",
    "Purchase": "for answers of models",
    "Redeem": "taken out of the factory: bills, and what it takes home",
    "Rent": "for cards that it rents",
    "Repay": "debts paid back",
    "RequestAudit": "for audits of its models",
}
"""By the message with which an agent pays."""


UNITS = {"token": "tokens", "usd": "dollars"}
"""What an asset is called; any other by its key."""


@dataclass(frozen=True)
class Reasons:
    """Reads reasons off the ledger: `purposes` has one movement for each of its entries, and `contracts` the class of each
    contract by its name."""

    payouts: Payouts
    purposes: Sequence[Movement]
    contracts: Mapping[str, str]

    def came(self, entry: Entry) -> str:
        """Why money came to an agent."""
        move, contract = self.purposes[entry.number], entry.payer.partition("/")[0]
        if given := self.payouts.sources.given(entry):
            return f"for {UNITS.get(given, given)} that it sold"
        if move.purpose == "emission":
            bridged = self.payouts.told.kind(entry.cause) == "Included"
            return "brought in from outside" if bridged else "newly issued to it"
        if move.purpose in CAME:
            return CAME[move.purpose]
        if move.giver is not None and move.giver != move.taker:
            return f"from {move.giver.account}"
        words = FROM.get(self.contracts.get(contract, ""), f"paid by the contract {contract}")
        return words if move.purpose in (contract, "unlocked", "other", "budget") else f"{words} ({move.purpose})"

    def went(self, entry: Entry) -> str:
        """Why money left an agent."""
        move, contract = self.purposes[entry.number], entry.payee.partition("/")[0]
        if taken := self.payouts.sources.given(entry):
            return f"sold for {UNITS.get(taken, taken)}"
        if move.purpose in WENT:
            return WENT[move.purpose]
        if move.taker is not None and move.taker != move.giver:
            return f"to {move.taker.account}"
        kind, what = self.payouts.sources.begins(entry)
        if kind == BOND or move.giver == move.taker:
            return f"set aside in {'/'.join(entry.payee.split('/')[:2])}, still its own"
        known = [FOR[said] for said in what.split(", ") if said in FOR] if kind == PAID else []
        return known[0] if known else f"paid to the contract {contract}" + (f" ({what})" if what else "")

    def at_genesis(self, entry: Entry) -> bool:
        """Whether it is what somebody begins with."""
        return self.purposes[entry.number].purpose == "genesis"

    def round(self, entry: Entry) -> int | None:
        """The round that its contract paid for, or in which a stake was slashed; None for anything else."""
        rounds, told = self.payouts.rounds, self.payouts.told
        if entry.payer in told.members:
            return None
        causes = list(told.causes(entry.cause))
        slashed = self.purposes[entry.number].purpose == "slashed"
        found = next(rounds.around(causes), None) if slashed else rounds.behind(entry.payer, causes)
        return None if found is None else found.number
