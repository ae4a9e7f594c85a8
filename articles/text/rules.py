"""RuleBook: a paper's own words, found in a text however many there are."""

import re
from collections import defaultdict

from articles.text.mark import Mark

# A post as it stands before a name; 副, 代, 原 and 前 make another one of it.
POST = re.compile(
    "[副代原前]?(?:书记|市长|县长|区长|镇长|乡长|省长|州长|局长|主任|主席|部长|厅长|院长|校长|董事长|总经理|经理|"
    "秘书长|会长|队长|所长|科长|处长|站长|行长|社长|台长|馆长|团长|主编|总编辑|检察长|组长|委员|常委|医师|教授|工程师)$"
)
ANOTHER = "副代原前"
WINDOW = 12


class RuleBook:
    """Rules (kind, text, instead): "wrong", "banned", "cautious", or a "name" and its posts.

    The posts of a name are parted by 、; each may stand before it alone, none has to.
    """

    def __init__(self, rules):
        self.starting = defaultdict(list)
        for rule in sorted(rules, key=lambda rule: len(rule[1]), reverse=True):
            self.starting[rule[1][0]].append(rule)
        self.start = re.compile(f"[{re.escape(''.join(self.starting))}]" if rules else r"(?!)")

    def marks(self, text):
        """The Marks of one block; the longest rule counts, and each character once."""
        end = 0
        for found in self.start.finditer(text):
            at = found.start()
            possible = (rule for rule in self.starting[text[at]] if _applies(rule, text, at))
            if at >= end and (rule := next(possible, None)):
                end = at + len(rule[1])
                yield from _marks(rule, text, at)


def _applies(rule, text, at):
    """Whether it stands there, and not as part of what it is to be."""
    kind, wrong, instead = rule
    if not text.startswith(wrong, at):
        return False
    inside = instead.find(wrong) if kind != "name" else -1
    return inside < 0 or not text.startswith(instead, max(at - inside, 0))


def _marks(rule, text, at):
    kind, words, instead = rule
    if kind != "name":
        yield Mark(at, at + len(words), kind, instead or None, {"instead": instead})
        return
    before = text[max(at - WINDOW, 0) : at]
    found = POST.search(before)
    posts = [post.strip() for post in instead.split("、")]
    if found and not any(_is_post(found.group(), post) for post in posts):
        start, told = at - len(before) + found.start(), {"name": words, "post": instead}
        yield Mark(start, at + len(words), "name", posts[0] + words, told)


def _is_post(found, post):
    """市长 is said for 潮城市市长, and not for 副市长."""
    before = post[: -len(found)][-1:]
    return post.endswith(found) and not (before and before in ANOTHER)
