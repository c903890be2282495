"""What a feature offers to the dispatch: written down in `handlers/__init__.py`, not discovered."""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Any

from handlers.form import Form
from handlers.turn import InlineTurn, Turn
from store.frozen import frozen
from store.models import Draft
from texts.message import Button, Message
from texts.presses import Press
from texts.search.inline import InlineAnswer

Handler = Callable[[Turn], Message | None]
PressHandler = Callable[[Turn, Any], Message | None]  # the second argument is the press of the key
Entry = Callable[[Turn], Button | None]  # a key of the hub; None when there is nothing for this person
LinkHandler = Callable[[Turn, str], Message | None]  # the second argument is what stands behind the dash
ReplyHandler = Callable[[Turn, int], Message | None]  # the second argument is the number of the card's subject
InlineHandler = Callable[[InlineTurn], InlineAnswer]
FurtherHandler = Callable[[Turn, Draft | None], bool]  # the draft that waits for text; True: it was taken


@frozen
class Feature:
    """The entries of one feature.

    commands: by canonical English name (`texts/commands.py` knows the aliases), in private chats
    group_commands: the same, inside groups and channels
    links: by prefix; `/start challenge-7` goes to links["challenge"] with "7"
    secret_links: by prefix; `/start consulta_TOKEN` goes to secret_links["consulta"] with "TOKEN"
    replies: by subject; a reply to the card "challenge:7" goes to replies["challenge"] with 7
    found_replies: the same of records that were looked for in the chat, and put there in reply to the card
    asks_administrators: commands and presses for which the group's administrators are asked for beforehand
    hub: keys in the hub, in their order
    returning: what `/start` alone shows to somebody who was in the middle of something; None leads to the hub
    typed: what is asked about a text that nobody had asked for, in private; None: nothing
    further: takes what goes on with something that was taken: further files of an album, further words
    invitation: takes what stands behind `/start ` when it is no link of the above
    inline: what is offered to `@bot words` in any chat
    invited: what somebody unknown is told who writes while an invitation stands open; None when none does
    """

    commands: Mapping[str, Handler] = field(default_factory=dict)
    group_commands: Mapping[str, Handler] = field(default_factory=dict)
    presses: Mapping[type[Press], PressHandler] = field(default_factory=dict)
    forms: tuple[Form, ...] = ()
    links: Mapping[str, LinkHandler] = field(default_factory=dict)
    secret_links: Mapping[str, LinkHandler] = field(default_factory=dict)
    replies: Mapping[str, ReplyHandler] = field(default_factory=dict)
    found_replies: Mapping[str, ReplyHandler] = field(default_factory=dict)
    asks_administrators: frozenset[str | type[Press]] = frozenset()
    hub: tuple[Entry, ...] = ()
    returning: Handler | None = None
    typed: Handler | None = None
    further: FurtherHandler | None = None
    invitation: LinkHandler | None = None
    inline: InlineHandler | None = None
    invited: Handler | None = None
