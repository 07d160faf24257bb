"""Social profiles: which network an address belongs to, and the key that names the person there."""

import re
import unicodedata
from dataclasses import replace
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from carnet.domain.contacts import Network, SocialProfile

_HOSTS = {
    "linkedin.com": Network.LINKEDIN,
    "viadeo.com": Network.VIADEO,
    "facebook.com": Network.FACEBOOK,
    "fb.com": Network.FACEBOOK,
    "copainsdavant.linternaute.com": Network.COPAINS_DAVANT,
    "copainsdavant.com": Network.COPAINS_DAVANT,
    "xing.com": Network.XING,
}
_MARKERS = {
    Network.LINKEDIN: ("in",),
    Network.VIADEO: ("profile", "p"),
    Network.COPAINS_DAVANT: ("p", "profil"),
    Network.XING: ("profile",),
}
# Pages of Facebook that are nobody's profile.
_FACEBOOK_PAGES = frozenset({"groups", "events", "pages", "pg", "sharer", "share", "watch", "marketplace", "login"})
_FACEBOOK_PAGES |= {"help", "hashtag", "photo", "permalink.php", "story.php"}
# Sites whose "/@name" is not a Mastodon account.
_OTHER_AT_SITES = ("medium.com", "youtube.com", "tiktok.com", "threads.net", "threads.com", "flipboard.com")
_HANDLE = re.compile(r"@([\w.-]+)@([\w-]+(?:\.[\w-]+)+)")
_MASTODON_PATH = re.compile(r"/(?:@|users/)([\w.-]+)/?")
_PLAIN_LINKEDIN = re.compile(r"https?://(?:www|[a-z]{2})\.linkedin\.com/in/([A-Za-z0-9_-]+)/?", re.ASCII)
_LONGEST = 2000


def recognise(url: str) -> SocialProfile | None:
    """Return the profile that an address, with or without its scheme, points to; None for any other address."""
    cleaned = url.strip()
    if len(cleaned) > _LONGEST:
        return None
    if plain := _PLAIN_LINKEDIN.fullmatch(cleaned):
        return SocialProfile(network=Network.LINKEDIN, url=cleaned, slug=plain[1].lower())
    if handle := _HANDLE.fullmatch(cleaned):
        return SocialProfile(network=Network.MASTODON, url=cleaned, slug=_folded(f"{handle[1]}@{handle[2]}"))
    parts = _split(cleaned)
    host = (parts.hostname or "").lower().rstrip(".") if parts else ""
    if parts is None or not host:
        return None
    network = _network(host)
    slug = _slug(network, parts) if network else _mastodon(host, parts)
    return SocialProfile(network=network or Network.MASTODON, url=cleaned, slug=slug) if slug else None


def tidied(profile: SocialProfile) -> SocialProfile:
    """Return a profile with a bare, secure address: what sites add to follow who clicks is left out."""
    parts = _split(profile.url)
    if parts is None or not parts.hostname or _HANDLE.fullmatch(profile.url):
        return profile
    by_number = profile.network is Network.FACEBOOK and parts.path.lower().rstrip("/") == "/profile.php"
    query = f"?id={profile.slug}" if by_number else ""
    return replace(profile, url=f"https://{parts.hostname}{parts.path.rstrip('/')}{query}")


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url if "://" in url else "https://" + url.lstrip("/"))
    except ValueError:
        return None
    return parts if parts.scheme.lower() in {"http", "https"} else None


def _network(host: str) -> Network | None:
    return next((network for site, network in _HOSTS.items() if _within(host, site)), None)


def _within(host: str, site: str) -> bool:
    return host == site or host.endswith("." + site)


def _slug(network: Network, parts: SplitResult) -> str:
    segments = [segment for segment in parts.path.split("/") if segment]
    if network is Network.FACEBOOK:
        return _facebook(segments, parts.query)
    for marker in _MARKERS[network]:
        if marker in segments[:-1]:
            return _folded(segments[segments.index(marker) + 1])
    return ""


def _facebook(segments: list[str], query: str) -> str:
    if not segments or segments[0].lower() in _FACEBOOK_PAGES:
        return ""
    if segments[0].lower() == "profile.php":
        return next(iter(parse_qs(query, max_num_fields=20).get("id", [])), "")
    if segments[0].lower() == "people":
        return segments[-1] if len(segments) > 2 else ""
    return _folded(segments[0])


def _mastodon(host: str, parts: SplitResult) -> str:
    account = _MASTODON_PATH.fullmatch(parts.path)
    if account is None or any(_within(host, site) for site in _OTHER_AT_SITES):
        return ""
    return _folded(f"{account[1]}@{host}")


def _folded(slug: str) -> str:
    return unicodedata.normalize("NFC", unquote(slug)).strip().lower()
