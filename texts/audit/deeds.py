"""Every deed of the audit log in a sentence, and what it is about. One without its sentence fails a test."""

from collections.abc import Callable, Mapping

from store.frozen import frozen
from texts.audit.presses import Topic
from texts.message import Html
from texts.translator import Translator


@frozen
class Gaps:
    """What fills the sentences. member: to whom it was done; what: the session, group or record; city: which one.

    which: the same as `what`, for sentences that say "session" themselves: its number and day
    """

    who: Html
    member: Html
    what: Html
    city: Html
    which: Html


Say = Callable[[Translator, Gaps], Html]


@frozen
class Deed:
    """How one kind of entry reads."""

    topic: Topic
    say: Say


def deed_in_words(t: Translator, deed: str, gaps: Gaps) -> Html:
    """The sentence; of a deed of an older or newer version only that there was one."""
    known = DEEDS.get(deed)
    return t.say("{who} did something: {deed}.", who=gaps.who, deed=deed) if known is None else known.say(t, gaps)


def deeds_about(topic: Topic) -> tuple[str, ...]:
    """Which deeds belong to a topic; empty for all."""
    return () if topic is Topic.ANY else tuple(name for name, deed in DEEDS.items() if deed.topic is topic)


def _taken_over(t: Translator, gaps: Gaps) -> Html:
    return t.say("{who} took over what was noted for their city.", who=gaps.who)


def _live_note(t: Translator, gaps: Gaps) -> Html:
    return t.say("{who} noted for a city during a session: {what}.", who=gaps.who, what=gaps.which)


def _with_city(gaps: Gaps) -> dict[str, Html]:
    return {"who": gaps.who, "city": gaps.city}


def _of(gaps: Gaps) -> dict[str, Html]:
    return {"who": gaps.who, "what": gaps.what}


_PEOPLE: Mapping[str, Say] = {
    "joined": lambda t, g: t.say("{who} joined.", who=g.who),
    "left": lambda t, g: t.say("{who} left the network.", who=g.who),
    "erased": lambda t, g: t.say("{who} erased their data.", who=g.who),
    "data_exported": lambda t, g: t.say("{who} took their data along.", who=g.who),
    "removed": lambda t, g: t.say("{who} removed {member} from the network.", who=g.who, member=g.member),
    "role_changed": lambda t, g: t.say("{who} changed their role with a link.", who=g.who),
    "role_given": lambda t, g: t.say("{who} changed the role of {member}.", who=g.who, member=g.member),
    "city_changed": lambda t, g: t.say("{who} changed the city of {member}.", who=g.who, member=g.member),
    "titular_named": lambda t, g: t.say("{who} named {member} as titular.", who=g.who, member=g.member),
    "place_passed_on": lambda t, g: t.say("{who} passed a place on: {city}.", who=g.who, city=g.city),
    "person_arrived": lambda t, g: t.say("{who} came in, after the coordination had noted for them.", who=g.who),
    "person_entered": lambda t, g: t.say("{who} entered somebody without Telegram.", who=g.who),
    "helps_noted": lambda t, g: t.say("{who} noted for {city}: what a person offers and needs.", **_with_city(g)),
    "helps_taken_over": _taken_over,
    "invitation_created": lambda t, g: t.say("{who} made an invitation: {what}.", who=g.who, what=g.what),
    "invitation_widened": lambda t, g: t.say(
        "{who} made an invitation good for more people: {what}.", who=g.who, what=g.what
    ),
    "invitation_revoked": lambda t, g: t.say("{who} revoked an invitation: {what}.", who=g.who, what=g.what),
    "guest_invited": lambda t, g: t.say("{who} invited a guest.", who=g.who),
    "visit_prolonged": lambda t, g: t.say("{who} left a session open to a guest for longer.", who=g.who),
    "visit_ended": lambda t, g: t.say("{who} ended the visit of a guest.", who=g.who),
    "visit_reopened": lambda t, g: t.say("{who} reopened the visit of a guest.", who=g.who),
    "guest_question_noted": lambda t, g: t.say("{who} noted a question to a guest.", who=g.who),
    "guest_question_put_away": lambda t, g: t.say("{who} put away a question to a guest.", who=g.who),
}

_SESSIONS: Mapping[str, Say] = {
    "meeting_added": lambda t, g: t.say("{who} added a session: {what}.", who=g.who, what=g.which),
    "meeting_moved": lambda t, g: t.say("{who} moved a session: {what}.", who=g.who, what=g.which),
    "meeting_cancelled": lambda t, g: t.say("{who} cancelled a session: {what}.", who=g.who, what=g.which),
    "meeting_restored": lambda t, g: t.say("{who} put a session back: {what}.", who=g.who, what=g.which),
    "meeting_dropped": lambda t, g: t.say("A programme file took a session out: {what}.", what=g.which),
    "meeting_link_set": lambda t, g: t.say("{who} set the link of a session: {what}.", who=g.who, what=g.which),
    "meeting_topic_set": lambda t, g: t.say("{who} set the topic of a session: {what}.", who=g.who, what=g.which),
    "answer_noted": lambda t, g: t.say("{who} noted an answer for {whom}.", who=g.who, whom=g.member or g.city),
    "presence_noted": lambda t, g: t.say("{who} noted who was there: {what}.", who=g.who, what=g.what),
    "recording_set": lambda t, g: t.say("{who} set the recording: {what}.", who=g.who, what=g.what),
    "agenda_published": lambda t, g: t.say("{who} published the agenda: {what}.", who=g.who, what=g.what),
    "record_published": lambda t, g: t.say("{who} published the record: {what}.", who=g.who, what=g.what),
    "session_started": lambda t, g: t.say("{who} started the session: {what}.", who=g.who, what=g.which),
    "session_ended": lambda t, g: t.say("{who} ended the session: {what}.", who=g.who, what=g.which),
    "live_note_noted": _live_note,
    "date_poll_asked": lambda t, g: t.say("{who} asked for dates.", who=g.who),
    "date_poll_dropped": lambda t, g: t.say("{who} dropped a poll about dates.", who=g.who),
    "dates_noted": lambda t, g: t.say("{who} noted for {city}: which dates suit.", **_with_city(g)),
    "takeaway_noted": lambda t, g: t.say("{who} noted for {city}: what they take from a session.", **_with_city(g)),
    "takeaway_taken_over": _taken_over,
    "city_hours_set": lambda t, g: t.say("{who} set the working hours of {city}.", who=g.who, city=g.city),
    "city_region_set": lambda t, g: t.say("{who} set the region of {city}.", who=g.who, city=g.city),
    "city_days_added": lambda t, g: t.say("{who} added days off of {city}.", who=g.who, city=g.city),
    "city_days_removed": lambda t, g: t.say("{who} removed days off of {city}.", who=g.who, city=g.city),
    "calendar_address_given": lambda t, g: t.say("{who} took an address of the calendar.", who=g.who),
    "calendar_address_revoked": lambda t, g: t.say("{who} revoked an address of the calendar.", who=g.who),
}

_CASES: Mapping[str, Say] = {
    "rota_drawn": lambda t, g: t.say("{who} drew up the rota of cases.", who=g.who),
    "rota_redrawn": lambda t, g: t.say("{who} drew up the rota of cases anew.", who=g.who),
    "rota_published": lambda t, g: t.say("{who} published the rota of cases.", who=g.who),
    "turn_moved": lambda t, g: t.say("{who} moved the turn of {city}.", who=g.who, city=g.city),
    "turns_exchanged": lambda t, g: t.say("{who} exchanged the turn of {city}.", who=g.who, city=g.city),
    "turn_given_back": lambda t, g: t.say("{who} gave back the turn of {city}.", who=g.who, city=g.city),
    "turns_swapped": lambda t, g: t.say("{who} agreed to swap turns with {city}.", who=g.who, city=g.city),
    "swap_asked": lambda t, g: t.say("{who} asked to swap the turn of {city}.", who=g.who, city=g.city),
    "swap_declined": lambda t, g: t.say("{who} declined to swap turns with {city}.", who=g.who, city=g.city),
    "swap_withdrawn": lambda t, g: t.say("{who} no longer asks to swap the turn of {city}.", who=g.who, city=g.city),
    "case_questions_written": lambda t, g: t.say("{who} wrote the questions of a case.", who=g.who),
    "questions_noted": lambda t, g: t.say("{who} noted for {city}: the questions of its case.", **_with_city(g)),
    "swap_noted": lambda t, g: t.say("{who} noted for {city}: a swap of turns.", **_with_city(g)),
    "commitment_noted": lambda t, g: t.say("{who} noted for {city}: a commitment.", **_with_city(g)),
    "commitment_state_noted": lambda t, g: t.say("{who} noted how a commitment goes: {what}.", **_of(g)),
    "commitment_withdrawn": lambda t, g: t.say("{who} withdrew a commitment: {what}.", who=g.who, what=g.what),
    "commitment_taken_over": _taken_over,
    "offer_noted": lambda t, g: t.say("{who} noted for {city}: an offer.", **_with_city(g)),
    "offer_withdrawn": lambda t, g: t.say("{who} withdrew an offer: {what}.", who=g.who, what=g.what),
    "offer_taken_over": _taken_over,
    "pairs_opened": lambda t, g: t.say("{who} let cities meet in pairs.", who=g.who),
    "pairs_closed": lambda t, g: t.say("{who} ended the pairs of cities.", who=g.who),
    "pair_wish_noted": lambda t, g: t.say("{who} noted the wish of {city} to meet in pairs.", who=g.who, city=g.city),
    "pair_made": lambda t, g: t.say("{who} made a pair of cities.", who=g.who),
    "pair_parted": lambda t, g: t.say("{who} parted a pair of cities.", who=g.who),
    "pair_told": lambda t, g: t.say("{who} told how a pair of cities went.", who=g.who),
}

_SHARED: Mapping[str, Say] = {
    "challenge_noted": lambda t, g: t.say("{who} noted for {city}: a challenge.", **_with_city(g)),
    "challenge_taken_over": _taken_over,
    "challenge_completed": lambda t, g: t.say("{who} completed a challenge.", who=g.who),
    "challenge_proposed": lambda t, g: t.say("{who} proposed a challenge beyond the network.", who=g.who),
    "challenge_narrowed": lambda t, g: t.say("{who} narrowed who reads a challenge.", who=g.who),
    "challenge_approved": lambda t, g: t.say("{who} approved a challenge beyond the network.", who=g.who),
    "challenge_returned": lambda t, g: t.say("{who} sent a proposed challenge back.", who=g.who),
    "outcome_noted": lambda t, g: t.say("{who} noted for {city}: how a challenge stands.", **_with_city(g)),
    "experience_noted": lambda t, g: t.say("{who} noted for {city}: an experience.", **_with_city(g)),
    "experience_taken_over": _taken_over,
    "experience_completed": lambda t, g: t.say("{who} completed an experience.", who=g.who),
    "experience_proposed": lambda t, g: t.say("{who} proposed an experience beyond the network.", who=g.who),
    "experience_narrowed": lambda t, g: t.say("{who} narrowed who reads an experience.", who=g.who),
    "experience_approved": lambda t, g: t.say("{who} approved an experience beyond the network.", who=g.who),
    "experience_returned": lambda t, g: t.say("{who} sent a proposed experience back.", who=g.who),
    "solution_noted": lambda t, g: t.say("{who} noted for {city}: a solution.", **_with_city(g)),
    "solution_taken_over": _taken_over,
    "adoption_noted": lambda t, g: t.say("{who} noted for {city}: what it tries of another.", **_with_city(g)),
    "adoption_taken_over": _taken_over,
    "challenge_withdrawn": lambda t, g: t.say("{who} withdrew a challenge.", who=g.who),
    "experience_withdrawn": lambda t, g: t.say("{who} withdrew an experience.", who=g.who),
    "solution_withdrawn": lambda t, g: t.say("{who} withdrew a solution.", who=g.who),
    "solution_was_question": lambda t, g: t.say("{who} made a question of a solution.", who=g.who),
    "theme_set": lambda t, g: t.say("{who} set a theme of a record.", who=g.who),
    "theme_taken_away": lambda t, g: t.say("{who} took a theme of a record away.", who=g.who),
    "attachment_added": lambda t, g: t.say("{who} added a file to a record.", who=g.who),
    "attachment_removed": lambda t, g: t.say("{who} removed a file from a record.", who=g.who),
    "access_given": lambda t, g: t.say("{who} let somebody of another network read a record.", who=g.who),
    "access_refused": lambda t, g: t.say("{who} let nobody of another network read a record.", who=g.who),
    "answer_agreed": lambda t, g: t.say("{who} agreed that an answer leaves the network.", who=g.who),
    "answer_kept_back": lambda t, g: t.say("{who} kept an answer within the network.", who=g.who),
    "adoption_begun": lambda t, g: t.say("{who} said that a city tries what another shared.", who=g.who),
    "adoption_changed": lambda t, g: t.say("{who} changed an adoption.", who=g.who),
    "adoption_withdrawn": lambda t, g: t.say("{who} withdrew an adoption.", who=g.who),
    "adoption_told": lambda t, g: t.say("{who} told how an adoption went.", who=g.who),
    "summary_written": lambda t, g: t.say("{who} wrote a summary.", who=g.who),
    "summary_removed": lambda t, g: t.say("{who} removed a summary.", who=g.who),
    "term_added": lambda t, g: t.say("{who} added a term to the thesaurus.", who=g.who),
    "term_taken_out": lambda t, g: t.say("{who} took a term out of the thesaurus.", who=g.who),
}

_MESSAGES: Mapping[str, Say] = {
    "announcement_scheduled": lambda t, g: t.say("{who} scheduled an announcement.", who=g.who),
    "announcement_sent": lambda t, g: t.say("{who} sent an announcement.", who=g.who),
    "announcement_at_night": lambda t, g: t.say("{who} let an announcement go out at night.", who=g.who),
    "announcement_by_day": lambda t, g: t.say("{who} let an announcement wait for the morning.", who=g.who),
    "announcement_cancelled": lambda t, g: t.say("{who} cancelled an announcement.", who=g.who),
    "announcement_corrected": lambda t, g: t.say("{who} corrected an announcement.", who=g.who),
    "announcement_paused": lambda t, g: t.say("{who} paused an announcement.", who=g.who),
    "announcement_resumed": lambda t, g: t.say("{who} let an announcement go on.", who=g.who),
    "announcement_posted": lambda t, g: t.say("{who} posted an announcement in the group.", who=g.who),
    "announcement_repeated": lambda t, g: t.say("{who} had an announcement repeated.", who=g.who),
    "announcement_repeated_no_more": lambda t, g: t.say("{who} stopped repeating an announcement.", who=g.who),
    "announcement_withdrawn": lambda t, g: t.say("{who} withdrew an announcement.", who=g.who),
    "announcement_reminded": lambda t, g: t.say(
        "{who} reminded those who had not confirmed an announcement.", who=g.who
    ),
    "prompt_chosen": lambda t, g: t.say("{who} chose the question of the month.", who=g.who),
    "prompt_written": lambda t, g: t.say("{who} wrote the question of the month.", who=g.who),
    "prompt_skipped": lambda t, g: t.say("{who} left out the question of the month.", who=g.who),
    "prompt_moved": lambda t, g: t.say("{who} moved the question of the month.", who=g.who),
    "prompt_translated": lambda t, g: t.say("{who} wrote a question in another language.", who=g.who),
    "prompt_results_published": lambda t, g: t.say("{who} published what was answered to a question.", who=g.who),
    "digest_line_written": lambda t, g: t.say("{who} wrote a line of the digest.", who=g.who),
    "digest_line_withdrawn": lambda t, g: t.say("{who} removed a line of the digest.", who=g.who),
    "digest_news_dropped": lambda t, g: t.say("{who} left something out of the digest.", who=g.who),
    "digest_news_restored": lambda t, g: t.say("{who} put something back into the digest.", who=g.who),
    "digest_in_group_on": lambda t, g: t.say("{who} let the digest come to the group.", who=g.who),
    "digest_in_group_off": lambda t, g: t.say("{who} let no digest come to the group.", who=g.who),
    "prompt_resumed": lambda t, g: t.say("{who} let the question of the month come after all.", who=g.who),
}

_NETWORK: Mapping[str, Say] = {
    "group_connected": lambda t, g: t.say("{who} connected a group: {what}.", who=g.who, what=g.what),
    "group_disconnected": lambda t, g: t.say("{who} disconnected a group: {what}.", who=g.who, what=g.what),
    "programme_loaded": lambda t, g: t.say("{who} loaded a programme file.", who=g.who),
    "consultation_imported": lambda t, g: t.say("{who} imported a consultation.", who=g.who),
    "consultation_convened": lambda t, g: t.say("{who} prepared a consultation.", who=g.who),
    "consultation_opened": lambda t, g: t.say("{who} opened a consultation.", who=g.who),
    "consultation_deadline": lambda t, g: t.say("{who} set the last day of a consultation.", who=g.who),
    "consultation_discarded": lambda t, g: t.say("{who} discarded a consultation.", who=g.who),
    "consultation_answered": lambda t, g: t.say("{who} answered a consultation.", who=g.who),
    "consultation_noted": lambda t, g: t.say("{who} noted in the name of a city: a consultation.", who=g.who),
    "consultation_link_renewed": lambda t, g: t.say("{who} replaced the link of a city to a consultation.", who=g.who),
    "networks_proposed": lambda t, g: t.say("{who} had networks composed.", who=g.who),
    "composition_fixed": lambda t, g: t.say("{who} fixed a city in a proposal of networks.", who=g.who),
    "composition_kept_out": lambda t, g: t.say("{who} kept a city out of a network in a proposal.", who=g.who),
    "composition_neither": lambda t, g: t.say("{who} took back what was fixed in a proposal of networks.", who=g.who),
    "composition_moved": lambda t, g: t.say("{who} moved a city in a proposal of networks.", who=g.who),
    "networks_convened": lambda t, g: t.say("{who} convened networks from a proposal.", who=g.who),
    "call_letters_released": lambda t, g: t.say("{who} let the call letters leave.", who=g.who),
    "networks_undone": lambda t, g: t.say("{who} undid convened networks.", who=g.who),
    "survey_sent": lambda t, g: t.say("{who} had the delegates asked how the network goes.", who=g.who),
    "network_closed": lambda t, g: t.say("{who} closed the network.", who=g.who),
    "network_reopened": lambda t, g: t.say("{who} reopened the network.", who=g.who),
    "network_changed": lambda t, g: t.say("{who} changed the settings of the network.", who=g.who),
    "network_loaded": lambda t, g: t.say("{who} changed the network with a programme file.", who=g.who),
    "network_about_written": lambda t, g: t.say("{who} wrote what the network is about.", who=g.who),
    "network_about_removed": lambda t, g: t.say("{who} removed what the network is about.", who=g.who),
    "network_welcome_written": lambda t, g: t.say("{who} wrote the welcome to the network.", who=g.who),
    "network_welcome_removed": lambda t, g: t.say("{who} removed the welcome to the network.", who=g.who),
    "network_paused": lambda t, g: t.say("{who} paused the network.", who=g.who),
    "network_resumed": lambda t, g: t.say("{who} let the network go on.", who=g.who),
    "undone": lambda t, g: t.say("{who} undid something: {what}", who=g.who, what=g.what),
}


DEEDS: Mapping[str, Deed] = {
    name: Deed(topic, say)
    for topic, said in (
        (Topic.PEOPLE, _PEOPLE),
        (Topic.SESSIONS, _SESSIONS),
        (Topic.CASES, _CASES),
        (Topic.SHARED, _SHARED),
        (Topic.MESSAGES, _MESSAGES),
        (Topic.NETWORK, _NETWORK),
    )
    for name, say in said.items()
}
