"""What the buttons of sheets say when they are pressed."""

from store.frozen import frozen
from texts.presses import Press, press


@press("sha")
@frozen
class SheetOpened(Press):
    """All fields of a record."""

    sheet_id: int


@press("shb")
@frozen
class VisitBegun(Press):
    """What is most useful of what is missing should be asked."""

    sheet_id: int


@press("shc")
@frozen
class FieldBegun(Press):
    """This one field should be filled in, or changed."""

    sheet_id: int
    field: str


@press("shd")
@frozen
class FieldAnswered(Press):
    """A key below a question that came by itself: one of the choices, or that there is nothing to tell."""

    sheet_id: int
    field: str
    value: str


@press("she")
@frozen
class SheetSilenced(Press):
    """No more questions about this record."""

    sheet_id: int


@press("shf")
@frozen
class VersionsOpened(Press):
    """A page of what was said before."""

    sheet_id: int
    page: int


@press("shg")
@frozen
class VersionRestored(Press):
    """What was said before should be said again. sequence: of the record, as the list was shown."""

    sheet_id: int
    version_id: int
    sequence: int


@press("shk")
@frozen
class ContactAsked(Press):
    """Whoever signs the record should be asked something."""

    sheet_id: int


@press("shl")
@frozen
class ContactAnswered(Press):
    """Who has asked should be answered."""

    sheet_id: int
    asker_id: int


@press("shh")
@frozen
class OriginalOpened(Press):
    """The record in its own words, by who sees its summary first."""

    sheet_id: int


@press("shi")
@frozen
class SummaryBegun(Press):
    """The record should be told in few words, in the language of who presses."""

    sheet_id: int


@press("shj")
@frozen
class SummaryRemoved(Press):
    """A summary should go. sequence: of the record, as the summary was shown."""

    sheet_id: int
    language: str
    sequence: int
