"""How much is stored of each kind, in words."""

from collections.abc import Mapping

from texts.message import Html
from texts.translator import Translator


def counted(t: Translator, counts: Mapping[str, int], withdrawn: Mapping[str, int]) -> list[Html]:
    """A line for each kind of which there is any, withdrawn or not."""
    words = {
        "challenges": lambda n: t.count("🧩 {n} challenge", "🧩 {n} challenges", n),
        "solutions": lambda n: t.count("💡 {n} answer to challenges", "💡 {n} answers to challenges", n),
        "experiences": lambda n: t.count("🌱 {n} experience", "🌱 {n} experiences", n),
        "answers_with_others": lambda n: t.count(
            "👥 {n} answer given together with others", "👥 {n} answers given together with others", n
        ),
        "themes_of_records": lambda n: t.count("🏷 {n} theme corrected", "🏷 {n} themes corrected", n),
        "details_of_records": lambda n: t.count(
            "📋 {n} detail of something shared", "📋 {n} details of something shared", n
        ),
        "changes_of_records": lambda n: t.count(
            "🕘 {n} change of something shared, with the words before",
            "🕘 {n} changes of something shared, with the words before",
            n,
        ),
        "summaries_of_records": lambda n: t.count(
            "🌐 {n} summary in another language", "🌐 {n} summaries in another language", n
        ),
        "attachments": lambda n: t.count("📎 {n} attachment", "📎 {n} attachments", n),
        "told_to_be_written": lambda n: t.count("🎙 {n} voice note to be written", "🎙 {n} voice notes to be written", n),
        "lines_of_digests": lambda n: t.count("📌 {n} line in digests", "📌 {n} lines in digests", n),
        "texts_of_networks": lambda n: t.count(
            "📝 {n} change in texts of networks", "📝 {n} changes in texts of networks", n
        ),
        "prompt_answers": lambda n: t.count("💬 {n} answer to questions", "💬 {n} answers to questions", n),
        "announcements": lambda n: t.count("📣 {n} announcement", "📣 {n} announcements", n),
        "announcements_read": lambda n: t.count(
            "✅ {n} announcement confirmed as read", "✅ {n} announcements confirmed as read", n
        ),
        "templates_kept": lambda n: t.count(
            "💾 {n} announcement kept as a template", "💾 {n} announcements kept as templates", n
        ),
        "offers_and_needs": lambda n: t.count("🤝 {n} offer or need", "🤝 {n} offers and needs", n),
        "answers_to_sessions": lambda n: t.count("📅 {n} answer to sessions", "📅 {n} answers to sessions", n),
        "date_polls": lambda n: t.count("🗳 {n} date poll", "🗳 {n} date polls", n),
        "answers_to_dates": lambda n: t.count("🗳 {n} answer about dates", "🗳 {n} answers about dates", n),
        "dates_noted": lambda n: t.count("🗳 {n} date noted for a city", "🗳 {n} dates noted for cities", n),
        "noted_for_cities": lambda n: t.count("✍️ {n} thing noted for a city", "✍️ {n} things noted for cities", n),
        "rotas": lambda n: t.count("🎤 {n} rota of cases", "🎤 {n} rotas of cases", n),
        "turn_swaps": lambda n: t.count("🔁 {n} question to swap turns", "🔁 {n} questions to swap turns", n),
        "case_questions": lambda n: t.count("❓ {n} question of a case", "❓ {n} questions of a case", n),
        "commitments": lambda n: t.count("🤝 {n} commitment of a city", "🤝 {n} commitments of a city", n),
        "adoptions": lambda n: t.count("🌱 {n} thing that your city tries", "🌱 {n} things that your city tries", n),
        "adoption_checks": lambda n: t.count(
            "🌱 {n} answer to how it went with one", "🌱 {n} answers to how it went with some", n
        ),
        "wishes_for_pairs": lambda n: t.count(
            "🔁 {n} wish of a city to meet others", "🔁 {n} wishes of cities to meet others", n
        ),
        "proposals_of_networks": lambda n: t.count("🧩 {n} proposal of networks", "🧩 {n} proposals of networks", n),
        "networks_convened": lambda n: t.count("🧩 {n} convening of networks", "🧩 {n} convenings of networks", n),
        "told_of_pairs": lambda n: t.count(
            "🔁 {n} answer whether two cities met", "🔁 {n} answers whether two cities met", n
        ),
        "survey_answers": lambda n: t.count(
            "📊 {n} survey answered, read without your name", "📊 {n} surveys answered, read without your name", n
        ),
        "certificates": lambda n: t.count("🎓 {n} certificate", "🎓 {n} certificates", n),
        "told_months_later": lambda n: t.count(
            "🌱 {n} answer to what your city applied", "🌱 {n} answers to what your city applied", n
        ),
        "networks_closed": lambda n: t.count("🏁 {n} network closed", "🏁 {n} networks closed", n),
        "handovers": lambda n: t.count("➡️ {n} place passed on", "➡️ {n} places passed on", n),
        "presence": lambda n: t.count(
            "🙋 {n} answer whether you were in a session", "🙋 {n} answers whether you were in sessions", n
        ),
        "takeaways": lambda n: t.count(
            "💡 {n} sentence that you take out of a session", "💡 {n} sentences that you take out of sessions", n
        ),
        "satisfaction": lambda n: t.count(
            "⭐ {n} note that you answered the questions about a session, without the answers",
            "⭐ {n} notes that you answered the questions about sessions, without the answers",
            n,
        ),
        "sessions_started": lambda n: t.count("🔴 {n} session started", "🔴 {n} sessions started", n),
        "presences": lambda n: t.count(
            "👥 {n} session where this is marked: there or not", "👥 {n} sessions where this is marked: there or not", n
        ),
        "notes_about_cases": lambda n: t.count("✍️ {n} note about a case", "✍️ {n} notes about cases", n),
        "offers_in_sessions": lambda n: t.count("🎁 {n} offer to another city", "🎁 {n} offers to other cities", n),
        "visits_as_guest": lambda n: t.count("🙋 {n} visit as a guest", "🙋 {n} visits as a guest", n),
        "answers_as_guest": lambda n: t.count("💬 {n} answer as a guest", "💬 {n} answers as a guest", n),
        "questions_to_guests": lambda n: t.count("❓ {n} question to a guest", "❓ {n} questions to guests", n),
        "votes_for_questions": lambda n: t.count("👍 {n} vote for a question", "👍 {n} votes for questions", n),
        "record_sections": lambda n: t.count("📝 {n} section of a record", "📝 {n} sections of records", n),
        "record_versions": lambda n: t.count("📝 {n} record published", "📝 {n} records published", n),
        "searches": lambda n: t.count("🔎 {n} search of the last month", "🔎 {n} searches of the last month", n),
        "asked_by_other_cities": lambda n: t.count(
            "🙋 {n} question put to you for another city", "🙋 {n} questions put to you for other cities", n
        ),
        "access_asked_for": lambda n: t.count(
            "🔑 {n} record of another network asked for", "🔑 {n} records of other networks asked for", n
        ),
        "proposals": lambda n: t.count(
            "🌍 {n} record proposed for other networks", "🌍 {n} records proposed for other networks", n
        ),
        "consultations": lambda n: t.count("🗳 {n} consultation convened", "🗳 {n} consultations convened", n),
        "answers_to_consultations": lambda n: t.count(
            "🗳 {n} consultation answered for a city", "🗳 {n} consultations answered for cities", n
        ),
        "drafts": lambda n: t.count("✏️ {n} unfinished draft", "✏️ {n} unfinished drafts", n),
        "messages": lambda n: t.count(
            "✉️ {n} message that the bot sent here", "✉️ {n} messages that the bot sent here", n
        ),
        "deeds": lambda n: t.count("📋 {n} entry in the activity log", "📋 {n} entries in the activity log", n),
    }
    return [
        _with_withdrawn(t, kind, words[kind](number), withdrawn.get(kind, 0))
        for kind, number in counts.items()
        if number or withdrawn.get(kind)
    ]


def _with_withdrawn(t: Translator, kind: str, standing: Html, number: int) -> Html:
    """Two sentences of the same words: in most languages a challenge is of another gender than the rest."""
    if not number:
        return standing
    if kind in ("challenges", "commitments"):
        return t.count(
            "{challenges}, and {n} withdrawn", "{challenges}, and {n} withdrawn", number, challenges=standing
        )
    return t.count("{answers}, and {n} withdrawn", "{answers}, and {n} withdrawn", number, answers=standing)
