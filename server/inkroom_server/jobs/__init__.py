"""Background work: in worker processes, with progress that is pushed, as jobs that outlive a restart (API-4)."""

from inkroom_server.jobs.ahead import Ahead
from inkroom_server.jobs.crew import Crew
from inkroom_server.jobs.finding import Finding
from inkroom_server.jobs.imports import Imports
from inkroom_server.jobs.jobs import Jobs
from inkroom_server.jobs.thumbs import Thumbs

__all__ = ["Ahead", "Crew", "Finding", "Imports", "Jobs", "Thumbs"]
