"""The fictional sample newspaper, and the logins of its demonstration: name to group."""

LOGINS = {
    "reporter": "记者",
    "editor": "责任编辑",
    "head": "部主任",
    "chief": "总编辑",
    "proofreader": "校对",
    "layout": "版面编辑",
    "manager": "管理员",
}
PASSWORD = "newsroom"  # noqa: S105 - printed on purpose, and therefore never for a real site
