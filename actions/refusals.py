"""What the product says no to: expected, a clear sentence each, never logged, nothing lost.

A feature declares its own kinds beside its rules, in the same way.
"""

from collections.abc import Sequence

from texts import refusals as texts
from texts import thanks
from texts.message import Html, Message
from texts.translator import Translator


class Refused(Exception):
    """Rolls the turn back and becomes one clear sentence."""

    question: Message | None = None  # still open: put again below the sentence

    def sentence(self, t: Translator) -> Html:
        """What the person reads."""
        raise NotImplementedError(type(self).__name__)


class NotFound(Refused):
    """There is no such thing, or it is not for this person: the two are not told apart."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_found(t)


class LeftNetwork(NotFound):
    """Theirs until they left or were removed: no secret for them, and worth saying why."""

    def __init__(self, network: str) -> None:
        super().__init__(network)
        self.network = network

    def sentence(self, t: Translator) -> Html:
        return texts.left_network(t, self.network)


class NotAllowed(Refused):
    """The person may know of it but not do this."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_allowed(t)


class OneSessionOnly(NotAllowed):
    """A guest asks for something else of the network."""

    def sentence(self, t: Translator) -> Html:
        return texts.one_session_only(t)


class NotRegistered(Refused):
    """Needs an invitation first."""

    def sentence(self, t: Translator) -> Html:
        return texts.not_registered(t)


class PrivateOnly(Refused):
    """Belongs in the private chat."""

    def sentence(self, t: Translator) -> Html:
        return texts.private_only(t)


class GroupOnly(Refused):
    """Belongs in a group or channel."""

    def sentence(self, t: Translator) -> Html:
        return texts.group_only(t)


class AnonymousSender(Refused):
    """Written as the group or channel itself: it proves no person and no role."""

    def sentence(self, t: Translator) -> Html:
        return texts.anonymous_sender(t)


class ChannelCommand(Refused):
    """A command in a channel, where nobody can be told from anybody."""

    def sentence(self, t: Translator) -> Html:
        return texts.channel_command(t)


class TextWanted(Refused):
    """A sticker, a voice note or a file came where text was asked for."""

    def sentence(self, t: Translator) -> Html:
        return texts.text_wanted(t)


class EmptyText(Refused):
    """Nothing but spaces or invisible characters."""

    def sentence(self, t: Translator) -> Html:
        return texts.empty_text(t)


class TooLong(Refused):
    """More text than fits."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__(f"{length} > {limit}")
        self.length = length
        self.limit = limit

    def sentence(self, t: Translator) -> Html:
        return texts.too_long(t, self.length, self.limit)


class ButtonWanted(Refused):
    """Text came where one of the buttons was asked for."""

    def sentence(self, t: Translator) -> Html:
        return texts.button_wanted(t)


class StepPassed(Refused):
    """A button of a question that has been answered already, or of a form that has ended."""

    def sentence(self, t: Translator) -> Html:
        return texts.step_passed(t)


class UnknownPress(Refused):
    """Callback data that was never issued, or by a version long gone."""

    def sentence(self, t: Translator) -> Html:
        return texts.unknown_press(t)


class UnknownCommand(Refused):
    """A command that nobody knows."""

    def sentence(self, t: Translator) -> Html:
        return texts.unknown_command(t)


class RepliesElsewhere(Refused):
    """A question is open, and what came replies to something else that the bot said."""

    def sentence(self, t: Translator) -> Html:
        return texts.replies_elsewhere(t)


class RegistrationUnfinished(Refused):
    """For those who have come in to the end."""

    def sentence(self, t: Translator) -> Html:
        return texts.registration_unfinished(t)


class NothingAsked(Refused):
    """Text in the private chat while no question is open. aside: questions that it may answer, by number and title."""

    def __init__(self, aside: Sequence[tuple[int, str]] = ()) -> None:
        super().__init__(aside)
        self.aside = aside

    def sentence(self, t: Translator) -> Html:
        return texts.nothing_asked(t)


class Thanked(Refused):
    """Nothing to be done, and a kind word back."""

    def sentence(self, t: Translator) -> Html:
        return thanks.welcome(t)


class EditIgnored(Refused):
    """A message was edited after it had been read."""

    def sentence(self, t: Translator) -> Html:
        return texts.edit_ignored(t)


class Ended(Refused):
    """What it is about has ended: nothing can come any more of what was begun."""


class NetworkClosed(Ended):
    """The network no longer takes contributions."""

    def sentence(self, t: Translator) -> Html:
        return texts.network_closed(t)
