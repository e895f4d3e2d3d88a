"""Search over all that was ever written: the index beside the log, and how it is asked (SEEK-1 to SEEK-3)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.support.rooms import rect
from tests.support.serving import Peer, Serving, asking

from inkroom.messages import entry_bytes, read_op
from inkroom_server.jobs.finding import LONGEST, found
from inkroom_server.log import Log
from inkroom_server.log.index import FILE
from inkroom_server.log.writings import tokens

NOTE = {"id": "n1", "kind": "note", "geom": [0, 0, 160, 160, 0]}


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    opened = Log.open(tmp_path / "data")
    yield opened
    opened.close()


def bodies(*ops: dict[str, Any]) -> list[bytes]:
    """A log of one client, an op an entry."""
    made = []
    for at, op in enumerate(ops, 1):
        made.append(
            entry_bytes(at, 1_000 + at, "ann", "c1", read_op(json.dumps({"cseq": at, **op})))
        )
    return made


def hits(log: Log, query: str, board: str | None = None) -> list[tuple[str, int, str]]:
    log.index.catch_up()
    return [(hit["board"], hit["seq"], hit["what"]) for hit in found(log, query, board, 50)]


WRITTEN = bodies(
    {"put": [{**NOTE, "text": "Who brings the pump?"}]},
    {"set": [{"id": "n1", "text": "Does the battery last?"}]},
    {"set": [{"id": "n1", "deleted": True}]},
    {"say": "The pump is at Zoë’s"},
    {"say": "A pump?", "about": "n1"},
    {"mark": "Pump bought"},
    {"set": [{"id": "board", "title": "Pump plan"}]},
)


def test_what_is_gone_and_what_was_said_is_found_in_every_version(log: Log) -> None:
    """[SEEK-1] Texts that were written over and deleted, chat, comments, marks, titles."""
    log.write_log("b1", WRITTEN)
    assert hits(log, "pump") == [
        ("b1", 7, "title"), ("b1", 6, "mark"), ("b1", 5, "comment"), ("b1", 4, "chat"), ("b1", 1, "text"),
    ]  # fmt: skip
    assert hits(log, "battery") == [("b1", 2, "text")]


@pytest.mark.parametrize("query", ["ZOE", "zoë", "pu at", "the zo", "PUMP, zoe"])
def test_case_and_accents_do_not_count_and_words_may_be_begun(log: Log, query: str) -> None:
    """[SEEK-2]"""
    log.write_log("b1", WRITTEN)
    assert ("b1", 4, "chat") in hits(log, query)


@pytest.mark.parametrize("query", ["ump", "pump battery", "?", "", '"', "text:pump*zzz", "NEAR("])
def test_what_is_not_there_is_not_found_and_no_sign_is_a_command(log: Log, query: str) -> None:
    """[SEEK-2] What stands within a word is not its beginning."""
    log.write_log("b1", WRITTEN)
    assert hits(log, query) == []


def test_words_without_spaces_between_them_are_found_by_their_letters() -> None:
    """[SEEK-2]"""
    assert tokens("Garten-Pumpe №1 水泵在哪里") == ["garten", "pumpe", "no1", *"水泵在哪里"]


def test_the_letters_of_a_script_without_spaces_are_found(log: Log) -> None:
    """[SEEK-2]"""
    log.write_log("b1", bodies({"say": "水泵在哪里"}))
    assert hits(log, "泵在") == [("b1", 1, "chat")]
    assert hits(log, "泵里") == []


def test_one_board_is_searched_alone_and_of_many_each_tells_a_few(log: Log) -> None:
    """[SEEK-3] Those in the trash tell nothing."""
    for id in ("b1", "b2", "b3"):
        log.write_log(id, bodies(*({"say": f"pump {n}"} for n in range(5))))
    log.trash("b3")
    assert len(hits(log, "pump", "b1")) == 5
    assert sorted(board for board, *_ in hits(log, "pump")) == ["b1"] * 3 + ["b2"] * 3


def test_the_same_words_are_told_once_where_they_are_newest(log: Log) -> None:
    """[SEEK-3]"""
    words = [{"set": [{"id": "n1", "text": text}]} for text in ("pump", "hose", "pump")]
    log.write_log("b1", bodies({"put": [NOTE]}, *words))
    assert hits(log, "pump") == [("b1", 4, "text")]


def test_a_long_text_is_cut_round_what_fits(log: Log) -> None:
    log.write_log("b1", bodies({"say": "x " * 400 + "pump" + " y" * 400}))
    log.index.catch_up()
    (hit,) = found(log, "pump", None, 10)
    assert "pump" in hit["text"]
    assert len(hit["text"]) <= LONGEST + 2


def test_the_index_is_made_again_from_the_log(log: Log) -> None:
    """[SEEK-1] Where it is gone, damaged, or the board has another past."""
    log.write_log("b1", WRITTEN)
    whole = hits(log, "pump")
    path = log.folder / FILE
    for end in ("", "-wal", "-shm"):
        path.with_name(path.name + end).unlink(missing_ok=True)
    assert hits(log, "pump") == whole
    path.write_bytes(b"no database " * 400)
    assert hits(log, "pump") == whole
    log.new_epoch("b1")
    assert hits(log, "pump") == whole


def test_a_board_that_was_ended_leaves_no_word_behind(log: Log) -> None:
    """[SEEK-1] Its words are in the file no more than its log is on the disk."""
    log.write_log("b1", WRITTEN)
    assert hits(log, "battery")
    log.trash("b1")
    log.purge(2**53)
    log.index.catch_up()
    with log.index._open() as index:  # what no query tells
        assert index.execute("SELECT count(*) FROM writing").fetchone() == (0,)
        assert index.execute("SELECT count(*) FROM word").fetchone() == (0,)


# ------------------------------------------------------------------ over REST


async def test_what_was_just_written_is_found(server: Serving) -> None:
    """[SEEK-3] With who wrote it, as one types."""
    async with (
        Peer(server.ws("/ws/rooms/b1"), "c1", name="Ann") as ann,
        asking(server.url) as http,
    ):
        await ann.ops({"put": [{**rect("e1"), "text": "Soil sensor"}]})
        await ann.settled()
        for query in ("s", "so", "soil sen"):
            told = (await http.get("/api/search", params={"q": query})).json()
            assert told["whole"]
            (hit,) = told["hits"]
            assert (hit["board"], hit["seq"], hit["about"], hit["name"]) == ("b1", 1, "e1", "Ann")
        params = {"q": "soil", "board": "b2"}
        assert (await http.get("/api/search", params=params)).status_code == 404
