"""What is called how, outside of its network."""

from collections.abc import Mapping

from actions.report.facts import Facts
from actions.report.hiding import title_outside
from store.adoptions import SourceKind
from texts.report.choices import Mark

Titles = Mapping[tuple[SourceKind, int], str | Mark]


def titles_outside(facts: Facts) -> Titles:
    """Of all that cities can take of each other; what was withdrawn is not there."""
    of_challenges = {one.challenge.id: title_outside(one.proposal) for one in facts.challenges}
    answers = {
        (SourceKind.SOLUTION, one.solution.id): of_challenges.get(one.challenge.id, Mark.NOT_SHOWN)
        for one in facts.solutions
    }
    done = {(SourceKind.EXPERIENCE, one.id): title_outside(proposal) for one, proposal in facts.experiences}
    return {**answers, **done}
