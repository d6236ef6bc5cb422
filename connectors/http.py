"""HTTP clients of one process share one TLS context."""

import ssl
from functools import cache
from typing import Any

import httpx


def open_client(**options: Any) -> httpx.AsyncClient:
    """An `httpx.AsyncClient` with these options; the caller closes it.

    Certificates are verified as httpx does by default. They are read once for all clients, which
    takes 20 ms in which nothing else runs.
    """
    return httpx.AsyncClient(verify=_tls_context(), **options)


@cache
def _tls_context() -> ssl.SSLContext:
    return httpx.create_ssl_context()
