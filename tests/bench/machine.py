"""What the figures were measured on."""

import os
import platform
import subprocess
from pathlib import Path
from typing import Any

import uvicorn
from tests.bench.process import waking

import inkroom


def about() -> dict[str, Any]:
    """The processor, its cores, the versions of what matters, and how busy the machine was."""
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "load_before": [round(n, 2) for n in os.getloadavg()],
        "waking": waking(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "uvicorn": uvicorn.__version__,
        "inkroom": f"{inkroom.__version__} ({_commit()})",
    }


def _cpu() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _commit() -> str:
    command = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "no commit"
