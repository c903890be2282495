"""Files through the door: out by upload or id, alone or in an album, and in from a server or a disk."""

import io
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from telegram.error import NetworkError

from bot.post import FileElsewhere, FileTooBig, Post, Refused, Sent, build_bot
from bot.post.downloads import path_on_disk
from bot.post.uploads import opened
from sandbox.call import Upload
from sandbox.files import StoredFile
from tests.local_telegram import ROSARIO, TIAGO, TOKEN, local_telegram
from tests.sandbox.test_files import ogg
from tests.sandbox.test_sending import png

MEGABYTE = 1024 * 1024


@pytest.fixture
def pictures(tmp_path: Path) -> list[str]:
    """Three pictures on disk."""
    paths = [tmp_path / f"{name}.png" for name in "abc"]
    for number, path in enumerate(paths, start=1):
        path.write_bytes(png(number, number))
    return [str(path) for path in paths]


def sparse(path: Path, size: int) -> str:
    with path.open("wb") as file:
        file.truncate(size)
    return str(path)


def album(*files: Any, kind: str = "photo", **words: str) -> dict[str, Any]:
    items: list[dict[str, Any]] = [{"type": kind, "media": file} for file in files]
    items[0 if kind == "photo" else -1] |= words
    return {"media": items}


async def test_uploaded_file_comes_back_as_an_id_that_can_be_sent(tmp_path: Path) -> None:
    path = tmp_path / "acta.pdf"
    path.write_bytes(b"%PDF-1.7")
    async with local_telegram() as telegram:
        payload = {"document": {"path": str(path), "name": "Acta.pdf"}, "caption": "Acta"}
        outcome = await telegram.post.post("sendDocument", ROSARIO, payload)
        assert isinstance(outcome, Sent)
        again = await telegram.post.post("sendDocument", TIAGO, {"document": outcome.file_ids[0]})

        assert isinstance(again, Sent)
        assert again.file_ids == ()
        received = telegram.world.messages(TIAGO)[-1].body["document"]
        assert received["file_name"] == "Acta.pdf"
        assert await telegram.post.file_size(received["file_id"]) == 8
        with pytest.raises(FileTooBig):
            await telegram.post.download(received["file_id"], at_most=7)


async def test_file_inside_a_parameter_goes_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "acta.pdf"
    path.write_bytes(b"%PDF-1.7")
    async with local_telegram() as telegram:
        await telegram.post.post("sendDocument", ROSARIO, {"document": {"path": str(path)}})
        sent = telegram.world.messages(ROSARIO)[-1]
        media = {"type": "document", "media": {"path": str(path), "name": "Acta 2.pdf"}, "caption": "Otra"}
        exchange = {"message_id": sent.message_id, "media": media}

        outcome = await telegram.post.post("editMessageMedia", ROSARIO, exchange)

        assert isinstance(outcome, Sent)
        assert telegram.world.messages(ROSARIO)[-1].body["document"]["file_name"] == "Acta 2.pdf"


async def test_file_that_is_not_there_is_refused() -> None:
    async with local_telegram() as telegram:
        outcome = await telegram.post.post("sendDocument", ROSARIO, {"document": {"path": "/nowhere/acta.pdf"}})

    assert outcome == Refused("the file acta.pdf is no longer there")


async def test_qr_code_is_drawn_when_it_is_posted() -> None:
    async with local_telegram() as telegram:
        picture = {"qr": "https://t.me/a_bot?start=abc", "name": "invitation.png"}

        outcome = await telegram.post.post("sendPhoto", ROSARIO, {"photo": picture, "caption": "Invitación"})

        assert isinstance(outcome, Sent)
        assert len(outcome.file_ids) == 1
        message = telegram.world.messages(ROSARIO)[-1]

    assert (message.media_kind, message.text) == ("photo", "Invitación")


async def test_album_is_known_by_all_its_messages_and_files(pictures: list[str]) -> None:
    async with local_telegram() as telegram:
        known = await telegram.post.post("sendPhoto", TIAGO, {"photo": {"path": pictures[2]}})
        assert isinstance(known, Sent)
        media = [{"path": pictures[0]}, *known.file_ids, {"path": pictures[1]}]

        outcome = await telegram.post.post("sendMediaGroup", ROSARIO, album(*media, caption="Fotos"))

        sent = [message for message in telegram.world.messages(ROSARIO) if message.by_bot]
    assert isinstance(outcome, Sent)
    assert outcome.album == tuple(message.message_id for message in sent)
    assert outcome.message_id == sent[0].message_id
    assert outcome.file_ids == tuple(sent[place].body["photo"][-1]["file_id"] for place in (0, 2))
    assert [message.text for message in sent] == ["Fotos", "", ""]


async def test_album_of_documents_has_its_words_with_the_last(pictures: list[str]) -> None:
    async with local_telegram() as telegram:
        media = album(*({"path": path} for path in pictures), kind="document", caption="Actas")

        outcome = await telegram.post.post("sendMediaGroup", ROSARIO, media)

    assert isinstance(outcome, Sent)
    assert outcome.message_id == outcome.album[-1]


async def test_words_of_an_album_that_do_not_parse_are_sent_as_plain_text(pictures: list[str]) -> None:
    media = album({"path": pictures[0]}, {"path": pictures[1]}, caption="<b>3 &lt; 4</i>", parse_mode="HTML")
    async with local_telegram() as telegram:
        outcome = await telegram.post.post("sendMediaGroup", ROSARIO, media)

        assert telegram.texts(ROSARIO) == ["3 < 4", ""]
    assert isinstance(outcome, Sent)
    assert outcome.remark.startswith("sent as plain text")


async def test_link_to_the_bot_in_words_of_an_album_gets_its_name(pictures: list[str]) -> None:
    words = '<a href="https://t.me/{bot_username}?start=menu">aquí</a>'
    media = album({"path": pictures[0]}, {"path": pictures[1]}, caption=words, parse_mode="HTML")
    async with local_telegram() as telegram:
        await telegram.post.post("sendMediaGroup", ROSARIO, media)

        entities = next(message.entities for message in telegram.world.messages(ROSARIO) if message.by_bot)

    assert entities[0]["url"] == "https://t.me/microrredes_bot?start=menu"


async def test_voice_note_is_sent(tmp_path: Path) -> None:
    path = tmp_path / "nota.ogg"
    path.write_bytes(ogg(7))
    async with local_telegram() as telegram:
        outcome = await telegram.post.post("sendVoice", ROSARIO, {"voice": {"path": str(path)}, "caption": "Oigan"})

        message = telegram.world.messages(ROSARIO)[-1]
    assert isinstance(outcome, Sent)
    assert outcome.file_ids == (message.body["voice"]["file_id"],)
    assert (message.media_kind, message.text, message.body["voice"]["duration"]) == ("voice", "Oigan", 7)


@pytest.mark.parametrize(
    ("kind", "size", "reason"),
    [
        ("document", 50 * MEGABYTE + 1, "the file acta.bin is larger than the 50 MB that a file may have"),
        ("photo", 10 * MEGABYTE + 1, "the file acta.bin is larger than the 10 MB that a photo may have"),
        ("document", 0, "the file acta.bin is empty"),
    ],
)
async def test_file_that_telegram_would_not_take_is_refused_before_it_is_sent(
    tmp_path: Path, kind: str, size: int, reason: str
) -> None:
    path = sparse(tmp_path / "acta.bin", size)
    post = Post(build_bot(TOKEN))  # at Telegram's address, which is not asked

    single = await post.post(f"send{kind.capitalize()}", ROSARIO, {kind: {"path": path}})
    several = await post.post("sendMediaGroup", ROSARIO, album({"path": path}, {"path": path}, kind=kind))

    assert (single, several) == (Refused(reason), Refused(reason))


async def test_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    async with local_telegram() as telegram:
        outcome = await telegram.post.post("sendDocument", ROSARIO, {"document": {"path": str(tmp_path)}})

    assert isinstance(outcome, Refused)
    assert outcome.reason.endswith("Is a directory")


async def test_server_of_one_s_own_takes_larger_files(tmp_path: Path) -> None:
    path = sparse(tmp_path / "video.bin", 60 * MEGABYTE)
    async with local_telegram(is_local=True) as telegram:
        outcome = await telegram.post.post("sendDocument", ROSARIO, {"document": {"path": path}})

    assert isinstance(outcome, Sent)


async def test_file_is_fetched_piece_by_piece_into_a_target() -> None:
    content = bytes(range(256)) * 40_000
    async with local_telegram() as telegram:
        sent = telegram.world.send_file(ROSARIO, ROSARIO, "document", content, "a.bin")
        file_id, target = sent.body["document"]["file_id"], io.BytesIO()

        size = await telegram.post.download_into(file_id, target)

        with pytest.raises(FileTooBig):
            await telegram.post.download_into(file_id, io.BytesIO(), at_most=size - 1)
    assert (size, target.getvalue()) == (len(content), content)


async def test_size_that_a_server_tells_is_not_relied_on() -> None:
    async with local_telegram() as telegram:
        sent = telegram.world.send_file(ROSARIO, ROSARIO, "document", b"small", "a.bin")
        large = StoredFile("document", 2, Upload("a.bin", "application/octet-stream", bytes(100_000)))
        telegram.world.files._by_path["documents/file_1.bin"] = large

        with pytest.raises(FileTooBig):
            await telegram.post.download(sent.body["document"]["file_id"], at_most=50_000)


async def test_file_larger_than_telegram_lets_bots_fetch_is_too_big() -> None:
    async with local_telegram() as telegram:
        sent = telegram.world.send_file(ROSARIO, ROSARIO, "document", bytes(20 * MEGABYTE + 1), "a.bin")
        with pytest.raises(FileTooBig):
            await telegram.post.download_into(sent.body["document"]["file_id"], io.BytesIO())


async def test_file_that_is_gone_at_the_server_is_network_trouble() -> None:
    async with local_telegram() as telegram:
        sent = telegram.world.send_file(ROSARIO, ROSARIO, "document", b"small", "a.bin")
        telegram.world.files._by_path.clear()

        with pytest.raises(NetworkError, match="could not be fetched"):
            await telegram.post.download(sent.body["document"]["file_id"])


async def test_local_server_s_file_is_read_from_its_disk() -> None:
    content = bytes(21 * MEGABYTE)
    async with local_telegram(is_local=True) as telegram:
        sent = telegram.world.send_file(ROSARIO, ROSARIO, "document", content, "a.bin")
        file_id, target = sent.body["document"]["file_id"], io.BytesIO()

        assert await telegram.post.download_into(file_id, target) == len(content)
        assert await telegram.post.file_size(file_id) == len(content)
        with pytest.raises(FileTooBig):
            await telegram.post.download(file_id)
    assert target.getvalue() == content


def test_only_a_server_of_one_s_own_may_name_files_of_this_machine(tmp_path: Path) -> None:
    folder = tmp_path / TOKEN / "documents"
    folder.mkdir(parents=True)
    file = folder / "file_1.pdf"
    file.write_bytes(b"%PDF")

    def located(path: object, *, is_own_server: bool = True) -> Path | None:
        return path_on_disk({"file_path": str(path)}, TOKEN, is_own_server=is_own_server)

    assert located(file) == located(f"file://{file}") == file.resolve()
    assert located("documents/file_1.pdf") is None
    for named in (file, f"file://{file}"):
        with pytest.raises(FileElsewhere):
            located(named, is_own_server=False)
    outside = tmp_path / "secret"
    (folder / "link").symlink_to(outside)
    for named in ("/etc/passwd", outside, f"{folder}/../../../etc/passwd", f"{folder}/../../secret", folder / "link"):
        with pytest.raises(FileElsewhere):
            located(named)


def test_folder_without_colons_is_the_bot_s_too(tmp_path: Path) -> None:
    file = tmp_path / TOKEN.replace(":", "~") / "documents" / "file_1.pdf"

    assert path_on_disk({"file_path": str(file)}, TOKEN, is_own_server=True) == file.resolve()


async def test_album_is_measured_whole_and_without_what_telegram_has(tmp_path: Path) -> None:
    paths = [sparse(tmp_path / f"{number}.bin", 20 * MEGABYTE) for number in range(3)]
    post = Post(build_bot(TOKEN))  # at Telegram's address, which is not asked

    outcome = await post.post("sendMediaGroup", ROSARIO, album(*({"path": path} for path in paths), kind="document"))

    await post.close()
    assert outcome == Refused("the files are together larger than the 50 MB that a request may have")
    with ExitStack() as files:
        opened(album("BQACAgQ", *({"path": path} for path in paths[:2]), kind="document"), files, post.limits)


@pytest.mark.parametrize(
    ("url", "is_own"),
    [("https://api.telegram.org", False), ("http://127.0.0.1:8081", True), ("https://api.telegram.org.es", True)],
)
async def test_server_is_told_by_its_address(url: str, is_own: bool) -> None:
    async with build_bot(TOKEN, url) as client:
        assert client.is_own_server is is_own
        assert Post(client).limits.upload == (2000 if is_own else 50) * MEGABYTE
