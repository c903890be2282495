"""What a network is going to send: the words for whoever looks at it before it begins."""

from collections.abc import Mapping

from store.models import Kind
from texts.message import Html
from texts.translator import Translator


def title(t: Translator, network: str) -> Html:
    """Of the page."""
    return t.say("What {network} is going to send", network=network)


def span(t: Translator, first: str, last: str, made_on: str) -> Html:
    """Which days, and as of when."""
    return t.say("From {first} to {last}, as it looked on {made_on}.", first=first, last=last, made_on=made_on)


def remark(t: Translator) -> Html:
    """What is not in it."""
    return t.say(
        "Nothing was sent. Answers of people are not guessed: this is what comes when nobody answers. Announcements, "
        "new challenges and what else people do come in addition."
    )


def totals(t: Translator, messages: int, people: int, weeks: int) -> Html:
    """How much in all."""
    return t.say(
        "{messages} to {people} in {weeks}",
        messages=t.count("{n} message", "{n} messages", messages),
        people=t.count("{n} person", "{n} people", people),
        weeks=t.count("{n} week", "{n} weeks", weeks),
    )


def average(t: Translator, value: float) -> Html:
    """For each person and week."""
    return t.say("For each person, {average} messages a week on average", average=t.average(value))


def fullest(t: Translator, name: str, number: int, monday: str) -> Html:
    """Who gets most in a week."""
    return t.say("At most {number}: {name}, week of {monday}", number=t.number(number), name=name, monday=monday)


def budget(t: Translator, several: int) -> Html:
    """Whether the week away from sessions has one message."""
    if not several:
        return t.say("Away from sessions, nobody has a week with more than one message that counts")
    return t.count(
        "Away from sessions, {n} week of somebody has more than one message that counts",
        "Away from sessions, {n} weeks of people have more than one message that counts",
        several,
    )


def quiet(t: Translator, number: int) -> Html:
    """Whether anything comes in quiet hours that is not about the day's session."""
    if not number:
        return t.say("Nothing comes at night or at weekends, unless it is about a session of that day")
    return t.count(
        "{n} message comes at night or at a weekend",
        "{n} messages come at night or at weekends",
        number,
    )


def held(t: Translator, told_later: int, dropped: int) -> Html:
    """What does not come by itself."""
    return t.say(
        "Held back: {told_later} for a weekly digest to tell, {dropped} dropped",
        told_later=t.number(told_later),
        dropped=t.number(dropped),
    )


def by_kind(t: Translator) -> Html:
    """Above the kinds."""
    return t.say("By kind")


def calendar(t: Translator) -> Html:
    """Above the weeks."""
    return t.say("Week by week")


def for_each(t: Translator) -> Html:
    """Above the table of people and weeks."""
    return t.say("Messages for each person and week")


def week_of(t: Translator, day: str) -> Html:
    """Of a week."""
    return t.say("Week of {day}", day=day)


def session(t: Translator, number: int, moment: Html) -> Html:
    """A session in its week."""
    return t.say("Session {number}: {moment}", number=t.number(number), moment=moment)


def messages(t: Translator, number: int) -> Html:
    """How many."""
    return t.count("{n} message", "{n} messages", number)


def nothing(t: Translator) -> Html:
    """Of a span in which nothing comes."""
    return t.say("Nothing comes in these days.")


def groups(t: Translator) -> Html:
    """In the place of a kind: groups and channels."""
    return t.say("in groups")


def others(t: Translator) -> Html:
    """The same: answers to what a person has done."""
    return t.say("other")


def kind(t: Translator, of: Kind) -> str:
    """What a message is, for who reads a calendar: near kinds have one name."""
    return _names(t)[of]


def _names(t: Translator) -> Mapping[Kind, str]:
    session_changed, turns = t.plain("a change of a session"), t.plain("turns of cases")
    reminder, held_session = t.plain("reminder"), t.plain("during the session")
    commitments, records = t.plain("commitments and offers"), t.plain("record")
    dates, asked = t.plain("dates"), t.plain("question of the month")
    shared, place = t.plain("challenges and solutions"), t.plain("place in the network")
    adoptions, pairs = t.plain("what cities learn from each other"), t.plain("pairs of cities")
    return {
        Kind.INVITATION: t.plain("invitation to a session"),
        Kind.NUDGE: t.plain("answer that is missing"),
        Kind.DAY_BEFORE: reminder,
        Kind.HOUR_BEFORE: reminder,
        Kind.LINK: reminder,
        Kind.SESSION_CHANGED: session_changed,
        Kind.ANSWER_NOTED: session_changed,
        Kind.DATES_ASKED: dates,
        Kind.DATES_REMINDED: dates,
        Kind.DATES_ANSWERED: dates,
        Kind.ANNOUNCEMENT: t.plain("announcement"),
        Kind.ROTA_PUBLISHED: turns,
        Kind.ROTA_CHANGED: turns,
        Kind.SWAP_ASKED: turns,
        Kind.SWAP_ENDED: turns,
        Kind.TURN_FREE: turns,
        Kind.BRIEFING: t.plain("how to present a case"),
        Kind.AFTERWARDS: t.plain("after the session"),
        Kind.LIVE_NOTES: held_session,
        Kind.CASE_HANDED: held_session,
        Kind.ROOM: held_session,
        Kind.COMMITMENT_CHECK: commitments,
        Kind.COMMITMENT_NOTED: commitments,
        Kind.OFFER: commitments,
        Kind.OFFER_CHECK: commitments,
        Kind.RECORD_DRAFT: records,
        Kind.RECORD_PUBLISHED: records,
        Kind.SUPERIOR_NOTE: records,
        Kind.CONFIDENTIAL: shared,
        Kind.SOLUTION: shared,
        Kind.SHEET_CONTACT: shared,
        Kind.THANKS: shared,
        Kind.ACCESS_ASKED: t.plain("access to a record"),
        Kind.ACCESS_ANSWERED: t.plain("access to a record"),
        Kind.PROPOSED: t.plain("records for other networks"),
        Kind.PROPOSAL_ANSWERED: t.plain("records for other networks"),
        Kind.ANSWER_WANTED: t.plain("records for other networks"),
        Kind.SPOKEN: shared,
        Kind.ATTACHMENT_GONE: shared,
        Kind.CO_AUTHOR: shared,
        Kind.OUTCOME_CHECK: shared,
        Kind.ADOPTED: adoptions,
        Kind.ADOPTION_CHECK: adoptions,
        Kind.GROUP: t.plain("group of the network"),
        Kind.ROLE_CHANGED: place,
        Kind.PLACE_CHANGED: place,
        Kind.GUEST_QUESTION: t.plain("question to a guest"),
        Kind.NEEDS_MAP: t.plain("needs and offers"),
        Kind.CALL: t.plain("call of a city"),
        Kind.PAIRS_PLANNED: pairs,
        Kind.PAIR: pairs,
        Kind.PAIR_NEWS: pairs,
        Kind.PAIR_CHECK: pairs,
        Kind.SHEET: shared,
        Kind.ASKED: shared,
        Kind.SUGGESTED: shared,
        Kind.CONTACT: t.plain("contact to confirm"),
        Kind.CONSULTED: t.plain("consultation"),
        Kind.CONSULTATION: t.plain("consultation"),
        Kind.SURVEY: t.plain("survey"),
        Kind.CERTIFICATE: t.plain("certificate"),
        Kind.FAREWELL: t.plain("farewell of a network"),
        Kind.FOLLOW_UP: t.plain("question after the end"),
        Kind.PROMPT: asked,
        Kind.PLANNED_PROMPT: asked,
        Kind.DIGEST_PREVIEW: t.plain("digest, before it goes out"),
        Kind.DIGEST: t.plain("weekly digest"),
    }
