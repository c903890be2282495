"""Sharing something in a minute: two questions, a proposed title, a preview, one press."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from actions.access import OWN, access_noting, access_voice, contributing_networks
from actions.attachments.pieces import Piece, piece_kept
from actions.attachments.speaking import Told, do_keep_spoken
from actions.attachments.taking import do_attach_all
from actions.refusals import NetworkClosed, NotAllowed, Refused, StepPassed
from handlers.attached import file_in, files_kept, voice_in_hand, with_attached, words_with_file
from handlers.form import Answers, Form, GoTo, Step, number_in, start
from handlers.noted import FOR_CITY, city_noted, numbers_in, with_way_back
from handlers.turn import Turn, cleaned
from store.frozen import frozen
from store.models import AttachmentKind, Draft, Role, Visibility
from texts import forms as form_texts
from texts import sharing as texts
from texts.attachments import speaking as speaking_texts
from texts.attachments.shown import line as attached_line
from texts.behalf.words import named
from texts.message import Html, Message, paragraphs
from texts.translator import Translator

TYPED = "typed"  # the argument of a form that takes the text which a question of ours answered
GIVEN_NETWORK = "given_network"
FIRST_IN_HAND = "first_in_hand"
FROM_FIRST = ""  # the title that follows the first sentence, also when that is written anew


_COMMAND = re.compile(r"\A/\S+\s*")


@frozen
class Shared:
    """What was answered. `voice`: in the place of all words but the title; files: what came with the words."""

    network_id: int
    first: str
    second: str
    title: str
    argument: str  # with which the form began
    city_id: int = OWN  # in whose name
    voice: Piece | None = None
    files: tuple[Piece, ...] = ()


@frozen
class Sharing:
    """What a challenge and an experience do not have in common. `first` and `second` name the questions.

    given: what is in hand when the form begins with an argument of this kind's own
    """

    form: str
    title: Callable[[Translator], str]
    first: str
    second: str
    ask_first: Callable[[Translator], Message]
    ask_second: Callable[[Translator, int], Message]
    second_may_be_empty: bool
    labels: Callable[[Translator], tuple[str, str, str]]
    render: Callable[[Turn, Shared], Html]
    publish: Callable[[Turn, Shared, Visibility], Message]
    given: Callable[[Turn, str], Answers | None] = lambda _turn, _argument: None


def sharing_form(kind: Sharing) -> Form:
    """The form of one kind."""
    return Form(
        name=kind.form,
        title=kind.title,
        known=lambda turn, argument: _known(turn, kind, argument),
        steps=(
            Step("network", _ask_network, choose=_choose_network, when=lambda answers: GIVEN_NETWORK not in answers),
            Step(
                kind.first,
                lambda turn, draft: _ask_part(turn, kind, draft, kind.first, _ask_first(turn, kind)),
                take=_take_first,
                when=lambda answers: not _is_first_in_hand(answers),
            ),
            Step(
                kind.second,
                lambda turn, draft: _ask_part(
                    turn, kind, draft, kind.second, kind.ask_second(turn.translator, draft.id)
                ),
                take=lambda turn, answers: words_with_file(turn, answers, texts.TEXT_LIMIT),
                choose=_choose_nothing if kind.second_may_be_empty else _no_choice,
                when=lambda answers: not _is_spoken(kind, answers),
            ),
            Step(
                "title",
                lambda turn, draft: _named(turn, draft.answers, _ask_title(turn, kind, draft)),
                take=_take_title,
                choose=lambda _turn, _answers, _value: FROM_FIRST,
            ),
            Step(
                "part",
                lambda turn, draft: texts.what_to_change(
                    turn.translator, draft.id, _changeable(turn, kind, draft.answers)
                ),
                choose=lambda turn, answers, value: _choose_part(turn, kind, answers, value),
                when=lambda _answers: False,  # only reached from the preview
            ),
            Step(
                "preview",
                lambda turn, draft: _preview(turn, kind, draft),
                choose=_choose_visibility,
            ),
        ),
        is_draft=True,
        cancelled=lambda turn, answers: _left(turn, answers),
        finish=lambda turn, answers: with_way_back(
            turn,
            answers["network"],
            answers,
            kind.publish(turn, _shared(turn, kind, answers), Visibility(answers["preview"])),
        ),
    )


def begin(turn: Turn, form: Form, network_id: int = 0) -> Message:
    """The first question; the network is asked for when it is not named and there are several.

    Words behind the command answer it; when a draft lies unfinished they are found again through the reply to them.
    """
    if turn.arguments:
        told = start(turn, form, TYPED, brings_text=True)
        return told if told.subject is not None else replace(told, reply_to=turn.incoming.message_id)
    return start(turn, form, str(network_id) if network_id else "")


def begin_with_text(turn: Turn, form: Form) -> Message:
    """The form with its first answer in hand: a text, or a voice note, that came before anything was asked."""
    is_in_hand = turn.incoming.answered_text or turn.incoming.answered_voice is not None
    return start(turn, form, TYPED, brings_text=True) if is_in_hand else start(turn, form)


def keep_files(turn: Turn, shared: Shared, record: Told, told: Message) -> Message:
    """After something was published: what came with it is attached to it, and more can be."""
    if shared.voice is not None:  # first: whatever else came, there is room for it
        do_keep_spoken(turn.session, turn.member, record, shared.voice, now=turn.now)
        told = replace(told, text=paragraphs(told.text, speaking_texts.asked_tomorrow(turn.translator)))
    do_attach_all(turn.session, turn.member, record, shared.files, now=turn.now)
    return with_attached(turn, record, told)


def _known(turn: Turn, kind: Sharing, argument: str) -> Answers:
    noted = numbers_in(argument)
    if noted is not None:
        network, city = access_noting(turn.session, turn.member, *noted)
        return {"network": network.id, GIVEN_NETWORK: True, FOR_CITY: city.id}
    given = kind.given(turn, argument)
    if given is not None:
        return given
    known: Answers = {}
    if argument == TYPED:
        known = {kind.first: _in_hand(turn)}
    elif argument:
        network = access_voice(turn.session, turn.member, number_in(argument)).network
        return {"network": network.id, GIVEN_NETWORK: True}
    return known | one_network(turn)


def _in_hand(turn: Turn) -> Any:
    """What is shared, as its first question would have taken it."""
    voice = None if turn.arguments else voice_in_hand(turn)
    if voice is not None:
        return voice.kept()
    return cleaned(turn.arguments or _COMMAND.sub("", turn.incoming.answered_text), texts.TEXT_LIMIT)


def one_network(turn: Turn) -> Answers:
    """The network, where there is no choice of them."""
    networks = contributing_networks(turn.session, turn.member)
    if not networks:
        has_ended = any(membership.role is not Role.GUEST for membership, _ in turn.networks)
        raise NetworkClosed if has_ended else NotAllowed
    return {"network": networks[0].id, GIVEN_NETWORK: True} if len(networks) == 1 else {}


def _is_first_in_hand(answers: Answers) -> bool:
    """Whether the first question was answered before it was put."""
    return answers["argument"] == TYPED or FIRST_IN_HAND in answers


def _ask_network(turn: Turn, draft: Draft) -> Message:
    return texts.which_network(turn.translator, draft.id, contributing_networks(turn.session, turn.member))


def _choose_network(turn: Turn, _answers: Answers, value: str) -> int:
    return access_voice(turn.session, turn.member, number_in(value)).network.id


def _choose_nothing(_turn: Turn, _answers: Answers, _value: str) -> str:
    return ""


def _no_choice(_turn: Turn, _answers: Answers, _value: str) -> Any:
    raise StepPassed


def _ask_first(turn: Turn, kind: Sharing) -> Message:
    return speaking_texts.or_voice_note(turn.translator, kind.ask_first(turn.translator))


def _take_first(turn: Turn, answers: Answers) -> Any:
    """Words; or a voice note, of which they are written later."""
    came = turn.incoming.attachment
    if came is not None and came.kind == AttachmentKind.VOICE:
        return file_in(turn).kept()
    return words_with_file(turn, answers, texts.TEXT_LIMIT)


def _is_spoken(kind: Sharing, answers: Answers) -> bool:
    return isinstance(answers.get(kind.first), dict)


def _ask_title(turn: Turn, kind: Sharing, draft: Draft) -> Message:
    t, answers = turn.translator, draft.answers
    if _is_spoken(kind, answers):
        return speaking_texts.title_question(t, draft.id, _provisional_title(turn, answers))
    return texts.title_question(t, draft.id, texts.title_from(answers[kind.first]))


def _provisional_title(turn: Turn, answers: Answers) -> str:
    voice = access_voice(turn.session, turn.member, answers["network"], answers.get(FOR_CITY, OWN))
    return speaking_texts.provisional_title(turn.translator, voice.city, turn.now)


def _ask_part(turn: Turn, kind: Sharing, draft: Draft, part: str, question: Message) -> Message:
    """What was answered before can be copied by a tap; what was taken as the first answer is shown."""
    return _named(turn, draft.answers, _asked_part(turn, kind, draft, part, question))


def _asked_part(turn: Turn, kind: Sharing, draft: Draft, part: str, question: Message) -> Message:
    labels = dict(_parts(turn.translator, kind))
    if part not in draft.answers or _is_spoken(kind, draft.answers):
        was_taken = part == kind.second and _is_first_in_hand(draft.answers)
        if not was_taken:
            return question
        taken = texts.part_of_record(Html("<b>{}</b>").format(labels[kind.first]), draft.answers[kind.first])
        return replace(question, text=paragraphs(taken, question.text))
    label = labels[part]
    asked = texts.new_text_question(turn.translator, label, draft.answers[part])
    return replace(question, text=asked.text)


def _take_title(turn: Turn, _answers: Answers) -> str:
    return " ".join(turn.text(texts.TITLE_LIMIT).split())


def _parts(t: Translator, kind: Sharing) -> list[tuple[str, str]]:
    return list(zip((kind.first, kind.second, "title"), kind.labels(t), strict=True))


def _changeable(turn: Turn, kind: Sharing, answers: Answers) -> list[tuple[str, str]]:
    """Of what was told, its title; to tell it anew, or to write it, the question is put again with "Back"."""
    parts = _parts(turn.translator, kind)
    return parts[-1:] if _is_spoken(kind, answers) else parts


def _choose_part(turn: Turn, kind: Sharing, answers: Answers, value: str) -> GoTo:
    if value not in dict(_changeable(turn, kind, answers)):
        raise StepPassed
    return GoTo(value)


def _choose_visibility(_turn: Turn, _answers: Answers, value: str) -> str | GoTo:
    if value == texts.EDIT:
        return GoTo("part")
    if value not in set(Visibility):
        raise StepPassed
    return value


def _preview(turn: Turn, kind: Sharing, draft: Draft) -> Message:
    shared = _shared(turn, kind, draft.answers)
    voice = access_voice(turn.session, turn.member, shared.network_id, shared.city_id)
    byline = texts.byline(turn.translator, turn.member, voice.city, is_noted=voice.is_noting)
    tomorrow = speaking_texts.asked_tomorrow(turn.translator) if shared.voice is not None else None
    attached = attached_line(turn.translator, Counter(file.kind for file in shared.files))
    record = paragraphs(kind.render(turn, shared), byline, attached, tomorrow)
    return _named(turn, draft.answers, texts.preview(turn.translator, draft.id, record, voice.network))


def _shared(turn: Turn, kind: Sharing, answers: Answers) -> Shared:
    first, city_id = answers[kind.first], answers.get(FOR_CITY, OWN)
    network_id, argument = answers["network"], answers["argument"]
    files = tuple(files_kept(answers))
    if _is_spoken(kind, answers):
        title = answers["title"] or _provisional_title(turn, answers)
        return Shared(network_id, "", "", title, argument, city_id, piece_kept(first), files)
    title = answers["title"] or texts.title_from(first)
    return Shared(network_id, first, answers[kind.second], title, argument, city_id, files=files)


def _named(turn: Turn, answers: Answers, question: Message) -> Message:
    """In whose name, where it is not for oneself."""
    network_id = answers.get("network")
    city = None if network_id is None else city_noted(turn, network_id, answers)
    return named(turn.translator, city, question)


def _left(turn: Turn, answers: Answers) -> Message:
    told = form_texts.discarded(turn.translator)
    if FOR_CITY not in answers:
        return told
    try:
        return with_way_back(turn, answers["network"], answers, told)
    except Refused:  # who coordinates no more may still leave it
        return told
