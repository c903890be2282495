"""What is noted for a city, as it stands now."""

from sqlalchemy.orm import Session

from actions.access import OWN, may_read
from store.challenges import ChallengesShown
from store.experiences import ExperiencesShown
from store.memberships import membership_of
from store.models import (
    Adoption,
    Challenge,
    Commitment,
    Experience,
    Meeting,
    NotedKind,
    Noting,
    Offer,
    Person,
    Prompt,
    Solution,
)
from store.network import member_by_id
from store.takeaways import noted_takeaway
from texts.adoptions.presses import AdoptionOpened
from texts.afterwards.presses import TakeawaysOpened
from texts.behalf.pages import Noted
from texts.challenges.presses import ChallengeOpened
from texts.commitments.presses import CommitmentOpened
from texts.date_polls.presses import DatePollOpened
from texts.experiences.presses import ExperienceOpened
from texts.network import CityOpened
from texts.offers.presses import OfferOpened
from texts.presses import Press
from texts.prompts.presses import PromptOpened
from texts.rota.presses import QuestionsBegun, SwapBegun
from texts.solutions.presses import SolutionOpened


def noted(session: Session, noting: Noting, reader: Person) -> Noted | None:
    """With its title and the way to it, as far as the reader may open it; None: it is no more."""
    match noting.kind:
        case NotedKind.CHALLENGE | NotedKind.OUTCOME:
            challenge = session.get(Challenge, noting.about_id)
            if challenge is None or challenge.withdrawn_at is not None:
                return None
            return _about(session, noting, challenge, reader, ChallengeOpened(challenge.id, ChallengesShown.OPEN, 0))
        case NotedKind.EXPERIENCE:
            experience = session.get(Experience, noting.about_id)
            if experience is None or experience.withdrawn_at is not None:
                return None
            return _about(session, noting, experience, reader, ExperienceOpened(experience.id, ExperiencesShown.ALL, 0))
        case NotedKind.SOLUTION:
            solution = session.get(Solution, noting.about_id)
            if solution is None or solution.withdrawn_at is not None:
                return None
            challenge = session.get_one(Challenge, solution.challenge_id)
            return _about(session, noting, challenge, reader, SolutionOpened(solution.id))
        case NotedKind.ANSWER:
            prompt = session.get_one(Prompt, noting.about_id)
            return Noted(noting, prompt.own_words, PromptOpened(prompt.id))
        case NotedKind.QUESTIONS:
            return Noted(noting, "", QuestionsBegun(noting.network_id, _in_whose_name(session, noting, reader)))
        case NotedKind.SWAP:
            return Noted(noting, "", SwapBegun(noting.network_id, _in_whose_name(session, noting, reader)))
        case NotedKind.TAKEAWAY:
            takeaway = noted_takeaway(session, session.get_one(Meeting, noting.about_id), noting.city_id)
            if takeaway is None or takeaway.withdrawn_at is not None:
                return None
            return Noted(noting, takeaway.text, TakeawaysOpened(noting.about_id))
        case NotedKind.HELPS:
            member = member_by_id(session, noting.about_id)
            return (
                None if member is None else Noted(noting, member[1].name, CityOpened(noting.network_id, noting.city_id))
            )
        case NotedKind.DATES:
            return Noted(noting, "", DatePollOpened(noting.about_id))
        case NotedKind.COMMITMENT:
            commitment = session.get(Commitment, noting.about_id)
            if commitment is None or commitment.withdrawn_at is not None:
                return None
            return Noted(noting, commitment.text, CommitmentOpened(commitment.meeting_id, commitment.city_id))
        case NotedKind.OFFER:
            offer = session.get(Offer, noting.about_id)
            if offer is None or offer.withdrawn_at is not None:
                return None
            return Noted(noting, offer.text, OfferOpened(offer.id))
        case NotedKind.ADOPTION:
            adoption = session.get(Adoption, noting.about_id)
            if adoption is None or adoption.withdrawn_at is not None:
                return None
            return Noted(noting, adoption.takes, AdoptionOpened(adoption.id))
    return None


def _about(session: Session, noting: Noting, record: Challenge | Experience, reader: Person, opens: Press) -> Noted:
    """What is between its author and the coordination has no title for others, and is not opened by them."""
    return Noted(noting, record.title, opens) if may_read(session, reader, record) else Noted(noting, "", None)


def _in_whose_name(session: Session, noting: Noting, reader: Person) -> int:
    membership = membership_of(session, reader.id, noting.network_id)
    return OWN if membership is not None and membership.city_id == noting.city_id else noting.city_id
