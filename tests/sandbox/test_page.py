"""The page of phones, in a real browser, against a world without any bot program: the test speaks for the bot."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Locator, Page, expect

from sandbox.people import Bot, Chat
from sandbox.serving import Serving, serve
from sandbox.world import World
from tests.browser import browser, browser_address, needs_chromium, one_loop  # noqa: F401
from tests.sandbox.conftest import MONTSE, ROSARIO, TIAGO, Caller, Clock, calling
from tests.sandbox.test_sending import png

pytestmark = [needs_chromium, one_loop]


@pytest_asyncio.fixture(loop_scope="module")
async def serving(world: World, clock: Clock) -> AsyncIterator[Serving]:
    """As elsewhere, in the browser's loop."""
    async with serve(world, clockwork=clock) as serving:
        yield serving


@pytest_asyncio.fixture(loop_scope="module")
async def caller(world: World, serving: Serving) -> AsyncIterator[Caller]:
    """The same."""
    async with calling(world, serving) as caller:
        yield caller


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, serving: Serving) -> AsyncIterator[Page]:
    """The page in Spanish on a wide window; an error of its scripts fails the test."""
    page = await browser.new_page(locale="es-ES", viewport={"width": 1280, "height": 800})
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    await opened(page, serving)
    yield page
    await page.close()
    assert errors == []


async def opened(page: Page, serving: Serving, query: str = "") -> None:
    await page.goto(serving.page_url + query)
    await page.locator("html[data-ready='1']").wait_for()


def phone(page: Page, user_id: int) -> Locator:
    return page.locator(f"[data-phone='{user_id}']")


def message(page: Page, user_id: int, sent: dict[str, Any]) -> Locator:
    return phone(page, user_id).locator(f"[data-message='{sent['message_id']}']")


async def start(page: Page, world: World, user_id: int = ROSARIO) -> Locator:
    await phone(page, user_id).get_by_test_id("start").click()
    await expect(phone(page, user_id).get_by_test_id("compose")).to_be_visible()
    return phone(page, user_id)


def keys(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"inline_keyboard": list(rows)}


async def update(caller: Caller, kind: str) -> Any:
    """The next update of this kind; what came before it is let go."""
    offset = 0
    while True:
        for found in await caller.do("getUpdates", offset=offset, timeout=5):
            offset = found["update_id"] + 1
            if kind in found:
                return found[kind]


async def test_phones_stand_side_by_side_and_start_the_bot(page: Page, world: World) -> None:
    await start(page, world)

    await expect(page.locator(".phone:visible")).to_have_count(3)
    await expect(phone(page, ROSARIO).locator(".message.out")).to_contain_text("/start")
    assert [sent.text for sent in world.messages(ROSARIO)] == ["/start"]


async def test_enter_sends_and_shift_enter_breaks_the_line(page: Page, world: World) -> None:
    own = await start(page, world)

    await own.get_by_test_id("compose").press_sequentially("una")
    await own.get_by_test_id("compose").press("Shift+Enter")
    await own.get_by_test_id("compose").press_sequentially("dos")
    await own.get_by_test_id("compose").press("Enter")

    await expect(own.locator(".message.out").last).to_contain_text("una\ndos", use_inner_text=True)
    assert world.messages(ROSARIO)[-1].text == "una\ndos"


async def test_long_text_is_sent_in_parts_as_the_apps_do(page: Page, world: World) -> None:
    own = await start(page, world)
    sentences = "Las ferias de barrio piden otra tasa. " * 200
    nothing_to_cut_at = "a" * 4095 + "😀" * 10

    for text in (sentences, nothing_to_cut_at):
        await own.get_by_test_id("compose").fill(text)
        await own.get_by_test_id("send").click()
        await expect(own.get_by_test_id("compose")).to_have_value("")
        await expect(own.locator(".message.out").last).to_contain_text(text.strip()[-8:])

    _start, first, second, third, fourth = (sent.text for sent in world.messages(ROSARIO))
    assert f"{first} {second}" == sentences.strip()
    assert 3796 <= len(first) <= 4096
    assert first.endswith(".")
    assert (third, fourth) == ("a" * 4095, "😀" * 10)


async def test_bots_name_and_words_offer_results_and_a_tap_sends_one(page: Page, world: World, caller: Caller) -> None:
    own = await start(page, world)
    content = {"message_text": "<b>Ferias</b>", "parse_mode": "HTML"}
    results = [
        {"type": "article", "id": str(number), "title": f"<Feria {number}>", "input_message_content": content}
        for number in (1, 2)
    ]

    await own.get_by_test_id("compose").press_sequentially("@redes_bot feria")
    query = await update(caller, "inline_query")
    while query["query"] != "feria":
        query = await update(caller, "inline_query")
    button = {"text": "Buscar en el bot", "start_parameter": "search"}
    await caller.do("answerInlineQuery", inline_query_id=query["id"], results=results, button=button)
    await expect(own.get_by_test_id("inline-result").locator("b")).to_have_text(["<Feria 1>", "<Feria 2>"])
    await expect(own.get_by_test_id("inline-button")).to_have_text("Buscar en el bot")
    await own.get_by_test_id("inline-result").last.click()

    await expect(own.locator(".message.out").last).to_contain_text("mediante @redes_bot")
    await expect(own.get_by_test_id("compose")).to_have_value("")
    await expect(own.get_by_test_id("inline")).to_be_hidden()
    assert world.messages(ROSARIO)[-1].text == "Ferias"


async def test_formatting_counts_as_telegram_does_and_markup_stays_text(
    page: Page, world: World, caller: Caller
) -> None:
    await start(page, world)
    text = "😀😀 <b>fuerte</b> <tg-spoiler>oculto</tg-spoiler> &lt;img src=x onerror=alert(1)&gt;"

    sent = await caller.do("sendMessage", chat_id=ROSARIO, text=text, parse_mode="HTML")

    shown = message(page, ROSARIO, sent)
    await expect(shown.locator("strong")).to_have_text("fuerte")
    await expect(shown.locator(".text")).to_have_text("😀😀 fuerte oculto <img src=x onerror=alert(1)>")
    await expect(shown.locator("img")).to_have_count(0)
    await shown.locator(".spoiler").click()
    await expect(shown.locator(".spoiler")).to_have_class("spoiler revealed")


async def test_press_shimmers_until_the_bot_answers(page: Page, world: World, caller: Caller) -> None:
    await start(page, world)
    board = keys([{"text": "Asistir", "callback_data": "go"}, {"text": "No", "callback_data": "no"}])
    sent = await caller.do("sendMessage", chat_id=ROSARIO, text="¿Asistir?", reply_markup=board)

    await message(page, ROSARIO, sent).locator(".inline-key", has_text="Asistir").click()
    await expect(phone(page, ROSARIO).locator(".inline-key.waiting")).to_have_text("Asistir")
    query = await update(caller, "callback_query")
    await caller.do("answerCallbackQuery", callback_query_id=query["id"], text="Anotado")

    assert query["data"] == "go"
    await expect(phone(page, ROSARIO).get_by_test_id("toast")).to_have_text("Anotado")
    await expect(phone(page, ROSARIO).locator(".inline-key.waiting")).to_have_count(0)


async def test_alert_waits_for_its_button(page: Page, world: World, caller: Caller) -> None:
    own = await start(page, world)
    board = keys([{"text": "Aviso", "callback_data": "x"}])
    await caller.do("sendMessage", chat_id=ROSARIO, text="…", reply_markup=board)

    await own.locator(".inline-key").click()
    query = await update(caller, "callback_query")
    await caller.do("answerCallbackQuery", callback_query_id=query["id"], text="Ya empezó", show_alert=True)

    await expect(own.get_by_test_id("alert")).to_contain_text("Ya empezó")
    await own.get_by_test_id("alert").get_by_role("button").click()
    await expect(own.get_by_test_id("alert")).to_have_count(0)


async def test_edits_and_deletions_happen_in_place(page: Page, world: World, caller: Caller) -> None:
    await start(page, world)
    sent = await caller.do("sendMessage", chat_id=ROSARIO, text="Van 3")
    await expect(message(page, ROSARIO, sent)).to_contain_text("Van 3")

    await caller.do("editMessageText", chat_id=ROSARIO, message_id=sent["message_id"], text="Van 4")
    await expect(message(page, ROSARIO, sent)).to_contain_text("Van 4")
    await expect(message(page, ROSARIO, sent).locator(".edited")).to_have_text("editado")

    await caller.do("deleteMessage", chat_id=ROSARIO, message_id=sent["message_id"])
    await expect(message(page, ROSARIO, sent)).to_have_count(0)


async def test_tap_on_a_bubble_replies_and_edits(page: Page, world: World, caller: Caller) -> None:
    own = await start(page, world)
    asked = await caller.do("sendMessage", chat_id=ROSARIO, text="¿Qué se intentó?")

    await message(page, ROSARIO, asked).locator(".text").click()
    await own.get_by_test_id("action-reply").click()
    await own.get_by_test_id("compose").fill("Una feria")
    await own.get_by_test_id("send").click()
    await expect(own.locator(".message.out .reply-quote")).to_contain_text("¿Qué se intentó?")
    await own.locator(".message.out .text").last.click()
    await own.get_by_test_id("action-edit").click()
    await own.get_by_test_id("compose").fill("Dos ferias")
    await own.get_by_test_id("compose").press("Enter")

    await expect(own.locator(".message.out").last).to_contain_text("Dos ferias")
    answer = world.messages(ROSARIO)[-1]
    assert (answer.text, answer.body["reply_to_message"]["message_id"]) == ("Dos ferias", asked["message_id"])


async def test_invitation_link_starts_the_bot_with_its_token(
    page: Page, world: World, caller: Caller, bot: Bot
) -> None:
    own = await start(page, world)
    board = keys([{"text": "Entrar", "url": f"https://t.me/{bot.username}?start=abc-123"}])
    await caller.do("sendMessage", chat_id=ROSARIO, text="Invitación", reply_markup=board)

    await own.locator(".inline-key").click()

    await expect(own.locator(".message.out").last).to_contain_text("/start abc-123")
    assert world.messages(ROSARIO)[-1].text == "/start abc-123"


async def test_invitation_in_the_note_is_a_button(page: Page, serving: Serving, world: World, bot: Bot) -> None:
    world.add_user(104, "Inés", note=f"Quito https://t.me/{bot.username}?start=abc-123")
    await opened(page, serving, "?phones=104")

    await phone(page, 104).get_by_test_id("invitation").click()

    await expect(phone(page, 104).locator(".message.out").last).to_contain_text("/start abc-123")


async def test_commands_are_offered_while_typing(page: Page, world: World, caller: Caller) -> None:
    commands = [{"command": "menu", "description": "lo principal"}, {"command": "red", "description": "mi red"}]
    await caller.do("setMyCommands", commands=commands)
    own = await start(page, world)

    await own.get_by_test_id("compose").press_sequentially("/r")
    await expect(own.locator(".suggestions button")).to_have_text("/redmi red")
    await own.locator(".suggestions button").click()

    await expect(own.locator(".message.out").last).to_contain_text("/red")


async def test_forced_reply_quotes_the_question(page: Page, world: World, caller: Caller) -> None:
    own = await start(page, world)
    asked = await caller.do("sendMessage", chat_id=ROSARIO, text="¿El problema?", reply_markup={"force_reply": True})

    await expect(own.locator(".context")).to_contain_text("¿El problema?")
    await own.get_by_test_id("compose").fill("El transporte")
    await own.get_by_test_id("compose").press("Enter")

    await expect(own.locator(".message.out").last).to_contain_text("El transporte")
    assert world.messages(ROSARIO)[-1].body["reply_to_message"]["message_id"] == asked["message_id"]


async def test_key_of_a_reply_keyboard_is_sent_as_words(page: Page, world: World, caller: Caller) -> None:
    own = await start(page, world)
    board = {"keyboard": [[{"text": "Sí"}, {"text": "No"}]], "one_time_keyboard": True}
    await caller.do("sendMessage", chat_id=ROSARIO, text="¿Seguir?", reply_markup=board)

    await own.locator(".reply-key", has_text="No").click()

    await expect(own.locator(".message.out").last).to_contain_text("No")
    assert world.messages(ROSARIO)[-1].text == "No"
    await expect(own.locator(".reply-keyboard")).to_be_hidden()


async def test_file_goes_as_what_the_person_chooses(page: Page, world: World) -> None:
    own = await start(page, world)

    note = {"name": "acta.txt", "mimeType": "text/plain", "buffer": b"acuerdos"}
    await own.get_by_test_id("file").set_input_files(note)  # type: ignore[arg-type]
    await page.locator("dialog [name=caption]").fill("El acta")
    await page.locator("dialog button.main").click()

    await expect(own.locator(".document")).to_contain_text("acta.txt")
    sent = world.messages(ROSARIO)[-1]
    assert (sent.media_kind, sent.text) == ("document", "El acta")


async def test_several_files_go_as_an_album_in_one_bubble(page: Page, world: World) -> None:
    own = await start(page, world)
    names = ("plaza.png", "feria.png", "puerto.png")

    pictures: Any = [{"name": name, "mimeType": "image/png", "buffer": png(40, 30)} for name in names]
    await own.get_by_test_id("file").set_input_files(pictures)
    await expect(page.locator("dialog .file-name")).to_have_count(3)
    await expect(page.locator("dialog [name=kind]")).to_have_count(3)
    await page.locator("dialog [name=caption]").fill("Tres plazas")
    await page.locator("dialog button.main").click()

    await expect(own.get_by_test_id("album").locator("img")).to_have_count(3)
    await expect(own.locator(".message.out").last).to_contain_text("Tres plazas")
    sent = world.messages(ROSARIO)[-3:]
    assert [message.text for message in sent] == ["Tres plazas", "", ""]
    assert len({message.body["media_group_id"] for message in sent}) == 1


async def test_album_of_the_bot_is_edited_in_place(page: Page, world: World, caller: Caller) -> None:
    own = await start(page, world)
    acta = world.send_file(ROSARIO, ROSARIO, "document", b"%PDF", "acta.pdf").body["document"]["file_id"]
    media = [{"type": "document", "media": acta}, {"type": "document", "media": acta, "caption": "Las actas"}]

    sent = await caller.do("sendMediaGroup", chat_id=ROSARIO, media=media)
    album = own.locator(".message.in").last
    await expect(album.locator(".document")).to_have_count(2)
    await expect(album).to_contain_text("Las actas")
    number = sent[1]["message_id"]
    await caller.do("editMessageCaption", chat_id=ROSARIO, message_id=number, caption="Las dos actas")
    await expect(album).to_contain_text("Las dos actas")
    await caller.do("deleteMessages", chat_id=ROSARIO, message_ids=[sent[0]["message_id"]])

    await expect(own.locator(".message.in .document")).to_have_count(1)


async def test_more_files_than_an_album_holds_are_not_sent(page: Page, world: World) -> None:
    own = await start(page, world)

    pictures: Any = [{"name": f"{number}.png", "mimeType": "image/png", "buffer": b"x"} for number in range(11)]
    await own.get_by_test_id("file").set_input_files(pictures)

    await expect(page.get_by_test_id("toast")).to_have_text("Un álbum tiene 10 archivos como máximo.")
    assert len(world.messages(ROSARIO)) == 1


async def test_blocking_and_restarting(page: Page, world: World, bot: Bot) -> None:
    own = await start(page, world)

    await own.get_by_test_id("more").click()
    await own.get_by_test_id("action-block").click()
    await expect(own.get_by_test_id("restart")).to_be_visible()
    assert world.private(bot, ROSARIO).blocked

    await own.get_by_test_id("restart").click()
    await expect(own.get_by_test_id("compose")).to_be_visible()
    assert not world.private(bot, ROSARIO).blocked


async def test_group_shows_who_speaks_and_counts_what_is_unread(page: Page, world: World, group: Chat) -> None:
    own, other = phone(page, ROSARIO), phone(page, MONTSE)
    await own.get_by_test_id("back").click()
    await other.get_by_test_id("back").click()
    await own.locator(f"[data-chat='{group.id}']").click()
    await expect(own.get_by_test_id("compose")).to_be_visible()

    world.send_text(TIAGO, group.id, "Hola de Tiago")

    await expect(own.locator(".message.in").last).to_contain_text("Tiago")
    await expect(other.locator(f"[data-chat='{group.id}'] .badge")).to_be_visible()
    await own.get_by_test_id("back").click()
    await expect(own.locator(f"[data-chat='{group.id}']")).to_contain_text("Hola de Tiago")


async def test_clock_shows_the_next_event_and_moves(page: Page, clock: Clock) -> None:
    moved = page.locator("html:not([data-moving])")
    await expect(page.get_by_test_id("clock-now")).to_contain_text("09:00")
    await expect(page.locator(".clock-next")).to_contain_text("5 mar 2027")

    await page.get_by_test_id("clock-next").click()
    await expect(page.get_by_test_id("clock-now")).to_contain_text("5 mar 2027")
    await moved.wait_for()
    await page.get_by_test_id("clock-to").fill("2027-06-02T07:30")
    await page.get_by_test_id("clock-to").press("Enter")

    await expect(page.get_by_test_id("clock-now")).to_contain_text("2 jun 2027")
    await moved.wait_for()
    assert clock.moves == [datetime(2027, 3, 5, 9, tzinfo=UTC), datetime(2027, 6, 2, 7, 30, tzinfo=UTC)]


async def test_page_says_that_time_is_moving(page: Page, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    arrived = asyncio.Event()

    async def slowly(moment: datetime) -> None:
        await arrived.wait()
        clock.moment = moment

    monkeypatch.setattr(clock, "move_to", slowly)
    await page.get_by_test_id("clock-day").click()

    await page.locator("html[data-moving='1']").wait_for()
    await expect(page.get_by_test_id("clock-day")).to_be_disabled()
    arrived.set()
    await page.locator("html:not([data-moving])").wait_for()
    await expect(page.get_by_test_id("clock-day")).to_be_enabled()


async def test_narrow_window_shows_one_phone_and_its_tabs(page: Page) -> None:
    await page.set_viewport_size({"width": 390, "height": 844})

    await expect(page.locator(".phone:visible")).to_have_attribute("data-phone", str(ROSARIO))
    await page.locator(f"[data-tab='{TIAGO}']").click()

    await expect(page.locator(".phone:visible")).to_have_attribute("data-phone", str(TIAGO))
    assert await page.evaluate("document.documentElement.scrollWidth") == 390


async def test_address_chooses_the_phones_and_new_people_join(page: Page, serving: Serving, world: World) -> None:
    await opened(page, serving, f"?phones={TIAGO}")
    await expect(page.locator(".phone")).to_have_count(1)

    await page.get_by_test_id("add-phone").click()
    await page.locator("dialog [name=first_name]").fill("Ñusta")
    await page.locator("dialog button.main").click()

    await expect(page.locator(".phone").last).to_contain_text("Ñusta")
    newest = list(world.users)[-1]
    assert page.url.endswith(f"?phones={TIAGO},{newest}")


async def test_every_language_has_the_same_words(page: Page) -> None:
    compare = """async () => {
        const read = async (code) => (await import(`/static/words/${code}.js`)).default;
        const words = await Promise.all(["es", "pt", "ca", "en"].map(read));
        const gaps = (text) => (text.match(/\\{\\w+\\}/g) ?? []).sort().join();
        return words.map((each) => Object.keys(each).sort().map((key) => key + gaps(each[key])).join());
    }"""
    assert len(set(await page.evaluate(compare))) == 1
