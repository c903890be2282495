"""What is known of a network, asked once for all figures of its report."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from actions.closing.standing import is_over
from actions.records.collecting import heard_in
from store import report as store
from store.closing import experiences_in, sessions_of
from store.follow_ups import follow_ups_in
from store.frozen import frozen
from store.models import Adoption, City, Experience, FollowUp, Meeting, Network, Proposal
from store.programme import cities_of_network
from store.report import Answered, Attended, Offered, Scores, Shared, Taken
from texts.report.choices import Mark, Seen, Thing


@frozen
class Exchange:
    """One thing that a city gave to another one."""

    giver: int
    receiver: int
    thing: Thing


@frozen
class Facts:
    """Of one network. held: sessions that are over; heard: by session, whose cases."""

    network: Network
    now: datetime
    cities: Sequence[City]
    planned: Sequence[Meeting]
    held: Sequence[Meeting]
    heard: Mapping[int, tuple[City, ...]]
    attended: Sequence[Attended]
    scores: Mapping[int, Scores]
    challenges: Sequence[Shared]
    solutions: Sequence[Answered]
    experiences: Sequence[tuple[Experience, Proposal | None]]
    offers: Sequence[Offered]
    adoptions: Sequence[Adoption]
    commitments: Sequence[Taken]
    met: Sequence[frozenset[int]]
    follow_ups: Sequence[tuple[FollowUp, City]]

    @property
    def zone(self) -> ZoneInfo:
        """Of the network: its days are those of the report."""
        return ZoneInfo(self.network.zone)

    def day(self, at: datetime) -> date:
        """There."""
        return at.astimezone(self.zone).date()

    @cached_property
    def by_id(self) -> dict[int, City]:
        """All cities that are named, also those that take part no more."""
        named = [
            *(one.city for one in self.challenges),
            *(one.city for one in self.solutions),
            *(city for one in self.offers for city in (one.city, one.receiver)),
            *(one.city for one in self.commitments),
            *(city for _, city in self.follow_ups),
            *self.cities,
        ]
        return {city.id: city for city in named if city is not None}

    def city(self, number: int | None) -> City | Mark:
        """By its number; of what is no city's, that it is not."""
        return self.by_id.get(number or 0, Mark.NOBODY)

    def seen(self, city: City, meeting: Meeting) -> Seen:
        """Whether it was there, as far as is known."""
        told = self._seen.get((meeting.id, city.id))
        return Seen.UNKNOWN if told is None else Seen.THERE if told else Seen.AWAY

    @cached_property
    def _seen(self) -> dict[tuple[int, int | None], bool]:
        return {(one.meeting_id, one.city_id): one.was_there for one in self.attended}

    @cached_property
    def exchanges(self) -> list[Exchange]:
        """Between two cities; what a city answers itself is none."""
        answers = (
            Exchange(one.city.id, one.asker.id, Thing.ANSWER) for one in self.solutions if one.city and one.asker
        )
        offers = (Exchange(one.city.id, one.receiver.id, Thing.OFFER) for one in self.offers)
        taken = (Exchange(one.origin_id, one.city_id, Thing.ADOPTION) for one in self.adoptions)
        return [one for one in (*answers, *offers, *taken) if one.giver != one.receiver]


def facts_of(session: Session, network: Network, now: datetime) -> Facts:
    """As it stands now."""
    planned = sessions_of(session, network.id)
    held = [one for one in planned if is_over(one, now)]
    numbers = [one.id for one in held]
    return Facts(
        network=network,
        now=now,
        cities=cities_of_network(session, network.id),
        planned=planned,
        held=held,
        heard={one.id: tuple(heard_in(session, one)) for one in held},
        attended=store.attended_in(session, numbers),
        scores=store.scores_in(session, numbers),
        challenges=store.challenges_in(session, network.id),
        solutions=store.solutions_in(session, network.id),
        experiences=list(reversed(experiences_in(session, network.id))),
        offers=store.offers_in(session, numbers),
        adoptions=store.adoptions_in(session, network.id),
        commitments=store.commitments_in(session, numbers),
        met=store.cities_that_met(session, network.id),
        follow_ups=follow_ups_in(session, network.id),
    )
