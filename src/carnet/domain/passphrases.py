"""How well a passphrase would stand against somebody who guesses."""

STRENGTHS = 4
_MOST = 72  # letters, all that the library weighs


def strength(passphrase: str) -> int:
    """Return how hard a passphrase is to guess, from 0, by anybody, to 4, by nobody."""
    from zxcvbn import zxcvbn  # 0.1 s of lists of words: only once somebody chooses a passphrase

    return int(zxcvbn(passphrase[:_MOST])["score"]) if passphrase else 0
