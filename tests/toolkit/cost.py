"""What work costs: processor time, beside a floor of the same run, since seconds say nothing on another machine."""

import time
from collections.abc import Callable


def least_seconds(work: Callable[[], object], tries: int = 3) -> float:
    """Return the least processor time of some tries."""
    took = []
    for _ in range(tries):
        began = time.process_time()
        work()
        took.append(time.process_time() - began)
    return min(took)
