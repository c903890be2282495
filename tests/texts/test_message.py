"""What is said with files, as Telegram's methods want it."""

import pytest

from store.models import MediaKind
from texts.media import Album, Media, OnDisk, QrPicture, Written, media_of
from texts.message import Button, Html, Message

KEYS = ((Button("Ir", url="https://a.es"),),)
PHOTOS = tuple(Media(MediaKind.PHOTO, f"AgAC{number}") for number in range(3))
DOCUMENTS = tuple(Media(MediaKind.DOCUMENT, f"BQAC{number}") for number in range(2))


@pytest.mark.parametrize(
    ("file", "payload"),
    [
        ("AwAC", "AwAC"),
        (OnDisk("/srv/acta.pdf"), {"path": "/srv/acta.pdf"}),
        (OnDisk("/srv/1.pdf", "acta.pdf"), {"path": "/srv/1.pdf", "name": "acta.pdf"}),
        (Written("{}", "a.json"), {"text": "{}", "name": "a.json"}),
        (Written("{}", "a.json", is_personal=True), {"text": "{}", "name": "a.json", "personal": True}),
        (QrPicture("https://a.es", "a.png"), {"qr": "https://a.es", "name": "a.png"}),
    ],
)
def test_file_goes_with_its_caption_and_buttons(file: str | OnDisk | Written | QrPicture, payload: object) -> None:
    message = Message(Html("<b>Acta</b>"), KEYS, media=Media(MediaKind.VOICE, file), silent=True)

    assert message.method == "sendVoice"
    assert message.payload() == {
        "voice": payload,
        "caption": "<b>Acta</b>",
        "parse_mode": "HTML",
        "reply_markup": {"inline_keyboard": [[{"text": "Ir", "url": "https://a.es"}]]},
        "disable_notification": True,
    }


def test_words_of_an_album_stand_where_people_s_apps_put_them() -> None:
    photos, documents = (Message(Html("Hola"), media=Album(files)) for files in (PHOTOS, DOCUMENTS))

    assert photos.method == documents.method == "sendMediaGroup"
    assert photos.payload() == {
        "media": [
            {"type": "photo", "media": "AgAC0", "caption": "Hola", "parse_mode": "HTML"},
            {"type": "photo", "media": "AgAC1"},
            {"type": "photo", "media": "AgAC2"},
        ]
    }
    assert documents.payload() == {
        "media": [
            {"type": "document", "media": "BQAC0"},
            {"type": "document", "media": "BQAC1", "caption": "Hola", "parse_mode": "HTML"},
        ]
    }
    assert photos.edit_method() == "editMessageCaption"
    assert photos.edit_payload(7) == {"message_id": 7, "caption": "Hola", "parse_mode": "HTML"}


def test_buttons_of_an_album_stand_under_its_words_below() -> None:
    message = Message(Html("Hola"), KEYS, media=Album(PHOTOS), reply_to=7)

    assert message.parts == (Message(Html(), media=Album(PHOTOS), reply_to=7), Message(Html("Hola"), KEYS))


def test_buttons_of_an_album_need_words() -> None:
    with pytest.raises(ValueError, match="need words"):
        Message(Html(), KEYS, media=Album(PHOTOS))


def test_words_too_long_for_the_caption_of_an_album_follow_it() -> None:
    message = Message(Html("x" * 1025), media=Album(DOCUMENTS))

    assert message.parts == (Message(Html(), media=Album(DOCUMENTS)), Message(Html("x" * 1025)))


@pytest.mark.parametrize(
    "files", [PHOTOS[:1], PHOTOS * 4, (*PHOTOS, *DOCUMENTS), (Media(MediaKind.VOICE, "a"), Media(MediaKind.VOICE, "b"))]
)
def test_files_that_telegram_puts_in_no_album_are_none(files: tuple[Media, ...]) -> None:
    with pytest.raises(ValueError, match="no album"):
        Album(files)


def test_however_many_files_there_are() -> None:
    assert [media_of(()), media_of(PHOTOS[:1]), media_of(PHOTOS)] == [None, PHOTOS[0], Album(PHOTOS)]


def test_key_that_copies_is_one_of_telegrams() -> None:
    assert Button("Copiar", copy="https://a.es").payload() == {"text": "Copiar", "copy_text": {"text": "https://a.es"}}
