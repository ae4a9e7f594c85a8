from articles.importers.readers.dump import read

PARAGRAPHS = [
    "本报讯（记者 高晓岚）昨日清晨六点，一艘装着四千株薯苗的木船从渔港驶出，四十分钟后靠上码头。",
    "岛上的老支书站在第三级台阶上接苗，一捆一捆数过去，数到最后一捆时天已大亮，码头上围满了人。",
    "到上午十点，二十七户人家全部领到薯苗，三户人家已经下了地，剩下的等着午后那场小雨再动锄头。",
]


def set_in_columns(paragraphs, measure, indent):
    lines = []
    for paragraph in paragraphs:
        text = indent + paragraph
        lines += [text[i : i + measure] for i in range(0, len(text), measure)]
    return "\n".join(["种子船开航", *lines])


def texts(dump):
    (story,) = read(dump.encode(), "dump.txt").articles
    return story.byline, [p.text for p in story.paragraphs]


def test_indented_columns_become_paragraphs():
    byline, paragraphs = texts(set_in_columns(PARAGRAPHS, 12, "\u3000\u3000"))
    assert byline == "（记者 高晓岚）"
    assert [p[:2] for p in paragraphs] == ["昨日", "岛上", "到上"]


def test_columns_without_indents_break_where_a_sentence_ends():
    _, paragraphs = texts(set_in_columns(PARAGRAPHS, 11, ""))
    assert "".join(paragraphs).endswith("剩下的等着午后那场小雨再动锄头。")
    assert len(paragraphs) == 3


def test_whole_paragraphs_are_left_alone():
    _, paragraphs = texts("\n".join(["种子船开航", *PARAGRAPHS]))
    assert len(paragraphs) == 3
