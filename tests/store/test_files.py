from typing import Any

import pytest

from store.files import files_in, has_files, with_files, with_words, words_of

PATH = {"path": "/srv/a.pdf"}
QR = {"qr": "x", "name": "a.png", "personal": True}


@pytest.mark.parametrize(
    ("payload", "files"),
    [
        ({"text": "Hola", "reply_markup": {"inline_keyboard": [[{"text": "Ir", "url": "x"}]]}}, []),
        ({"document": "BQAC", "caption": "a"}, []),
        ({"document": PATH, "caption": "a"}, [PATH]),
        ({"photo": QR}, [QR]),
        ({"document": {"text": "{}", "name": "a.json"}}, [{"text": "{}", "name": "a.json"}]),
        ({"media": [{"type": "photo", "media": PATH}, {"type": "photo", "media": "AgAC"}]}, [PATH]),
        ({"media": {"type": "document", "media": PATH}, "message_id": 7}, [PATH]),
    ],
)
def test_files_of_ours_are_found(payload: dict[str, Any], files: list[object]) -> None:
    assert list(files_in(payload)) == files
    assert has_files(payload) is bool(files)


def test_ids_take_the_places_of_files_in_their_order() -> None:
    items = [{"type": "photo", "media": PATH}, {"type": "photo", "media": "A"}, {"type": "photo", "media": QR}]

    assert with_files({"media": items}, ["B", "C"])["media"] == [
        {"type": "photo", "media": "B"},
        {"type": "photo", "media": "A"},
        {"type": "photo", "media": "C"},
    ]
    assert with_files({"media": items}, [None, "C"])["media"][0]["media"] == PATH


def test_words_of_an_album_are_found_and_changed_where_they_stand() -> None:
    photos = {"media": [{"type": "photo", "media": "A", "caption": "a"}, {"type": "photo", "media": "B"}]}
    documents = {"media": [{"type": "document", "media": "A"}, {"type": "document", "media": "B", "caption": "b"}]}

    assert words_of(photos)["caption"] == "a"
    assert words_of(documents)["caption"] == "b"
    assert words_of({"text": "c"}) == {"text": "c"}
    assert words_of(with_words(documents, words_of(documents) | {"caption": "d"}))["caption"] == "d"
