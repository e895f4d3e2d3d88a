"""Secrets of this device: in the keyring of the system where it has one, else beside the boards."""

import logging
from typing import Any, Final

from inkroom_desktop.store import Store

NAME: Final = "Inkroom"
RINGED: Final = "keyring"
PLAIN: Final = "plain:"
_log = logging.getLogger(__name__)


class Vault:
    """Secrets by name. Nothing asks the keyring, which may ask a person for a password, before one is wanted."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[str, str] = {}

    @property
    def safe(self) -> bool:
        """True where the system keeps secrets: whoever copies the folder of this device does not get them."""
        return bool(_ring().get_keyring().priority >= 1)

    def keep(self, name: str, secret: str) -> None:
        """Keeps a secret instead of the one before; "" forgets it."""
        if secret == self.read(name):
            return
        self._read[name] = secret
        where = f"{PLAIN}{secret}" if secret else ""
        if self.safe:
            ring = _ring()
            try:
                if secret:
                    ring.set_password(NAME, name, secret)
                    where = RINGED
                elif self._store.value(_key(name)) == RINGED:
                    ring.delete_password(NAME, name)
            except ring.errors.KeyringError as why:
                _log.warning("the keyring does not take it: %s", why)
        self._store.set_value(_key(name), where)

    def read(self, name: str) -> str:
        """The secret; "" where there is none, or the keyring stays closed."""
        if name not in self._read:
            self._read[name] = self._found(name)
        return self._read[name]

    def _found(self, name: str) -> str:
        where = self._store.value(_key(name))
        if where != RINGED:
            return where.removeprefix(PLAIN)
        ring = _ring()
        try:
            return ring.get_password(NAME, name) or ""
        except ring.errors.KeyringError as why:
            _log.warning("the keyring stays closed: %s", why)
            return ""


def _key(name: str) -> str:
    return f"secret:{name}"


def _ring() -> Any:  # a module, late: it looks for its backends when it is imported
    import keyring

    return keyring
