"""After a session each delegate says with one tap whether they were there, and can tell three things more."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from store.models import Commitment, Letter, LetterState, Meeting, Network
from tests.flows.phones import Phone, Town
from texts.meetings.presses import MeetingOpened

BEFORE = datetime(2027, 6, 18, 14, tzinfo=UTC)  # an hour before the first session of Movilidad Sostenible
ENDS = datetime(2027, 6, 18, 16, 30, tzinfo=UTC)  # half past ten in Mérida, half past six in Zaragoza
MOBILITY = "movilidad-sostenible"
ASKED = "🙋 ¿Estuvo en la sesión?"
ABOUT = "📅 Sesión 1 · Movilidad sostenible"


@pytest.mark.begins(BEFORE)
async def test_look(town: Town) -> None:
    tere, diego, laia, marta, lucia = (town.phone(n) for n in ("tere", "diego", "laia", "marta", "lucia"))
    await town.move_to(ENDS + timedelta(minutes=1))
    def show(p):
        print("-----", p.user_id); print(p.last.text); print(p.keys)
    show(tere); show(laia); show(lucia)
    await tere.press("✅ Estuve"); show(tere)
    await tere.send("Las cargas & descargas <b> de noche"); show(tere)
    await tere.press("Escribirlo"); show(tere)
    await tere.send("Medir las plazas"); show(tere)
    await tere.press("▶️"); show(tere)
    await tere.press("5"); show(tere)
    await tere.press("4"); show(tere)
    await tere.press("3"); show(tere)
    await tere.press("Sesión"); show(tere)
    await tere.press("Lo que se llevan"); show(tere)
    await lucia.send("/sessoes"); show(lucia)
    await lucia.press("Anteriores"); show(lucia)
    await lucia.press("1"); show(lucia)
    await lucia.press("Presença"); show(lucia)
    await lucia.press("3"); show(lucia)
    await lucia.press("1"); show(lucia)
    await lucia.press("Presença"); show(lucia)
    await lucia.press("1"); show(lucia)
    await lucia.press("A cidade esteve"); show(lucia)
    await lucia.press("Balanço"); show(lucia)
    await lucia.press("Pôr a gravação"); show(lucia)
    await lucia.send("https://example.org/v"); show(lucia)
    await diego.press("No pude"); show(diego)
    assert 0
