"""Whatever is sent, a method does it or refuses: it never breaks."""

import functools
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sandbox.entities import finished
from sandbox.html import parse_html, units
from sandbox.limits import Limits
from sandbox.methods import METHODS
from sandbox.parameters import Parameters
from sandbox.refusal import Refusal
from sandbox.world import World
from tests.examples import examples
from tests.sandbox.aiogram_classes import method_classes
from tests.sandbox.conftest import MONTSE, ROSARIO, TOKEN, Caller, Clock
from tests.sandbox.dialect import check_result

SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.sampled_from([ROSARIO, MONTSE, -1001000000000, 10**30, "1", "x", "", "@redes", "[", "{}", "attach://x", "HTML"]),
    st.text(max_size=5),
    st.floats(),
)
KEYS = st.sampled_from(["type", "message_id", "offset", "length", "text", "url", "chat_id", "inline_keyboard", "media"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)


@functools.cache
def parameters_of(method: str) -> st.SearchStrategy[dict[str, Any]]:
    """Made once: making it takes as long as drawing from it."""
    names = sorted(method_classes()[method].model_fields)
    return st.dictionaries(st.sampled_from(names), VALUES, max_size=5) if names else st.just({})


def small_world() -> World:
    world = World(Clock().now, Limits.off())
    bot = world.add_bot(TOKEN, "redes_bot", "Redes")
    world.add_user(ROSARIO, "Rosario")
    world.add_user(MONTSE, "Montse")
    chat = world.add_group("Foro", [ROSARIO], [MONTSE], is_forum=True)
    world.add_bot_to(chat.id, bot, administrator=True)
    world.start(ROSARIO)
    world.send_text(ROSARIO, chat.id, "/hola")
    return world


@pytest.mark.parametrize("method", sorted(METHODS))
@settings(
    max_examples=examples(12, thorough=500),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(data=st.data())
def test_method_answers_or_refuses(method: str, data: st.DataObject) -> None:
    world = small_world()
    parameters: dict[str, Any] = {"chat_id": ROSARIO, "text": "x", "message_id": 1} | data.draw(parameters_of(method))

    try:
        result = METHODS[method](world, world.bot, Parameters(parameters))
    except Refusal:
        return
    check_result(method, result)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(alphabet="<>/&;=\"' abtgñ😀-", max_size=40))
def test_markup_is_read_or_refused(markup: str) -> None:
    try:
        text, entities = finished(*parse_html(markup, 0.0))
    except Refusal:
        return
    assert all(entity["offset"] >= 0 and entity["offset"] + entity["length"] <= units(text) for entity in entities)


@pytest.mark.parametrize(
    ("kind", "body", "refusal"),
    [
        ("application/json", b"{", "can't parse JSON object"),
        ("application/json", b"[]", "expected an Object"),
        ("multipart/form-data", b"x", "boundary field is empty"),
        ("multipart/form-data; boundary=x", b"nonsense", "can't parse multipart body"),
        ("application/x-www-form-urlencoded", b"\xff=%ff", "chat_id is empty"),
        ("image/png", b"x", "chat_id is empty"),
    ],
)
async def test_bad_body_is_refused(caller: Caller, kind: str, body: bytes, refusal: str) -> None:
    url = f"{caller.root}/bot{TOKEN}/sendMessage"

    response = await caller.client.post(url, content=body, headers={"Content-Type": kind})

    assert (response.status_code, response.json()["description"]) == (400, f"Bad Request: {refusal}")


async def test_giant_body_is_not_kept(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sandbox.files.LARGEST_UPLOAD", 100)
    monkeypatch.setattr("sandbox.receiving.BEYOND_FILES", 100)
    url = f"{caller.root}/bot{TOKEN}/sendDocument"

    for wanted in ({"content": b"x" * 201}, {"files": {"document": ("a.bin", b"x" * 201)}}):
        response = await caller.client.post(url, **wanted)

        assert (response.status_code, response.json()["description"]) == (413, "Request Entity Too Large")


async def test_phone_api_survives_nonsense(phones: httpx.AsyncClient) -> None:
    for path in ("/sandbox/clock", f"/sandbox/users/{ROSARIO}/chats/{ROSARIO}/presses", "/sandbox/groups"):
        for body in (b"{", b"[]", b'{"days": "x", "message_id": "x", "members": 5, "title": 1}'):
            response = await phones.post(path, content=body, headers={"Content-Type": "application/json"})
            assert response.status_code == 400, (path, body, response.text)
