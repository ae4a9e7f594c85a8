"""The fictional sample newspaper, and the logins of its demonstration."""

# {login: (group, family name, given name)}
LOGINS = {
    "reporter": ("记者", "韩", "溪"),
    "editor": ("责任编辑", "周", "听澜"),
    "head": ("部主任", "唐", "简"),
    "chief": ("总编辑", "何", "怀远"),
    "proofreader": ("校对", "卢", "格"),
    "layout": ("版面编辑", "吴", "绘"),
    "manager": ("管理员", "尹", "小楷"),
}
PASSWORD = "newsroom"  # noqa: S105 - printed on purpose, and therefore never for a real site
