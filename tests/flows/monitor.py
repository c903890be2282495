"""Reads what a bot's process shows to those who watch it."""

import httpx

from tests.flows.processes import PATIENCE


class Monitor:
    """Of one process, started with its `settings`."""

    def __init__(self, port: int) -> None:
        self.settings = {"metrics_listen": f"127.0.0.1:{port}"}
        self._address = f"http://127.0.0.1:{port}"

    async def health(self) -> tuple[int, str]:
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            answer = await client.get(f"{self._address}/health")
        return answer.status_code, answer.text.strip()

    async def page(self) -> str:
        async with httpx.AsyncClient(timeout=PATIENCE) as client:
            return (await client.get(f"{self._address}/metrics")).text

    async def figures(self) -> dict[str, float]:
        """By name and labels."""
        lines = [line for line in (await self.page()).splitlines() if not line.startswith("#")]
        return {name: float(value) for name, _, value in (line.rpartition(" ") for line in lines)}
