"""What records are about: their text suggests it, people correct it, and what was corrected is not suggested over."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.access import access_challenge, access_experience, owns
from actions.refusals import NotAllowed, NotFound, Refused
from actions.search.themes import Theme, field_of, themes
from actions.search.wording import KINDS, keep_found
from store.database import row_by_id
from store.frozen import frozen
from store.locking import lock
from store.memberships import membership_of
from store.models import Challenge, Experience, FoundKind, Network, Person, RecordTheme, Role
from store.themes import rows_of, themes_of
from texts.message import Html
from texts.themes import pages as texts
from texts.themes.shown import ShownTheme
from texts.translator import Translator

Themed = Challenge | Experience


class EnoughThemes(Refused):
    """A record about everything is about nothing."""

    def sentence(self, t: Translator) -> Html:
        return texts.already_full(t)


@frozen
class Correcting:
    """A record whose themes somebody may correct. field: of the list, that its network is about."""

    record: Themed
    kind: FoundKind
    field: str | None


def access_themes(session: Session, person: Person, kind: FoundKind, about_id: int) -> Correcting:
    """Whoever may change the record, and the coordination of its network."""
    match kind:
        case FoundKind.CHALLENGE:
            record: Themed = access_challenge(session, person, about_id)
        case FoundKind.EXPERIENCE:
            record = access_experience(session, person, about_id)
        case _:
            raise NotFound
    if not may_correct(session, person, record):
        raise NotAllowed
    network = row_by_id(session, Network, record.network_id)
    return Correcting(record, kind, None if network is None else field_of(network.field))


def may_correct(session: Session, person: Person, record: Themed) -> bool:
    """Whether the themes of a record are the person's to say."""
    membership = membership_of(session, person.id, record.network_id)
    return owns(session, person, record) or (membership is not None and membership.role is Role.COORDINATOR)


def do_set_theme(
    session: Session, person: Person, correcting: Correcting, theme: str, *, is_on: bool, now: datetime
) -> None:
    """It is about this, or is not. Harmless when done twice."""
    if theme not in themes():
        raise NotFound  # of another list
    lock(session, correcting.record)
    rows = {row.theme: row for row in rows_of(session, correcting.kind, correcting.record.id)}
    row = rows.get(theme)
    if (row is not None and not row.is_away) is is_on:
        return
    if is_on and sum(not other.is_away for other in rows.values()) >= texts.MOST:
        raise EnoughThemes
    if row is None:
        row = RecordTheme(
            kind=correcting.kind, about_id=correcting.record.id, theme=theme, sdgs=themes()[theme].goals, set_at=now
        )
        session.add(row)
    row.is_away, row.person_id, row.set_at = not is_on, person.id, now
    keep_found(session, correcting.record)
    audit.record(
        session,
        now=now,
        deed="theme_set" if is_on else "theme_taken_away",
        person_id=person.id,
        network_id=correcting.record.network_id,
        subject=f"{correcting.kind}:{correcting.record.id}",
        details={"theme": theme},
    )


def shown_of(session: Session, record: Themed, language: str) -> list[ShownTheme]:
    """What a record is about, in a language."""
    known = themes()
    return [_shown(known[one], language) for one in themes_of(session, KINDS[type(record)], record.id) if one in known]


def in_words(listed: Sequence[Theme], chosen: Sequence[ShownTheme], language: str) -> list[ShownTheme]:
    """Some of the list, each with whether it is among those."""
    on = {one.id for one in chosen}
    return [_shown(theme, language, is_on=theme.id in on) for theme in listed]


def _shown(theme: Theme, language: str, *, is_on: bool = True) -> ShownTheme:
    return ShownTheme(theme.id, theme.names[language], theme.sdgs, is_on=is_on)
