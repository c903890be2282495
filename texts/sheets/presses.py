"""What the buttons of sheets say when they are pressed."""

from dataclasses import dataclass

from texts.presses import Press, press


@press("sha")
@dataclass(frozen=True)
class SheetOpened(Press):
    """All fields of a record."""

    sheet_id: int


@press("shb")
@dataclass(frozen=True)
class VisitBegun(Press):
    """What is most useful of what is missing should be asked."""

    sheet_id: int


@press("shc")
@dataclass(frozen=True)
class FieldBegun(Press):
    """This one field should be filled in, or changed."""

    sheet_id: int
    field: str


@press("shd")
@dataclass(frozen=True)
class FieldAnswered(Press):
    """A key below a question that came by itself: one of the choices, or that there is nothing to tell."""

    sheet_id: int
    field: str
    value: str


@press("she")
@dataclass(frozen=True)
class SheetSilenced(Press):
    """No more questions about this record."""

    sheet_id: int


@press("shf")
@dataclass(frozen=True)
class VersionsOpened(Press):
    """A page of what was said before."""

    sheet_id: int
    page: int


@press("shg")
@dataclass(frozen=True)
class VersionRestored(Press):
    """What was said before should be said again. sequence: of the record, as the list was shown."""

    sheet_id: int
    version_id: int
    sequence: int


@press("shk")
@dataclass(frozen=True)
class ContactAsked(Press):
    """Whoever signs the record should be asked something."""

    sheet_id: int


@press("shl")
@dataclass(frozen=True)
class ContactAnswered(Press):
    """Who has asked should be answered."""

    sheet_id: int
    asker_id: int


@press("shh")
@dataclass(frozen=True)
class OriginalOpened(Press):
    """The record in its own words, by who sees its summary first."""

    sheet_id: int


@press("shi")
@dataclass(frozen=True)
class SummaryBegun(Press):
    """The record should be told in few words, in the language of who presses."""

    sheet_id: int


@press("shj")
@dataclass(frozen=True)
class SummaryRemoved(Press):
    """A summary should go. sequence: of the record, as the summary was shown."""

    sheet_id: int
    language: str
    sequence: int
