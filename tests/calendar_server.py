"""A server of calendars on this machine alone, for tests."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from beside import threads

HEAD = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
TAIL = "END:VCALENDAR\r\n"


def event(uid: str, title: str, day: str, *more: str) -> str:
    """Return an event at half past six in the evening of a day ("20261124")."""
    start = f"DTSTART;TZID=Europe/Paris:{day}T183000"
    return "\r\n".join(("BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", start, *more, "END:VEVENT", ""))


class CalendarServer:
    """What the server answers, and what it was asked."""

    def __init__(self) -> None:
        self.body = (HEAD + event("a", "Afterwork", "20261124") + TAIL).encode()
        self.status = 200
        self.location = ""
        self.etag = '"1"'
        self.seconds_between_bytes = 0.0
        self.asked: list[dict[str, str]] = []
        self.url = ""


class _Handler(BaseHTTPRequestHandler):
    answers: CalendarServer

    def do_GET(self) -> None:
        answers = self.answers
        answers.asked.append({"path": self.path, **{name.lower(): value for name, value in self.headers.items()}})
        if answers.location and not self.path.endswith("/there"):
            self.send_response(302)
            self.send_header("Location", answers.location)
            self.end_headers()
            return
        unchanged = answers.etag and self.headers.get("If-None-Match") == answers.etag
        self.send_response(304 if unchanged else answers.status)
        if answers.etag:
            self.send_header("ETag", answers.etag)
        self.end_headers()
        if not unchanged:
            self._write(answers)

    def _write(self, answers: CalendarServer) -> None:
        try:
            if not answers.seconds_between_bytes:
                self.wfile.write(answers.body)
                return
            for byte in answers.body:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(answers.seconds_between_bytes)
        except OSError:  # who asked has gone
            pass

    def log_message(self, *_told: object) -> None:
        return


@contextmanager
def served() -> Iterator[CalendarServer]:
    """Yield a server that runs."""
    answers = CalendarServer()
    handler = type("Handler", (_Handler,), {"answers": answers})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    answers.url = f"http://127.0.0.1:{server.server_port}/agenda.ics"
    with threads():
        thread.start()
        try:
            yield answers
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
