"""Fetching a calendar from its address: the one door to the network. https alone, so much, so long, and no more.

What an address may hold of secrets (a password, a private path) is told to nobody: errors name the host.
"""

import base64
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from http.client import HTTPException, HTTPMessage
from pathlib import Path
from typing import IO, Any, NamedTuple
from urllib.parse import unquote, urlsplit, urlunsplit

from carnet.domain.calendars import FeedReason, address, host
from carnet.errors import Refused, Trouble

LARGEST = 10_000_000
SECONDS = 30
_SECONDS_OF_SILENCE = 10
_LONGEST_TAG = 500
_PART = 65_536
# Where systems other than the one that Python was built on keep whom they trust.
_TRUSTED = ("/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem")


class Fetched(NamedTuple):
    """What came of a calendar's address; `data` is None where nothing changed since `etag`."""

    data: bytes | None
    etag: str


def fetch(url: str, etag: str = "", *, cancelled: Callable[[], bool] = lambda: False) -> Fetched:
    """Return what stands at an address.

    Raises:
        Refused: "cancelled", or what `address` says of where it leads.
        Trouble: offline, refused, gone, too large or too slow.
    """
    wanted = address(url)
    request = _request(wanted, etag)
    try:
        with _opener().open(request, timeout=_SECONDS_OF_SILENCE) as answer:
            return Fetched(_read(answer, wanted, cancelled), answer.headers.get("ETag", "")[:_LONGEST_TAG])
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == 304:
            return Fetched(None, etag)
        raise Trouble(_OF_CODE.get(error.code, FeedReason.FAILED), host=host(wanted), code=error.code) from None
    except (OSError, HTTPException) as error:
        raise Trouble(_reason(error), host=host(wanted)) from None


_OF_CODE = {401: FeedReason.REFUSED, 403: FeedReason.REFUSED, 404: FeedReason.GONE, 410: FeedReason.GONE}


def _reason(error: Exception) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return FeedReason.TOO_SLOW
    if isinstance(cause, ssl.SSLCertVerificationError):
        return FeedReason.UNTRUSTED
    return FeedReason.FAILED if isinstance(cause, HTTPException) else FeedReason.OFFLINE


def _request(url: str, etag: str) -> urllib.request.Request:
    parts = urlsplit(url)
    bare = parts.netloc.rpartition("@")[2]
    headers = {"Accept": "text/calendar, */*;q=0.1", "User-Agent": "Carnet"}
    if etag:
        headers["If-None-Match"] = etag
    without_secret = urlunsplit(parts._replace(netloc=bare))
    request = urllib.request.Request(without_secret, headers=headers)  # noqa: S310  (`address` let it through)
    if parts.username is not None:
        secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
        # Not sent on to where an answer leads.
        request.add_unredirected_header("Authorization", "Basic " + base64.b64encode(secret).decode("ascii"))
    return request


def _opener() -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(urllib.request.HTTPSHandler(context=_trust()), _Redirects())


def _trust() -> ssl.SSLContext:
    context = ssl.create_default_context()
    paths = ssl.get_default_verify_paths()
    if paths.cafile is None and paths.capath is None:
        for name in _TRUSTED:
            if Path(name).is_file():
                context.load_verify_locations(cafile=name)
                break
    return context


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows an answer to another address, if that one may be asked."""

    max_redirections = 5

    def redirect_request(  # noqa: PLR0917  (the library's signature)
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        """Return the request for the new address."""
        return super().redirect_request(req, fp, code, msg, headers, address(newurl))


def _read(answer: Any, url: str, cancelled: Callable[[], bool]) -> bytes:
    ends_at = time.monotonic() + SECONDS
    parts: list[bytes] = []
    size = 0
    while part := answer.read1(_PART):
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise Trouble(FeedReason.TOO_LARGE, host=host(url))
        if time.monotonic() > ends_at:
            raise Trouble(FeedReason.TOO_SLOW, host=host(url))
        if cancelled():
            raise Refused("cancelled")
    return b"".join(parts)
