"""The text of a record suggests what it is about, as long as nobody has said so."""

from sqlalchemy.orm import Session

from actions.search.themes import Passage, suggested, themes
from actions.search.thesaurus import Thesaurus
from store.database import row_by_id
from store.models import Challenge, Experience, FoundKind, Network
from store.themes import add_suggested, rows_of


def suggest_themes(session: Session, kind: FoundKind, about_id: int, known: Thesaurus) -> None:
    """Brings what is suggested to what the text is now. What people have corrected stays as they left it."""
    record = _themed(session, kind, about_id)
    if record is None or record.withdrawn_at is not None:
        return
    rows = rows_of(session, kind, about_id)
    if any(row.person_id is not None for row in rows):
        return
    wanted = _suggested(session, record, known)
    for row in rows:
        if row.theme not in wanted:
            session.delete(row)
    present = {row.theme for row in rows}
    at = record.edited_at or record.published_at
    goals = {theme: themes()[theme].goals for theme in wanted if theme not in present}
    add_suggested(session, kind, about_id, goals, at)


def _themed(session: Session, kind: FoundKind, about_id: int) -> Challenge | Experience | None:
    match kind:
        case FoundKind.CHALLENGE:
            return row_by_id(session, Challenge, about_id)
        case FoundKind.EXPERIENCE:
            return row_by_id(session, Experience, about_id)
        case _:
            return None


def _suggested(session: Session, record: Challenge | Experience, known: Thesaurus) -> list[str]:
    """By the words of the record itself: what others answer may be about something else."""
    network = row_by_id(session, Network, record.network_id)
    further: tuple[Passage, ...] = tuple((text, record.language) for text in _words(record))
    return suggested((record.title, record.language), further, "" if network is None else network.field, known)


def _words(record: Challenge | Experience) -> tuple[str, str]:
    return (record.problem, record.tried) if isinstance(record, Challenge) else (record.done, record.regret)
