"""The key ring of a Linux desktop: the Secret Service of GNOME, KDE and KeePassXC, spoken to over the session's bus.

A secret goes as it is over that bus, a socket of the user's own: what could listen there could ask for it, too.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

from carnet.errors import Reason, Trouble

_BUS = "org.freedesktop.secrets"
_ROOT = "/org/freedesktop/secrets"
_NONE = "/"  # the path that means nothing
_ANSWER_S = 10
_PROMPT_S = 60  # for who is asked to open the key ring
_ABSENT = ("org.freedesktop.DBus.Error.ServiceUnknown", "org.freedesktop.DBus.Error.NameHasNoOwner")


class SecretService:
    """What it is asked has the names that `keyring` gives on the other systems."""

    def get_password(self, service: str, username: str) -> str | None:
        """Return a secret; None where there is none."""
        with _talking() as talk:
            for item in talk.found(service, username)[:1]:
                (secret,) = talk.ask(item, "Item", "GetSecret", "o", talk.session)
                return bytes(secret[2]).decode()
        return None

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a secret, in the place of what was kept under that name."""
        with _talking() as talk:
            (collection,) = talk.ask(_ROOT, "Service", "ReadAlias", "s", "default")
            if collection == _NONE:
                raise Trouble(Reason.NO_KEY_RING)
            talk.unlock([collection])
            told = {
                "org.freedesktop.Secret.Item.Label": ("s", f"{service} ({username[:8]})"),
                "org.freedesktop.Secret.Item.Attributes": ("a{ss}", _attributes(service, username)),
            }
            secret = (talk.session, b"", password.encode(), "text/plain; charset=utf8")
            _item, prompt = talk.ask(collection, "Collection", "CreateItem", "a{sv}(oayays)b", told, secret, True)
            talk.wait_for(prompt)

    def delete_password(self, service: str, username: str) -> None:
        """Forget a secret, if there is one."""
        with _talking() as talk:
            for item in talk.found(service, username):
                (prompt,) = talk.ask(item, "Item", "Delete", "")
                talk.wait_for(prompt)


def _attributes(service: str, username: str) -> dict[str, str]:
    return {"application": service, "journal": username}


class _Talk:
    """A connection to the bus, and a session in which secrets are handed over."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection
        _nothing, self.session = self.ask(_ROOT, "Service", "OpenSession", "sv", "plain", ("s", ""))

    def ask(self, path: str, interface: str, method: str, signature: str, *values: object) -> Any:
        """Return what a method answers.

        Raises:
            Trouble: nobody is there, or says no.
        """
        from jeepney import DBusAddress, HeaderFields, MessageType, new_method_call

        address = DBusAddress(path, _BUS, f"org.freedesktop.Secret.{interface}")
        call = new_method_call(address, method, signature, values)
        reply = self._connection.send_and_get_reply(call, timeout=_ANSWER_S)
        if reply.header.message_type is not MessageType.error:
            return reply.body
        name = str(reply.header.fields.get(HeaderFields.error_name, ""))
        if name in _ABSENT or ".Spawn." in name:
            raise Trouble(Reason.NO_KEY_RING, detail=name)
        if name.endswith(".IsLocked"):
            raise Trouble(Reason.KEY_RING_LOCKED)
        raise Trouble(Reason.KEY_RING_REFUSED, detail=name)

    def found(self, service: str, username: str) -> list[str]:
        """Return what is kept under a name, unlocked."""
        unlocked, locked = self.ask(_ROOT, "Service", "SearchItems", "a{ss}", _attributes(service, username))
        if locked:
            self.unlock(locked)
        return [*unlocked, *locked]

    def unlock(self, paths: list[str]) -> None:
        """Let the user open what is locked.

        Raises:
            Trouble: "key_ring_locked", the user does not.
        """
        _unlocked, prompt = self.ask(_ROOT, "Service", "Unlock", "ao", paths)
        self.wait_for(prompt)

    def wait_for(self, prompt: str) -> None:
        """Wait until the user has answered what the key ring asks."""
        if prompt == _NONE:
            return
        from jeepney import MatchRule, message_bus

        rule = MatchRule(type="signal", interface="org.freedesktop.Secret.Prompt", member="Completed", path=prompt)
        self._connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=_ANSWER_S)
        with self._connection.filter(rule) as answers:
            self.ask(prompt, "Prompt", "Prompt", "s", "")
            dismissed, _result = self._connection.recv_until_filtered(answers, timeout=_PROMPT_S).body
        if dismissed:
            raise Trouble(Reason.KEY_RING_LOCKED)


@contextmanager
def _talking() -> Iterator[_Talk]:
    from jeepney.auth import AuthenticationError
    from jeepney.io.blocking import open_dbus_connection

    try:
        connection = open_dbus_connection("SESSION")
    except (KeyError, OSError, ValueError, RuntimeError, AuthenticationError) as error:
        raise Trouble(Reason.NO_KEY_RING, detail=str(error)) from error
    with closing(connection):
        try:
            yield _Talk(connection)
        except (OSError, EOFError) as error:  # nobody answers, or the bus went away
            raise Trouble(Reason.KEY_RING_REFUSED, detail=type(error).__name__) from error
