"""The members of a consultation for who convenes: how each stands, its link, texts to forward."""

from store.models import AnsweredBy, Consultation, ConsultationMember
from texts.consultations.desk_presses import (
    ConsultationOpened,
    LinkRenewed,
    LinkShown,
    MemberOpened,
    MembersOpened,
    RenewalAsked,
    SilentTextsShown,
)
from texts.consultations.presses import FIRST, AnswerPageOpened
from texts.consultations.shown import Overview, Stand, Standing, member_name, title_of
from texts.dates import moment
from texts.lists import arrows, in_rows, number_buttons, page_within, pages_for
from texts.message import Button, Html, Message, Rows, lines, paragraphs
from texts.translator import Translator

PAGE = 8


def members(t: Translator, shown: Overview, page: int) -> Message:
    """A page of them."""
    number, every = shown.consultation.id, shown.members
    page = page_within(page, len(every), PAGE)
    here = every[page * PAGE : (page + 1) * PAGE]
    rows = [
        Html("{place}. {sign} {member}").format(place=place, sign=_sign(one), member=member_name(one.member))
        for place, one in enumerate(here, start=1)
    ]
    keys = number_buttons([MemberOpened(one.member.id) for one in here])
    return Message(
        paragraphs(
            t.say("👥 <b>{title}</b>", title=title_of(shown.consultation)),
            lines(*rows),
            t.say("✅ answered · ✍️ begun · ▫️ link not opened"),
        ),
        (
            *in_rows(keys, 4),
            *_only_full((arrows(t, page, pages_for(len(every), PAGE), lambda to: MembersOpened(number, to)),)),
            (Button(t.label("◀️ Back"), ConsultationOpened(number)),),
        ),
    )


def _only_full(rows: Rows) -> Rows:
    return tuple(row for row in rows if row)


def _sign(one: Standing) -> str:
    return {Stand.ANSWERED: "✅", Stand.BEGUN: "✍️", Stand.UNOPENED: "▫️"}[one.stand]


def member(t: Translator, consultation: Consultation, one: Standing, people: int) -> Message:
    """One: how it stands, its link, and answering in its name."""
    asked_one, number = one.member, one.member.id
    is_open = consultation.opened_at is not None
    link_keys = (
        Button(t.label("🔗 Text with its link"), LinkShown(number)),
        Button(t.label("♻️ Another link"), RenewalAsked(number)),
    )
    return Message(
        paragraphs(
            t.say("<b>{member}</b> · {title}", member=member_name(asked_one), title=title_of(consultation)),
            lines(_how_far(t, one), _by_whom(t, asked_one)),
            t.count("{n} person answers for it", "{n} people answer for it", people) if people else None,
        ),
        (
            *(
                ((Button(t.label("✍️ Answer in its name"), AnswerPageOpened(number, FIRST)),), link_keys)
                if is_open
                else ()
            ),
            (Button(t.label("◀️ Back"), MembersOpened(consultation.id)),),
        ),
    )


def _how_far(t: Translator, one: Standing) -> Html:
    match one.stand:
        case Stand.ANSWERED:
            return t.say("✅ It has answered.")
        case Stand.BEGUN:
            return t.say("✍️ Begun and not finished.")
        case Stand.UNOPENED:
            return t.say("▫️ Nobody has opened its link yet.")


def _by_whom(t: Translator, one: ConsultationMember) -> Html | None:
    if one.said_at is None:
        return None
    at = moment(t, one.said_at)
    match one.answered_by:
        case AnsweredBy.COORDINATION:
            return t.say("📝 Last noted by the coordination, {at}", at=at)
        case AnsweredBy.FILE:
            return t.say("📄 Last taken from a file, {at}", at=at)
        case _:
            return t.say("🏙 Last said by the city, {at}", at=at)


def whether_to_renew(t: Translator, one: ConsultationMember, tail: str) -> Message:
    """Asked once."""
    return Message(
        t.say(
            "Make another link for {member}? The present one stops at once, and whoever answers by it has to open the "
            "new one. What was said stays.",
            member=member_name(one),
        ),
        (
            (
                Button(t.label("♻️ Yes, another link"), LinkRenewed(one.id, tail)),
                Button(t.label("◀️ Keep it"), MemberOpened(one.id)),
            ),
        ),
    )


def renewed(t: Translator) -> str:
    """A toast."""
    return t.plain("There is a new link; the old one leads nowhere.")


def to_forward_below(t: Translator, number: int, left: int) -> Html:
    """Above texts to forward."""
    more = (
        t.count("{n} more comes with the next press.", "{n} more come with the next presses.", left) if left else None
    )
    told = t.count("✉️ {n} text to forward, below.", "✉️ {n} texts to forward, below.", number)
    return lines(told, more)


def more_texts(t: Translator, consultation_id: int, page: int, *, are_more: bool) -> Rows:
    """The key to the next ones, and the way back: the texts push the consultation's page out of sight."""
    more = (Button(t.label("✉️ More texts"), SilentTextsShown(consultation_id, page)),) if are_more else ()
    return ((*more, Button(t.label("◀️ Back"), ConsultationOpened(consultation_id))),)


def nobody_silent(t: Translator) -> str:
    """A toast."""
    return t.plain("Everybody has opened their link.")


def links_caption(t: Translator, one: Consultation) -> Html:
    """Of the file."""
    return t.say(
        "🔗 The links of “{title}”, a row for each member. Each link is for its city alone.", title=title_of(one)
    )
