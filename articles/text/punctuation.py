"""ASCII punctuation among Chinese characters, set as Chinese print sets it."""

import re

HAN = r"[\u3400-\u9fff\uf900-\ufaff〇《》“”‘’、。，；：？！（）【】\u3000]"
FULL_WIDTH = str.maketrans(",:;?!()", "，：；？！（）")
BESIDE_HAN = re.compile(rf"(?<={HAN})[,:;?!()]|[,:;?!()](?={HAN})")
# Digits and Latin letters inside brackets stay with them: （24小时）, but fn(x) keeps its own.
BRACKETED = re.compile(rf"\(([^()]*{HAN}[^()]*)\)")


def full_width(text):
    """昨日,他说 becomes 昨日，他说; one character for one, so nothing is lost or added."""
    text = BRACKETED.sub(r"（\1）", text)
    return BESIDE_HAN.sub(lambda match: match.group().translate(FULL_WIDTH), text)
