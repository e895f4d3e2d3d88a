"""Work on many parts that several processes share; each test has a process without threads, which may be forked."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
BEGIN = """
import os, signal
from inkroom.errors import Unavailable
from inkroom.render import inked
from inkroom_server.jobs import abreast
abreast._processes = lambda: 3

def alone():
    "True where no helper is left."
    try:
        return os.waitpid(-1, os.WNOHANG) is None
    except ChildProcessError:
        return True
"""


def held(script: str) -> None:
    """The script runs to its end, with warnings as errors."""
    command = [sys.executable, "-W", "error", "-c", BEGIN + script]
    done = subprocess.run(
        command,
        env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_results_come_in_the_order_of_the_parts_from_other_processes() -> None:
    held("""
made = list(abreast.abreast(lambda n: (n * n, bytes(n * 10_000), os.getpid()), range(40)))
assert [(square, len(data)) for square, data, _ in made] == [(n * n, n * 10_000) for n in range(40)]
assert len({pid for *_, pid in made} - {os.getpid()}) == 3
assert alone()
""")


def test_few_parts_are_done_here() -> None:
    held("""
few = range(abreast.ENOUGH - 1)
assert {pid for pid in abreast.abreast(lambda n: os.getpid(), few)} == {os.getpid()}
""")


def test_what_the_work_raises_is_raised_here_and_no_helper_stays() -> None:
    held("""
def work(n):
    if n == 25:
        raise Unavailable("no", "bad_svg")
    return n

taken = []
try:
    taken.extend(abreast.abreast(work, range(40)))
except Unavailable as why:
    assert (str(why), why.code) == ("no", "bad_svg")
else:
    raise AssertionError
assert alone()
""")


def test_a_helper_that_dies_is_noticed() -> None:
    held("""
def work(n):
    if n == 25:
        os.kill(os.getpid(), signal.SIGKILL)
    return n

try:
    list(abreast.abreast(work, range(40)))
except Unavailable:
    pass
else:
    raise AssertionError
assert alone()
""")


def test_who_takes_no_more_leaves_no_helper() -> None:
    held("""
made = abreast.abreast(lambda n: bytes(1_000_000), range(40))
next(made)
made.close()
assert alone()
""")


def test_a_board_becomes_the_same_file_with_help_and_without() -> None:
    """[DRAW-1] As SVG and as PDF."""
    held("""
from random import Random
from tests.core.test_drawing import element
from tests.core.test_outlines import scribble
from tests.core.test_svg import board
from inkroom.render.pdf import pdf
from inkroom.render.svg import svg

inked.BATCH, abreast.ENOUGH = 70, 2
chance = Random(3)
words = [element("text", [0, n * 400, 9_000, 400, 0], text="Hi", z=f"a{n}x") for n in range(1, 9)]
many = board(*(scribble(chance, n) for n in range(200)), *words)
forked, kept = 0, os.fork

def fork():
    global forked
    forked += 1
    return kept()

os.fork = fork
helped = svg(many, fonts=True, each=abreast.abreast), pdf(many, each=abreast.abreast)
assert forked
assert helped == (svg(many, fonts=True), pdf(many))
""")
