"""Builds the web app into the server package before a wheel or sdist is made."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebBuildHook(BuildHookInterface):  # type: ignore[type-arg]  # hatchling's own generic is unusable here
    """Runs npm in `webclient/`.

    An editable install never needs node; a source archive holds the web app as it was built with it. With
    `INKROOM_SKIP_WEB=1` whatever `server/inkroom_server/static` holds is left.
    """

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build the web app; raise where node is absent rather than ship a wheel without it."""
        if version == "editable" or os.environ.get("INKROOM_SKIP_WEB"):
            return
        if (Path(self.root) / "PKG-INFO").exists():
            return
        npm = shutil.which("npm")
        if npm is None:
            raise RuntimeError(
                "Building Inkroom needs npm (Node.js 20.19 or newer). "
                "Install it, or set INKROOM_SKIP_WEB=1 to build without the web app."
            )
        web = Path(self.root) / "webclient"
        if not (web / "node_modules").exists():
            subprocess.run([npm, "ci", "--no-fund", "--no-audit"], cwd=web, check=True)
        subprocess.run([npm, "run", "build"], cwd=web, check=True)
