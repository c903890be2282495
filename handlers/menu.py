"""The hub and the help page."""

from collections.abc import Sequence

from handlers.consultations.welcoming import hub_keys as consulted_keys
from handlers.feature import Feature
from handlers.form import unended
from handlers.turn import Turn
from handlers.visiting import hub_of_guest
from store import drafts
from texts import forms as form_texts
from texts import menu as texts
from texts import settings as settings_texts
from texts.menu import HelpOpened, MenuOpened
from texts.message import Button, Message
from texts.settings import paused_line


def menu_feature(features: Sequence[Feature]) -> Feature:
    """The hub over these features: unfinished forms first, then the features' keys two a row."""
    forms = {form.name: form for feature in features for form in feature.forms}

    def show_hub(turn: Turn) -> Message:
        networks = [network for _, network in turn.networks]
        help_row = (texts.help_button(turn.translator),)
        begun = drafts.drafts_of(turn.session, turn.member.id)
        if not networks and (first := [one for one in begun if one.form in forms and forms[one.form].comes_first]):
            finish = (form_texts.finish(turn.translator, forms[first[0].form].title(turn.translator), first[0].id),)
            return texts.half_in(turn.translator, turn.member.name, (finish, help_row))
        unfinished = [
            (form_texts.go_on(turn.translator, forms[draft.form].title(turn.translator), draft.id),)
            for draft in unended(turn, forms, begun)
        ]
        guest = hub_of_guest(turn) if not networks else None
        if guest is not None:
            return guest
        if not networks:
            settings = ((settings_texts.hub_key(turn.translator),),)
            asked = tuple((key,) for key in consulted_keys(turn))
            return texts.hub_outside(turn.translator, turn.member, (*asked, *unfinished, *settings))
        keys = [[key for entry in feature.hub if (key := entry(turn)) is not None] for feature in features]
        state = paused_line(turn.translator, turn.member, turn.now)
        return texts.hub(turn.translator, turn.member, networks, state, (*unfinished, *_rows([*keys, help_row])))

    return Feature(
        commands={"menu": show_hub, "help": show_help},
        presses={MenuOpened: lambda turn, _press: show_hub(turn), HelpOpened: lambda turn, _press: show_help(turn)},
        links={"menu": lambda turn, _number: show_hub(turn)},
    )


def _rows(keys: Sequence[Sequence[Button]]) -> list[tuple[Button, ...]]:
    """Two keys a row. Those of one feature stay together; lone ones that follow each other share a row."""
    rows: list[tuple[Button, ...]] = []
    for of_feature in keys:
        if len(of_feature) == 1 and rows and len(rows[-1]) == 1:
            rows[-1] += (of_feature[0],)
        else:
            rows += [tuple(of_feature[start : start + 2]) for start in range(0, len(of_feature), 2)]
    return rows


def show_help(turn: Turn) -> Message:
    """How this works; also for those who have no invitation yet."""
    return texts.help_page(turn.translator, coordinates=turn.person is not None and turn.coordinates)
