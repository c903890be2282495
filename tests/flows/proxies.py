"""What stands between Telegram and the replicas: the examples of `deploy/`, or a round robin of our own."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle
from pathlib import Path

import aiohttp
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bot.serving import Server, listen_on
from tests.flows.processes import PATIENCE

DEPLOY = Path(__file__).parents[2] / "deploy"
LOG = "proxy.log"
PASSED_ON = ("content-type", "x-telegram-bot-api-secret-token")


@asynccontextmanager
async def round_robin(ports: Sequence[int], _folder: Path, port: int) -> AsyncIterator[str]:
    """To each in turn; to the next when one is gone or says 503."""
    turns = cycle(range(len(ports)))

    async def forward(request: Request) -> Response:
        body, headers = await request.body(), {name: request.headers[name] for name in PASSED_ON}
        first = next(turns)
        for port in (*ports[first:], *ports[:first]):
            address = f"http://127.0.0.1:{port}{request.url.path}"
            try:
                async with session.post(address, data=body, headers=headers) as answer:
                    if answer.status != 503:
                        return Response(await answer.read(), answer.status)
            except aiohttp.ClientError:
                continue
        return Response(status_code=502)

    server = Server(Starlette(routes=[Route("/telegram", forward, methods=["POST"])]))
    running = asyncio.create_task(server.run(listen_on(f"127.0.0.1:{port}", "PROXY")))
    async with aiohttp.ClientSession() as session:
        yield f"http://127.0.0.1:{port}"
        server.stop()
        await running


@asynccontextmanager
async def nginx(ports: Sequence[int], folder: Path, port: int) -> AsyncIterator[str]:
    """`deploy/nginx.conf`, with TLS, where nginx is installed."""
    program = _installed("nginx")
    (folder / "microrredes.conf").write_text(nginx_site(ports, folder, port))
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder))
    arguments = ("-p", str(folder), "-e", "stderr", "-c", str(folder / "nginx.conf"))
    async with _certified(folder), _serving(folder, port, program, *arguments):
        yield f"https://localhost:{port}"


@asynccontextmanager
async def caddy(ports: Sequence[int], folder: Path, port: int) -> AsyncIterator[str]:
    """`deploy/Caddyfile`, with TLS, where Caddy is installed."""
    program = _installed("caddy")
    (folder / "Caddyfile").write_text(caddy_site(ports, folder, port))
    arguments = ("run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile")
    async with _certified(folder), _serving(folder, port, program, *arguments):
        yield f"https://localhost:{port}"


NGINX = """
daemon off;
pid {folder}/nginx.pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/microrredes.conf;
}}
"""


def nginx_site(ports: Sequence[int], folder: Path, port: int) -> str:
    """The example, on this machine's ports and with a certificate of the test's."""
    return _replaced(
        (DEPLOY / "nginx.conf").read_text("utf-8"),
        {f"127.0.0.1:{8081 + number}": f"127.0.0.1:{given}" for number, given in enumerate(ports)}
        | {
            "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
            "server_name bot.example.org": "server_name localhost",
            "/etc/letsencrypt/live/bot.example.org/fullchain.pem": str(folder / "certificate.pem"),
            "/etc/letsencrypt/live/bot.example.org/privkey.pem": str(folder / "key.pem"),
        },
    )


def caddy_site(ports: Sequence[int], folder: Path, port: int) -> str:
    """The same for Caddy. Its administration would listen on a fixed port."""
    apart = f"\tadmin off\n\tauto_https disable_redirects\n\tstorage file_system {folder}\n"
    tls = f"\ttls {folder / 'certificate.pem'} {folder / 'key.pem'}\n"
    return _replaced(
        (DEPLOY / "Caddyfile").read_text("utf-8"),
        {
            "\n{\n\tlog {\n": f"\n{{\n{apart}\tlog {{\n",
            "{$MICRORREDES_HOST:bot.example.org} {\n": f"https://localhost:{port} {{\n\tbind 127.0.0.1\n{tls}",
            "{$MICRORREDES_REPLICAS:127.0.0.1:8081 127.0.0.1:8082 127.0.0.1:8083}": " ".join(
                f"127.0.0.1:{given}" for given in ports
            ),
        },
    )


def _replaced(text: str, pieces: dict[str, str]) -> str:
    for piece, other in pieces.items():
        assert text.count(piece) == 1, piece
        text = text.replace(piece, other)
    return text


@asynccontextmanager
async def _certified(folder: Path) -> AsyncIterator[None]:
    """A certificate for localhost, which this process trusts meanwhile."""
    process = await asyncio.create_subprocess_exec(
        *(_installed("openssl"), "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
        *("-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
        *("-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem")),
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert await process.wait() == 0
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SSL_CERT_FILE", str(folder / "certificate.pem"))
        yield


@asynccontextmanager
async def _serving(folder: Path, port: int, program: str, *arguments: str) -> AsyncIterator[None]:
    with (folder / LOG).open("wb") as log:
        process = await asyncio.create_subprocess_exec(program, *arguments, stdout=log, stderr=log)
    try:
        await _until_listening(port, process)
        yield
    finally:
        process.terminate()
        await process.wait()


async def _until_listening(port: int, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            assert process.returncode is None
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
                continue
            writer.close()
            await writer.wait_closed()
            return


def _installed(program: str) -> str:
    found = shutil.which(program) or shutil.which(program, path="/usr/sbin")
    if found is None:
        pytest.skip(f"{program} is not installed")
    return found
