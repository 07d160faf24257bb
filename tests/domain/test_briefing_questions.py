"""What to ask somebody: what was promised, what was said, what is missing, and never anything made up."""

from carnet.domain.briefings import Ask, Gap, Question, gaps_of, questions, short

_ALL_KNOWN = dict.fromkeys(Gap, True)


def test_a_promise_comes_first_then_what_was_said() -> None:
    asked = questions(("le retour d’expérience",), "budget voté", (Gap.PHONE,))

    assert asked == (Question(Ask.PROMISE, "le retour d’expérience"), Question(Ask.SAID, "budget voté"))


def test_what_is_missing_fills_up_and_nobody_is_asked_for_a_circle() -> None:
    gaps = gaps_of({**_ALL_KNOWN, Gap.CIRCLE: False, Gap.EMAIL: False, Gap.PHONE: False, Gap.CITY: False})

    assert questions((), "", gaps) == (Question(Ask.GAP, "email"), Question(Ask.GAP, "phone"))
    assert questions((), "", (Gap.CIRCLE,)) == ()


def test_the_same_words_are_not_asked_twice() -> None:
    assert questions(("envoyer le plan",), "envoyer le plan", ()) == (Question(Ask.PROMISE, "envoyer le plan"),)


def test_of_whom_all_is_known_nothing_is_asked() -> None:
    assert questions((), "", gaps_of(_ALL_KNOWN)) == ()


def test_a_long_note_is_cut_between_two_words() -> None:
    told = short("# " + "un mot " * 40 + "\nautre ligne")

    assert len(told) <= 91
    assert told.endswith(("mot…", "un…"))
    assert short("**Budget** voté.\nSuite") == "Budget voté"
