"""What can become of a letter: a closed set."""

from store.frozen import frozen


@frozen
class Sent:
    """Telegram did it.

    file_ids: name the files that were uploaded from now on, in their order in the payload
    remark: says what had to be left out
    album: all messages of an album, of which `message_id` is the one with its words
    """

    message_id: int | None = None
    file_ids: tuple[str, ...] = ()
    remark: str = ""
    album: tuple[int, ...] = ()


@frozen
class Unreachable:
    """Blocked, deactivated, kicked, no such chat: nothing arrives there until the chat shows life."""

    reason: str


@frozen
class Moved:
    """The group has become a supergroup."""

    new_chat_id: int


@frozen
class Refused:
    """Never to be sent like this."""

    reason: str


@frozen
class Later:
    """Certainly not done. A flood (429) and an outage (no connection) are not the letter's fault."""

    seconds: float | None = None
    is_flood: bool = False
    is_outage: bool = False
    reason: str = ""


@frozen
class Unknown:
    """Perhaps done: the request was written and no answer came."""

    reason: str


Outcome = Sent | Unreachable | Moved | Refused | Later | Unknown
