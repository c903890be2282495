"""What a network is about and its welcome: written by its coordination, or by a programme file."""

import re
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from actions import audit
from actions.access import access_coordinating
from actions.refusals import EmptyText, NetworkClosed, Refused
from store.database import row_by_id
from store.locking import lock
from store.models import AuditEntry, Network, NetworkText, Person, TextKind
from store.network_texts import newest_text
from texts.languages import Language
from texts.message import Html
from texts.network_texts import refusals as texts
from texts.one_line import one_line
from texts.translator import Translator

LIMITS = {TextKind.ABOUT: 300, TextKind.WELCOME: 600}
Texts = Mapping[TextKind, NetworkText | None]


class TextChangedSince(Refused):
    """Somebody else has written it anew."""

    def sentence(self, t: Translator) -> Html:
        return texts.changed_since(t)


def access_writing(session: Session, coordinator: Person, network_id: int) -> Network:
    """A network whose texts the person may write: those of a closed one stay as they are."""
    network = access_coordinating(session, coordinator, network_id)
    if network.closed_at is not None:
        raise NetworkClosed
    return network


def texts_of(session: Session, network: Network) -> Texts:
    """All of them, as they stand."""
    return {kind: newest_text(session, network.id, kind) for kind in TextKind}


def checked_words(kind: TextKind, typed: str) -> str:
    """Refuses what nobody could read."""
    words = tidied(kind, typed)
    if not any(letter.isalnum() for letter in words):
        raise EmptyText
    return words


def tidied(kind: TextKind, typed: str) -> str:
    """What it is about on one line, the welcome in paragraphs; perhaps empty."""
    if kind is TextKind.ABOUT:
        return one_line(typed)
    said = ("\n".join(filter(None, map(one_line, part.splitlines()))) for part in re.split(r"\n\s*\n", typed))
    return "\n\n".join(filter(None, said))


def do_write(
    session: Session,
    coordinator: Person,
    network_id: int,
    kind: TextKind,
    language: Language,
    words: str,
    *,
    seen_id: int,
    now: datetime,
) -> Network:
    """In one language, for all who come in from now on. Harmless when done twice.

    seen_id: the version that the writer had before them, 0 for none
    """
    network, present = _changing(session, coordinator, network_id, kind)
    if present.get(language) != words:
        _check_seen(session, present, language, seen_id)
        _set(session, coordinator, network, kind, language, {**present, language: words}, now)
    return network


def do_remove(
    session: Session,
    coordinator: Person,
    network_id: int,
    kind: TextKind,
    language: Language,
    *,
    seen_id: int,
    now: datetime,
) -> Network:
    """In one language: who reads it has another one, if there is one. Harmless when done twice."""
    network, present = _changing(session, coordinator, network_id, kind)
    if language in present:
        _check_seen(session, present, language, seen_id)
        others = {each: words for each, words in present.items() if each != language}
        _set(session, coordinator, network, kind, language, others, now)
    return network


def stands_since(session: Session, entry: AuditEntry) -> bool:
    """Whether a text is still, or again, as a deed left it: what was undone since has not changed it."""
    kind, _, after_id = _versions(entry)
    after = session.get_one(NetworkText, after_id)
    newest = newest_text(session, after.network_id, kind)
    return newest is not None and list(newest.words.items()) == list(after.words.items())


def do_put_back(session: Session, entry: AuditEntry, *, now: datetime) -> None:
    """As it was before a deed; what a file said is the file's again."""
    kind, before_id, after_id = _versions(entry)
    before = row_by_id(session, NetworkText, before_id) if before_id is not None else None
    after = session.get_one(NetworkText, after_id)
    if before is None:
        _add(session, after.network_id, kind, None, {after.language: ""}, now)
    else:
        words = before.words or {before.language: ""}
        _add(session, before.network_id, kind, before.person_id, words, now)


def follow_file(
    session: Session, network: Network, said: Mapping[TextKind, Mapping[str, str]], now: datetime
) -> list[str]:
    """As a programme file has them, unless somebody has written or removed them at the desk; names what changed."""
    changed = []
    for kind, words in said.items():
        newest = newest_text(session, network.id, kind)
        is_of_desk = newest is not None and newest.person_id is not None
        if words and not is_of_desk and (newest is None or newest.words != words):
            _add(session, network.id, kind, None, words, now)
            changed.append(kind.value)
    return changed


def _changing(session: Session, coordinator: Person, network_id: int, kind: TextKind) -> tuple[Network, dict[str, str]]:
    """Against another coordinator: with the words that stand, by language."""
    network = access_writing(session, coordinator, network_id)
    lock(session, network)
    if network.closed_at is not None:
        raise NetworkClosed
    newest = newest_text(session, network.id, kind)
    return network, {} if newest is None else newest.words


def _check_seen(session: Session, present: Mapping[str, str], language: str, seen_id: int) -> None:
    """What others wrote in other languages meanwhile does not matter."""
    seen = row_by_id(session, NetworkText, seen_id)
    if (None if seen is None else seen.words.get(language)) != present.get(language):
        raise TextChangedSince


def _set(
    session: Session,
    coordinator: Person,
    network: Network,
    kind: TextKind,
    language: str,
    words: Mapping[str, str],
    now: datetime,
) -> None:
    before = newest_text(session, network.id, kind)
    after = _add(session, network.id, kind, coordinator.id, words or {language: ""}, now)
    is_written = language in words
    audit.record(
        session,
        now=now,
        deed=f"network_{kind}_{'written' if is_written else 'removed'}",
        person_id=coordinator.id,
        network_id=network.id,
        details={
            "language": language,
            "before": {kind.value: before.id if before is not None else None},
            "after": {kind.value: after.id},
        },
    )


def _add(
    session: Session, network_id: int, kind: TextKind, person_id: int | None, words: Mapping[str, str], now: datetime
) -> NetworkText:
    (language, text), *others = words.items()
    added = NetworkText(
        network_id=network_id,
        kind=kind,
        person_id=person_id,
        language=language,
        text=text,
        translations=dict(others),
        written_at=now,
    )
    session.add(added)
    session.flush()
    return added


def _versions(entry: AuditEntry) -> tuple[TextKind, int | None, int]:
    """Which text, and its version before and after."""
    ((kind, after_id),) = entry.details["after"].items()
    return TextKind(kind), entry.details["before"][kind], after_id
