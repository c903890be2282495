"""The lines of digests. Most are the same for all readers of a language, who come one after the other: each is put into
words once.
"""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from store.attention import Checked, Growing, Put, Standing, Surveyed
from store.elsewhere import Opened
from store.models import Outcome, SurveyKind
from store.news import Asked, Place, Said
from texts.cities import short_city
from texts.dates import moment
from texts.digests.parts import GuestAnswers, NotedFor
from texts.message import Html, excerpt
from texts.questions import with_language, words_of
from texts.sharing import whose_in_short
from texts.translator import Translator, translator_for

TITLE = 70
LINES = 512  # of each kind, kept in words


@lru_cache(LINES)
def when(t: Translator, starts_at: datetime, city: str | None, zone: str) -> Html:
    """As on the card: the reader's clock, and that of the network's `zone`."""
    return moment(t, starts_at, city=city, other=("", ZoneInfo(zone)))


@lru_cache(LINES)
def session(t: Translator, meeting_id: int, number: int, when: Html, needs_answer: bool) -> Html:
    session = link(f"meeting-{meeting_id}", t.say("Session {number}", number=number))
    gaps = {"session": session, "moment": when}
    if needs_answer:
        return t.say("👉 {session} · {moment}: an answer is missing", **gaps)
    return t.say("📅 {session} · {moment}", **gaps)


@lru_cache(LINES)
def prompted(language: str, prompt: Asked) -> Html:
    t = translator_for(language)
    words = words_of(t, prompt)
    question = with_language(t, words, link(f"prompt-{prompt.id}", words.question))
    return t.say("👉 Question of the month: {question}", question=question)


@lru_cache(LINES)
def checked(language: str, check: Checked) -> Html:
    t = translator_for(language)
    words = link(f"commitment-{check.id}", excerpt(check.words, TITLE))
    return t.say("👉 How is the commitment of {city} going? {words}", city=short_city(check.place), words=words)


@lru_cache(LINES)
def put(language: str, one: Put) -> Html:
    t = translator_for(language)
    challenge = link(f"asked-{one.id}", excerpt(one.title, TITLE))
    return t.say(
        "🙋 {city} asks, and you may know: {challenge}", city=whose_in_short(t, one.place), challenge=challenge
    )


@lru_cache(LINES)
def growing(language: str, one: Growing) -> Html:
    record = link(f"sheet-{one.sheet_id}", excerpt(one.title, TITLE))
    return translator_for(language).say("👉 To complete in two minutes: {record}", record=record)


@lru_cache(LINES)
def standing(language: str, one: Standing) -> Html:
    challenge = link(f"challenge-{one.challenge_id}", excerpt(one.title, TITLE))
    return translator_for(language).say("👉 How does the challenge stand? {challenge}", challenge=challenge)


@lru_cache(LINES)
def surveyed(language: str, one: Surveyed) -> Html:
    t = translator_for(language)
    words = {
        SurveyKind.BASELINE: t.say("four questions to begin with"),
        SurveyKind.PULSE: t.say("four questions half-way"),
        SurveyKind.CLOSING: t.say("four questions to end with"),
    }
    return t.say("👉 Two minutes: {questions}", questions=link(f"survey-{one.survey_id}", words[one.kind]))


def noted(t: Translator, noted: NotedFor) -> Html:
    city = link(f"noted-{noted.network_id}", short_city(noted.city))
    return t.count(
        "✍️ Coordination has noted {n} thing in the name of {city}",
        "✍️ Coordination has noted {n} things in the name of {city}",
        noted.number,
        city=city,
    )


@lru_cache(LINES)
def answered_by_guest(language: str, guest: GuestAnswers) -> Html:
    t = translator_for(language)
    who = link(f"guest-{guest.guest_id}", guest.name or t.plain("A guest"))
    return t.count(
        "💬 {guest} has answered {n} question in writing",
        "💬 {guest} has answered {n} questions in writing",
        guest.number,
        guest=who,
    )


@lru_cache(LINES)
def recorded(language: str, meeting_id: int, number: int) -> Html:
    t = translator_for(language)
    session = link(f"meeting-{meeting_id}", t.say("Session {number}", number=number))
    return t.say("🎥 There is a recording: {session}", session=session)


@lru_cache(LINES)
def answers_to_own(language: str, challenge_id: int, title: str, n: int) -> Html:
    return translator_for(language).count(
        "👉 {n} new answer to your challenge {challenge}",
        "👉 {n} new answers to your challenge {challenge}",
        n,
        challenge=challenge_link(challenge_id, title),
    )


@lru_cache(LINES)
def new_challenge(language: str, challenge_id: int, title: str, place: Place | None) -> Html:
    t = translator_for(language)
    challenge = challenge_link(challenge_id, title)
    return t.say("🧩 Challenge: {challenge} · {city}", challenge=challenge, city=whose_in_short(t, place))


@lru_cache(LINES)
def new_experience(language: str, experience_id: int, title: str, place: Place | None) -> Html:
    t = translator_for(language)
    experience = link(f"experience-{experience_id}", excerpt(title, TITLE))
    return t.say("🌱 Experience: {experience} · {city}", experience=experience, city=whose_in_short(t, place))


@lru_cache(LINES)
def answers(language: str, challenge_id: int, title: str, n: int) -> Html:
    t = translator_for(language)
    challenge = challenge_link(challenge_id, title)
    return t.count("💡 {n} new answer to {challenge}", "💡 {n} new answers to {challenge}", n, challenge=challenge)


@lru_cache(LINES)
def solved(language: str, challenge_id: int, title: str, place: Place | None, outcome: Outcome) -> Html:
    t = translator_for(language)
    gaps = {"challenge": challenge_link(challenge_id, title), "city": whose_in_short(t, place)}
    if outcome is Outcome.SOLVED:
        return t.say("✅ Solved: {challenge} · {city}", **gaps)
    return t.say("🔶 Solved in part: {challenge} · {city}", **gaps)


@lru_cache(LINES)
def answers_to_prompt(language: str, prompt: Asked, n: int) -> Html:
    t = translator_for(language)
    question = link(f"answers-{prompt.id}", words_of(t, prompt).question)
    return t.count("💬 {n} new answer: {question}", "💬 {n} new answers: {question}", n, question=question)


@lru_cache(LINES)
def said(language: str, line: Said) -> Html:
    t = translator_for(language)
    return t.say("📌 From the coordination: {line}", line=line.text_in(language))


@lru_cache(LINES)
def results(language: str, prompt: Asked) -> Html:
    t = translator_for(language)
    question = link(f"results-{prompt.id}", words_of(t, prompt).question)
    return t.say("📊 What the cities answered: {question}", question=question)


@lru_cache(LINES)
def opened(language: str, one: Opened) -> Html:
    t = translator_for(language)
    record = link(f"{one.kind}-{one.id}", excerpt(one.title, TITLE))
    return t.say("🌍 From another network: {record} · {city}", record=record, city=whose_in_short(t, one.place))


def challenge_link(challenge_id: int, title: str) -> Html:
    return link(f"challenge-{challenge_id}", excerpt(title, TITLE))


def link(start: str, words: str) -> Html:
    """Into the private chat; the name of the bot is filled in when the letter is posted."""
    return Html(f'<a href="https://t.me/{{bot_username}}?start={start}">{Html.escape(words)}</a>')
