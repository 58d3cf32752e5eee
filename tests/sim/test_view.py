"""What anybody can read of a chain, on the smallest factory."""

from __future__ import annotations

import pytest

from sim.factory import Factory
from sim.money import TOKEN
from sim.view import PublicChain
from tests.golden.tracer import tracer


@pytest.fixture(scope="module")
def chain() -> PublicChain:
    factory = Factory(tracer())
    factory.run()
    return factory.public


def test_the_terms_of_a_contract_are_what_it_was_composed_with(chain: PublicChain) -> None:
    terms = chain.terms("training_round")
    assert (terms["budget"], terms["check_fee"], terms["seats"]) == (100 * TOKEN, TOKEN, 3)
    assert "host" not in terms
    with pytest.raises(KeyError):
        chain.terms("nowhere")


def test_terms_are_copies(chain: PublicChain) -> None:
    first, second = (chain.terms("training_round")["shares"] for _ in range(2))
    assert first == second and first is not second


@pytest.mark.parametrize(("sent", "lands"), [(0.0, 12.0), (11.4, 12.0), (11.5, 24.0), (12.0, 24.0)])
def test_a_message_lands_in_the_first_block_after_its_arrival(chain: PublicChain, sent: float, lands: float) -> None:
    """Half a second to the mempool, blocks of twelve; who arrives in the instant of one is too late for it."""
    assert chain.lands(sent) == lands


def test_a_fee_is_gas_times_base_fee_and_tip(chain: PublicChain) -> None:
    """21,000 gas for a transaction and 50,000 for each message, at one base unit."""
    assert (chain.fee("Trade"), chain.fee("Deposit", "Purchase", tip=2)) == (71_000, 3 * 121_000)
