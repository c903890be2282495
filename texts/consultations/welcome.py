"""The welcome behind a member's link: what is asked, who reads it, and until when it may be changed."""

from collections.abc import Sequence

from store.models import Consultation, ConsultationMember
from texts.commands import slash
from texts.consultations.presses import (
    AnsweringBegun,
    ConsultedAgreed,
    ConsultedDeclined,
    ConsultedWelcomed,
)
from texts.consultations.shown import member_name, title_of
from texts.dates import moment
from texts.languages import LANGUAGE_NAMES, Language
from texts.lists import in_rows
from texts.message import Button, Html, Message, paragraphs
from texts.translator import Translator


def welcome(
    t: Translator, consultation: Consultation, member: ConsultationMember, token: str, *, is_known: bool
) -> Message:
    """Before the first question. is_known: of the person something is stored already."""
    language = Language(t.language)
    others = () if is_known else tuple(other for other in Language if other is not language)
    return Message(
        paragraphs(_asked(t, consultation, member), _who_reads(t), None if is_known else _stored(t)),
        (
            (Button(t.label("✅ I agree, begin"), ConsultedAgreed(token, language)),),
            (Button(t.label("I do not want to answer"), ConsultedDeclined(token, language)),),
            *in_rows([_in_other(token, other) for other in others]),
        ),
    )


def _in_other(token: str, language: Language) -> Button:
    return Button(LANGUAGE_NAMES[language], ConsultedWelcomed(token, language))


def welcome_of_own(
    t: Translator, consultation: Consultation, member: ConsultationMember, ways_out: Sequence[Button]
) -> Message:
    """The same for somebody of that city, who came by no link."""
    begin = Button(t.label("✅ I agree, begin"), AnsweringBegun(member.id))
    return Message(
        paragraphs(_asked(t, consultation, member), _who_reads(t)), ((begin,), *((key,) for key in ways_out))
    )


def _asked(t: Translator, consultation: Consultation, member: ConsultationMember) -> Html:
    until = moment(t, consultation.closes_at) if consultation.closes_at is not None else Html()
    return paragraphs(
        t.say(
            "🗳 <b>{title}</b>\nIn which fields would <b>{member}</b> like to work with other cities?",
            title=title_of(consultation),
            member=member_name(member),
        ),
        t.say(
            "It takes five minutes, nearly all of it with buttons. Each answer is saved at once, and can be changed "
            "until {until}.",
            until=until,
        ),
        t.say("Somebody of your city has begun; you would go on with the same answer.") if member.said_at else None,
    )


def _who_reads(t: Translator) -> Html:
    return t.say(
        "👁 The answer is the city's, not a person's: the coordination reads it under the city's name. In what is "
        "published, counts under 3 are hidden."
    )


def _stored(t: Translator) -> Html:
    return t.say(
        "🔒 Of whoever answers, the coordination keeps the Telegram account, its name and the language: to go on with "
        "the answer and to remind of it twice at the most. They go after six months, or at once with {mydata}. Legal "
        "basis: your consent, which can be withdrawn at any time (GDPR, LGPD).",
        mydata=slash(t, "mydata"),
    )


def nothing_stored(t: Translator, token: str) -> Message:
    """Somebody does not want to."""
    return Message(
        t.say("All right: nothing was stored. To come back, it is enough to open the link again."),
        ((Button(t.label("◀️ Back"), ConsultedWelcomed(token, Language(t.language))),),),
    )
