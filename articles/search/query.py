"""What was typed, understood: the folded words a text has to contain."""

import re

from django.utils.translation import gettext as _

from articles.text.fold import fold

LONGEST = 200
# A pair of quotation marks keeps a phrase with spaces together; an unpaired one is a character.
PHRASE = re.compile(r"""(?<!\S)(?:["＂]([^"＂\n]+)["＂]|“([^“”\n]+)”|「([^「」\n]+)」)(?!\S)""")


class BadQuery(ValueError):
    """What was typed cannot be searched for; the message is for the person who typed it."""


def parse(typed):
    """The folded words and phrases of `typed`, each once, in the order typed; or BadQuery."""
    if len(typed) > LONGEST:
        raise BadQuery(_("Search for at most %(count)d characters.") % {"count": LONGEST})
    phrases = [next(filter(None, match)) for match in PHRASE.findall(typed)]
    words = PHRASE.sub(" ", typed).split()
    return list(dict.fromkeys(filter(None, map(fold, phrases + words))))
