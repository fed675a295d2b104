"""Plane geometry of outlines: fewer points, area, a middle. Points are (x, y) pairs in any unit."""

Ring = tuple[tuple[float, float], ...]


def area_of(ring: Ring) -> float:
    """The area inside, whichever way the ring runs."""
    return abs(_twice_signed(ring)) / 2


def middle_of(ring: Ring) -> tuple[float, float]:
    """The centre of gravity; the plain mean of points for a ring without area, (0, 0) for no ring."""
    if not ring:
        return 0.0, 0.0
    twice = _twice_signed(ring)
    if abs(twice) < 1e-12:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs)
    return x / (3 * twice), y / (3 * twice)


def _twice_signed(ring: Ring) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, ring[1:] + ring[:1], strict=True))


def simplified(ring: Ring, tolerance: float) -> Ring:
    """The ring without points nearer than `tolerance` to the line between those that stay (Douglas and Peucker)."""
    if len(ring) < 5:
        return ring
    keep = {0, len(ring) - 1}
    # A closed ring has no two ends: it is cut at its first point and the one farthest from it.
    far = max(range(len(ring)), key=lambda at: (ring[at][0] - ring[0][0]) ** 2 + (ring[at][1] - ring[0][1]) ** 2)
    keep.add(far)
    pending = [(0, far), (far, len(ring) - 1)]
    while pending:
        start, end = pending.pop()
        if end - start < 2:
            continue
        middle = max(range(start + 1, end), key=lambda at: _off_line(ring[at], ring[start], ring[end]))
        if _off_line(ring[middle], ring[start], ring[end]) > tolerance:
            keep.add(middle)
            pending += [(start, middle), (middle, end)]
    return tuple(ring[at] for at in sorted(keep))


def _off_line(point: tuple[float, float], start: tuple[float, float], end: tuple[float, float]) -> float:
    across, down = end[0] - start[0], end[1] - start[1]
    length = (across * across + down * down) ** 0.5
    if length == 0:
        return float(((point[0] - start[0]) ** 2 + (point[1] - start[1]) ** 2) ** 0.5)
    return float(abs(across * (start[1] - point[1]) - (start[0] - point[0]) * down) / length)
