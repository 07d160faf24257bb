"""Social profiles."""

import pytest

from carnet.domain.contacts import Network
from carnet.domain.profiles import recognise, tidied


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/claire-dupont",
        "http://linkedin.com/in/Claire-Dupont/",
        "fr.linkedin.com/in/claire-dupont?trk=people",
        "//www.linkedin.com/in/claire-dupont#top",
        "www.linkedin.com/mwlite/in/claire%2Ddupont/details/",
        " https://WWW.LinkedIn.com/in/claire-dupont ",
    ],
)
def test_a_linkedin_address_has_one_key_however_it_is_written(url: str):
    profile = recognise(url)
    assert profile is not None
    assert (profile.network, profile.slug, profile.url) == (Network.LINKEDIN, "claire-dupont", url.strip())


def test_a_percent_encoded_name_is_decoded():
    profile = recognise("https://www.linkedin.com/in/%C3%A9lodie-l%C3%A9ger-42")
    assert profile is not None
    assert profile.slug == "élodie-léger-42"


@pytest.mark.parametrize(
    ("url", "network", "slug"),
    [
        ("http://www.viadeo.com/fr/profile/claire.dupont", Network.VIADEO, "claire.dupont"),
        ("viadeo.com/p/0021abc", Network.VIADEO, "0021abc"),
        ("https://m.facebook.com/claire.dupont.5?ref=x", Network.FACEBOOK, "claire.dupont.5"),
        ("https://www.facebook.com/profile.php?id=1000123", Network.FACEBOOK, "1000123"),
        ("https://www.facebook.com/people/Claire-Dupont/1000123/", Network.FACEBOOK, "1000123"),
        ("https://copainsdavant.linternaute.com/p/claire-dupont-123", Network.COPAINS_DAVANT, "claire-dupont-123"),
        ("https://www.xing.com/profile/Claire_Dupont", Network.XING, "claire_dupont"),
        ("https://piaille.fr/@claire", Network.MASTODON, "claire@piaille.fr"),
        ("https://mastodon.social/users/claire", Network.MASTODON, "claire@mastodon.social"),
        ("@Claire@piaille.fr", Network.MASTODON, "claire@piaille.fr"),
    ],
)
def test_each_network_is_told_by_its_addresses(url: str, network: Network, slug: str):
    profile = recognise(url)
    assert profile is not None
    assert (profile.network, profile.slug) == (network, slug)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://www.linkedin.com/company/acme",
        "https://www.linkedin.com/in/",
        "https://linkedin.com@evil.example/in/claire",
        "https://notlinkedin.com/in/claire",
        "https://facebook.com/",
        "https://facebook.com/groups/42",
        "https://facebook.com/people/x",
        "https://facebook.com/profile.php?x=1",
        "https://medium.com/@claire",
        "https://acme.example/about",
        "https://[bad",
        "https:///in/claire",
        "https://[::1/in/x",
        "ftp://linkedin.com/in/claire",
        "mailto:claire@acme.fr",
        "https://x.example/" + "a" * 3000,
    ],
)
def test_other_addresses_are_no_profiles(url: str):
    assert recognise(url) is None


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("http://fr.linkedin.com/in/zoe-m/?trk=abc#x", "https://fr.linkedin.com/in/zoe-m"),
        ("linkedin.com/in/zoe-m", "https://linkedin.com/in/zoe-m"),
        ("https://www.facebook.com/profile.php?id=123&ref=x", "https://www.facebook.com/profile.php?id=123"),
        ("https://www.facebook.com/zoe.m?__tn__=x", "https://www.facebook.com/zoe.m"),
        ("https://piaille.fr/@zoe/", "https://piaille.fr/@zoe"),
        ("@zoe@piaille.fr", "@zoe@piaille.fr"),
    ],
)
def test_a_pasted_address_keeps_what_names_the_person_alone(pasted: str, kept: str) -> None:
    profile = recognise(pasted)

    assert profile is not None
    assert tidied(profile).url == kept
    assert tidied(tidied(profile)) == tidied(profile)
