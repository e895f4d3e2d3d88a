"""How much happened in the last seconds."""

from collections import deque


class Rate:
    """Counts over a sliding window of whole seconds."""

    def __init__(self, seconds: int = 5) -> None:
        self._seconds = seconds
        self._counts: deque[list[int]] = deque()

    def add(self, count: int, now: float) -> None:
        second = int(now)
        if not self._counts or self._counts[-1][0] != second:
            self._counts.append([second, 0])
            while self._counts[0][0] <= second - self._seconds:
                self._counts.popleft()
        self._counts[-1][1] += count

    def per_s(self, now: float) -> float:
        """The mean over the window."""
        oldest = int(now) - self._seconds
        return sum(count for second, count in self._counts if second > oldest) / self._seconds
