"""What a request of the page of phones holds, and how it is answered: JSON, and refusals as the Bot API has them."""

from collections.abc import Awaitable, Callable
from typing import Any

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from sandbox.call import Upload
from sandbox.refusal import Refusal, bad_request

Json = dict[str, Any]


def route(path: str, endpoint: Callable[[Request], Awaitable[Any]], method: str = "GET") -> Route:
    """Refusals and plain values become JSON here."""

    async def answer(request: Request) -> Response:
        try:
            result = await endpoint(request)
        except Refusal as refusal:
            return JSONResponse(refusal.answer(), refusal.code)
        return result if isinstance(result, Response) else JSONResponse(result)

    return Route(path, answer, methods=[method])


async def json_of(request: Request) -> Json:
    body = await request.body()
    try:
        value = await request.json() if body else {}
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(value, dict):
        raise bad_request("expected an Object")
    return value


async def upload_of(file: UploadFile) -> Upload:
    kind = file.content_type or "application/octet-stream"
    return Upload(file.filename or "file.bin", kind, await file.read())


def number_of(value: Any) -> int | None:
    """A message's number, as JSON or a form has it; None for none."""
    try:
        return int(value or 0) or None
    except (TypeError, ValueError):
        raise bad_request("not a number") from None
