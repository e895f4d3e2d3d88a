"""The program: what it says where something is missing, and what an address may be."""

import subprocess
import sys

import pytest

from inkroom_desktop import address
from inkroom_desktop.address import Address
from inkroom_desktop.app import main


def test_without_pyside6_it_says_what_to_install() -> None:
    """As in a plain install of the server."""
    code = "import sys; sys.modules['PySide6'] = None; from inkroom_desktop.app import main; sys.exit(main([]))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "pip install 'inkroom[desktop]'" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("", Address("http://127.0.0.1:8000")),
        ("demo", Address("http://127.0.0.1:8000", "demo")),
        ("http://ink.example:9000", Address("http://ink.example:9000")),
        ("ink.example:9000/b/plan-7", Address("http://ink.example:9000", "plan-7")),
        ("https://ink.example/in/b/x?token=abc", Address("https://ink.example/in", "x", "abc")),
        ("https://ink.example/b/x#token=a%20c", Address("https://ink.example", "x", "a c")),
        ("ws://h:1/ws/rooms/r1", Address("http://h:1", "r1")),
        ("inkroom://h:1/b/r1#token=a", Address("http://h:1", "r1", "a")),
    ],
)
def test_an_address_is_a_server_a_link_or_an_id(typed: str, wanted: Address) -> None:
    assert address.read(typed) == wanted


@pytest.mark.parametrize("typed", ["ftp://x/b/y", "http://", "http://x/b/%20", "a b c"])
def test_what_is_none_is_said_so(typed: str) -> None:
    with pytest.raises(ValueError, match="Expected"):
        address.read(typed)


def test_the_links_of_an_address() -> None:
    """[PATH-1] [PATH-3] [PATH-5]"""
    here = Address("https://ink.example", "plan")
    assert here.page == "https://ink.example/b/plan"
    assert here.socket == "wss://ink.example/ws/rooms/plan"
    assert here.lobby == "wss://ink.example/ws/lobby"
    assert address.read(Address("http://h:1", "x", "a+b").page) == Address("http://h:1", "x", "a+b")


def test_a_wrong_address_ends_with_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["ftp://x"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
