"""The store: what was kept is there after a crash, and a client is one process at a time."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.desktop.boards import KINDS, element

from inkroom.board import Board, Element
from inkroom.errors import Unavailable
from inkroom.gesture import ops_of
from inkroom.messages import Entry, Op
from inkroom.session import Session
from inkroom.undo import Queued
from inkroom_desktop.address import Address
from inkroom_desktop.claim import claim
from inkroom_desktop.device import Device
from inkroom_desktop.keeper import Keeper
from inkroom_desktop.store import ARCHIVE, KEPT_S, Point, Store, encoded

pytestmark = pytest.mark.desktop
HERE = ("http://here", "b1")


def queued(cseq: int, **parts: object) -> Queued:
    (op,) = ops_of({"put": [{"id": f"e{cseq}"} | KINDS[0]], **parts}, Board(), cseq)  # type: ignore[typeddict-item]
    return Queued(op, kept=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "desktop.db")
    made.add("c1", *HERE)
    yield made
    made.close()


def test_it_asks_the_disk_for_every_write(store: Store) -> None:
    """[SES-2] `synchronous=FULL` (2) and a write-ahead log."""
    assert store._db.execute("PRAGMA synchronous").fetchone() == (2,)
    assert store._db.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_kept_ops_come_back_as_they_were(store: Store, tmp_path: Path) -> None:
    """P3: another connection, as after a crash, reads them."""
    store.keep("c1", [(1, encoded(queued(1))), (2, encoded(queued(2, say="Hi")))])
    other = Store(tmp_path / "desktop.db")
    again = other.load("c1")
    other.close()
    assert [q.op.cseq for q in again.ops] == [1, 2]
    assert all(q.kept and q.verdict is None for q in again.ops)
    session = Session("c1", stored=again)
    assert session.waiting == 2
    assert sorted(e.id for e in session.board.visible()) == ["e1", "e2"]


def point(elements: list[Element], judged: list[Queued], seq: int = 7) -> Point:
    return Point(
        1,
        seq,
        "ab" * 8,
        elements,
        {2: {("e1", "ink"): ("#AE1E0E", "c9:4")}},
        [Entry(seq=3, at=1, by="u1", client="c9", cseq=1, say="Hi")],
        judged,
    )


def test_a_checkpoint_holds_board_verdicts_and_undo_together(store: Store) -> None:
    """[UNDO-2, SES-17] The images and the chat stand beside the board that they belong to."""
    store.keep("c1", [(n, encoded(queued(n))) for n in (1, 2, 3)])
    board = [element(**{"id": f"k{n}"} | put) for n, put in enumerate(KINDS)]
    saved = queued(1)
    saved.verdict = "saved"
    store.checkpoint("c1", point(board, [saved]))
    again = store.load("c1")
    assert (again.epoch, again.seq, again.chain) == (1, 7, "ab" * 8)
    assert [q.verdict for q in again.ops] == ["saved", None, None]
    assert again.images == {2: {("e1", "ink"): ("#AE1E0E", "c9:4")}}
    session = Session("c1", stored=again)
    assert [entry.say for entry in session.says] == ["Hi"]
    assert {e.id: e.row() for e in session.confirmed if e.kind != "board"} == {
        e.id: e.row() for e in board
    }
    assert store.clients(*HERE)[0].waiting == 2


def test_a_checkpoint_writes_only_what_changed(store: Store) -> None:
    one, two = (element(**KINDS[4]) for _ in range(2))
    two.id = "e2"
    store.checkpoint("c1", point([one, two], []))
    before = store._db.total_changes
    store.checkpoint("c1", point([one, two.written("ink", "#AE1E0E", "c:8")], [], seq=8))
    assert store._db.total_changes - before <= 3
    store.checkpoint("c1", point([one], [], seq=9))
    assert [row["id"] for row in store.load("c1").rows] == ["e1"]


def test_a_fresh_client_takes_the_queue_in_one_step(store: Store) -> None:
    """[SES-12]"""
    store.keep("c1", [(5, encoded(queued(5)))])
    store.checkpoint("c1", point([element(**KINDS[4])], []))
    store.renew("c1", "c2", [(1, encoded(queued(1)))], [])
    assert [known.id for known in store.clients(*HERE)] == ["c2"]
    again = store.load("c2")
    assert [q.op.cseq for q in again.ops] == [1]
    assert (len(again.rows), len(again.says)) == (1, 1)


def test_the_own_ops_that_have_a_verdict_stay_under_the_old_client(store: Store) -> None:
    """[SES-12, SES-20] Also those whose verdict was not written yet, and none that waits; of an heir nothing stays."""
    store.keep("c1", [(n, encoded(queued(n))) for n in (1, 2, 3)])
    saved = [Queued(queued(n).op, kept=True, verdict="saved") for n in (1, 2)]
    store.checkpoint("c1", point([element(**KINDS[4])], saved[:1]))
    store.renew("c1", "c2", [(1, encoded(queued(1)))], [(2, encoded(saved[1]))])
    assert [known.id for known in store.clients(*HERE)] == ["c2", "c1"]
    old = store.load("c1")
    assert [(q.op.cseq, q.verdict) for q in old.ops] == [(1, "saved"), (2, "saved")]
    assert (old.rows, old.says, old.seq) == ([], [], 0)
    store.renew("c1", "c3", [])
    assert {known.id for known in store.clients(*HERE)} == {"c2", "c3"}


def test_a_stroke_that_a_crash_cut_off_is_there_until_it_is_put(store: Store) -> None:
    store.journal("c1", {"id": "w", **KINDS[0]})
    wet = store.wet("c1")
    assert wet is not None
    assert wet["id"] == "w"
    store.keep("c1", [(1, encoded(queued(1)))])
    assert store.wet("c1") is None


def test_a_process_at_an_older_epoch_than_its_store_writes_nothing_to_it(store: Store) -> None:
    """[SES-7] Its verdicts belong to a past that is gone."""
    store.keep("c1", [(1, encoded(queued(1)))])
    store.checkpoint("c1", point([], [], seq=3)._replace(epoch=2))
    judged = [Queued(queued(1).op, kept=True, verdict="saved")]
    store.checkpoint("c1", point([element(**KINDS[4])], judged, seq=9))
    again = store.load("c1")
    assert (again.epoch, again.seq, again.rows) == (2, 3, [])
    assert [q.verdict for q in again.ops] == [None]


def test_a_session_starts_with_the_newest_ops_and_all_that_wait(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[SES-18] The rest is read where the session asks for it, once."""
    monkeypatch.setattr("inkroom_desktop.store.RECENT", 3)
    store.keep("c1", [(n, encoded(queued(n))) for n in range(1, 9)])
    assert [q.op.cseq for q in store.load("c1").ops] == list(range(1, 9)), "all of them wait"
    judged = [Queued(queued(n).op, kept=True, verdict="saved") for n in range(1, 9)]
    store.checkpoint("c1", point([], judged))
    assert [q.op.cseq for q in store.load("c1").ops] == [6, 7, 8]
    assert [q.op.cseq for q in store.older("c1")] == [1, 2, 3, 4, 5]
    assert store.older("c1") == []
    undo = Queued(Op(cseq=9), "undo", [2], [2], kept=True)
    store.keep("c1", [(9, encoded(undo))])
    assert [q.op.cseq for q in store.load("c1").ops] == list(range(2, 10)), "what it undoes"


DAY_S = 24 * 3_600.0


class Calendar:
    """A clock that stands still until it is set."""

    now = 1e9

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def calendar(store: Store) -> Calendar:
    store._clock = Calendar()
    return store._clock


def saved(first: int, last: int) -> list[Queued]:
    return [Queued(queued(n).op, kept=True, verdict="saved") for n in range(first, last + 1)]


def test_own_ops_are_kept_for_thirty_days_and_the_newest_for_ever(
    store: Store, calendar: Calendar, monkeypatch: pytest.MonkeyPatch
) -> None:
    """[SES-18] Whichever is longer; and one that waits is never let go."""
    assert (ARCHIVE, KEPT_S) == (20_000, 30 * DAY_S)
    monkeypatch.setattr("inkroom_desktop.store.ARCHIVE", 4)

    def there() -> list[int]:
        return [q.op.cseq for q in store.load("c1").ops]

    store.keep("c1", [(n, encoded(queued(n))) for n in range(1, 11)])
    store.checkpoint("c1", point([], saved(2, 4)))
    calendar.now += 10 * DAY_S
    store.checkpoint("c1", point([], saved(5, 10)))
    assert there() == list(range(1, 11)), "more than the newest, and none is old"
    calendar.now += 20 * DAY_S
    store.checkpoint("c1", point([], []))
    assert there() == list(range(1, 11)), "on the last of the thirty days"
    calendar.now += 1
    store.checkpoint("c1", point([], []))
    assert there() == [1, *range(5, 11)]
    calendar.now += 1000 * DAY_S
    store.checkpoint("c1", point([], []))
    assert there() == [1, 7, 8, 9, 10]
    calendar.now = 0
    store.checkpoint("c1", point([], []))
    assert there() == [1, 7, 8, 9, 10], "a clock that is set back takes nothing"


def test_a_file_of_an_older_inkroom_is_taken_on_and_one_of_a_newer_is_left_alone(
    tmp_path: Path,
) -> None:
    """[BUG-19]"""
    path = tmp_path / "desktop.db"
    old = Store(path)
    old.add("c1", *HERE)
    old.keep("c1", [(1, encoded(queued(1)))])
    old._db.execute("ALTER TABLE client DROP COLUMN says")
    old._db.execute("ALTER TABLE op DROP COLUMN judged")
    old._db.execute("PRAGMA user_version = 0")
    old.close()
    new = Store(path)
    new.checkpoint("c1", point([], []))
    assert [q.op.cseq for q in new.load("c1").ops] == [1]
    new._db.execute("PRAGMA user_version = 99")
    new.close()
    with pytest.raises(Unavailable, match="newer"):
        Store(path)


def test_one_process_at_a_time_is_a_client(store: Store, tmp_path: Path) -> None:
    """The second window is another client; when the first is gone, its queue is sent by the next."""
    store.keep("c1", [(1, encoded(queued(1)))])
    first, orphans = claim(store, tmp_path / "locks", *HERE)
    assert (first.client, orphans) == ("c1", [])
    second, orphans = claim(store, tmp_path / "locks", *HERE)
    assert second.client != "c1"
    assert orphans == []
    first.lock.unlock()
    third, orphans = claim(store, tmp_path / "locks", *HERE)
    assert third.client == "c1"
    assert second.client not in [orphan.client for orphan in orphans]


def test_a_window_that_is_gone_leaves_its_own_ops_for_thirty_days(
    store: Store, calendar: Calendar, tmp_path: Path
) -> None:
    """[SES-20] Its cached board goes at once; what waits stays however old it is."""
    for client in ("c2", "c3"):
        store.add(client, *HERE)
        store.keep(client, [(n, encoded(queued(n))) for n in (1, 2)])
        store.checkpoint(client, point([element(**KINDS[4])], saved(1, 2)))
    store.keep("c3", [(3, encoded(queued(3)))])
    calendar.now += 1
    store.load("c1")  # is used last

    def left() -> dict[str, tuple[int, bool]]:
        own, orphans = claim(store, tmp_path / "locks", *HERE)
        for claimed in (own, *orphans):
            claimed.lock.unlock()
        return {known.id: (known.epoch, known.cached) for known in store.clients(*HERE)}

    assert left() == {"c1": (0, False), "c2": (1, False), "c3": (1, True)}
    assert [q.op.cseq for q in store.load("c2").ops] == [1, 2]
    calendar.now += 30 * DAY_S
    assert "c2" in left()
    store.load("c1")
    calendar.now += 1
    assert sorted(left()) == ["c1", "c3"]


def test_the_keeper_tells_what_is_on_the_disk_and_does_not_give_up(
    store: Store, until: Callable[[Callable[[], bool]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """[SES-2] A disk that takes nothing is told, and asked again: the op is not lost."""
    monkeypatch.setattr("inkroom_desktop.keeper.RETRY_S", 0.01)
    plain, fails = store.keep, [True, True]

    def keep(client: str, ops: list[tuple[int, bytes]]) -> None:
        if fails:
            fails.pop()
            raise sqlite3.OperationalError("disk full")
        plain(client, ops)

    monkeypatch.setattr(store, "keep", keep)
    keeper = Keeper(store)
    kept: list[object] = []
    full: list[str] = []
    keeper.kept.connect(lambda client, cseqs: kept.append((client, cseqs)))
    keeper.full.connect(full.append)
    keeper.keep("c1", queued(1))
    until(lambda: bool(kept))
    assert kept == [("c1", [1])]
    assert full == ["disk full", "disk full"]
    keeper.close()


def test_the_queue_survives_the_end_of_the_program(
    make_device: Callable[..., Device], nowhere: Address
) -> None:
    """[BUG-14] P3: drawn without a server, closed, started again: it is shown, and it still waits."""
    device = make_device()
    link = device.link(nowhere)
    link.submit({"put": [{"id": "r", "kind": "rect", "geom": [0, 0, 160, 160, 0]}]})
    link.submit({"set": [{"id": "r", "ink": "#AE1E0E"}]})
    link.undo()
    link.stop()
    device.leave(link)
    again = make_device().link(nowhere)
    assert again.session.client == link.session.client
    assert again.session.waiting == 3
    element = again.session.board.get("r")
    assert element is not None
    assert element.get("ink") == "#1D2432"
    assert again.session.redo()
    again.stop()


def test_a_stroke_of_a_crashed_window_is_put_by_the_next(
    make_device: Callable[..., Device], nowhere: Address
) -> None:
    """[SES-19]"""
    device = make_device()
    link = device.link(nowhere)
    link.journal({"id": "w", **KINDS[0]})
    device.keeper.flush()
    link.stop()
    device.leave(link)
    again = make_device().link(nowhere)
    assert again.session.board.get("w") is not None
    assert again.session.waiting == 1
    again.stop()


def test_a_stroke_of_another_dead_window_is_put_too(
    make_device: Callable[..., Device], nowhere: Address
) -> None:
    """[SES-19, P3] Two windows of one board are gone; the next start is one of them, and puts what both left."""
    device, other = make_device(), make_device()
    links = [device.link(nowhere), other.link(nowhere)]
    for n, (one, link) in enumerate(zip((device, other), links, strict=True)):
        link.journal({"id": f"w{n}", **KINDS[0]})
        assert one.keeper.flush()
        link.stop()
        one.leave(link)
    again = make_device()
    link = again.link(nowhere)
    assert {e.id for e in link.session.board.visible()} == {"w0", "w1"}
    assert link.session.waiting == 2
    assert again.keeper.flush()
    assert not any(known.wet for known in again.store.clients(nowhere.server, nowhere.board))
    link.stop()
