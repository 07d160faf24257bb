"""The words of argparse itself, so that the catalogue holds them."""

from carnet.words.catalogue import _, ngettext


def texts() -> tuple[str, ...]:
    """Return every text of the standard library's argument parser that Carnet may show."""
    return (
        _("usage: "),
        _("options"),
        _("positional arguments"),
        _("show this help message and exit"),
        _("the following arguments are required: %s"),
        _("unrecognized arguments: %s"),
        _("not allowed with argument %s"),
        _("ignored explicit argument %r"),
        _("expected one argument"),
        _("expected at most one argument"),
        _("expected at least one argument"),
        ngettext("expected %s argument", "expected %s arguments", 2),
        _("ambiguous option: %(option)s could match %(matches)s"),
        _("invalid choice: %(value)r (choose from %(choices)s)"),
        _("invalid %(type)s value: %(value)r"),
        _("argument %(argument_name)s: %(message)s"),
        _("%(prog)s: error: %(message)s\n"),
    )
