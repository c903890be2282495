"""Updates that were set aside are looked at and tried again, beside the running bot."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy.orm import Session

from store.models import UpdateSeen
from store.updates import set_aside
from tests.flows.processes import until
from tests.flows.site import FIRST, Site, settle_people

PEOPLE = range(FIRST, FIRST + 1)
AT = datetime(2027, 6, 2, 9, tzinfo=UTC)
ERROR = "KeyError in do_set_helps, actions/helps.py line 70\n\nTraceback (most recent call last):\nKeyError: 'oferta'"


async def test_retry_does_what_was_broken_once_beside_the_running_bot(site: Site) -> None:
    await settle_people(site, PEOPLE)
    site.world.send_text(FIRST, FIRST, f"oferta {FIRST}")
    update = site.world.bot.inbox.emitted[-1]
    await broke_on(site, update.body)
    async with site.bot() as bot:
        await bot.until_logged("running")

        listed = await site.command("failures", "list")
        retried = await site.command("failures", "retry", str(update.id))
        await until(site.world, lambda: len(site.said(FIRST)) == 1)
        again = await site.command("failures", "retry", str(update.id))
        left = await site.command("failures", "list")

        assert (await bot.stop(), bot.broken()) == (0, [])
    line = f"{update.id}  2027-06-02T09:00:00+00:00  message  KeyError in do_set_helps, actions/helps.py line 70"
    assert listed == (0, [line], [])
    assert retried == (0, [f"update {update.id} is done"], [])
    assert (again[0], again[1], len(again[2])) == (1, [], 1)
    assert again[2][0].startswith(f"microrredes: update {update.id} was done ")
    assert left == (0, [], ["no update is set aside"])
    assert len(site.said(FIRST)) == 1


async def test_retry_that_breaks_again_says_so_and_stays_in_the_list(site: Site) -> None:
    unreadable = {"update_id": 7, "message": {"message_id": 1, "text": "entre nosotros"}}
    await broke_on(site, unreadable)
    async with site.bot() as bot:
        await bot.until_logged("running")

        retried = await site.command("failures", "retry", "7")
        shown = await site.command("failures", "show", "7")
        full = await site.command("failures", "show", "7", "--full")

        assert (await bot.stop(), bot.broken()) == (0, [])
    broken = "microrredes: update 7 broke again: see `microrredes failures show 7`"
    assert retried == (1, [], [broken])
    told, place, _line = shown[1][-1].rpartition(" line ")
    assert (shown[0], told, place, shown[2]) == (0, "KeyError in read, handlers/incoming.py", " line ", [])
    assert "entre nosotros" not in "".join(shown[1])
    assert '    "text": "[14 characters]"' in shown[1]
    assert '    "text": "entre nosotros"' in full[1]
    assert full[1][-1].startswith("KeyError: ")


async def broke_on(site: Site, body: dict[str, Any]) -> None:
    def unit(session: Session) -> None:
        session.add(UpdateSeen(update_id=body["update_id"], seen_at=AT))
        set_aside(session, body["update_id"], body, ERROR, AT)

    await site.database.run(unit)
