"""Sharing something in a minute: two questions, a proposed title, a preview, one press."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from actions.access import access_contributing, contributing_networks
from actions.refusals import NotAllowed, StepPassed
from handlers.form import Answers, Form, GoTo, Step, number_in, start, typed
from handlers.turn import Turn, cleaned
from store.models import Draft, Network, Visibility
from texts import sharing as texts
from texts.message import Html, Message
from texts.translator import Translator

TYPED = "typed"  # the argument of a form that takes the text which a question of ours answered
GIVEN_NETWORK = "given_network"


@dataclass(frozen=True)
class Shared:
    """What was answered."""

    network_id: int
    first: str
    second: str
    title: str


@dataclass(frozen=True)
class Sharing:
    """What a challenge and an experience do not have in common. `first` and `second` name the questions."""

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
                lambda turn, _draft: kind.ask_first(turn.translator),
                take=typed(texts.TEXT_LIMIT),
                when=lambda answers: answers["argument"] != TYPED,
            ),
            Step(
                kind.second,
                lambda turn, draft: kind.ask_second(turn.translator, draft.id),
                take=typed(texts.TEXT_LIMIT),
                choose=_choose_nothing if kind.second_may_be_empty else _no_choice,
            ),
            Step(
                "title",
                lambda turn, draft: texts.title_question(
                    turn.translator, draft.id, texts.title_from(draft.answers[kind.first])
                ),
                take=_take_title,
                choose=lambda _turn, answers, _value: texts.title_from(answers[kind.first]),
            ),
            Step(
                "part",
                lambda turn, draft: texts.what_to_change(turn.translator, draft.id, _parts(turn.translator, kind)),
                choose=lambda turn, _answers, value: _choose_part(turn, kind, value),
                when=lambda _answers: False,  # only reached from the preview
            ),
            Step(
                "preview",
                lambda turn, draft: _preview(turn, kind, draft),
                choose=_choose_visibility,
            ),
        ),
        finish=lambda turn, answers: kind.publish(turn, _shared(kind, answers), Visibility(answers["preview"])),
    )


def begin(turn: Turn, form: Form, network_id: int = 0) -> Message:
    """The first question; the network is asked for when it is not named and there are several."""
    return start(turn, form, str(network_id) if network_id else "")


def begin_with_text(turn: Turn, form: Form) -> Message:
    """The form with its first answer in hand: a text that came before anything was asked."""
    return start(turn, form, TYPED) if turn.incoming.answered_text else start(turn, form)


def _known(turn: Turn, kind: Sharing, argument: str) -> Answers:
    known: Answers = {}
    if argument == TYPED:
        known = {kind.first: cleaned(turn.incoming.answered_text, texts.TEXT_LIMIT)}
    elif argument:
        _, network = access_contributing(turn.session, turn.member, number_in(argument))
        return {"network": network.id, GIVEN_NETWORK: True}
    networks = contributing_networks(turn.session, turn.member)
    if not networks:
        raise NotAllowed
    return known | ({"network": networks[0].id, GIVEN_NETWORK: True} if len(networks) == 1 else {})


def _ask_network(turn: Turn, draft: Draft) -> Message:
    return texts.which_network(turn.translator, draft.id, contributing_networks(turn.session, turn.member))


def _choose_network(turn: Turn, _answers: Answers, value: str) -> int:
    return access_contributing(turn.session, turn.member, number_in(value))[1].id


def _choose_nothing(_turn: Turn, _answers: Answers, _value: str) -> str:
    return ""


def _no_choice(_turn: Turn, _answers: Answers, _value: str) -> Any:
    raise StepPassed


def _take_title(turn: Turn, _answers: Answers) -> str:
    return " ".join(turn.text(texts.TITLE_LIMIT).split())


def _parts(t: Translator, kind: Sharing) -> list[tuple[str, str]]:
    return list(zip((kind.first, kind.second, "title"), kind.labels(t), strict=True))


def _choose_part(turn: Turn, kind: Sharing, value: str) -> GoTo:
    if value not in dict(_parts(turn.translator, kind)):
        raise StepPassed
    return GoTo(value)


def _choose_visibility(_turn: Turn, _answers: Answers, value: str) -> str | GoTo:
    if value == texts.EDIT:
        return GoTo("part")
    if value not in set(Visibility):
        raise StepPassed
    return value


def _preview(turn: Turn, kind: Sharing, draft: Draft) -> Message:
    shared = _shared(kind, draft.answers)
    network = turn.session.get_one(Network, shared.network_id)
    return texts.preview(turn.translator, draft.id, kind.render(turn, shared), network)


def _shared(kind: Sharing, answers: Answers) -> Shared:
    return Shared(answers["network"], answers[kind.first], answers[kind.second], answers["title"])
