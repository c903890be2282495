from typing import Any

from bot.post.links import addressed, links_to_bot


def markup(url: str) -> dict[str, Any]:
    return {
        "text": "{bot_username}",
        "reply_markup": {"inline_keyboard": [[{"text": "a", "url": url}, {"text": "b", "callback_data": "mn"}]]},
    }


def test_name_is_filled_into_addresses_only() -> None:
    payload = markup("https://t.me/{bot_username}?start=solve-7")

    assert links_to_bot(payload)
    assert addressed(payload, "redes_bot") == markup("https://t.me/redes_bot?start=solve-7")


def test_other_payloads_are_left_alone() -> None:
    assert not links_to_bot(markup("https://example.org"))
    assert not links_to_bot({"text": "{bot_username}"})
    assert not links_to_bot({"reply_markup": {"remove_keyboard": True}})
