"""Every kind of message that comes by itself, and the claim that it has on somebody's attention."""

from collections.abc import Mapping
from datetime import time
from enum import Enum, auto

from actions.quiet_hours import MORNING
from store.frozen import frozen
from store.models import Kind, Priority


class Claim(Enum):
    """Why a message comes, and so what may keep it back.

    ANSWER: something of the person's own goes on: an answer to their challenge, thanks, where they take part. It waits
      for the morning, is never held and does not spend the week.
    TODAY: it is about this hour or the next: it waits for nothing.
    SESSION: it belongs to a session of the person's. It waits for the morning unless the session comes first.
    HUMAN: a coordinator decided that it is said, and was told to how many. It waits for the morning.
    DUTY: what somebody has to know who coordinates, to do something. It waits for the morning.
    AUTOMATIC: nobody decided that it comes now. It waits for the morning, and for the digest when the week is spent.
    """

    ANSWER = auto()
    TODAY = auto()
    SESSION = auto()
    HUMAN = auto()
    DUTY = auto()
    AUTOMATIC = auto()

    @property
    def spends(self) -> bool:
        """Whether it is the one message of its week, for whatever comes after it."""
        return self is not Claim.ANSWER

    @property
    def is_held(self) -> bool:
        """Whether it does not come in a week that is spent."""
        return self is Claim.AUTOMATIC


@frozen
class Rule:
    """How a kind travels. `hour`: of the morning for which it waits when it meets quiet hours."""

    claim: Claim
    priority: Priority = Priority.NEWS
    hour: time = MORNING


RULES: Mapping[Kind, Rule] = {
    Kind.INVITATION: Rule(Claim.SESSION, Priority.REMINDER),
    Kind.NUDGE: Rule(Claim.SESSION, Priority.REMINDER),
    Kind.DAY_BEFORE: Rule(Claim.SESSION, Priority.REMINDER),
    Kind.HOUR_BEFORE: Rule(Claim.TODAY, Priority.REMINDER),
    Kind.LINK: Rule(Claim.TODAY, Priority.REMINDER),  # that was missing in the reminder of the hour before
    Kind.SESSION_CHANGED: Rule(Claim.SESSION),  # a new one, another date, cancelled, put back
    Kind.ANSWER_NOTED: Rule(Claim.SESSION),
    Kind.DATES_ASKED: Rule(Claim.HUMAN, Priority.REMINDER, time(9)),
    Kind.DATES_REMINDED: Rule(Claim.SESSION, Priority.REMINDER, time(9)),  # it closes before any digest could carry it
    Kind.DATES_ANSWERED: Rule(Claim.DUTY),
    Kind.ANNOUNCEMENT: Rule(Claim.HUMAN, Priority.ANNOUNCEMENT),
    Kind.ROTA_PUBLISHED: Rule(Claim.HUMAN),
    Kind.ROTA_CHANGED: Rule(Claim.HUMAN),
    Kind.SWAP_ASKED: Rule(Claim.HUMAN),  # by another city
    Kind.SWAP_ENDED: Rule(Claim.ANSWER),  # told to the city that asked
    Kind.TURN_FREE: Rule(Claim.DUTY),
    Kind.BRIEFING: Rule(Claim.SESSION),
    Kind.AFTERWARDS: Rule(Claim.SESSION, Priority.REMINDER),  # whether one was there
    Kind.COMMITMENT_NOTED: Rule(Claim.SESSION),
    Kind.LIVE_NOTES: Rule(Claim.TODAY, Priority.NEWS),  # the minutes in which everybody writes
    Kind.CASE_HANDED: Rule(Claim.TODAY, Priority.NEWS),  # the case has just been heard
    Kind.ROOM: Rule(Claim.TODAY, Priority.NEWS),
    Kind.OFFER: Rule(Claim.ANSWER),  # by another city, to this one
    Kind.OFFER_CHECK: Rule(Claim.SESSION, Priority.REMINDER, time(10)),
    Kind.RECORD_DRAFT: Rule(Claim.DUTY, hour=time(9)),  # those who prepare a session approve its record
    Kind.RECORD_PUBLISHED: Rule(Claim.HUMAN),
    Kind.SUPERIOR_NOTE: Rule(Claim.SESSION, hour=time(10)),  # of what the person's city has of a session
    Kind.PLANNED_PROMPT: Rule(Claim.DUTY),
    Kind.CONFIDENTIAL: Rule(Claim.DUTY),  # a challenge that only those who coordinate may see
    Kind.ACCESS_ASKED: Rule(Claim.DUTY),  # somebody of another network would read one record
    Kind.PROPOSED: Rule(Claim.DUTY),  # records wait to be approved for other networks
    Kind.GROUP: Rule(Claim.DUTY),  # connected, or lost
    Kind.ROLE_CHANGED: Rule(Claim.DUTY),
    Kind.SOLUTION: Rule(Claim.ANSWER),
    Kind.SHEET_CONTACT: Rule(Claim.ANSWER),  # a question about what they shared, or its answer
    Kind.THANKS: Rule(Claim.ANSWER),
    Kind.SPOKEN: Rule(Claim.ANSWER, Priority.REMINDER, time(9)),  # the words of a voice note, as was agreed with it
    Kind.ATTACHMENT_GONE: Rule(Claim.ANSWER),  # one's own file
    Kind.GUEST_QUESTION: Rule(Claim.ANSWER),  # one's own was put away
    Kind.PLACE_CHANGED: Rule(Claim.ANSWER),  # another city, or taken out of a network
    Kind.ACCESS_ANSWERED: Rule(Claim.ANSWER),
    Kind.PROPOSAL_ANSWERED: Rule(Claim.ANSWER),  # what becomes of what one proposed
    Kind.ANSWER_WANTED: Rule(Claim.ANSWER),  # whether one's own answer may leave the network with its challenge
    Kind.ADOPTED: Rule(Claim.ANSWER),  # another city takes what one's own has shared, or says that it worked
    Kind.CO_AUTHOR: Rule(Claim.ANSWER),  # somebody names them beside themselves
    Kind.OUTCOME_CHECK: Rule(Claim.AUTOMATIC, Priority.REMINDER, time(10)),  # how their challenge stands
    Kind.ADOPTION_CHECK: Rule(Claim.AUTOMATIC, Priority.REMINDER, time(10)),
    Kind.COMMITMENT_CHECK: Rule(Claim.AUTOMATIC, Priority.REMINDER, time(10)),
    Kind.CONTACT: Rule(Claim.AUTOMATIC, Priority.REMINDER, time(10)),  # where no digest has asked for a long time
    Kind.NEEDS_MAP: Rule(Claim.DUTY, hour=time(9)),  # who prepares the first session
    Kind.CALL: Rule(Claim.HUMAN, hour=time(9)),  # their city is called to another network
    Kind.PAIRS_PLANNED: Rule(Claim.DUTY, hour=time(9)),  # they leave tomorrow
    Kind.PAIR: Rule(Claim.HUMAN, hour=time(9)),  # the city asked for it, and the coordination has seen it
    Kind.PAIR_NEWS: Rule(Claim.ANSWER),  # the other city writes, or cannot
    Kind.PAIR_CHECK: Rule(Claim.AUTOMATIC, Priority.REMINDER, time(10)),
    Kind.SHEET: Rule(Claim.AUTOMATIC, Priority.REMINDER, time(10)),  # what is missing in what somebody has shared
    Kind.ASKED: Rule(Claim.AUTOMATIC, Priority.REMINDER, time(10)),  # by another city, of the few likeliest to know
    Kind.SUGGESTED: Rule(Claim.HUMAN),  # one of the few thought of them
    Kind.CONSULTED: Rule(Claim.HUMAN, Priority.REMINDER, time(10)),  # whoever convened it was told of both reminders
    Kind.CONSULTATION: Rule(Claim.DUTY, hour=time(9)),  # which cities have not opened their link
    Kind.SURVEY: Rule(Claim.AUTOMATIC, Priority.REMINDER, time(10)),  # how the network goes, in two minutes
    Kind.CERTIFICATE: Rule(Claim.ANSWER, hour=time(10)),  # of what they took part in
    Kind.FAREWELL: Rule(Claim.ANSWER, hour=time(10)),  # the same for who has none: where they took part has ended
    Kind.FOLLOW_UP: Rule(Claim.AUTOMATIC, Priority.REMINDER, time(10)),  # months after the network ended
    Kind.PROMPT: Rule(Claim.AUTOMATIC, Priority.REMINDER, time(10)),
    Kind.DIGEST_PREVIEW: Rule(Claim.ANSWER, hour=time(9)),  # of what they send: it costs them no digest of their own
    Kind.DIGEST: Rule(Claim.AUTOMATIC, Priority.DIGEST, time(9)),
}
SPENDING = tuple(kind for kind, rule in RULES.items() if rule.claim.spends)
