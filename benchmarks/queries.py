"""What the search benchmark asks: queries by how often they are met, and to try its patience."""

import random

from articles.models import SearchEntry
from articles.search.words import known
from benchmarks.corpus import GIVEN, SURNAMES

QUERIES = 25
SAMPLE = 20_000
SEED = 7
# Nobody means these; all are to be answered, with hits, with none or with a sentence.
ADVERSARIES = [
    "记者", "的", "一", "，", "。", '"', "'", "%", "_", "\\", "AND", "OR", "*", "记者*", " ",
    "5G", "C919", "3.15", "😀", "ＡＢＣ", "NEAR(记者)", "记者 NOT 我们", "'; DROP TABLE x; --",
    "@y2020", "#记者", "-记者", "-记者 我们", "“记者", "版:A01", "版:A01 我们", "标题:我们",
    "署名:王", "我们" * 100, "x" * 5_000, "的 一 是 在 不 了 有 和 人 这",
    "记者 我们 表示 工作 发展 中国 全国 问题 进行 没有",
]  # fmt: skip


def pick_queries():
    """{class: queries}, by the share of a sample of texts that has each; the same everywhere."""
    rng = random.Random(SEED)
    last = SearchEntry.objects.order_by("-pk").values_list("pk", flat=True)[0]
    pks = rng.sample(range(1, last + 1), min(SAMPLE, last))
    texts = []
    for at in range(0, len(pks), 500):
        batch = SearchEntry.objects.filter(pk__in=pks[at : at + 500]).order_by("pk")
        texts += batch.values_list("text", flat=True)
    words = shares(texts, rng)
    common = [word for word, share in words.items() if 0.05 <= share < 0.2]
    medium = [word for word, share in words.items() if 0.002 <= share < 0.02]
    names = [text.split("记者", 1)[1].split("\n")[0].strip("() ") for text in texts[:500]]
    classes = {
        "very common": [word for word, share in words.items() if share >= 0.2],
        "common": common,
        "medium": medium,
        "rare name": [name[:3] for name in names if len(name) >= 3],
        "phrase": [fragment(rng, text) for text in texts[:200]],
        "two common": [" ".join(rng.sample(common, 2)) for _pair in range(QUERIES)],
        "common+medium": [f"{rng.choice(common)} {rng.choice(medium)}" for _pair in range(QUERIES)],
        "phantom": phantoms(words, texts),
    }
    return {name: rng.sample(found, min(QUERIES, len(found))) for name, found in classes.items()}


def pick_words(texts, count):
    """{class: words} to prove that nothing is missed: `count` in all, of seven classes."""
    rng, said = random.Random(SEED), "\n".join(texts[:2000])
    each = -(-count // 7)
    words = [word for word in known() if known()[word] and word in said]
    short = [word for word in words if len(word) == 2]
    long = [word for word in words if 3 <= len(word) <= 6]
    places = [word for word in words if word[-1] in "省市县区镇乡村州江河湖山" and len(word) >= 2]
    fragments = [fragment(rng, rng.choice(texts)) for _one in range(each)]
    new = [fragment(rng, rng.choice(texts), 3) for _one in range(20 * each)]
    return {
        "two characters": rng.choices(short, k=each),
        "three to six": rng.choices(long, k=each),
        "person": [_name(rng) for _one in range(each)],
        "place": rng.choices(places, k=each),
        "in no dictionary": [word for word in new if word not in known()][:each],
        "fragment": fragments,
        "several": [" ".join(rng.sample(short, rng.randint(2, 3))) for _one in range(each)],
    }


def _name(rng):
    return rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)


def shares(texts, rng):
    """{pair of characters: the share of texts that have it}, Han characters only."""
    counts = {}
    for text in texts:
        pairs = set(map(str.__add__, text, text[1:]))
        for pair in pairs:
            counts[pair] = counts.get(pair, 0) + 1
    return {
        pair: count / len(texts)
        for pair, count in sorted(counts.items())
        if count > 20 and all("\u4e00" <= character <= "\u9fff" for character in pair)
    }


def phantoms(words, texts):
    """Three characters that never meet, though both pairs are common."""
    often = sorted((w for w, share in words.items() if share >= 0.02), key=words.get)[::-1]
    found = []
    for first in often:
        for second in often:
            word = first + second[1]
            if first[1] == second[0] and not any(word in text for text in texts[:4000]):
                found.append(word)
        if len(found) >= QUERIES:
            break
    return found


def fragment(rng, text, length=None):
    """A few characters in a row, from a line of a text."""
    longest = max(text.replace("\n", ",").split(","), key=len)
    length = min(length or rng.randint(5, 8), len(longest))
    start = rng.randrange(len(longest) - length + 1)
    return longest[start : start + length]
