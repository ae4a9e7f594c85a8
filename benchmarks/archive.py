"""An archive of generated articles: as many as asked, five years of four-page issues at most."""

import datetime
import random

from django.db import transaction
from django.utils import timezone

from articles.models import Article, Issue, IssueStatus, Newspaper, Page, Section

WORDS = (
    "渡轮 码头 街道 学校 居民 企业 项目 开工 天气 医院 老人 孩子 市场 海鲜 大桥 工人 图书 球队 "
    "比赛 演出 茶园 丰收 台风 维修 公交 线路 记者 昨日 上午 我市 部门 负责人 表示 目前 今年 完成"
).split()
PAGES = (("A01", "要闻"), ("A02", "民生"), ("A03", "经济"), ("A04", "副刊"))
ARTICLES_A_PAGE = 5
LAST_DAY = datetime.date(2026, 3, 1)


def make_archive(count, seed=1):
    """A newspaper `bench` with `count` public articles; the Newspaper."""
    rng = random.Random(seed)
    newspaper = Newspaper(slug="bench", name="潮城日报", slogan="听潮知城")
    newspaper.save()
    sections = []
    for position, (label, name) in enumerate(PAGES):
        section = Section(newspaper=newspaper, slug=label.lower(), name=name, position=position)
        section.save()
        sections.append(section)
    days = -(-count // (len(PAGES) * ARTICLES_A_PAGE))
    for back in range(days):
        with transaction.atomic():
            make_day(rng, newspaper, sections, LAST_DAY - datetime.timedelta(days=back))
    return newspaper


def make_day(rng, newspaper, sections, date):
    morning = timezone.make_aware(datetime.datetime.combine(date, datetime.time(6)))
    issue = Issue(newspaper=newspaper, date=date, status=IssueStatus.PUBLISHED, publish_at=morning)
    issue.save()
    pages = Page.objects.bulk_create(
        Page(issue=issue, label=label, number=number, title=title)
        for number, (label, title) in enumerate(PAGES, start=1)
    )
    articles = [
        make_article(rng, issue, page, section, position)
        for page, section in zip(pages, sections, strict=True)
        for position in range(1, ARTICLES_A_PAGE + 1)
    ]
    Article.objects.bulk_create(articles)
    issue.articles.all().bring_up_to_date()


def make_article(rng, issue, page, section, position):
    article = Article(
        newspaper=issue.newspaper,
        issue=issue,
        page=page,
        section=section,
        position=position,
        released_at=issue.publish_at,
        headline=sentence(rng, 6),
        kicker=sentence(rng, 4) if position == 1 else "",
        dateline="本报讯",
        byline="（记者 郑朗）",
        body="".join(f"<p>{sentence(rng, 45)}。</p>" for _paragraph in range(6)),
    )
    article.prepare()
    return article


def sentence(rng, words):
    return "".join(rng.choices(WORDS, k=words))
