"""A deterministic archive of made-up articles to search, as many as asked, over twenty years.

Words are drawn from jieba's dictionary by their frequency; every article keeps to one of many
topics, so that pairs of characters repeat within it about as often as in print.
"""

import os
import random
from bisect import bisect
from datetime import date, datetime, time, timedelta

import jieba
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from articles import search
from articles.models import (
    Article,
    Column,
    Contributor,
    Issue,
    IssueStatus,
    Newspaper,
    Page,
    Section,
)

FIRST_DAY, LAST_DAY = date(2005, 1, 1), date(2024, 12, 31)
TOPICS, SENTENCES, VOCABULARY = 2_000, 60, 40
SECTIONS = "要闻 经济 民生 教科文 体育 副刊 国际 时评 健康 房产 汽车 旅游".split()
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰梅鹏辉建文志国海东红波宇晨雨欣然子涵"
BATCH = 2_000


class Writer:
    """Makes up what an article says; the same for the same seed."""

    def __init__(self, seed=1):
        self.random = random.Random(seed)
        self.words, self.weights = _dictionary()
        self.topics = [self._topic() for _topic in range(TOPICS)]
        self.names = sorted({self._name() for _name in range(40_000)})

    def article(self, number):
        """(headline, paragraphs, names of those who signed it)"""
        topic = self.topics[self.random.randrange(TOPICS)]
        picked = self.random.choices(topic, k=self.random.randint(24, 46))
        names = self.random.sample(self.names, 2)
        lines = ["，".join(picked[at : at + 6]) + "。" for at in range(0, len(picked), 6)]
        return "".join(picked[0][:14]), lines, names

    def _topic(self):
        own = [self._word() for _word in range(VOCABULARY)]
        return [self._sentence(own) for _sentence in range(SENTENCES)]

    def _sentence(self, own):
        words = (
            self.random.choice(own) if self.random.random() < 0.5 else self._word()
            for _word in range(self.random.randint(7, 12))
        )
        return "".join(words)[: self.random.randint(12, 24)]

    def _word(self):
        return self.words[bisect(self.weights, self.random.random() * self.weights[-1])]

    def _name(self):
        given = self.random.choices(GIVEN, k=self.random.choice((1, 2, 2)))
        return self.random.choice(SURNAMES) + "".join(given)


def _dictionary():
    """(words, their frequencies summed up), longest words left out."""
    path = os.path.join(os.path.dirname(jieba.__file__), "dict.txt")
    words, weights, total = [], [], 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            word, frequency, *_kind = line.split()
            if len(word) <= 4:
                total += int(frequency)
                words.append(word)
                weights.append(total)
    return words, weights


def make_corpus(count, watch, seed=1):
    """`count` public articles of one newspaper, spread evenly over the days.

    They are indexed batch by batch within `watch`, a context manager that measures.
    """
    writer = Writer(seed)
    paper = Newspaper(slug="corpus", name="潮城日报")
    paper.save()
    sections = Section.objects.bulk_create(
        Section(newspaper=paper, slug=f"s{at}", name=name, position=at)
        for at, name in enumerate(SECTIONS)
    )
    columns = Column.objects.bulk_create(
        Column(newspaper=paper, slug=f"c{at}", name=f"第{at}栏") for at in range(200)
    )
    people = Contributor.objects.bulk_create(
        Contributor(newspaper=paper, name=name) for name in writer.names[::100]
    )
    pages = _issues(paper)
    rows = _Rows(Article(newspaper=paper))
    for start in range(0, count, BATCH):
        for number in range(start, min(start + BATCH, count)):
            page = pages[number * len(pages) // count]
            rows.add(number + 1, page, **_article(writer, number, sections, columns, people))
        with transaction.atomic():
            rows.insert()
            with watch:
                search.index(Article.objects.filter(pk__gt=start, pk__lte=start + BATCH))
    rows.end()
    return writer


class _Rows:
    """Rows of articles, all like a `pattern` but for what is said: the ORM would take longer."""

    def __init__(self, pattern):
        self.fields = Article._meta.concrete_fields
        pattern.created_at = pattern.updated_at = timezone.now()
        self.pattern = {field.name: self._stored(field, pattern) for field in self.fields}
        self.rows, self.stored = [], {}

    def add(self, pk, page, *, column, person, **values):
        values |= {
            "id": pk,
            "issue": page.issue_id,
            "page": page.pk,
            "column": column and column.pk,
        }
        values["public_from"] = self._once("public_from", page.issue.publish_at)
        values["prepared"] = self._stored_as("prepared", _shown(page, column, person))
        self.rows.append(tuple((self.pattern | values).values()))

    def insert(self):
        names = ", ".join(connection.ops.quote_name(field.column) for field in self.fields)
        places = ", ".join(["%s"] * len(self.fields))
        with connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO articles_article ({names}) VALUES ({places})", self.rows
            )
        self.rows = []

    def end(self):
        """What is added later goes on counting where these end."""
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), [Article]):
                cursor.execute(sql)

    def _once(self, name, value):
        if (name, value) not in self.stored:
            self.stored[name, value] = self._stored_as(name, value)
        return self.stored[name, value]

    @staticmethod
    def _stored_as(name, value):
        return Article._meta.get_field(name).get_db_prep_save(value, connection)

    @staticmethod
    def _stored(field, article):
        return field.get_db_prep_save(getattr(article, field.attname), connection)


def _shown(page, column, person):
    """What an article keeps of these; see `Article.prepared`."""
    credit = {"id": person.pk, "name": person.name, "affiliation": "", "role": "reporter"}
    return {
        "issue": page.issue.shown,
        "page": page.shown,
        "column": column and column.shown,
        "credits": [credit],
        "photos": [],
    }


def _issues(paper):
    """The first page of an issue of every day."""
    days = (LAST_DAY - FIRST_DAY).days + 1
    issues = Issue.objects.bulk_create(
        [
            Issue(
                newspaper=paper,
                date=FIRST_DAY + timedelta(days=at),
                status=IssueStatus.PUBLISHED,
                publish_at=_morning(FIRST_DAY + timedelta(days=at)),
            )
            for at in range(days)
        ],
        batch_size=BATCH,
    )
    pages = [Page(issue=issue, label="A01", number=1, title="要闻") for issue in issues]
    return Page.objects.bulk_create(pages, batch_size=BATCH)


def _article(writer, number, sections, columns, people):
    headline, lines, names = writer.article(number)
    return {
        "section": sections[number % len(sections)].pk,
        "column": columns[number % len(columns)] if number % 5 == 0 else None,
        "headline": headline,
        "byline": f"（记者 {' '.join(names)}）",
        "body": "".join(f"<p>{line}</p>" for line in lines),
        "person": people[number % len(people)],
    }


def _morning(day):
    return timezone.make_aware(datetime.combine(day, time(6)))
