"""What a user would build instead: aiogram with async SQLAlchemy, a session and a commit an update.

    python -m benchmarks.peers.aiogram_store URL TOKEN WEBHOOK STORE

The same rows are read and written: the person is found and locked, the cities of the person's memberships are read
for the screen, the person's wish is written.
"""

import sys
from collections.abc import Awaitable, Callable
from typing import Any

import sqlalchemy as sa
from aiogram import Dispatcher
from aiogram.types import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, TelegramObject
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from benchmarks.peers.aiogram_echo import serve
from store.models import City, DigestWish, Membership, Person

CONNECTIONS = 10  # as many as ours; with the default, which opens and closes them under load, it is a tenth slower
PATIENCE = 600  # seconds: all press at once, and who comes too late for a connection would never be answered


async def choose_digest(query: CallbackQuery, session: AsyncSession) -> None:
    """Keeps the wish and shows the settings."""
    person = (
        await session.scalars(sa.select(Person).where(Person.telegram_id == query.from_user.id).with_for_update())
    ).one()
    person.digest = DigestWish.NONE if person.digest is DigestWish.PRIVATE else DigestWish.PRIVATE
    memberships = sa.select(City).join(Membership, Membership.city_id == City.id)
    cities = (
        await session.scalars(memberships.where(Membership.person_id == person.id, Membership.left_at.is_(None)))
    ).all()
    await session.commit()
    text = (
        "<b>Ajustes</b>\n\n"
        f"Idioma: {person.language}\nHora: {person.zone} ({', '.join(city.name for city in cities)})\n"
        f"Resumen semanal: {person.digest}\nNombre: {person.name}"
    )
    words = ("Idioma", "Hora", "Resumen", "Pausa", "Nombre", "Cargo", "Ofrezco", "Necesito", "Mis datos", "Menú")
    keys = [InlineKeyboardButton(text=word, callback_data=f"{word[:3].lower()}:{person.id}") for word in words]
    rows = [keys[start : start + 2] for start in range(0, len(keys), 2)]
    await query.answer()
    if isinstance(query.message, Message):
        await query.message.edit_text(text, parse_mode="HTML", reply_markup=InlineKeyboardMarkup(inline_keyboard=rows))


def main(api_url: str, token: str, webhook: str, store: str) -> None:
    engine = create_async_engine(
        store.replace("sqlite://", "sqlite+aiosqlite://").replace("postgresql://", "postgresql+asyncpg://"),
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=PATIENCE,
    )
    if engine.dialect.name == "sqlite":
        event.listen(engine.sync_engine, "connect", _prepare)
    sessions = async_sessionmaker(engine, expire_on_commit=False)

    async def with_session(
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        update: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        async with sessions() as session:
            return await handler(update, {**data, "session": session})

    dispatcher = Dispatcher()
    dispatcher.update.middleware(with_session)
    dispatcher.callback_query.register(choose_digest)
    serve(dispatcher, api_url, token, webhook)


def _prepare(connection: Any, _record: object) -> None:
    """What everybody sets who has more than one person at a time."""
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "busy_timeout=60000", "synchronous=FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


if __name__ == "__main__":
    main(*sys.argv[1:5])
