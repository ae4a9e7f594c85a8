"""The fictional sample newspaper, and the logins of its demonstration: name to group."""

LOGINS = {"editor": "编辑", "head": "部主任", "chief": "总编辑"}
PASSWORD = "newsroom"  # noqa: S105 - printed on purpose, and therefore never for a real site
