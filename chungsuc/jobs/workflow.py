"""What may follow what in the life of a job.

A refusal (the workbook is not what it should be) ends a job as failed: trying again would say the same. A fault (the
worker died, the disk was full) sends it back to the queue, until it has been tried often enough and is parked.
"""

QUEUED = "queued"
RUNNING = "running"
DONE = "done"
FAILED = "failed"
PARKED = "parked"

LABELS = {
    QUEUED: "đang chờ",
    RUNNING: "đang chạy",
    DONE: "đã xong",
    FAILED: "không làm được",
    PARKED: "đã dừng sau nhiều lần lỗi",
}
FOLLOWS = {
    QUEUED: {RUNNING},
    RUNNING: {DONE, FAILED, QUEUED, PARKED},
    DONE: frozenset(),
    FAILED: frozenset(),
    PARKED: frozenset(),
}
FINISHED = frozenset(state for state, next_states in FOLLOWS.items() if not next_states)
MOST_ATTEMPTS = 3


def after_a_fault(attempts: int) -> str:
    """Where a job goes that broke on its `attempts`-th try: back to the queue, or parked."""
    return QUEUED if attempts < MOST_ATTEMPTS else PARKED
