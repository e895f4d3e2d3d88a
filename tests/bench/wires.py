"""How each server is spoken to: the same stroke, in the same words as far as the protocols allow."""

import json
import re
from typing import Final

from tests.bench.load import LoadPeer
from tests.bench.sockets import Socket

POINTS: Final = "3200,1600,128,0,14,9,131,8,17,11,140,8,19,12,152,8,16,9,149,8"
GEOM: Final = "3200,1600,66,41,0"


class TutorialWire:
    """A text goes to everybody in the room as it came."""

    mark = b'"made":'
    stamp = re.compile(rb'"made":(\d+)')

    def __init__(self, port: int) -> None:
        self.port = port

    def join(self, room: str, name: str) -> Socket:
        return Socket("127.0.0.1", self.port, f"/ws/{room}")

    def message(self, peer: LoadPeer, made: int) -> bytes:
        return _ops(peer, made)


class InkroomWire:
    """The room protocol: `hello`, then ops that come back as entries."""

    mark = b'"made":'
    stamp = re.compile(rb'"made":(\d+)')

    def __init__(self, port: int) -> None:
        self.port = port

    def join(self, room: str, name: str) -> Socket:
        socket = Socket("127.0.0.1", self.port, f"/ws/rooms/{room}")
        socket.send(hello(name))
        welcome = json.loads(socket.receive())
        if welcome["type"] != "welcome":
            raise ConnectionError(f"Expected a welcome, got {welcome}")
        return socket

    def message(self, peer: LoadPeer, made: int) -> bytes:
        return _ops(peer, made)


class LiveWire(InkroomWire):
    """The live lane: a cursor whose first number is the time."""

    mark = b'"cursor":'
    stamp = re.compile(rb'"cursor":\[(\d+)')

    def message(self, peer: LoadPeer, made: int) -> bytes:
        return b'{"type":"live","cursor":[%d,%d]}' % (made % 2**31, peer.cseq)


def hello(client: str) -> bytes:
    return json.dumps({"type": "hello", "protocol": 1, "client": client, "guest": client}).encode()


def _ops(peer: LoadPeer, made: int) -> bytes:
    stroke = f'"kind":"stroke","id":"{peer.client}-{peer.cseq}","z":"a1","ink":"#2F50DC","width":64'
    put = f'{{{stroke},"geom":[{GEOM}],"points":[{POINTS}]}}'
    return f'{{"type":"ops","ops":[{{"cseq":{peer.cseq},"put":[{put}],"made":{made}}}]}}'.encode()
