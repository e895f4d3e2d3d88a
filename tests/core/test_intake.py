"""What a room takes of whom: restores, roles and owners (ROOM, ACC-3)."""

from typing import Any

import pytest
from tests.support.rooms import Memory, entries_of, raw, rect

from inkroom.errors import BadOp, Closed
from inkroom.messages import Role
from inkroom.room import Guest

# ------------------------------------------------------------------ restores


def restoring(value: Any, writer: str | None, expect: str | None, **more: Any) -> dict[str, Any]:
    restore = {"id": "e1", "register": "ink", "value": value, "writer": writer, "expect": expect}
    return {"restore": [{**restore, **more}]}


@pytest.mark.parametrize(
    ("op", "code"),
    [
        (restoring("#111111", "c1:1", "c1:2"), ""),
        (restoring("#222222", "c1:2", "c1:2"), ""),
        (restoring("#ABCDEF", "c1:3", "c1:2"), ""),
        (restoring(None, None, "c1:2"), ""),
        (restoring("#111111", "c1:2", "c1:2"), "bad_restore"),
        (restoring("#111111", "c1:1", "c2:1", id="e2"), "bad_restore"),
        (restoring("#333333", "c2:1", "c2:1", id="e2"), "bad_restore"),
        (restoring("#333333", "c2:1", "c1:2"), "bad_restore"),
        (restoring("#111111", "c1:9", "c1:2"), "bad_restore"),
        (restoring("#111111", "c9:1", "c1:2"), "bad_restore"),
        (restoring(None, None, None), "bad_restore"),
    ],
)
def test_a_restore_puts_back_only_what_was_there(
    memory: Memory, op: dict[str, Any], code: str
) -> None:
    """[SEC-10] [ROOM-4] An own op at one end, and a writer that wrote exactly this value of this register."""
    one, two = memory.seat("c1"), memory.seat("c2")
    memory.send(one, {"cseq": 1, "put": [rect("e1", ink="#111111")]})
    memory.send(one, {"cseq": 2, "set": [{"id": "e1", "ink": "#222222"}]})
    memory.send(two, {"cseq": 1, "put": [rect("e2", ink="#333333")]})
    (entry,) = memory.send(one, {"cseq": 3, **op})
    assert entry.get("refused", "") == code


def test_a_restore_may_name_an_op_that_waits_beside_it(memory: Memory) -> None:
    """[ROOM-4] Both are in one commit, so the op is in the log where the restore is."""
    seat = memory.seat()
    put, back = memory.send(
        seat,
        {"cseq": 1, "put": [rect("e1", ink="#111111")]},
        {"cseq": 2, **restoring("#111111", "c1:1", "c1:1")},
    )
    assert "refused" not in put
    assert "refused" not in back


def test_a_refused_op_wrote_nothing_that_could_be_restored(memory: Memory) -> None:
    """[ROOM-4] Its number is in the log, its values are not."""
    seat = memory.seat()
    bad = {"cseq": 1, "put": [rect("e1", ink="#111111")], "unknown": 1}
    _, back = memory.send(seat, bad, {"cseq": 2, **restoring("#111111", "c1:1", "c1:1")})
    assert back["refused"] == "bad_restore"
    (later,) = memory.send(seat, {"cseq": 3, **restoring("#111111", "c1:1", "c1:1")})
    assert later["refused"] == "bad_restore"


def test_a_restore_of_many_ops_counts_as_much_work(memory: Memory) -> None:
    """[LIM-2] Looking up ops costs the sender, so that a flood of restores is read slowly."""
    seat = memory.seat()
    for n in range(1, 65):
        memory.room.accept(seat, raw({"cseq": n, "put": [rect(f"e{n}", ink="#111111")]}))
    memory.commit()
    restores = [
        {"id": f"e{n}", "register": "ink", "value": "#111111", "writer": f"c1:{n}", "expect": f"c1:{n}"}
        for n in range(1, 65)
    ]  # fmt: skip
    assert memory.room.accept(seat, raw({"cseq": 65, "restore": restores})) > 64
    assert memory.room.accept(seat, raw({"cseq": 66, "say": "Hi"})) == 1


# ------------------------------------------------------------------ roles and owners


OPS: dict[str, dict[str, Any]] = {
    "empty": {},
    "put": {"put": [rect("e9")]},
    "set": {"set": [{"id": "e9", "ink": "#000000"}]},
    "restore": {"restore": [{"id": "e9", "register": "ink", "value": None, "writer": None, "expect": "c1:1"}]},
    "say": {"say": "Hi"},
    "about": {"say": "Hi", "about": "e9"},
    "comment": {"say": "Hi", "thread": "t1", "place": [0, 0], "about": "e9", "page": "2"},
    "done": {"thread": "t1", "done": True},
    "done and set": {"thread": "t1", "done": True, "set": [{"id": "e9", "ink": "#000000"}]},
    "mark": {"mark": "here"},
    "view": {"view": [0, 0, 16, 9]},
    "say and mark": {"say": "Hi", "mark": "here"},
    "say and put": {"say": "Hi", "put": [rect("e9")]},
}  # fmt: skip


def test_an_open_board_is_its_who_came_first() -> None:
    """[ACC-8] Also when they come again after others; a token's role is never raised so."""
    memory = Memory()
    guests = [
        *(Guest(user=user, name="", role="editor", founds=True) for user in ("u1", "u2", "u1")),
        Guest(user="u1", name="", role="viewer"),
    ]
    roles = [memory.room.sit(guest, f"{guest.user}-{n}").role for n, guest in enumerate(guests)]
    assert roles == ["owner", "editor", "owner", "viewer"]


@pytest.mark.parametrize("role", ["owner", "editor", "commenter", "viewer"])
@pytest.mark.parametrize("kind", OPS)
def test_each_role_may_send_its_ops_and_no_others(memory: Memory, role: Role, kind: str) -> None:
    """[SEC-7] [BUG-43] [ACC-3] The role is tested for each op; a forbidden op is refused."""
    allowed = role in ("owner", "editor") or (
        role == "commenter" and kind in ("say", "about", "comment", "done")
    )
    (entry,) = memory.send(memory.seat("c1", role), {"cseq": 1, **OPS[kind]})
    assert entry.get("refused", "") == ("" if allowed else "forbidden")


def test_a_role_that_is_lowered_counts_from_the_next_op_on(memory: Memory) -> None:
    """[SEC-8] [ACC-3]"""
    seat = memory.seat("c1")
    assert "refused" not in memory.send(seat, {"cseq": 1, "put": [rect("e1")]})[0]
    seat.role = "viewer"
    assert memory.send(seat, {"cseq": 2, "put": [rect("e2")]})[0]["refused"] == "forbidden"


def test_a_refused_op_is_much_work() -> None:
    """[SEC-16] [LIM-2] [ACC-3] It takes a place in the log, so whoever may do nothing may not fill it quickly."""
    memory = Memory()
    seat = memory.seat("c1", "viewer")
    assert memory.room.accept(seat, raw({"cseq": 1, "say": "x"})) >= 100
    assert memory.room.accept(memory.seat("c2"), raw({"cseq": 1, "say": "x"})) < 10


def test_a_client_id_belongs_to_who_used_it_first(memory: Memory) -> None:
    """[SEC-10] [ROOM-9] [LIM-6] Another user gets 4409, in this life of the room and in the next."""
    memory.send(memory.enter("c1", user="ann").seat, {"cseq": 1, "say": "Hi"})
    for _ in range(2):
        with pytest.raises(Closed) as caught:
            memory.enter("c1", user="bob")
        assert caught.value.close == 4409
        assert memory.enter("c1", user="ann").seat.user == "ann"
        memory.load()


def test_nobody_takes_the_name_of_the_server(memory: Memory) -> None:
    """[ROOM-9] Its ops have the client id `server`."""
    with pytest.raises(Closed) as caught:
        memory.enter("server")
    assert caught.value.close == 4409


def test_the_server_makes_ops_as_everybody_does(memory: Memory) -> None:
    """[ROOM-1] [ROOM-3] Numbered by the room, in the name of a person; what is invalid takes no number."""
    with pytest.raises(BadOp) as caught:
        memory.room.make(raw({"cseq": 1, "put": [{"id": "e1"}]}), "ann")
    assert caught.value.code == "invalid_op"
    assert memory.room.make(raw({"cseq": 1, "set": [{"id": "board", "title": "Plan"}]}), "ann") == 1
    assert memory.room.make(raw({"cseq": 1, "say": "done"}), "ann") == 2
    first, second = entries_of(memory.commit())
    assert (first["client"], first["cseq"], first["by"]) == ("server", 1, "ann")
    assert (second["client"], second["cseq"]) == ("server", 2)
    assert memory.room.title == "Plan"
