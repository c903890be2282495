"""What the buttons of attachments say when they are pressed."""

from store.frozen import frozen
from store.models import AttachedTo
from texts.presses import Press, press


@press("ata")
@frozen
class AttachingBegun(Press):
    """Something should be attached to one's own record."""

    about: AttachedTo
    about_id: int


@press("ato")
@frozen
class AttachmentsOpened(Press):
    """What is attached to one's own record, to change it."""

    about: AttachedTo
    about_id: int


@press("ats")
@frozen
class AttachmentsWanted(Press):
    """What is attached to a record should be sent."""

    about: AttachedTo
    about_id: int


@press("atr")
@frozen
class RecordOpened(Press):
    """Back to what it is attached to."""

    about: AttachedTo
    about_id: int


@press("atv")
@frozen
class AttachmentOpened(Press):
    """One of them."""

    attachment_id: int


@press("atc")
@frozen
class CaptionChangeAsked(Press):
    """What is said of it should be changed."""

    attachment_id: int


@press("atx")
@frozen
class AttachmentRemoved(Press):
    """It should not be kept any more."""

    attachment_id: int


@press("atw")
@frozen
class WritingBegun(Press):
    """What was told in a voice note should be put into words."""

    about: AttachedTo
    about_id: int
