"""The attention budget: every message that comes to a person by itself, of whatever feature, passes here.

At most one such message a week and person, outside of session weeks; none in quiet hours unless it is about the next
hours (`actions/quiet_hours` is the clock for that). `kinds` has the table: each `Kind` of message has one `Claim`.

- A week goes from Monday to Sunday on the person's own clock. A rolling one would let what came on a Tuesday hold the
  digest of the Monday after, and a digest some seconds early or late hold the next.
- A session week goes from 7 days before a session of one of the person's networks to 3 days after it. In it nothing is
  held, and what comes in it is not what its week is spent on.
- Whatever a claim lets spend, spends: also what is never held itself, as an announcement.
- Only what nobody decided to say now is held: the digest, the question of the month, the question how a commitment
  goes, what another city asks of the few who may know, and, where no digest has asked it for weeks, whether somebody
  goes on for their city. The digest tells later what it would have told. A question becomes a line of the next
  digest, also of one that comes in the same week anyway; where there is none in time, it is dropped. People read which
  it was, and why, in /ajustes.
- A digest that was held comes in the next week in any case: where that is spent, too, it has two messages. Or else who
  hears from a coordinator every week would never read what is shared. So every second digest is lost at most, and
  nothing of what it tells.

What counts is what stands in the outbox, sent or to come: what was withdrawn, or did not arrive, has spent nothing.
Before its letters are there, what people are told to prepare their city's case counts, too: its day is known.
Deciding for many people takes a fixed number of statements.
"""

from actions.attention.explaining import count_digests_after, count_spent, standing_of
from actions.attention.kinds import RULES, SPENDING, Claim, Rule
from actions.attention.planning import (
    Automatic,
    Planned,
    due_moment,
    outlooks_of,
    plan_all,
    postage,
    reached_by,
)
from actions.attention.weeks import BEFORE_SESSION, TOLD_LATER, WEEK, Fate, Outlook, fate
from store.attention import hold_all, plan_alone

__all__ = [
    "BEFORE_SESSION",
    "RULES",
    "SPENDING",
    "TOLD_LATER",
    "WEEK",
    "Automatic",
    "Claim",
    "Fate",
    "Outlook",
    "Planned",
    "Rule",
    "count_digests_after",
    "count_spent",
    "due_moment",
    "fate",
    "hold_all",
    "outlooks_of",
    "plan_all",
    "plan_alone",
    "postage",
    "reached_by",
    "standing_of",
]
