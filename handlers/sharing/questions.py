"""The questions of what is shared, one by one."""

from dataclasses import replace
from typing import Any

from actions.access import access_voice, contributing_networks
from actions.refusals import StepPassed
from handlers.attached import file_in, words_with_file
from handlers.form import Answers, Form, GoTo, Step, number_in
from handlers.noted import with_way_back
from handlers.sharing.beginning import known
from handlers.sharing.publishing import choose_visibility, left, named_for, preview, provisional_title, shared_of
from handlers.sharing.shape import GIVEN_NETWORK, Sharing, is_first_in_hand, is_spoken
from handlers.turn import Turn
from store.models import AttachmentKind, Draft, Visibility
from texts import sharing as texts
from texts.attachments import speaking as speaking_texts
from texts.message import Html, Message, paragraphs
from texts.translator import Translator

FROM_FIRST = ""  # the title that follows the first sentence, also when that is written anew


def sharing_form(kind: Sharing) -> Form:
    """The form of one kind."""
    return Form(
        name=kind.form,
        title=kind.title,
        known=lambda turn, argument: known(turn, kind, argument),
        steps=(
            Step("network", _ask_network, choose=_choose_network, when=lambda answers: GIVEN_NETWORK not in answers),
            Step(
                kind.first,
                lambda turn, draft: _ask_part(turn, kind, draft, kind.first, _ask_first(turn, kind)),
                take=_take_first,
                when=lambda answers: not is_first_in_hand(answers),
            ),
            Step(
                kind.second,
                lambda turn, draft: _ask_part(
                    turn, kind, draft, kind.second, kind.ask_second(turn.translator, draft.id)
                ),
                take=lambda turn, answers: words_with_file(turn, answers, texts.TEXT_LIMIT),
                choose=_choose_nothing if kind.second_may_be_empty else _no_choice,
                when=lambda answers: not is_spoken(kind, answers),
            ),
            Step(
                "title",
                lambda turn, draft: named_for(turn, draft.answers, _ask_title(turn, kind, draft)),
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
                lambda turn, draft: preview(turn, kind, draft),
                choose=choose_visibility,
            ),
        ),
        is_draft=True,
        cancelled=lambda turn, answers: left(turn, answers),
        finish=lambda turn, answers: with_way_back(
            turn,
            answers["network"],
            answers,
            kind.publish(turn, shared_of(turn, kind, answers), Visibility(answers["preview"])),
        ),
    )


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


def _ask_part(turn: Turn, kind: Sharing, draft: Draft, part: str, question: Message) -> Message:
    """What was answered before can be copied by a tap; what was taken as the first answer is shown."""
    return named_for(turn, draft.answers, _asked_part(turn, kind, draft, part, question))


def _asked_part(turn: Turn, kind: Sharing, draft: Draft, part: str, question: Message) -> Message:
    labels = dict(_parts(turn.translator, kind))
    if part not in draft.answers or is_spoken(kind, draft.answers):
        was_taken = part == kind.second and is_first_in_hand(draft.answers)
        if not was_taken:
            return question
        taken = texts.part_of_record(Html("<b>{}</b>").format(labels[kind.first]), draft.answers[kind.first])
        return replace(question, text=paragraphs(taken, question.text))
    label = labels[part]
    asked = texts.new_text_question(turn.translator, label, draft.answers[part])
    return replace(question, text=asked.text)


def _ask_title(turn: Turn, kind: Sharing, draft: Draft) -> Message:
    t, answers = turn.translator, draft.answers
    if is_spoken(kind, answers):
        return speaking_texts.title_question(t, draft.id, provisional_title(turn, answers))
    return texts.title_question(t, draft.id, texts.title_from(answers[kind.first]))


def _take_title(turn: Turn, _answers: Answers) -> str:
    return " ".join(turn.text(texts.TITLE_LIMIT).split())


def _parts(t: Translator, kind: Sharing) -> list[tuple[str, str]]:
    return list(zip((kind.first, kind.second, "title"), kind.labels(t), strict=True))


def _changeable(turn: Turn, kind: Sharing, answers: Answers) -> list[tuple[str, str]]:
    """Of what was told, its title; to tell it anew, or to write it, the question is put again with "Back"."""
    parts = _parts(turn.translator, kind)
    return parts[-1:] if is_spoken(kind, answers) else parts


def _choose_part(turn: Turn, kind: Sharing, answers: Answers, value: str) -> GoTo:
    if value not in dict(_changeable(turn, kind, answers)):
        raise StepPassed
    return GoTo(value)
