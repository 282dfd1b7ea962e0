"""The histories have teeth: each planted bug is found by the same histories in which the real link keeps its word."""

import pytest

from nsp_console.sim.contract.history import Story
from nsp_console.sim.contract.run import outcome
from support.contract_bugs import BUGS, Bug

HISTORIES_MAX = 25  # short histories within which a planted bug must be found
FIRST_SEED = 1


@pytest.mark.parametrize("bug", BUGS, ids=lambda bug: bug.name.replace(" ", "_"))
def test_a_planted_bug_is_found(bug: Bug) -> None:
    """Within 25 short histories a clause that is about this bug is broken."""
    others: set[str] = set()
    for seed in range(FIRST_SEED, FIRST_SEED + HISTORIES_MAX):
        found = {one.clause for one in outcome(Story(seed), bug.plant, bug.twice).violations}
        if any(clause[0] in bug.clauses.split() for clause in found):
            return
        others |= found
    pytest.fail(f"{HISTORIES_MAX} histories did not notice: {bug.name}; broken were {others}")
