"""Template tags of the reader's site: text as printed, and what search engines are told."""

import html
import json
import re
from functools import lru_cache

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from articles.models.article import SUMMARY_CHARACTERS
from articles.models.article_queries import OPENING_CHARACTERS
from articles.models.draft import called

register = template.Library()

# Up to a blank or a comma; closing marks stay with what they close.
PHRASE = re.compile(r"([^\s，；：。！？]+[，；：。！？]*[”’）》]*)(\s*)")
WHOLE_PARAGRAPHS = re.compile("(?:<p>.*?</p>)+")
SENTENCE_END = re.compile("[。！？][”’）》]*")
TEASER_LEAST = 40  # characters: less tells a reader nothing

# `<` would end the script element; the others are what Django's json_script escapes with it.
SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def kept(context, template, current=""):
    """A part that shows nothing but the newspaper, rendered once until the newspaper changes.

    Masthead and imprint are most of a page's work and the same on all of them.
    """
    newspaper = context.get("newspaper")
    if newspaper is None or settings.DEBUG:
        return _rendered(template, newspaper, current)
    return _kept(template, newspaper, current, (get_language(), newspaper.updated_at))


@lru_cache(maxsize=256)
def _kept(template, newspaper, current, stamp):
    return _rendered(template, newspaper, current)


def _rendered(template, newspaper, current):
    return get_template(template).render({"newspaper": newspaper, "current": current})


register.filter(called)


@register.filter
def requoted(text):
    """Typed text to set in quotation marks: its own become those within a quotation."""
    text = re.sub(r"""["＂]([^"＂]*)["＂]""", r"‘\1’", text)
    return text.translate({ord("“"): "‘", ord("”"): "’"})


@register.filter
def oneline(text):
    """A printed headline on one line."""
    return " ".join(text.split())


@register.filter
def printed(text):
    """A headline with its printed line breaks; a line too long breaks where one would pause."""
    return mark_safe("<br>".join(map(_line, text.splitlines())))  # noqa: S308 - escaped


def _line(line):
    phrases = PHRASE.findall(escape(line))
    if len(phrases) < 2:
        return escape(line)
    return "".join(f"<span>{phrase}</span>{blank}" for phrase, blank in phrases)


@register.filter
def local_name(thing):
    """The name of a section or column in the reader's language; `thing` may be a menu entry."""
    name, name_en = (
        (thing["name"], thing["name_en"])
        if isinstance(thing, dict)
        else (thing.name, thing.name_en)
    )
    return name_en if name_en and get_language() == "en" else name


@register.simple_tag
def options(parts, chosen):
    """Sections or columns to choose from; of hundreds, a loop in a template takes its time."""
    escaped = ((html.escape(part["slug"]), html.escape(local_name(part))) for part in parts)
    shown = (
        f'<option value="{slug}"{" selected" * (slug == chosen)}>{name}</option>'
        for slug, name in escaped
    )
    return mark_safe("".join(shown))  # noqa: S308 - escaped


@register.filter
def signed(article):
    """The byline as printed, every name that is known linked to its person's page."""
    byline = escape(article.byline)
    ids = {credit["name"]: credit["id"] for credit in article.prepared["credits"]}
    if not ids:
        return mark_safe(byline)  # noqa: S308 - escaped above
    # Typesetters pad names of two characters: 郑  朗. The longest name first: 林知远 before 林知.
    names = [r"\s*".join(map(re.escape, escape(name))) for name in sorted(ids, key=len)[::-1]]

    def link(match):
        person = ids.get("".join(match[0].split())) or ids.get(match[0])
        url = reverse("contributor", args=[article.newspaper.slug, person])
        return f'<a href="{url}">{match[0]}</a>'

    return mark_safe(re.sub("|".join(names), link, byline))  # noqa: S308 - as above


@register.filter
def running_text(article):
    """The text, with dateline and byline set where they are printed: into the first line."""
    return _with_dateline(article, article.body)


@register.filter
def teaser(article):
    """The summary up to its last whole sentence; cut off where that would say too little."""
    summary = article.summary
    if article.characters <= SUMMARY_CHARACTERS:
        return summary
    for end in reversed([match.end() for match in SENTENCE_END.finditer(summary)]):
        if end >= TEASER_LEAST and summary.count("“", 0, end) == summary.count("”", 0, end):
            return summary[:end]
    return f"{summary}……"


@register.filter
def opening_text(article):
    """All of `article.opening` when it is the whole text, else the paragraphs whole in it."""
    if len(article.opening) < OPENING_CHARACTERS:
        return _with_dateline(article, article.opening)
    paragraphs = WHOLE_PARAGRAPHS.match(article.opening)
    body = paragraphs[0] if paragraphs else format_html("<p>{}</p>", teaser(article))
    return _with_dateline(article, body)


def _with_dateline(article, body):
    if not article.dateline:
        return mark_safe(body)  # noqa: S308 - the sanitiser made it
    opening = format_html(
        '<span class="dateline">{}</span><span class="signed">{}</span>\u3000',
        article.dateline,
        signed(article),
    )
    if body.startswith("<p>"):
        return mark_safe(f"<p>{opening}{body[3:]}")  # noqa: S308 - as above
    return mark_safe(f"<p>{opening}</p>{body}")  # noqa: S308 - as above


@register.simple_tag(takes_context=True)
def absolute(context, path):
    """A path of ours as a whole address."""
    request = context["request"]
    return f"{request.scheme}://{request.get_host()}{path}"


@register.simple_tag(takes_context=True)
def article_json_ld(context, article, parts):
    return _script(news_article(article, parts, absolute(context, "")))


@register.simple_tag(takes_context=True)
def issue_json_ld(context, issue):
    origin = absolute(context, "")
    return _script({"@context": "https://schema.org", **publication_issue(issue, origin)})


def _script(structure):
    text = json.dumps(structure, ensure_ascii=False).translate(SCRIPT_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308


def news_article(article, parts, origin):
    """schema.org NewsArticle, with the terms for what is printed; absent things left out."""
    section_names = {entry["id"]: entry["name"] for entry in article.newspaper.menu}
    photos = [photo["src"] for part in parts for photo in part.prepared["photos"] if photo["src"]]
    described = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": origin + article.get_absolute_url(),
        "headline": oneline(article.headline),
        "alternativeHeadline": oneline(article.subheadline),
        "dateline": article.dateline,
        "description": article.summary,
        "inLanguage": "zh-Hans",
        "author": [{"@type": "Person", "name": name} for name in article.people],
        "image": [origin + photo for photo in photos],
        "datePublished": article.public_from and article.public_from.isoformat(),
        "dateModified": article.updated_at.isoformat(),
        "articleSection": section_names.get(article.section_id),
        "printColumn": article.column.name if article.column else article.label,
        "printPage": article.page and article.page.label,
        "printSection": article.page and article.page.title,
        "wordCount": sum(part.characters for part in parts),
        "publisher": newspaper_named(article.newspaper, origin),
        "isPartOf": article.issue_id and publication_issue(article.issue, origin),
    }
    return {name: value for name, value in described.items() if value}


def publication_issue(issue, origin):
    described = {
        "@type": "PublicationIssue",
        "url": origin + issue.get_absolute_url(),
        "issueNumber": issue.number,
        "datePublished": issue.date.isoformat(),
        "isPartOf": newspaper_named(issue.newspaper, origin),
    }
    return {name: value for name, value in described.items() if value}


def newspaper_named(newspaper, origin):
    described = {
        "@type": "Newspaper",
        "name": newspaper.name,
        "url": origin + newspaper.get_absolute_url(),
        "issn": newspaper.issn,
    }
    return {name: value for name, value in described.items() if value}
