"""What comes by itself about a consultation."""

from store.models import Consultation, ConsultationMember
from texts.consultations.desk_presses import ConsultationOpened, SilentTextsShown
from texts.consultations.presses import answering_key
from texts.consultations.shown import Overview, Stand, member_name, title_of
from texts.dates import moment
from texts.lists import some_of
from texts.message import Button, Html, Message, paragraphs
from texts.translator import Translator

MOST_NAMES = 12


def unfinished(t: Translator, consultation: Consultation, member: ConsultationMember) -> Message:
    """To who has begun and not come to the end."""
    until = moment(t, consultation.closes_at) if consultation.closes_at is not None else Html()
    return Message(
        t.say(
            "🗳 The answer of <b>{member}</b> to the consultation “{title}” is begun and not finished. What was said is "
            "saved; a few minutes are left to do, until {until}.",
            member=member_name(member),
            title=title_of(consultation),
            until=until,
        ),
        ((answering_key(t, member.id),),),
    )


def silent(t: Translator, overview: Overview) -> Message:
    """To who convened: which have not opened their link. Their people are reached by whoever knows them."""
    names = [Html.escape(member_name(one.member)) for one in overview.members if one.stand is Stand.UNOPENED]
    consultation = overview.consultation
    closes_at = consultation.closes_at
    return Message(
        paragraphs(
            t.say("🗳 <b>{title}</b>", title=title_of(consultation)),
            t.count(
                "{n} member has not opened its link yet: {names}.",
                "{n} members have not opened their links yet: {names}.",
                len(names),
                names=some_of(t, names, MOST_NAMES),
            ),
            t.say("It closes on {until}. Those who have begun are reminded by the bot.", until=moment(t, closes_at))
            if closes_at is not None
            else None,
        ),
        (
            (Button(t.label("✉️ Texts to forward"), SilentTextsShown(consultation.id)),),
            (Button(t.label("🗳 Look at the consultation"), ConsultationOpened(consultation.id)),),
        ),
    )


def to_forward(t: Translator, consultation: Consultation, member: ConsultationMember, link: str) -> Message:
    """In the language of the member; whoever gets it opens the link."""
    until = moment(t, consultation.closes_at) if consultation.closes_at is not None else Html()
    return Message(
        t.say(
            "🗳 {title}: in which fields would {member} like to work with other cities?\n\nFive minutes, nearly all of "
            "it with buttons, until {until}. This link is for {member}:\n{link}",
            title=title_of(consultation),
            member=member_name(member),
            until=until,
            link=link,
        )
    )
