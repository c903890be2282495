"""Files: what a bot uploads and what it is told of them, and what it is refused."""

import io
import json
import os
import tracemalloc
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.bot_api import BotApi
from sandbox.call import Upload
from sandbox.limits import Limits
from sandbox.people import Bot
from sandbox.receiving import Body
from sandbox.refusal import Refusal
from sandbox.serving import serve
from sandbox.world import World
from tests.sandbox.conftest import ROSARIO, TOKEN, Caller, Clock
from tests.sandbox.test_sending import png

MEGABYTE = 1 << 20


async def test_document_is_sent_received_and_sent_again(world: World, caller: Caller) -> None:
    world.start(ROSARIO)
    url = f"{caller.root}/bot{TOKEN}"
    response = await caller.client.post(
        f"{url}/sendDocument",
        data={"chat_id": str(ROSARIO), "caption": "<i>Acta</i>", "parse_mode": "HTML", "document": "attach://acta"},
        files={"acta": ("acta.txt", io.BytesIO(b"acordamos"), "text/plain")},
    )
    document = response.json()["result"]["document"]

    file = await caller.do("getFile", file_id=document["file_id"])
    content = await caller.client.get(f"{caller.root}/file/bot{TOKEN}/{file['file_path']}")
    again = await caller.do("sendDocument", chat_id=ROSARIO, document=document["file_id"])

    assert document["file_name"] == "acta.txt"
    assert content.content == b"acordamos"
    assert again["document"] == document


async def test_photo_has_sizes(world: World, caller: Caller) -> None:
    world.start(ROSARIO)
    response = await caller.client.post(
        f"{caller.root}/bot{TOKEN}/sendPhoto",
        data={"chat_id": str(ROSARIO)},
        files={"photo": ("a.png", png(640, 320), "image/png")},
    )

    sizes = response.json()["result"]["photo"]

    assert [(size["width"], size["height"]) for size in sizes] == [(320, 160), (640, 320)]
    assert (await caller.do("getFile", file_id=sizes[0]["file_id"]))["file_path"] == "photos/file_1.jpg"


@pytest.mark.parametrize(
    ("method", "parameters", "refusal"),
    [
        ("sendPhoto", {}, "400 Bad Request: there is no photo in the request"),
        ("sendDocument", {"document": "BQACAgQ"}, "400 Bad Request: wrong file identifier/HTTP URL specified"),
        ("sendDocument", {"document": "https://a.es/b.pdf"}, "400 Bad Request: failed to get HTTP URL content"),
        ("getFile", {}, "400 Bad Request: file_id not specified"),
        ("getFile", {"file_id": "x"}, "400 Bad Request: invalid file_id"),
    ],
)
async def test_bad_file_is_refused(
    world: World, caller: Caller, method: str, parameters: dict[str, Any], refusal: str
) -> None:
    world.start(ROSARIO)

    assert await caller.refusal(method, chat_id=ROSARIO, **parameters) == refusal


async def test_large_file_cannot_be_fetched(world: World, caller: Caller) -> None:
    message = world.send_file(ROSARIO, ROSARIO, "document", b"x" * (20 * 1024 * 1024 + 1), "big.bin")

    refusal = await caller.refusal("getFile", file_id=message.body["document"]["file_id"])

    assert refusal == "400 Bad Request: file is too big"


async def test_long_caption_is_refused(world: World, caller: Caller) -> None:
    message = world.send_file(ROSARIO, ROSARIO, "document", b"x", "a.txt")
    file_id = message.body["document"]["file_id"]

    refusal = await caller.refusal("sendDocument", chat_id=ROSARIO, document=file_id, caption="x" * 1025)

    assert refusal == "400 Bad Request: message caption is too long"


async def test_album_is_one_group(world: World, caller: Caller) -> None:
    world.start(ROSARIO)
    files = {name: (f"{name}.png", png(8, 8), "image/png") for name in ("a", "b")}
    media = [{"type": "photo", "media": f"attach://{name}", "caption": name} for name in files]

    response = await caller.client.post(
        f"{caller.root}/bot{TOKEN}/sendMediaGroup",
        data={"chat_id": str(ROSARIO), "media": json.dumps(media)},
        files=files,
    )

    sent = response.json()["result"]
    assert [message["caption"] for message in sent] == ["a", "b"]
    assert len({message["media_group_id"] for message in sent}) == 1


def album(*kinds: str, **fields: Any) -> str:
    return json.dumps([{"type": kind, "media": "attach://a", **fields} for kind in kinds])


async def upload(caller: Caller, method: str, content: bytes | None = None, **parameters: Any) -> tuple[int, Any]:
    """Calls a method with a file `a` in the same body."""
    response = await caller.client.post(
        f"{caller.root}/bot{TOKEN}/{method}",
        data={"chat_id": str(ROSARIO), **parameters},
        files={"a": ("a.png", png(8, 8) if content is None else content)},
    )
    answer = response.json()
    return response.status_code, answer.get("result", answer.get("description"))


@pytest.mark.parametrize(
    ("parameters", "refusal"),
    [
        ({}, 'parameter "media" is required'),
        ({"media": "x"}, "can't parse media JSON object"),
        ({"media": "{}"}, "expected an Array of InputMedia"),
        ({"media": "[1]"}, "can't parse InputMedia: expected an Object"),
        ({"media": "[]"}, "there are no messages to send"),
        ({"media": album(*["photo"] * 11)}, "too many messages to send as an album"),
        ({"media": '[{"media": "x"}]'}, "can't parse InputMedia: Can't find field \"type\""),
        ({"media": album("photo", "sticker")}, 'can\'t parse InputMedia: type "sticker" is unsupported'),
        (
            {"media": album("photo", "animation")},
            "can't parse InputMedia: type \"animation\" can't be used in sendMediaGroup",
        ),
        ({"media": album("photo", "document")}, "document can't be mixed with other media types"),
        ({"media": album("audio", "video")}, "audio can't be mixed with other media types"),
        ({"media": album("photo", "photo", media="attach://b")}, "can't parse InputMedia: media not found"),
        ({"media": album("photo", "photo", media="")}, "can't parse InputMedia: media not found"),
        ({"media": album("photo", "photo", caption="x" * 1025)}, "message caption is too long"),
        ({"media": album("photo", "photo", media="AgACwrong123")}, "wrong file identifier/HTTP URL specified"),
        (
            {"media": album("photo", "photo", media="https://a.es/b.png")},
            'failed to send message #1 with the error message "Failed to get HTTP URL content"',
        ),
    ],
)
async def test_album_that_telegram_takes_not_is_refused_whole(
    world: World, caller: Caller, parameters: dict[str, str], refusal: str
) -> None:
    world.start(ROSARIO)

    assert await upload(caller, "sendMediaGroup", None, **parameters) == (400, f"Bad Request: {refusal}")
    assert len(world.messages(ROSARIO)) == 1


async def test_picture_that_is_none_is_named_by_its_place(world: World, caller: Caller) -> None:
    world.start(ROSARIO)

    refusal = await upload(caller, "sendMediaGroup", b"no picture", media=album("photo", "photo"))

    named = 'failed to send message #1 with the error message "IMAGE_PROCESS_FAILED"'
    assert refusal == (400, f"Bad Request: {named}")


async def test_album_of_one_is_an_ordinary_message(world: World, caller: Caller) -> None:
    world.start(ROSARIO)

    status, sent = await upload(caller, "sendMediaGroup", media=album("photo"))

    assert (status, len(sent)) == (200, 1)
    assert "media_group_id" not in sent[0]


@pytest.mark.parametrize(("chat_id", "albums"), [(ROSARIO, 3), (-1001, 2)])
async def test_album_counts_as_so_many_messages(clock: Clock, chat_id: int, albums: int) -> None:
    world = World(clock.now, Limits())
    bot = world.add_bot(TOKEN, "redes_bot", "Redes")

    for _ in range(albums):  # thirty a second for the bot, twenty a minute for a group
        bot.pace.check(chat_id, world.seconds(), messages=10)

    with pytest.raises(Refusal, match="Too Many Requests"):
        bot.pace.check(chat_id, world.seconds())


async def test_people_send_albums_as_messages_of_one_group(world: World, bot: Bot) -> None:
    uploads = [Upload(f"{name}.png", "image/png", png(8, 8)) for name in "abc"]
    world.start(ROSARIO)

    photos = world.send_files(ROSARIO, ROSARIO, "photo", uploads, "Fotos")
    documents = world.send_files(ROSARIO, ROSARIO, "document", uploads[:2], "Actas")

    assert [message.text for message in (*photos, *documents)] == ["Fotos", "", "", "", "Actas"]
    groups = [message.body["media_group_id"] for message in (*photos, *documents)]
    assert [groups.count(group) for group in groups] == [3, 3, 3, 2, 2]
    assert len([update for update in bot.inbox.emitted if "media_group_id" in update.body["message"]]) == 5


@pytest.mark.parametrize(("kind", "albums"), [("document", [10, 2]), ("voice", [])])
async def test_what_people_send_at_once_is_in_albums_of_ten_if_it_may_be(
    world: World, bot: Bot, kind: str, albums: list[int]
) -> None:
    world.start(ROSARIO, bot)

    sent = world.send_files(ROSARIO, ROSARIO, kind, [Upload("a.bin", "application/octet-stream", b"x")] * 12)

    groups = Counter(message.body["media_group_id"] for message in sent if "media_group_id" in message.body)
    assert (len(sent), list(groups.values())) == (12, albums)


def ogg(length: int) -> bytes:
    """The pages of a recording of so many seconds, without its sound."""
    first = b"OggS\x00\x02" + (0).to_bytes(8, "little") + bytes(12) + b"\x01\x13OpusHead" + bytes(11)
    return first + b"OggS\x00\x04" + (length * 48_000).to_bytes(8, "little") + bytes(12) + b"\x01\x01\x00"


async def test_voice_note_says_how_long_it_lasts(world: World, caller: Caller) -> None:
    world.start(ROSARIO)

    status, sent = await upload(caller, "sendVoice", ogg(83), voice="attach://a", caption="Escuchen")

    assert (status, sent["caption"]) == (200, "Escuchen")
    assert {name: sent["voice"][name] for name in ("duration", "mime_type", "file_size")} == {
        "duration": 83,
        "mime_type": "audio/ogg",
        "file_size": len(ogg(83)),
    }


@pytest.mark.parametrize(
    ("method", "content", "refusal"),
    [
        ("sendDocument", b"", "400 Bad Request: file must be non-empty"),
        ("sendPhoto", b"no picture", "400 Bad Request: IMAGE_PROCESS_FAILED"),
        (
            "sendPhoto",
            png(8, 8) + bytes(10 * MEGABYTE),
            f"400 Bad Request: file of size {len(png(8, 8)) + 10 * MEGABYTE} bytes is too big for a photo; "
            "the maximum size is 10485760 bytes",
        ),
    ],
)
async def test_content_that_telegram_takes_not_is_refused(
    world: World, caller: Caller, method: str, content: bytes, refusal: str
) -> None:
    world.start(ROSARIO)
    kind = method.removeprefix("send").lower()

    status, said = await upload(caller, method, content, **{kind: "attach://a"})

    assert f"{status} {said}" == refusal


@pytest.mark.parametrize(
    ("file_id", "refusal"),
    [
        ("BQACnobody01", "wrong file identifier/HTTP URL specified"),
        ("BQAC nobody", "wrong remote file identifier specified: Wrong character in the string"),
        ("BQACx", "wrong remote file identifier specified: Wrong padding length"),
    ],
)
async def test_id_of_no_file_is_refused(world: World, caller: Caller, file_id: str, refusal: str) -> None:
    world.start(ROSARIO)

    said = await caller.refusal("sendDocument", chat_id=ROSARIO, document=file_id)

    assert said == f"400 Bad Request: {refusal}"


async def test_id_that_telegram_has_forgotten_is_refused(world: World, caller: Caller) -> None:
    world.start(ROSARIO)
    _, sent = await upload(caller, "sendDocument", document="attach://a")
    file_id = sent["document"]["file_id"]
    await caller.do("sendDocument", chat_id=ROSARIO, document=file_id)

    world.files.forget(file_id)

    said = await caller.refusal("sendDocument", chat_id=ROSARIO, document=file_id)
    assert said == "400 Bad Request: wrong file identifier/HTTP URL specified"


async def test_large_body_goes_to_disk_as_it_comes(tmp_path: Path) -> None:
    pieces = 45

    async def receive(sent: list[int]) -> dict[str, Any]:
        sent.append(1)
        if len(sent) == 1:
            head = b'--x\r\nContent-Disposition: form-data; name="a"; filename="a.bin"\r\n\r\n'
            return {"type": "http.request", "body": head, "more_body": True}
        if len(sent) <= pieces + 1:
            return {"type": "http.request", "body": b"y" * MEGABYTE, "more_body": True}
        return {"type": "http.request", "body": b"\r\n--x--\r\n"}

    sent: list[int] = []
    body = Body(b"", "multipart/form-data; boundary=x", 50 * MEGABYTE, tmp_path)
    tracemalloc.start()
    await body.receive(lambda: receive(sent))
    received = body.parameters().upload("a")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert received is not None
    assert (received.size, received.head(3), received.tail(2)) == (pieces * MEGABYTE, b"yyy", b"yy")
    assert peak < 6 * MEGABYTE


def multipart(content: bytes, chat_id: int = ROSARIO, *, is_whole: bool = True) -> bytes:
    """The body of sendDocument."""
    parts = [
        f'Content-Disposition: form-data; name="chat_id"\r\n\r\n{chat_id}'.encode(),
        b'Content-Disposition: form-data; name="document"; filename="a.bin"\r\n\r\n' + content,
    ]
    return b"".join(b"--x\r\n" + part + b"\r\n" for part in parts) + (b"--x--\r\n" if is_whole else b"")


def on_disk(world: World) -> list[str]:
    """The files that lie in the sandbox's folder."""
    assert world.files.folder is not None
    return sorted(path.name for path in world.files.folder.iterdir())


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        (multipart(b"y" * 2 * MEGABYTE, is_whole=False), "can't parse multipart body"),
        (multipart(b"y" * 2 * MEGABYTE)[:MEGABYTE], "can't parse multipart body"),
        (multipart(b"y" * 2 * MEGABYTE)[: -len(b"--x--\r\n")] + b"--y--", "can't parse multipart body"),
        (multipart(b"y" * 2 * MEGABYTE, chat_id=7), "chat not found"),
    ],
)
async def test_file_that_is_refused_leaves_nothing_behind(
    world: World, caller: Caller, body: bytes, refusal: str
) -> None:
    world.start(ROSARIO)
    kind = {"Content-Type": "multipart/form-data; boundary=x"}

    response = await caller.client.post(f"{caller.root}/bot{TOKEN}/sendDocument", content=body, headers=kind)

    assert (response.status_code, response.json()["description"]) == (400, f"Bad Request: {refusal}")
    assert on_disk(world) == []


async def test_whoever_hangs_up_in_the_middle_has_asked_for_nothing(world: World, caller: Caller) -> None:
    world.start(ROSARIO)
    body = multipart(b"y" * 2 * MEGABYTE)
    arriving = [{"type": "http.request", "body": body, "more_body": True}, {"type": "http.disconnect"}]
    scope = {
        "path": f"/bot{TOKEN}/sendDocument",
        "query_string": b"",
        "headers": [(b"content-type", b"multipart/form-data; boundary=x")],
    }
    answers: list[Any] = []

    async def receive() -> Any:
        return arriving.pop(0)

    async def send(answer: Any) -> None:
        answers.append(answer)

    await BotApi(world)(scope, receive, send)

    assert (answers, list(world.calls), [message for message in world.messages(ROSARIO) if message.by_bot]) == (
        [],
        [],
        [],
    )
    assert on_disk(world) == []


async def test_local_server_tells_where_on_this_disk_a_file_lies(clock: Clock, client: httpx.AsyncClient) -> None:
    world = World(clock.now, Limits.off(), is_local=True)
    bot = world.add_bot(TOKEN, "redes_bot", "Redes")
    world.add_user(ROSARIO, "Rosario")
    large = b"x" * (21 * MEGABYTE)
    message = world.send_file(ROSARIO, ROSARIO, "document", large, "acta.pdf")
    async with serve(world) as serving:
        caller = Caller(client, serving.url)

        file = await caller.do("getFile", file_id=message.body["document"]["file_id"])

        path = Path(file["file_path"])
        assert path.is_absolute()
        assert bot.token in path.parts
        assert (os.path.getsize(path), file["file_size"]) == (len(large), len(large))  # noqa: ASYNC240
        over_http = await client.get(f"{serving.url}/file/bot{TOKEN}/documents/file_1.pdf")
        assert over_http.status_code == 404
    assert not os.path.exists(path)  # noqa: ASYNC240
