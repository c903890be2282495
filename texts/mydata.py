"""What is stored about a person: seen, exported, erased."""

from collections.abc import Mapping, Sequence

from store.frozen import frozen
from store.models import City, Membership, Network, Person, Role
from texts.cities import city_name
from texts.dates import date_of, place
from texts.languages import LANGUAGE_NAMES, Language
from texts.menu import back_button
from texts.message import Button, Html, Message, lines, paragraphs
from texts.presses import Press, press
from texts.translator import Translator

Place = tuple[Membership, Network, City | None]


@press("yo")
@frozen
class MyDataOpened(Press):
    """What is stored."""


@press("ye")
@frozen
class ExportAsked(Press):
    """All of it as a file."""


@press("yx")
@frozen
class EraseBegun(Press):
    """Everything should go; asked once more."""


@press("yy")
@frozen
class EraseConfirmed(Press):
    """Everything goes."""


@press("yn")
@frozen
class LeavingOpened(Press):
    """Which network to leave."""


@press("yl")
@frozen
class LeaveBegun(Press):
    """This network should be left; asked once more."""

    network_id: int


@press("yc")
@frozen
class LeaveConfirmed(Press):
    """This network is left."""

    network_id: int


def settings_key(t: Translator) -> Button:
    """The way here from the settings."""
    return Button(t.label("🔒 My data"), MyDataOpened())


def page(
    t: Translator,
    person: Person,
    city: str | None,
    places: Sequence[Place],
    counts: Mapping[str, int],
    withdrawn: Mapping[str, int],
    certificates: Sequence[Button] = (),
) -> Message:
    """Everything that is stored, in short: how much of each kind, and how much was withdrawn.

    The clock is named by their `city` when they live on its hours.
    """
    return Message(
        paragraphs(
            t.say("🔒 <b>My data</b>"),
            lines(
                _who(t, person),
                t.say(
                    "🌐 {language}, {zone}", language=LANGUAGE_NAMES[Language(t.language)], zone=place(t, city, t.zone)
                ),
                *(_place(t, place) for place in places),
                t.say("✅ You agreed on {day}.", day=date_of(t, person.consented_at)),
            ),
            lines(*_counted(t, counts, withdrawn)) or None,
            t.say("Also the number of your Telegram account, so that messages arrive. No phone number."),
        ),
        (
            (Button(t.label("📄 Export"), ExportAsked()), Button(t.label("🗑 Erase"), EraseBegun())),
            *((key,) for key in certificates),
            *(((Button(t.label("🚪 Leave a network"), LeavingOpened()),),) if places else ()),
            (back_button(t),),
        ),
    )


def export_caption(t: Translator) -> Html:
    """Beside the file."""
    return t.say("📄 Everything that is stored about you, as JSON. It is personal: better not to forward it.")


def exported(t: Translator) -> str:
    """A toast."""
    return t.plain("The file is on its way.")


def erase_question(t: Translator) -> Message:
    """The one confirmation."""
    return Message(
        paragraphs(
            t.say("🗑 <b>Erase everything about you?</b>"),
            t.say(
                "Your name, post, offers, needs, answers to sessions and drafts go at once, and no more messages come. "
                "What you shared stays with your city, without your name."
            ),
            t.say(
                "Your voice notes and recordings go, too. Photos, videos, documents and links stay with what they are "
                "attached to; whichever should not can be removed there before."
            ),
            t.say(
                "Others may still hold what they copied, files that were exported before, and your own messages in the "
                "groups: those you can delete there yourself."
            ),
            t.say(
                "A page with your name that somebody has opened, such as that of your city, keeps it on their phone "
                "until it is opened anew."
            ),
            t.say("This cannot be undone."),
        ),
        ((Button(t.label("🗑 Yes, erase everything"), EraseConfirmed()),), (_back(t),)),
    )


def erased(t: Translator) -> Message:
    """Done: the last thing that is said."""
    return Message(
        paragraphs(
            t.say("✅ Everything about you has been erased."),
            t.say(
                "Our messages in this chat are yours to delete: the chat can be cleared in Telegram. "
                "To come back one day, a new invitation is enough."
            ),
        )
    )


def networks_to_leave(t: Translator, places: Sequence[Place]) -> Message:
    """Which network."""
    rows = tuple((Button(network.name, LeaveBegun(network.id)),) for _, network, _ in places)
    return Message(t.say("🚪 <b>Which network do you want to leave?</b>"), (*rows, (_back(t),)))


def leave_question(t: Translator, network: Network, *, is_last_coordinator: bool) -> Message:
    """The one confirmation."""
    return Message(
        paragraphs(
            t.say("🚪 <b>Leave {network}?</b>", network=network.name),
            t.say(
                "Your consent ends for this network: offers, needs and answers to coming sessions go, and nothing more "
                "comes from it. What was shared stays with the city."
            ),
            t.say("⚠️ Nobody else coordinates this network.") if is_last_coordinator else None,
        ),
        ((Button(t.label("🚪 Yes, leave"), LeaveConfirmed(network.id)),), (_back(t),)),
    )


def left(t: Translator, network: Network) -> str:
    """A toast."""
    return t.plain("You have left {network}.", network=network.name)


def _back(t: Translator) -> Button:
    return Button(t.label("◀️ Back"), MyDataOpened())


def _who(t: Translator, person: Person) -> Html:
    if not person.post:
        return Html("👤 {}").format(person.name)
    return t.say("👤 {name}, {post}", name=person.name, post=person.post)


def _place(t: Translator, place: Place) -> Html:
    membership, network, city = place
    if city is None:
        return t.say("🏙 {network}: {role}", network=network.name, role=role_name(t, membership.role))
    role = role_name(t, membership.role)
    return t.say("🏙 {network}: {city}, {role}", network=network.name, city=city_name(t, city), role=role)


def role_name(t: Translator, role: Role) -> str:
    """What somebody is in a network; for women and men alike."""
    return {
        Role.COORDINATOR: t.plain("coordination"),
        Role.FACILITATOR: t.plain("facilitation"),
        Role.DELEGATE: t.plain("delegate"),
        Role.GUEST: t.plain("guest"),
    }[role]


def _counted(t: Translator, counts: Mapping[str, int], withdrawn: Mapping[str, int]) -> list[Html]:
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
