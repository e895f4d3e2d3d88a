"""`make bench`: the figures of docs/bench.md, measured on this machine. `ARGS=--quick` takes about three minutes."""

import json
import sys
from contextlib import nullcontext
from pathlib import Path
from statistics import median
from typing import Any

import click
from tests.bench import process, quiet
from tests.bench.commits import commits
from tests.bench.load import Measured
from tests.bench.machine import about
from tests.bench.process import pin_load, tutorial
from tests.bench.relay import SERVERS, climb, inkroom, measure, sustained
from tests.bench.slow import stalled
from tests.bench.wires import InkroomWire, TutorialWire


def row(name: str, step: Measured) -> dict[str, Any]:
    return {
        "server": name,
        "rooms": step.rooms,
        "peers": step.peers,
        "deliveries/s": round(step.rate),
        "arrived": round(step.ratio, 4),
        "p50 ms": round(step.percentile(0.5), 1),
        "p99 ms": round(step.percentile(0.99), 1),
        "CPU s/1M": round(step.cpu_per_million, 2),
        "server core": round(step.cpu / step.seconds, 2),
        "load core": round(step.generator_cpu / step.seconds, 2),
    }


def table(title: str, rows: list[dict[str, Any]]) -> None:
    """A table in Markdown."""
    names = list(rows[0])
    click.echo(f"\n### {title}\n")
    click.echo("| " + " | ".join(names) + " |")
    click.echo("|" + " --- |" * len(names))
    for one in rows:
        click.echo("| " + " | ".join(str(one[name]) for name in names) + " |")


def ratios(rows: list[dict[str, Any]]) -> tuple[float, float, float]:
    """How many times fewer CPU seconds, turn by turn: the least, the middle, the most."""
    cost = {name: [one["CPU s/1M"] for one in rows if one["server"] == name] for name in SERVERS}
    turns = [theirs / ours for theirs, ours in zip(cost["tutorial"], cost["inkroom"], strict=True)]
    return round(min(turns), 2), round(median(turns), 2), round(max(turns), 2)


@click.command()
@click.option("--quick", is_flag=True, help="Fewer and shorter steps.")
@click.option("--awake", is_flag=True, help="Keep the cores from resting: for both, one clock.")
@click.option(
    "--json", "to", type=click.Path(path_type=Path), help="Write the figures there as JSON."
)
def main(quick: bool, awake: bool, to: Path | None) -> None:
    """Relay against the tutorial's server, latency, joins and memory."""
    pin_load()
    with process.awake() if awake else nullcontext():
        measured(quick, to)


def measured(quick: bool, to: Path | None) -> None:
    """All of it, one after the other."""
    seconds = 3.0 if quick else 8.0
    found: dict[str, Any] = {"machine": about()}
    click.echo(" · ".join(f"{name}: {value}" for name, value in found["machine"].items()))

    found["4 rooms x 50"] = [
        row(name, measure(name, 50, 10, 4, seconds))
        for _ in range(3 if quick else 5)
        for name in SERVERS  # in turns, so that both meet the same neighbours
    ]
    table("4 rooms of 50, 10 drawing at 20 messages a second", found["4 rooms x 50"])
    found["CPU ratio"] = ratios(found["4 rooms x 50"])
    low, middle, high = found["CPU ratio"]
    click.echo(
        f"\nCPU seconds per million deliveries: {middle} times fewer ({low} to {high} in single turns)."
    )

    steps = {"tutorial": [1, 4, 6, 8, 10, 12, 16], "inkroom": [1, 16, 32, 48, 64, 80, 96]}
    if quick:
        steps = {"tutorial": [1, 6, 8, 10], "inkroom": [1, 24, 48, 64]}
    climbed = {name: climb(name, 50, 10, steps[name], seconds) for name in SERVERS}
    found["rooms of 50"] = [row(name, s) for name, taken in climbed.items() for s in taken]
    found["sustained"] = {name: sustained(taken) for name, taken in climbed.items()}
    table(
        "Rooms of 50, 10 drawing at 20 messages a second, until p99 passes 100 ms",
        found["rooms of 50"],
    )
    times = found["sustained"]["inkroom"] / max(found["sustained"]["tutorial"], 1)
    click.echo(f"\nSustained rooms: {found['sustained']}, {times:.1f} times as many.")

    small = {"tutorial": [10, 30, 40], "inkroom": [10, 40, 100, 200]}
    if not quick:
        taken20 = {name: climb(name, 20, 4, small[name], seconds) for name in SERVERS}
        found["rooms of 20"] = [row(name, s) for name, taken in taken20.items() for s in taken]
        table("Rooms of 20, 4 drawing at 20 messages a second", found["rooms of 20"])

    with inkroom() as server:
        found["quiet"] = quiet.latencies(server, 100 if quick else 400)
        found["quiet"]["group commit, 1 room x 50"] = commits(server, 1, seconds)
        found["quiet"]["group commit, 4 rooms x 50"] = commits(server, 4, seconds)
        table("Low load and commits, ms", [{"what": k, **v} for k, v in found["quiet"].items()])
        found["KiB a peer"] = {"inkroom": quiet.memory(server, InkroomWire(server.port), 400)}
        sizes = [1_000, 10_000] if quick else [1_000, 10_000, 100_000]
        found["join"] = []
        for size in sizes:
            quiet.fill(server, f"full-{size}", size)
            found["join"].append({"elements": size, **quiet.join(server, f"full-{size}")})
        table("Join, ms", found["join"])
    with inkroom() as server:
        found["stalled peers"] = stalled(server, seconds)
        table("Peers that read nothing", [found["stalled peers"]])
    with tutorial() as server:
        wire = TutorialWire(server.port)
        found["KiB a peer"]["tutorial"] = quiet.memory(server, wire, 400)
    click.echo(f"\nMemory of an idle peer, KiB: {found['KiB a peer']}")
    if to:
        to.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    sys.exit(main())
