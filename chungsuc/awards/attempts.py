"""How often an address may try codes of the public page: counted in the shared cache, for all workers together."""

from django.core.cache import cache
from django.utils.crypto import salted_hmac

MOST, SECONDS = 10, 15 * 60


def _key(address: str) -> str:
    """The address itself is kept nowhere."""
    return "ma-xac-nhan:" + salted_hmac("chungsuc/awards/attempts", address, algorithm="sha256").hexdigest()[:32]


def too_many(address: str) -> bool:
    """Whether so many wrong codes came from an address within the last quarter of an hour that no more is looked up."""
    return int(cache.get(_key(address), 0)) >= MOST


def failed(address: str) -> None:
    """Counts a wrong code."""
    key = _key(address)
    if not cache.add(key, 1, SECONDS):
        try:
            cache.incr(key)
        except ValueError:  # it lapsed in between
            cache.set(key, 1, SECONDS)
