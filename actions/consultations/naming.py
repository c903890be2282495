"""How people read the fields of a consultation: files name them by slugs, the programme knows many by their names."""

import re
from collections.abc import Callable, Collection, Mapping

from sqlalchemy.orm import Session

from actions.search.words import plain
from store import consultations as store
from store import consulted
from texts.consultations.shown import FieldShown, field_name, is_slug


def slug_of(field: str) -> str:
    """In letters, digits and hyphens."""
    return "-".join(filter(None, map(plain, re.split(r"[\W_]+", field))))


def fields_shown(session: Session, consultation_id: int) -> list[FieldShown]:
    """As the questionnaire has them."""
    fields = store.fields_of(session, consultation_id)
    name = field_namer(session, [one.name for one in fields])
    return [FieldShown(one.id, name(one.name)) for one in fields]


def field_namer(session: Session, fields: Collection[str]) -> Callable[[str], str]:
    """For these: by its name where a network, an archive or another consultation has the field; else by its words."""
    known = _known(session) if any(map(is_slug, fields)) else {}
    return lambda field: (is_slug(field) and known.get(slug_of(field))) or field_name(field)


def _known(session: Session) -> Mapping[str, str]:
    """Those of the programme come first, and of these the oldest."""
    known: dict[str, str] = {}
    for name in [*consulted.fields_of_programme(session), *consulted.fields_ever_asked(session)]:
        if not is_slug(name):
            known.setdefault(slug_of(name), name)
    return known
