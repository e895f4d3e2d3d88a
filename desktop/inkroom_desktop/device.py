"""What a device has: its store, its threads, its name and its settings, and which clients are in use."""

import logging
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QLockFile

from inkroom.side import lesson_of
from inkroom_desktop import theme
from inkroom_desktop.address import HERE, Address, fresh_id
from inkroom_desktop.claim import Claim, bereft, claim
from inkroom_desktop.embedded import Embedded
from inkroom_desktop.files import Files
from inkroom_desktop.keeper import Keeper
from inkroom_desktop.library import OwnLibrary
from inkroom_desktop.link import Link
from inkroom_desktop.lobby import BoardRow
from inkroom_desktop.nearby import Nearby
from inkroom_desktop.network import Network
from inkroom_desktop.places import Places
from inkroom_desktop.sharing import Sharing
from inkroom_desktop.store import Store
from inkroom_desktop.tools.nib import Nib, nib_of, text_of_nib
from inkroom_desktop.vault import Vault

THEMES: Final[dict[str, theme.Choice]] = {"light": "light", "dark": "dark", "system": "system"}
RECENT: Final = 12
"""So many boards the menu offers again."""
NETWORKS: tuple[str, ...] = ()
"""The addresses of the networks on which rooms are shared and heard of; empty for all."""
_log = logging.getLogger(__name__)


def data_folder() -> Path:
    """Where the platform keeps a program's data; `INKROOM_DESKTOP_DATA` puts it elsewhere."""
    chosen = os.environ.get("INKROOM_DESKTOP_DATA")
    if chosen:
        return Path(chosen)
    home = Path.home()
    if sys.platform == "darwin":
        return home / "Library/Application Support/Inkroom"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local") / "Inkroom"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share") / "inkroom"


class Device:
    """Opens the store and starts the threads; `close` ends them."""

    def __init__(self, folder: Path, name: str = "") -> None:
        self.folder = folder
        self.store = Store(folder / "desktop.db")
        self.keeper = Keeper(self.store)
        self.network = Network()
        self.embedded = Embedded(folder / "boards")
        self.nearby = Nearby(NETWORKS)
        self.sharing = Sharing(self.network, self.embedded, self.nearby)
        self.library = OwnLibrary(folder)
        self.name = name or self.store.value("name")
        self.colour = self.store.value("colour")
        """The name of the colour that the person wishes; "": whatever a board gives."""
        self.guest = self.store.value("guest") or self._new_guest()
        self.files = Files(self.network, self.store, self.embedded, self.guest)
        self.vault = Vault(self.store)
        self.places = Places(self.store, self.vault, self.files)
        self._closed = False
        self._locks: dict[Link, list[QLockFile]] = {}
        self._orphans: dict[Link, None] = {}
        self._epochs: dict[Link, int] = {}
        """The epoch for which the dead clients of a link's board were asked."""

    def _new_guest(self) -> str:
        guest = fresh_id()
        self.store.set_value("guest", guest)
        return guest

    @property
    def chosen_theme(self) -> theme.Choice:
        return THEMES.get(self.store.value("theme"), "system")

    def set_theme(self, choice: theme.Choice) -> None:
        self.store.set_value("theme", choice)

    @property
    def language(self) -> str:
        """The chosen language; empty: the computer's."""
        return self.store.value("language")

    @property
    def nib(self) -> Nib:
        """How the pen of this device writes."""
        return nib_of(self.store.value("nib"))

    def set_nib(self, nib: Nib) -> None:
        self.store.set_value("nib", text_of_nib(nib))

    def flag(self, name: str) -> bool:
        """A setting that is on or off; single-letter keys are on until somebody takes them away."""
        return self.store.value(name, "on" if name == "single-keys" else "") == "on"

    def set_flag(self, name: str, *, on: bool) -> None:
        self.store.set_value(name, "on" if on else "off")

    def rename(self, name: str) -> None:
        """What the others see this person as, on every board from now on."""
        self.name = name
        self.store.set_value("name", name)
        for link in self._locks:
            link.introduce(name, self.colour)

    def recolour(self, colour: str) -> None:
        """The person wishes another colour, on the boards that are open too."""
        self.colour = colour
        self.store.set_value("colour", colour)
        for link in self._locks:
            link.introduce(self.name, colour)

    # ------------------------------------------------------------- links

    def link(self, address: Address) -> Link:
        """A started link to a board, as a client of this device; dead clients of it send what they left behind."""
        own, orphans = claim(self.store, self.folder / "locks", address.key, address.board)
        link = self._start(address, own)
        self._dry(link, own.client)
        for orphan in orphans:
            self._dry(link, orphan.client)
            if any(queued.verdict is None for queued in orphan.stored.ops):
                self._adopt(address, orphan)
            else:
                orphan.lock.unlock()
        link.status.connect(lambda: self._offer(link))
        return link

    def _offer(self, link: Link) -> None:
        """A newer epoch: entries were lost, and those of dead windows may be among them (SES-20)."""
        session, address = link.session, link.address
        if session.phase != "live" or self._epochs.get(link) == session.epoch:
            return
        self._epochs[link] = session.epoch
        folder = self.folder / "locks"
        for claimed in bereft(self.store, folder, address.key, address.board, session.epoch):
            self._adopt(address, claimed)

    def _dry(self, link: Link, client: str) -> None:
        """Puts the stroke that a crash cut off; its journal goes once the op is on the disk (SES-19)."""
        wet = self.store.wet(client)
        if wet is None:
            return
        if link.session.board.get(wet["id"]) is None:
            link.submit({"put": [wet]})
        self.keeper.journal(client, None)

    def _start(self, address: Address, claimed: Claim) -> Link:
        address = replace(address, guest=self.guest)
        link = Link(
            self.network,
            self.keeper,
            address,
            claimed.client,
            claimed.stored,
            name=self.name,
            guest=self.guest,
            colour=self.colour,
        )
        self.store.loaded(claimed.client, link.session.confirmed.own.values())
        self._locks[link] = [claimed.lock]
        link.renewed.connect(lambda client: self._lock_too(link, client))
        link.start()
        return link

    def _adopt(self, address: Address, orphan: Claim) -> None:
        """Sends the queue of a dead window under its own id, and ends when it is empty."""
        link = self._start(address, orphan)
        link.heir = True
        self._orphans[link] = None
        _log.info(
            "client %s left %d ops behind; they are sent", orphan.client, link.session.waiting
        )

        def done() -> None:
            if link in self._orphans and not link.session.waiting:
                del self._orphans[link]
                link.stop()
                self.keeper.slim(link.session.client)
                self.leave(link)

        link.settled.connect(done)

    def _lock_too(self, link: Link, client: str) -> None:
        lock = QLockFile(str(self.folder / "locks" / f"{client}.lock"))
        lock.setStaleLockTime(0)
        if lock.tryLock(0):
            self._locks[link].append(lock)
            if not link.heir:  # what it left under the old id rests as a dead window's (SES-20)
                self._locks[link].pop(0).unlock()

    def leave(self, link: Link) -> None:
        """The link is stopped: when its last write is on the disk, another window may be this client."""
        locks = self._locks.pop(link, [])
        self._epochs.pop(link, None)
        if locks:
            self.keeper.flush()
        for lock in locks:
            lock.unlock()

    @property
    def links(self) -> list[Link]:
        """The boards that are open, and those whose strokes are still sent for a window that died."""
        return list(self._locks)

    def boards_here(self, server: str) -> list[BoardRow]:
        """The boards of a server that were opened on this device."""
        return [
            BoardRow(id, title, head, round(used * 1000))
            for id, title, head, used in self.store.boards(server)
            if lesson_of(id) is None
        ]

    def recent(self) -> list[tuple[str, str, str]]:
        """The boards that were opened last: place, id, title; of a board in a file the name of that."""
        found = []
        for place, id, title in self.store.recent(RECENT):
            if lesson_of(id) is not None:
                continue
            path = self.files.of(id) if place == HERE else None
            found.append((place, id, path.stem if path else title))
        return found

    def close(self) -> None:
        """Ends every link and the threads; what was to be written is on the disk. A second time does nothing."""
        if self._closed:
            return
        self._closed = True
        for link in list(self._locks):
            link.stop()
            self.leave(link)
        self.files.close()
        self.nearby.close()
        self.embedded.stop()
        self.network.close()
        self.keeper.close()
        self.store.close()
