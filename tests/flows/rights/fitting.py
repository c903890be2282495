"""Presses of which several fields have to fit together: those that trying numbers would not find."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from actions.previews import access_preview
from store.models import (
    Adoption,
    AdoptionState,
    Composition,
    ConsultationField,
    ConsultationMember,
    Experience,
    Meeting,
    Membership,
    Sheet,
    SheetVersion,
)
from tests.flows.rights.world import World
from texts.adoptions.presses import AdoptionTold
from texts.afterwards.presses import PresenceNoted, Told
from texts.composing.presses import Fix, MemberFixed
from texts.languages import Language
from texts.live.leading import ADDED
from texts.live.presses import TimeAdded
from texts.presses import Press
from texts.previews.presses import LineBegun
from texts.sheets.presses import ContactAnswered, VersionRestored


def fitting(session: Session, world: World, now: datetime) -> dict[type[Press], list[Press]]:
    """By their kind."""
    found: dict[type[Press], list[Press]] = defaultdict(list)
    for press in _all(session, world, now):
        found[type(press)].append(press)
    return found


def _all(session: Session, world: World, now: datetime) -> Iterator[Press]:
    network_id, coordinator = world.network.id, world.people["coordinator"]
    assert coordinator is not None
    yield LineBegun(network_id, access_preview(session, coordinator, network_id, now).issue, Language.SPANISH)
    speaking = sa.select(Membership).where(Membership.network_id == network_id, Membership.city_id.is_not(None))
    somebody = session.scalars(speaking.order_by(Membership.id)).first()
    assert somebody is not None
    for meeting in session.scalars(sa.select(Meeting).filter_by(network_id=network_id)):
        yield TimeAdded(meeting.id, ADDED[0], 0)
        yield PresenceNoted(meeting.id, somebody.city_id or 0, 0, True, Told.NOTHING)
    for adoption in session.scalars(sa.select(Adoption).filter_by(network_id=network_id)):
        yield AdoptionTold(adoption.id, AdoptionState.ADAPTED, adoption.sequence)
    yield from _composed(session)
    yield from _of_sheets(session, _others(session, coordinator.id))


def _others(session: Session, person_id: int) -> list[int]:
    """People who may have asked."""
    return list(session.scalars(sa.select(Membership.person_id).where(Membership.person_id != person_id).distinct()))


def _composed(session: Session) -> Iterator[Press]:
    composition = session.scalars(sa.select(Composition).order_by(Composition.id)).first()
    assert composition is not None
    of = {"consultation_id": composition.consultation_id}
    member_id = session.scalars(sa.select(ConsultationMember.id).filter_by(**of)).first() or 0
    field_id = session.scalars(sa.select(ConsultationField.id).filter_by(**of)).first() or 0
    yield MemberFixed(composition.id, member_id, field_id, field_id, Fix.FIXED)


def _of_sheets(session: Session, people: Iterable[int]) -> Iterator[Press]:
    """Of what the coordination noted."""
    noted = sa.select(Experience.id).where(Experience.noted_by.is_not(None))
    for sheet in session.scalars(sa.select(Sheet).where(Sheet.experience_id.in_(noted)).order_by(Sheet.id)):
        for version in session.scalars(sa.select(SheetVersion).filter_by(sheet_id=sheet.id)):
            yield VersionRestored(sheet.id, version.id, sheet.sequence)
        yield from (ContactAnswered(sheet.id, person_id) for person_id in people)
