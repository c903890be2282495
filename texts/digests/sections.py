"""The lines of a digest in their order: what needs the reader first."""

from store.attention import Checked, Growing, Meets, Put, Standing, Surveyed, Tried
from store.news import Asked, Record
from texts.adoptions import news as adoptions
from texts.cities import short_city
from texts.contacts import asked
from texts.digests import lines as told
from texts.digests.parts import NetworkNews, Section
from texts.message import Html
from texts.pairs import news as pairs
from texts.translator import Translator


def sections_of(t: Translator, part: NetworkNews) -> list[Section]:
    """What needs the reader first."""
    language, news = t.language, part.news
    sections = (
        Section(
            [told.prompted(language, prompt) for prompt in part.asked(Asked)],
            lambda n: t.count("👉 {n} question of the month to answer", "👉 {n} questions of the month to answer", n),
        ),
        Section(
            [told.surveyed(language, one) for one in part.asked(Surveyed)],
            lambda n: t.count("👉 {n} survey of two minutes", "👉 {n} surveys of two minutes", n),
        ),
        Section(
            [told.put(language, one) for one in part.asked(Put)],
            lambda n: t.count("🙋 {n} question of another city to you", "🙋 {n} questions of other cities to you", n),
        ),
        Section(
            [told.checked(language, check) for check in part.asked(Checked)],
            lambda n: t.count("👉 {n} commitment: how is it going?", "👉 {n} commitments: how are they going?", n),
        ),
        Section(
            [told.growing(language, one) for one in part.asked(Growing)],
            lambda n: t.count("👉 {n} record to complete", "👉 {n} records to complete", n),
        ),
        Section(
            [adoptions.asked(language, tried) for tried in part.asked(Tried)],
            lambda n: t.count("👉 {n} thing tried: how did it go?", "👉 {n} things tried: how did they go?", n),
        ),
        Section(
            [pairs.met(language, one) for one in part.asked(Meets)],
            lambda n: t.count("👉 {n} pair of cities: did they meet?", "👉 {n} pairs of cities: did they meet?", n),
        ),
        Section(
            [told.standing(language, one) for one in part.asked(Standing)],
            lambda n: t.count("👉 {n} challenge: how does it stand?", "👉 {n} challenges: how do they stand?", n),
        ),
        Section(
            [] if part.may_pair is None else [pairs.asked(language, part.network.id, short_city(part.may_pair))],
            lambda n: t.count("👤 {n} question to you", "👤 {n} questions to you", n),
        ),
        Section(
            [] if part.contact is None else [asked(t, part.contact)],
            lambda n: t.count("👤 {n} question to you", "👤 {n} questions to you", n),
        ),
        Section(
            [] if part.noted is None else [told.noted(t, part.noted)],
            lambda _n: told.noted(t, part.noted) if part.noted is not None else Html(),
        ),
        Section(
            [told.answers_to_own(language, one.id, one.title, n) for one, n in news.answered],
            lambda n: t.count("💡 New answers to {n} own challenge", "💡 New answers to {n} own challenges", n),
        ),
        Section(
            [adoptions.taken(language, one) for one in news.taken],
            lambda n: t.count("🌱 News of {n} thing that you shared", "🌱 News of {n} things that you shared", n),
        ),
        Section(
            [told.answered_by_guest(language, one) for one in part.guests],
            lambda n: t.count("💬 {n} guest has answered", "💬 {n} guests have answered", n),
        ),
        Section(
            [told.said(language, one) for one in news.said],
            lambda n: t.count("📌 {n} line of the coordination", "📌 {n} lines of the coordination", n),
        ),
        Section(
            [told.new_challenge(language, one.id, one.title, one.place) for one in _others(part)],
            lambda n: t.count("🧩 {n} new challenge", "🧩 {n} new challenges", n),
        ),
        Section(
            [told.new_experience(language, one.id, one.title, one.place) for one in news.experiences],
            lambda n: t.count("🌱 {n} new experience", "🌱 {n} new experiences", n),
        ),
        Section(
            [told.answers(language, one.id, one.title, n) for one, n in news.solutions],
            lambda n: t.count("💡 New answers to {n} challenge", "💡 New answers to {n} challenges", n),
        ),
        Section(
            [told.solved(language, one.id, one.title, one.place, one.outcome) for one in news.solved],
            lambda n: t.count("✅ {n} challenge solved", "✅ {n} challenges solved", n),
        ),
        Section(
            [adoptions.adopted(language, one) for one in news.adopted],
            lambda n: t.count("🌱 {n} city learned from another", "🌱 {n} cities learned from others", n),
        ),
        Section(
            [told.opened(language, one) for one in part.elsewhere],
            lambda n: t.count("🌍 {n} thing from another network", "🌍 {n} things from other networks", n),
        ),
        Section(
            [pairs.learned(language, one) for one in part.learned],
            lambda n: t.count("🔁 {n} city met another", "🔁 {n} cities met others", n),
        ),
        Section(
            [told.results(language, prompt) for prompt in news.results],
            lambda n: t.count("📊 All answers to {n} question", "📊 All answers to {n} questions", n),
        ),
        Section(
            [told.answers_to_prompt(language, prompt, n) for prompt, n in news.prompts],
            lambda n: t.count("💬 New answers to {n} question", "💬 New answers to {n} questions", n),
        ),
        Section(
            [told.recorded(language, one.id, one.number) for one in news.recordings],
            lambda n: t.count("🎥 There is {n} recording", "🎥 There are {n} recordings", n),
        ),
    )
    return [section for section in sections if section.lines]


def _others(part: NetworkNews) -> list[Record]:
    """The new challenges that the reader is not asked about anyway."""
    asked = {one.id for one in part.asked(Put)}
    return [one for one in part.news.challenges if one.id not in asked]
