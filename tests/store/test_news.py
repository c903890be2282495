"""What is asked once for a network tells each of its readers what would have been found for them alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from store.database import Database
from store.models import (
    Challenge,
    Experience,
    Network,
    Outcome,
    Prompt,
    PromptAnswer,
    Row,
    Solution,
    Visibility,
)
from store.news import News, chronicles
from tests.actions.founding import convene, found_network, settle_person
from tests.examples import examples
from tests.store.news_of_one import Ids, news_of_one

MONDAY = datetime(2027, 10, 18, tzinfo=UTC)
HOURS = 12  # few, so that much happens at the very same moment
PEOPLE = 4
NETWORKS = 2


@dataclass(frozen=True)
class Deed:
    """Something that somebody does; `about` chooses among what there is."""

    kind: str
    hour: int
    person: int
    network: int
    about: int
    is_withdrawn: bool
    is_hidden: bool


KINDS = ("challenge", "experience", "solution", "solution", "outcome", "mark", "answer")
DEEDS = st.builds(
    Deed,
    kind=st.sampled_from(KINDS),
    hour=st.integers(0, HOURS),
    person=st.integers(0, PEOPLE - 1),
    network=st.integers(0, NETWORKS - 1),
    about=st.integers(0, 20),
    is_withdrawn=st.integers(0, 5).map(lambda number: number == 0),
    is_hidden=st.integers(0, 3).map(lambda number: number == 0),
)
WINDOWS = st.lists(st.integers(0, HOURS), min_size=PEOPLE + 1, max_size=PEOPLE + 1)


class Town:
    """Two networks and four people, and what happened among them."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.networks = [found_network(session, slug) for slug in ("uno", "dos")]
        self.people = [settle_person(session)[0] for _ in range(PEOPLE)]
        self._prompts = [prompt for network in self.networks for prompt in ask_twice(session, network)]

    def do(self, deeds: Sequence[Deed]) -> None:
        for deed in deeds:
            row = self._row(deed)
            if row is not None:
                row.withdrawn_at = MONDAY if deed.is_withdrawn else None
                self.session.add(row)
                self.session.flush()

    def _row(self, deed: Deed) -> Challenge | Experience | Solution | PromptAnswer | None:
        at = MONDAY + timedelta(hours=deed.hour)
        person, network = self.people[deed.person], self.networks[deed.network]
        visibility = Visibility.COORDINATORS if deed.is_hidden else Visibility.NETWORK
        by = {"person_id": person.id, "language": "es", "published_at": at}
        shared = {"network_id": network.id, "title": "Camiones", "visibility": visibility}
        challenges = self.session.scalars(sa.select(Challenge).order_by(Challenge.id)).all()
        match deed.kind:
            case "challenge":
                return Challenge(**by, **shared, problem="…", tried="", outcome=Outcome.OPEN)
            case "experience":
                return Experience(**by, **shared, done="…", regret="…")
            case "solution" if challenges:
                return Solution(**by, challenge_id=challenges[deed.about % len(challenges)].id, text="…")
            case "outcome" if challenges:
                challenge = challenges[deed.about % len(challenges)]
                challenge.outcome, challenge.outcome_at = list(Outcome)[deed.about % len(Outcome)], at
                return None
            case "mark":
                answers = self.session.scalars(sa.select(Solution).order_by(Solution.id)).all()
                if answers:
                    answers[deed.about % len(answers)].marked_at = at
                return None
            case "answer":
                prompt = self._prompts[deed.about % len(self._prompts)]
                key = (PromptAnswer.prompt_id == prompt.id, PromptAnswer.person_id == person.id)
                is_answered = self.session.scalar(sa.select(PromptAnswer.id).where(*key)) is not None
                return None if is_answered else PromptAnswer(**by, prompt_id=prompt.id, text="…")
        return None

    def check(self, windows: Sequence[int], until: datetime) -> None:
        """All readers of both networks, strangers and groups among them, each with a window of their own."""
        since = [MONDAY + timedelta(hours=hour) for hour in windows]
        readers = [*(person.id for person in self.people), None]
        found = chronicles(self.session, [network.id for network in self.networks], min(since), until)
        for network in self.networks:
            for reader_id, begin in zip(readers, since, strict=True):
                alone = news_of_one(self.session, network.id, begin, until, reader_id)
                assert ids_of(found[network.id].news(begin, reader_id)) == alone
                assert found[network.id].news(begin, reader_id).is_empty == (not any(alone.values()))


def ask_twice(session: Session, network: Network) -> list[Prompt]:
    meetings = convene(session, network, MONDAY, MONDAY + timedelta(days=30))
    prompts = [
        Prompt(network_id=network.id, meeting_id=meeting.id, slug="not-again", due_at=MONDAY) for meeting in meetings
    ]
    session.add_all(prompts)
    session.flush()
    return prompts


def ids_of(news: News) -> dict[str, Ids]:
    return {
        "answered": [(challenge.id, number) for challenge, number in news.answered],
        "challenges": [(challenge.id,) for challenge in news.challenges],
        "experiences": [(experience.id,) for experience in news.experiences],
        "solutions": [(challenge.id, number) for challenge, number in news.solutions],
        "solved": [(challenge.id,) for challenge in news.solved],
        "prompts": [(prompt.id, number) for prompt, number in news.prompts],
    }


@pytest.fixture(scope="module")
def memory() -> Iterator[sa.Engine]:
    """A store in memory; what is not committed is not there for the next example."""
    engine = sa.create_engine("sqlite://")
    Row.metadata.create_all(engine)
    yield engine
    engine.dispose()


@settings(max_examples=examples(40, thorough=2000), deadline=None)
@given(deeds=st.lists(DEEDS, max_size=30), windows=WINDOWS, end=st.integers(0, HOURS + 1))
def test_each_reader_is_told_what_would_be_found_for_them_alone(
    memory: sa.Engine, deeds: list[Deed], windows: list[int], end: int
) -> None:
    with Session(memory) as session:
        town = Town(session)
        town.do(deeds)

        town.check(windows, MONDAY + timedelta(hours=end))


@pytest.mark.parametrize("seed", range(3))
async def test_a_busy_week_reads_the_same_on_both_databases(database: Database, seed: int) -> None:
    chance = Random(seed)  # noqa: S311

    def unit(session: Session) -> None:
        town = Town(session)
        town.do(
            [
                Deed(
                    chance.choice(KINDS),
                    chance.randint(0, HOURS),
                    chance.randrange(PEOPLE),
                    chance.randrange(NETWORKS),
                    chance.randint(0, 20),
                    chance.random() < 0.1,
                    chance.random() < 0.2,
                )
                for _ in range(120)
            ]
        )

        town.check([chance.randint(0, HOURS) for _ in range(PEOPLE + 1)], MONDAY + timedelta(hours=HOURS - 1))

    await database.run(unit)
