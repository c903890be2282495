"""Where sharing ends: how it will read, to whom it goes, what stays with it, or that it is left."""

from collections import Counter
from dataclasses import replace

from actions.access import OWN, access_voice
from actions.attachments.pieces import piece_kept
from actions.attachments.speaking import Told, do_keep_spoken
from actions.attachments.taking import do_attach_all
from actions.refusals import Refused, StepPassed
from handlers.attached import files_kept, with_attached
from handlers.form import Answers, GoTo
from handlers.noted import FOR_CITY, city_noted, with_way_back
from handlers.sharing.shape import Shared, Sharing, is_spoken
from handlers.turn import Turn
from store.models import Draft, Visibility
from texts import forms as form_texts
from texts import sharing as texts
from texts.attachments import speaking as speaking_texts
from texts.attachments.shown import line as attached_line
from texts.behalf.words import named
from texts.message import Message, paragraphs


def preview(turn: Turn, kind: Sharing, draft: Draft) -> Message:
    """As the others will read it."""
    shared = shared_of(turn, kind, draft.answers)
    voice = access_voice(turn.session, turn.member, shared.network_id, shared.city_id)
    byline = texts.byline(turn.translator, turn.member, voice.city, is_noted=voice.is_noting)
    tomorrow = speaking_texts.asked_tomorrow(turn.translator) if shared.voice is not None else None
    attached = attached_line(turn.translator, Counter(file.kind for file in shared.files))
    record = paragraphs(kind.render(turn, shared), byline, attached, tomorrow)
    return named_for(turn, draft.answers, texts.preview(turn.translator, draft.id, record, voice.network))


def choose_visibility(_turn: Turn, _answers: Answers, value: str) -> str | GoTo:
    """Who reads it; or that a part of it should be changed first."""
    if value == texts.EDIT:
        return GoTo("part")
    if value not in set(Visibility):
        raise StepPassed
    return value


def shared_of(turn: Turn, kind: Sharing, answers: Answers) -> Shared:
    """All that was answered."""
    first, city_id = answers[kind.first], answers.get(FOR_CITY, OWN)
    network_id, argument = answers["network"], answers["argument"]
    files = tuple(files_kept(answers))
    if is_spoken(kind, answers):
        title = answers["title"] or provisional_title(turn, answers)
        return Shared(network_id, "", "", title, argument, city_id, piece_kept(first), files)
    title = answers["title"] or texts.title_from(first)
    return Shared(network_id, first, answers[kind.second], title, argument, city_id, files=files)


def provisional_title(turn: Turn, answers: Answers) -> str:
    """Of what was told, until it is written down."""
    voice = access_voice(turn.session, turn.member, answers["network"], answers.get(FOR_CITY, OWN))
    return speaking_texts.provisional_title(turn.translator, voice.city, turn.now)


def keep_files(turn: Turn, shared: Shared, record: Told, told: Message) -> Message:
    """After something was published: what came with it is attached to it, and more can be."""
    if shared.voice is not None:  # first: whatever else came, there is room for it
        do_keep_spoken(turn.session, turn.member, record, shared.voice, now=turn.now)
        told = replace(told, text=paragraphs(told.text, speaking_texts.asked_tomorrow(turn.translator)))
    do_attach_all(turn.session, turn.member, record, shared.files, now=turn.now)
    return with_attached(turn, record, told)


def named_for(turn: Turn, answers: Answers, question: Message) -> Message:
    """In whose name, where it is not for oneself."""
    network_id = answers.get("network")
    city = None if network_id is None else city_noted(turn, network_id, answers)
    return named(turn.translator, city, question)


def left(turn: Turn, answers: Answers) -> Message:
    """Nothing came of it."""
    told = form_texts.discarded(turn.translator)
    if FOR_CITY not in answers:
        return told
    try:
        return with_way_back(turn, answers["network"], answers, told)
    except Refused:  # who coordinates no more may still leave it
        return told
