"""What who convenes looks at and does: prepares, opens, follows, forwards links, takes the figures along."""

from actions.access import access_asked_member, access_consultation, access_convening
from actions.consultations import convening, linking, written
from actions.consultations.figures import figures_of, further_figures
from actions.consultations.importing import answers_in_store
from actions.consultations.picture import RESULTS, picture_message
from actions.consultations.refusals import OpenAlready
from actions.consultations.standing import overview_of
from actions.letters import send_table
from actions.refusals import NotAllowed
from handlers.pictures import send_or_draw
from handlers.turn import Turn, private_link
from reports.consultations import results_order
from store import consulted
from store.models import Consultation, ConsultationMember
from texts.consultations import desk as texts
from texts.consultations import figures as figure_texts
from texts.consultations import members as member_texts
from texts.consultations.desk_presses import (
    AnswersSaved,
    AskedChosen,
    ConsultationDiscarded,
    ConsultationOpened,
    ConsultationsOpened,
    ConsultationStarted,
    CountryAsked,
    DiscardingAsked,
    LinkRenewed,
    LinkShown,
    LinksSaved,
    MemberOpened,
    MembersOpened,
    OpeningAsked,
    RenewalAsked,
    ResultsDrawn,
    ResultsShown,
    SilentTextsShown,
)
from texts.consultations.letters import to_forward
from texts.consultations.shown import Overview, Stand
from texts.message import Message, plain_text
from texts.translator import translator_for

TEXTS_AT_ONCE = 5


def open_all(turn: Turn, _press: ConsultationsOpened) -> Message:
    """The latest first."""
    turn.check_private()
    access_convening(turn.session, turn.member)
    return texts.listed(turn.translator, consulted.listed(turn.session))


def open_one(turn: Turn, press: ConsultationOpened) -> Message:
    """Its page."""
    turn.check_private()
    return page_of(turn, press.consultation_id)


def page_of(turn: Turn, consultation_id: int) -> Message:
    """As it stands now."""
    return texts.consultation(turn.translator, _overview(turn, consultation_id))


def _overview(turn: Turn, consultation_id: int) -> Overview:
    consultation = access_consultation(turn.session, turn.member, consultation_id)
    return overview_of(turn.session, consultation, turn.now)


def choose_asked(turn: Turn, press: AskedChosen) -> Message:
    """Country by country, before it opens."""
    turn.check_private()
    shown = _overview(turn, press.consultation_id)
    is_prepared = shown.consultation.opened_at is None
    return texts.asked(turn.translator, shown) if is_prepared else texts.consultation(turn.translator, shown)


def ask_country(turn: Turn, press: CountryAsked) -> Message:
    """Added, or taken."""
    turn.check_private()
    number, country = press.consultation_id, press.country
    try:
        convening.do_ask_country(turn.session, turn.member, number, country, is_asked=press.is_asked, now=turn.now)
    except OpenAlready as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return choose_asked(turn, AskedChosen(number))


def ask_whether_to_open(turn: Turn, press: OpeningAsked) -> Message:
    """Really?"""
    turn.check_private()
    shown = _overview(turn, press.consultation_id)
    is_prepared = shown.consultation.opened_at is None
    return texts.whether_to_open(turn.translator, shown) if is_prepared else texts.consultation(turn.translator, shown)


def start(turn: Turn, press: ConsultationStarted) -> Message:
    """It opens for whom the key said; when that has changed meanwhile, it is asked again."""
    turn.check_private()
    shown = _overview(turn, press.consultation_id)
    if shown.consultation.opened_at is None and len(shown.members) != press.members:
        return texts.whether_to_open(turn.translator, shown)
    try:
        convening.do_open(turn.session, turn.member, press.consultation_id, now=turn.now)
        turn.toast = texts.opened(turn.translator)
    except OpenAlready as refusal:
        turn.toast = plain_text(refusal.sentence(turn.translator))
    return page_of(turn, press.consultation_id)


def ask_whether_to_discard(turn: Turn, press: DiscardingAsked) -> Message:
    """Really?"""
    turn.check_private()
    shown = _overview(turn, press.consultation_id)
    if shown.consultation.opened_at is not None:
        return texts.consultation(turn.translator, shown)
    return texts.whether_to_discard(turn.translator, shown)


def discard(turn: Turn, press: ConsultationDiscarded) -> Message:
    """Gone, and back to the others."""
    turn.check_private()
    convening.do_discard(turn.session, turn.member, press.consultation_id, now=turn.now)
    turn.toast = texts.discarded(turn.translator)
    return open_all(turn, ConsultationsOpened())


def show_members(turn: Turn, press: MembersOpened) -> Message:
    """A page of them."""
    turn.check_private()
    return member_texts.members(turn.translator, _overview(turn, press.consultation_id), press.page)


def open_member(turn: Turn, press: MemberOpened) -> Message:
    """One of them."""
    turn.check_private()
    consultation, member = access_asked_member(turn.session, turn.member, press.member_id)
    standing = next(
        one for one in overview_of(turn.session, consultation, turn.now).members if one.member.id == member.id
    )
    people = len(consulted.respondents_of(turn.session, member.id))
    return member_texts.member(turn.translator, consultation, standing, people)


def show_link(turn: Turn, press: LinkShown) -> None:
    """Below, ready to forward."""
    turn.check_private()
    consultation, member = access_asked_member(turn.session, turn.member, press.member_id)
    _forwardable(turn, consultation, member)


def _forwardable(turn: Turn, consultation: Consultation, member: ConsultationMember) -> None:
    if consultation.opened_at is None:
        raise NotAllowed
    reader = translator_for(member.language, member.country, member.zone)
    turn.say(to_forward(reader, consultation, member, _link(turn, member)))


def _link(turn: Turn, member: ConsultationMember) -> str:
    return private_link(turn.facts.bot_username, linking.payload_of(turn.session, member))


def ask_whether_to_renew(turn: Turn, press: RenewalAsked) -> Message:
    """Really?"""
    turn.check_private()
    _, member = access_asked_member(turn.session, turn.member, press.member_id)
    return member_texts.whether_to_renew(turn.translator, member, linking.tail_of(turn.session, member))


def renew(turn: Turn, press: LinkRenewed) -> Message:
    """The old one stops."""
    turn.check_private()
    linking.do_renew(turn.session, turn.member, press.member_id, press.tail, now=turn.now)
    turn.toast = member_texts.renewed(turn.translator)
    return open_member(turn, MemberOpened(press.member_id))


def show_silent_texts(turn: Turn, press: SilentTextsShown) -> None:
    """For those who have not opened their link, some at a time."""
    turn.check_private()
    shown = _overview(turn, press.consultation_id)
    silent = [one.member for one in shown.members if one.stand is Stand.UNOPENED]
    here = silent[press.page * TEXTS_AT_ONCE :][:TEXTS_AT_ONCE] if press.page >= 0 else []
    if not here:
        turn.toast = member_texts.nobody_silent(turn.translator)
        return
    left = max(0, len(silent) - (press.page + 1) * TEXTS_AT_ONCE)
    keys = member_texts.more_texts(turn.translator, press.consultation_id, press.page + 1, are_more=left > 0)
    turn.say(Message(member_texts.to_forward_below(turn.translator, len(here), left), keys))
    for member in here:
        _forwardable(turn, shown.consultation, member)


def show_results(turn: Turn, press: ResultsShown) -> Message:
    """In words."""
    turn.check_private()
    shown = _overview(turn, press.consultation_id)
    more = further_figures(turn.session, turn.translator, shown.consultation)
    return figure_texts.table(turn.translator, shown, figures_of(turn.session, shown.consultation), more)


def draw_results(turn: Turn, press: ResultsDrawn) -> None:
    """At once, or a moment later."""
    t = turn.translator
    send_or_draw(
        turn,
        RESULTS,
        press.consultation_id,
        lambda drawn: results_order(t, drawn),
        lambda drawn, digest: picture_message(t, drawn, digest),
    )


def save_answers(turn: Turn, press: AnswersSaved) -> None:
    """As the file from which they can be read again."""
    turn.check_private()
    consultation = access_consultation(turn.session, turn.member, press.consultation_id)
    content = written(answers_in_store(turn.session, consultation))
    caption = figure_texts.answers_caption(turn.translator, consultation)
    send_table(turn.session, turn.place.id, f"{consultation.slug}.csv", content, caption, now=turn.now)


def save_links(turn: Turn, press: LinksSaved) -> None:
    """Of all members."""
    turn.check_private()
    consultation = access_consultation(turn.session, turn.member, press.consultation_id)
    if consultation.opened_at is None:
        raise NotAllowed
    content = linking.links_written(
        turn.session, consultation, lambda payload: private_link(turn.facts.bot_username, payload)
    )
    caption = member_texts.links_caption(turn.translator, consultation)
    send_table(turn.session, turn.place.id, f"{consultation.slug}-links.csv", content, caption, now=turn.now)
