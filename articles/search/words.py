"""Words as jieba cuts them: for ranking and keywords, never for finding. The only importer of
jieba.

Ranking asks when it searches and nothing of it is stored, so a word that a newspaper adds to its
dictionary counts from the next search on, in old articles as in new ones.
"""

import re
import time
from collections import Counter
from functools import cache, lru_cache
from math import log
from pathlib import Path

from django.db import connections

from articles.text.fold import fold

CONTEXT = 4  # characters either side that decide how a place is cut into words
LEAST = 4  # jieba met its other words three times or never: 200,000, most of them odd names
OWN = 1000  # how often a newspaper's own word counts as met: above any accident of its parts
LOOK_AGAIN = 10  # seconds after which the newspapers' own words may have changed
WORD = re.compile(r"[^\W_]{2,16}")
NUMBER = re.compile(r"[\d第一二三四五六七八九十百千万亿零〇两几]+")
MEDIAN_IDF = 11.95  # of jieba's table, for the words it does not have; jieba does the same
TABLES = [("articles_term", "text"), ("articles_column", "name"), ("articles_contributor", "name")]
STATE = " UNION ALL ".join(f"SELECT count(*), max(updated_at) FROM {table}" for table, _ in TABLES)
NAMES = " UNION ".join(f"SELECT {name} FROM {table}" for table, name in TABLES)
# In every newspaper on every page: they tell no text from another.
STOP_WORDS = set(
    """
    一个 一些 一位 一名 一定 一方面 一样 一次 一步 一直 一种 一起 三年 上午 下午 不仅 不会 不但
    不同 不少 不断 不是 不能 与此同时 两个 两年 个人 中国 为了 主要 之一 之前 之后 也是 了解 事情
    于是 什么 今后 今天 今年 今日 今晨 仍然 他们 他说 以上 以下 以前 以及 以来 但是 作为 作者 你们
    使用 例如 供图 全国 全市 全省 共同 其中 其他 具体 再次 写道 几乎 几年 出现 分别 分钟 利用 到了
    前往 包括 十分 原来 去年 又是 及其 发现 发生 受访者 只是 只有 可以 可是 可能 各种 同时 同样
    名为 后来 告诉 周边 咱们 因为 因此 图为 图片 在于 地方 多个 多年 多次 大家 大量 她们 她说 如今
    如何 如果 完成 实现 对于 对此 将会 小时 尤其 就是 工作 左右 已有 已经 市民 常常 并且 开始 开展
    当中 当天 当日 当时 很多 必须 怎么 情况 成为 我们 我国 所以 所有 据了解 据悉 提供 摄影 整个
    新闻 方式 方面 时候 时间 明天 昨天 昨日 昨晚 是否 晚上 有人 有关 有的 期间 未来 本报 本报讯
    本次 本版 来到 来源 来自 来说 根据 正在 正是 此外 此次 每天 每年 比如 比较 没有 活动 消息 然后
    然而 特别 现在 现场 由于 目前 直接 相关 看到 着力 确保 积极 第一 第二 等等 结果 继续 而且 能够
    自己 虽然 表示 要求 觉得 认为 记者 记者从 许多 评论 责编 起来 转载 近年 近年来 近日 还是 还有
    这个 这些 这位 这样 这次 这种 这里 进一步 进入 进行 连续 通讯 通讯员 通讯社 通过 那个 那些
    那样 那里 部分 采访 里面 重要 问题 需要 非常 首先
    """.split()
)


def is_word(text, start, end):
    """Whether jieba would cut where text[start:end] begins and ends: not around 产品[和服]务."""
    if not _crossed(text, start) and not _crossed(text, end):
        return True
    left = max(start - CONTEXT, text.rfind("\n", 0, start) + 1)
    here = text[left : end + CONTEXT].partition("\n")[0]
    return {start - left, end - left} <= _cuts(here)


@lru_cache(maxsize=10_000)
def runs_across(before, after):
    """Whether a word lies across the joint of two texts, as where a line breaks 市|民 off. It does
    at nearly half the line ends of running text, and at one in thirty where texts meet by chance.
    """
    head, tail = before.strip()[-2 * CONTEXT :], after.strip()[: 2 * CONTEXT]
    return len(head) not in _cuts(head + tail)


def learn(using="default"):
    """Take up the newspapers' own words, if they have changed: their dictionaries, and the names
    of their columns and contributors. One statement every LOOK_AGAIN seconds."""
    _dictionary().learn(connections[using])


def known():
    """{word or beginning of a word, folded: how often jieba met it}; 0 for a mere beginning."""
    return _dictionary().known


def own():
    """The newspapers' own words, folded, as `learn` has last seen them."""
    return _dictionary().own.keys()


def rarity(word):
    """How little a word is met: 0 for all there is, 9 for 会议, 15 for 渡轮, more for new words."""
    by_itself = _dictionary().own.get(word, known().get(word))
    return log(_dictionary().tokenizer.total / (by_itself or 1))


def telling(text):
    """The words of a text that say what it is about, folded, each once, in their order."""
    return list(dict.fromkeys(filter(_is_telling, _dictionary().tokenizer.cut(fold(text)))))


def keywords(text, count=8):
    """The words that tell a text from others, best first, by jieba's TF-IDF.

    Its table of frequencies is read through each time: to keep it would take 45 MB.
    """
    words = Counter(filter(_is_telling, _dictionary().tokenizer.cut(text)))
    idf = _idf(words)
    weights = {word: times * idf.get(word, MEDIAN_IDF) for word, times in words.items()}
    return sorted(weights, key=weights.get, reverse=True)[:count]


def _is_telling(word):
    return WORD.fullmatch(word) and not NUMBER.fullmatch(word) and word not in STOP_WORDS


def _idf(words):
    """{word: how few texts have it} for those of the words that jieba's table has."""
    found = {}
    with _of_jieba("analyse/idf.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, _space, idf = line.partition(" ")
            if word in words:
                found[word] = float(idf)
    return found


def _crossed(text, at):
    """Whether a word of the dictionary, or a Latin one, reaches across the place."""
    around = text[max(0, at - CONTEXT + 1) : at + CONTEXT - 1]
    middle = min(at, CONTEXT - 1)
    if around[middle - 1 : middle + 1].isascii():
        return True
    get = known().get
    return any(
        get(around[left:right])
        for left in range(middle)
        for right in range(middle + 1, min(len(around), left + CONTEXT) + 1)
    )


def _cuts(text):
    """Where words begin and end in a short folded text, as a set of positions.

    The likeliest way through jieba's dictionary, as jieba finds it without guessing at new
    words, in a tenth of the time.
    """
    get, whole = known().get, _dictionary().log_total
    likeliest, ends = [0.0] * (len(text) + 1), [0] * len(text)
    for start in reversed(range(len(text))):
        best = None
        for end in range(start + 1, len(text) + 1):
            times = get(text[start:end])
            if times is None:
                break
            if times and (best is None or log(times) - whole + likeliest[end] >= best):
                best, ends[start] = log(times) - whole + likeliest[end], end
        if best is None:
            best, ends[start] = likeliest[start + 1] - whole, start + 1
        likeliest[start] = best
    cuts, at = {0}, 0
    while at < len(text):
        at = ends[at]
        if not text[at - 1 : at + 1].isascii() or not text[at - 1 : at + 1].isalnum():
            cuts.add(at)
    return cuts | {len(text)}


@cache
def _dictionary():
    """Loaded by the first search of a process; no other process pays its 45 MB."""
    return _Dictionary()


class _Dictionary:
    """One tokenizer of jieba, and what the newspapers have added to its words."""

    def __init__(self):
        import jieba

        self.tokenizer = jieba.Tokenizer()
        self.known = _counted_words()
        self.tokenizer.FREQ, self.tokenizer.total = self.known, sum(self.known.values())
        self.log_total = log(self.tokenizer.total)
        self.tokenizer.initialized = True
        self.own = {}  # {word: how often jieba met it by itself}
        self.state, self.looked_at = None, 0

    def learn(self, connection):
        if time.monotonic() < self.looked_at + LOOK_AGAIN:
            return
        self.looked_at = time.monotonic()
        with connection.cursor() as cursor:
            cursor.execute(STATE)
            state = cursor.fetchall()
            if state != self.state:
                cursor.execute(NAMES)
                self._take_up(
                    {w for (name,) in cursor.fetchall() for w in WORD.findall(fold(name))}
                )
                self.state = state

    def _take_up(self, names):
        for word in self.own.keys() - names:
            self.known[word] = self.own.pop(word)
        for word in names - self.own.keys():
            self.own[word] = self.known.get(word, 0)
            _add(self.known, word, max(OWN, self.own[word]))


def _counted_words():
    """jieba's dictionary without what is hardly ever met: half the memory and half the time."""
    known = {}
    with _of_jieba("dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, times, _kind = line.split(" ")
            if int(times) >= LEAST:
                _add(known, word, int(times))
    return known


def _add(known, word, times):
    """Beginnings of words stand among them, as jieba wants it."""
    known[word] = times
    for end in range(1, len(word)):
        known.setdefault(word[:end], 0)


def _of_jieba(name):
    import jieba

    return Path(jieba.__file__).parent / name
