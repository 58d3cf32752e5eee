"""Properties of a mechanism as tests of a user's own: the mark `factory` and the fixture `factory_property`.

    @pytest.mark.factory("scenario=digits", "reward=my_reward", "plugins=[my_pkg]", "property=sybil_split,conservation")
    def test_my_reward(factory_property):
        factory_property.holds()

is one test for each property; the words are those of `aifactory check`. All properties of one mark are checked together,
by the first of its tests that runs. Every pytest of an environment loads this file, so it imports nothing but pytest until
then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from experiments.properties.held import Held
    from experiments.properties.report import Report

    Reports = dict[tuple[str, ...], Report]

FIXTURE, MARK = "factory_property", "factory"
REPORTS: pytest.StashKey[Reports] = pytest.StashKey()
"""What was checked already, by the words of the mark."""


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", f"{MARK}(*words): the factory whose properties `{FIXTURE}` is; see `aifactory check`"
    )
    config.stash[REPORTS] = {}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test for each property that the mark names."""
    if FIXTURE in metafunc.fixturenames:
        from experiments.properties.words import properties  # noqa: PLC0415 - not before somebody asks

        mark = metafunc.definition.get_closest_marker(MARK)
        metafunc.parametrize(FIXTURE, properties(mark.args) if mark else [""], indirect=True)


@pytest.fixture
def factory_property(request: pytest.FixtureRequest) -> Held:
    """A property and what was found about it: `factory_property.holds()`."""
    from experiments.bad_input import BadInput  # noqa: PLC0415
    from experiments.properties.checking import check  # noqa: PLC0415
    from experiments.properties.held import Held  # noqa: PLC0415

    mark = request.node.get_closest_marker(MARK)
    if mark is None or mark.kwargs:
        pytest.fail(f"write @pytest.mark.{MARK}(...) with the words of `aifactory check`", pytrace=False)
    reports = request.config.stash[REPORTS]
    try:
        if mark.args not in reports:
            reports[mark.args] = check(mark.args)
    except BadInput as error:
        pytest.fail(str(error), pytrace=False)
    return Held(reports[mark.args], request.param)
