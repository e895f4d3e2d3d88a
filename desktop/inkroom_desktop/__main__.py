"""`python -m inkroom_desktop`."""

import sys

from inkroom_desktop.app import main

sys.exit(main())
