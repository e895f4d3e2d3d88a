"""Which entry a writer is (API-8)."""

from tests.support.rooms import rect
from tests.support.serving import Peer, Serving, asking


async def test_a_writer_is_found_with_its_number_time_and_user(server: Serving) -> None:
    """[API-8] A writer that is not in the log is left out, and one that cannot be is refused."""
    async with Peer(server.ws("/ws/rooms/b1"), "c1", name="Ann") as ann:
        await ann.ops({"put": [rect("e1")]}, {"set": [{"id": "e1", "ink": "#3150DE"}]})
        [first, second] = await ann.settled()
    async with asking(server.url) as http:
        asked = {"of": ["c1:1", "c1:2", "c9:1"]}
        found = (await http.get("/api/boards/b1/writers", params=asked)).json()["writers"]
        assert found == {
            "c1:1": {"seq": 1, "at": first.at, "by": first.by},
            "c1:2": {"seq": 2, "at": second.at, "by": second.by},
        }
        for path in (
            "b1/writers",
            "b1/writers?of=c1",
            "b1/writers?of=" + "&of=".join(["c:1"] * 101),
        ):
            assert (await http.get(f"/api/boards/{path}")).status_code == 422, path
        assert (await http.get("/api/boards/none/writers?of=c1:1")).status_code == 404
