"""To come."""

from trials import Trials


def run(trials: Trials) -> None:
    """Nothing yet."""
