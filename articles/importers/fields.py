"""What an importer has read, as fields: of an article, of who signed it, of a file."""

import re
from dataclasses import replace
from pathlib import Path

from django.core.files.base import ContentFile

from articles.models import Contributor, Credit
from articles.text.bylines import parse_byline
from articles.text.punctuation import full_width

# What is longer is no name but a damaged line; it stays in the printed byline.
LONGEST_NAME = Contributor._meta.get_field("name").max_length
LONGEST_AFFILIATION = Contributor._meta.get_field("affiliation").max_length
# 本报首席记者, 驻京记者, 融媒体记者 are of the paper itself; 泊阳晚报记者 are not.
OWN_POST = re.compile(r"(?:本[报版]|融媒体?|全媒体|首席|资深|特约|特派|见习|实习|驻\w{1,6}?)*")
LABEL_MARKS = "【】（）()[]｜|丨■●□〖〗　 "


def section_of(written, page, sections):
    """The one of `sections` that the source names, else the one the page is named after."""
    named = (s for s in sections if s.slug == written.section)
    named_like_page = (s for s in sections if page and page.title.startswith(s.name))
    return next(named, None) or next(named_like_page, None)


def column_of(written, columns):
    """The one of `columns` whose name is printed as the label."""
    return next((c for c in columns if c.name == written.label.strip(LABEL_MARKS)), None)


def set_in_type(written):
    """{field of Article: what is printed there, with the marks of Chinese type}"""
    names = ("label", "kicker", "headline", "subheadline", "dateline", "byline", "jump")
    return {name: full_width(getattr(written, name)) for name in (*names, "author_note")}


def credit(bylines, newspaper, by):
    """Everybody who signs in these [(article, byline)] becomes a contributor credited for it; the
    printed byline stays beside it.
    """
    signed = [
        (article, position, signature)
        for article, byline in bylines
        for position, signature in enumerate(signatures(byline, newspaper))
    ]
    people = _contributors({(s.name, s.affiliation) for _a, _p, s in signed}, newspaper, by)
    Credit.objects.bulk_create(
        Credit(
            article=article,
            contributor=people[signature.name, signature.affiliation],
            role=signature.role,
            position=position,
            version=1,
        )
        for article, position, signature in signed
    )


def signatures(byline, newspaper):
    """Who signed, once each, by name and affiliation."""
    signed = (
        replace(signature, affiliation=_affiliation(signature.affiliation, newspaper))
        for signature in parse_byline(byline)
    )
    return [
        signature
        for signature in dict.fromkeys(signed)
        if len(signature.name) <= LONGEST_NAME and len(signature.affiliation) <= LONGEST_AFFILIATION
    ]


def _affiliation(printed, newspaper):
    """《泊阳晚报》 and 泊阳晚报 are one; the paper's own is not said."""
    name = printed.replace("《", "").replace("》", "")
    return "" if OWN_POST.fullmatch(name.replace(newspaper.name, "")) else name


def _contributors(names, newspaper, by):
    """{(name, affiliation): Contributor}; who is not known yet is made known."""
    known = Contributor.objects.filter(
        newspaper=newspaper, name__in={name for name, _affiliation in names}
    )
    people = {(person.name, person.affiliation): person for person in known}
    for name, affiliation in sorted(names - people.keys()):
        person = Contributor(newspaper=newspaper, name=name, affiliation=affiliation)
        person.save(by=by)
        people[name, affiliation] = person
    return people


def put(path, holder, name, stored):
    """Have the file at `path` stored when `holder` is saved."""
    setattr(holder, name, ContentFile(Path(path).read_bytes(), name=Path(path).name))
    stored.append((holder, name))
