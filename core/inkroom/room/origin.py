"""What an op was first, before it was queued again under a fresh client id (ROOM-13)."""

from hashlib import sha256

from msgspec import UNSET

from inkroom.messages import Entry, Op, encode


def origin_of(op: Op | Entry) -> str:
    """Of an op with `again`: that, and all that it does. No client id looks so, so it stands beside them."""
    return f"{op.again}#{content_of(op)}"


def content_of(op: Op | Entry) -> str:
    """A digest of what the op does, whatever its number; what it restores is filled in at each send (UNDO-3)."""
    parts = {name: getattr(op, name) for name in Op.__struct_fields__}
    apart = {"cseq": 1, "restore": UNSET, "undoes": UNSET, "again": UNSET}
    return sha256(encode(Op(**parts | apart))).hexdigest()[:32]
