"""dashboard.py FILE: whether a Grafana dashboard is well formed, and asks only for metrics that the sources name, and for each of them."""

import json
import pathlib
import re
import sys

board = json.loads(pathlib.Path(sys.argv[1]).read_text())
panels = board["panels"]
assert len({panel["id"] for panel in panels}) == len(panels), "two panels with one id"
for panel in panels:
    place = panel["gridPos"]
    assert place["x"] + place["w"] <= 24, f"{panel['title']} is beyond the edge"

expressions = [target["expr"] for panel in panels for target in panel.get("targets", [])]
for expression in expressions:
    assert all(expression.count(a) == expression.count(b) for a, b in ["()", "[]", "{}"]), expression
queries = [variable["query"] for variable in board["templating"]["list"] if variable["type"] == "query"]
NAME = re.compile(r"\b(?:unbluff|process)_[a-z_]+")
asked = {re.sub(r"_(bucket|sum|count)$", "", name) for text in expressions + queries for name in NAME.findall(text)}

# Each is a string literal in ChannelKit.
sources = pathlib.Path("Sources/Channels/ChannelKit").rglob("*.swift")
told = {name for source in sources for name in re.findall(r'"((?:unbluff|process)_[a-z_]+)', source.read_text())}
told = {re.sub(r"_(bucket|sum|count)$", "", name) for name in told}
assert asked == told, f"asked for, but not told: {sorted(asked - told)}; told, but not asked for: {sorted(told - asked)}"
print(f"the dashboard has {len(panels)} panels and asks for {len(asked)} metrics, all that there are")
