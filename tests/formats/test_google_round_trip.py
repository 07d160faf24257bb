"""What is written for Google Contacts and read back is what it was, for all that its columns hold."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carnet.domain import emails
from carnet.domain.contacts import ContactPoint, Network, PointKind, SocialProfile
from carnet.domain.dates import PartialDate
from carnet.formats import google_write, table_files
from carnet.formats.drafts import ContactDraft

_HOSTILE = [
    'd’Été, "O\'Brien"; fils',
    '=HYPERLINK("http://x")',
    "+33 & Co",
    "-1",
    "@SUM(A1)",
    "'quoted",
    "a:b;c,d\\e",
    "Œuvre",
    "李小龙",
    "😀 Ålesund",
    "<b>x</b>",
]
_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn"])
_WORD = st.one_of(st.sampled_from(_HOSTILE), st.text(_CHARACTERS, min_size=1, max_size=12))
_NAME = _WORD.filter(lambda text: any(map(str.isalpha, text)))
_MAYBE = st.one_of(st.just(""), _NAME)
_DAYS = st.sampled_from([None, PartialDate("1980-03-12"), PartialDate("--02-29")])


def _email(value: str, label: str) -> ContactPoint:
    return ContactPoint(kind=PointKind.EMAIL, value=value, normalised=emails.normalise(value), label=label)


_POINTS = st.sampled_from(
    [
        _email("claire@acme.example", "work"),
        _email("c.dupont@home.example", "home"),
        ContactPoint(kind=PointKind.PHONE, value="+33 6 12 34 56 78", label="cell"),
        ContactPoint(kind=PointKind.PHONE, value="01 23 45 67 89", label="work fax"),
        ContactPoint(kind=PointKind.URL, value="https://x.example/a,b;c?d=1", label="blog"),
        ContactPoint(
            kind=PointKind.ADDRESS,
            value="1 rue du Port\n29200 Brest\nFrance",
            normalised=";;1 rue du Port;Brest;;29200;France",
            label="work",
        ),
    ]
)
_ORDER = (PointKind.EMAIL, PointKind.PHONE, PointKind.URL, PointKind.ADDRESS)


def _in_order(points: list[ContactPoint]) -> tuple[ContactPoint, ...]:
    """Return points as the columns have them, kind by kind."""
    return tuple(sorted(points, key=lambda point: (_ORDER.index(point.kind), point.value)))


_PROFILE = SocialProfile(network=Network.LINKEDIN, url="https://www.linkedin.com/in/claire", slug="claire")


def _draft(**told: Any) -> ContactDraft:
    return ContactDraft(**told)


_DRAFTS = st.builds(
    _draft,
    prefix=_MAYBE,
    first_name=_NAME,
    middle_name=_MAYBE,
    last_name=_NAME,
    nickname=_MAYBE,
    birthday=_DAYS,
    about=st.lists(_WORD, max_size=3).map("\n".join).map(str.strip),
    organisation=_MAYBE,
    title=_MAYBE,
    points=st.lists(_POINTS, max_size=4, unique=True).map(_in_order),
    profiles=st.sampled_from([(), (_PROFILE,)]),
    tags=st.lists(st.sampled_from(["cloud", "=2+2", "été"]), unique=True).map(tuple),
    introduced_by=_MAYBE,
)


def _told(draft: ContactDraft) -> Any:
    """Return a draft without where it stood, and what a city follows from."""
    return draft._replace(row=0, city="")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(drafts=st.lists(_DRAFTS, min_size=1, max_size=3))
def test_what_is_written_is_read_back(drafts: list[ContactDraft]):
    reading = table_files.read(google_write.write(drafts))
    assert [_told(draft) for draft in reading.drafts] == drafts
    assert reading.problems == ()
