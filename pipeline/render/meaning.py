"""Hands on what is wrong with a program's tags: names the registry lacks, lists and blocks where they can't stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from jinja2 import nodes

from pipeline.render.sandbox import refused
from pipeline.render.told_formats import SHAPED, told_wrong
from pipeline.render.woven import DRAWN_BY, Fault, Mark
from pipeline.tags import Tag, TagKind

Names = frozenset[str]
BLOCKS = (TagKind.BLOCK, TagKind.EACH)
OF_EVERY_LINE = ("key", "own", "name")  # beside its row's columns and what was computed


def faults_of(
    tree: nodes.Template, lines: Mapping[int, Mark], tags: Mapping[str, Tag], bound: Names = frozenset()
) -> Iterator[Fault]:
    """What a program says that no document could print; `bound` are names known from outside of it."""
    reader = _Reader(lines, tags)
    yield from reader.read(tree.body, bound)
    for line, reason in refused(tree):
        yield Fault(_at(lines, line).where, f"{{{{ {_at(lines, line).says} }}}}", reason, "refused")


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, as a question; empty where none is near."""
    known = list(known)
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    if not near and "." in name:
        ending = name.partition(".")[2]
        near = [k for k in known if k.endswith(f".{ending}")][:1]
    return f"did you mean {near[0]}?" if near else "`planpack tags` lists every tag"


def _at(lines: Mapping[int, Mark], line: int) -> Mark:
    """The tag on a line of the program, or the last before it."""
    return lines.get(line) or lines.get(max((n for n in lines if n <= line), default=0)) or Mark("", "", "")


class _Reader:
    """Walks a program; what loops bind is known inside them."""

    def __init__(self, lines: Mapping[int, Mark], tags: Mapping[str, Tag]) -> None:
        self.lines, self.tags = lines, tags
        self.items: dict[str, Tag] = {}  # by a loop's name, the list it walks
        self.topics = {name.partition(".")[0] for name in tags}
        self.open = [name for name, tag in tags.items() if not tag.refused]

    def read(self, body: Iterable[nodes.Node], bound: Names) -> Iterator[Fault]:
        """The faults of these nodes."""
        for node in body:
            yield from self.node(node, bound)

    def node(self, node: nodes.Node, bound: Names) -> Iterator[Fault]:
        """The faults of a node and what is in it."""
        if isinstance(node, nodes.For):
            yield from self.formats(node.iter, bound)
            yield from self.loop(node, bound)
        elif isinstance(node, nodes.If):
            yield from self.formats(node.test, bound)
            yield from self.read(node.iter_child_nodes(), bound)
        elif isinstance(node, nodes.Output):
            for part in node.nodes:
                yield from self.printed(part, bound)
        elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "picture":
            mend = "give it a shape, a picture or a paragraph of its own"
            yield self.fault(node, "a picture can't stand here", mend, "picture-place")
        elif isinstance(node, nodes.Call):
            yield self.fault(node, f"“{_said(node)}” would run something", "a template runs nothing", "refused")
        elif (name := _reached(node)).startswith("_"):
            yield self.fault(node, f"{name} can't be reached", "a template reaches tags and what they say", "refused")
        elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name in bound:
            item = self.items.get(node.node.name)
            if item and node.attr in item.hidden:
                mend = f"take it out: of {item.name} a client may see {', '.join(item.parts)}"
                yield self.fault(
                    node, f"{node.node.name}.{node.attr} of {item.name} is internal: no client may see it", mend,
                    "internal-tag",
                )  # fmt: skip
            elif item and item.parts and node.attr not in (*item.parts, *OF_EVERY_LINE):
                near = get_close_matches(node.attr, item.parts, n=1, cutoff=0.6)
                known = (
                    f"did you mean {node.node.name}.{near[0]}?" if near else f"{item.name} has {', '.join(item.parts)}"
                )
                yield self.fault(
                    node, f"{node.node.name}.{node.attr} is nothing that {item.name} has", known, "unknown-part"
                )
        elif isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            name = f"{node.node.name}.{node.attr}"
            if name not in self.tags:
                yield self.unknown(node, name)
            elif self.tags[name].refused:
                yield self.fault(node, f"{name} {self.tags[name].refused}", self.instead(name), "internal-tag")
        elif isinstance(node, nodes.Name):
            if node.name not in bound:
                if node.name in self.topics:
                    mend = f"write {node.name}. and what of it: `planpack tags` lists them"
                    yield self.fault(node, f"{node.name} is a topic", mend, "topic-alone")
                else:
                    yield self.unknown(node, node.name)
        else:
            yield from self.read(node.iter_child_nodes(), bound)

    def loop(self, node: nodes.For, bound: Names) -> Iterator[Fault]:
        """The faults of a loop: what it walks must be a list, and its own name no topic."""
        yield from self.node(node.iter, bound)
        tag = self.tag(node.iter, bound)
        if found := self.no_list(node.iter, tag, bound):
            yield self.fault(node.iter, found, "a loop walks a list, such as goals.open", "no-list")
        if isinstance(node.target, nodes.Name):
            self.items.pop(node.target.name, None)
            if tag is not None:
                self.items[node.target.name] = tag
        names = {name.name for name in node.target.find_all(nodes.Name)}
        names |= {node.target.name} if isinstance(node.target, nodes.Name) else set()
        for name in sorted(names & self.topics):
            said = tag.name if tag is not None and tag.kind is TagKind.LIST else "…"
            mend = f"call them otherwise, such as {{% for line in {said} %}}"
            yield self.fault(node, f"the loop calls its lines {name}, which is a topic", mend, "loop-name")
        inside = bound | names | {"loop"}
        if node.test is not None:
            yield from self.node(node.test, inside)
        yield from self.read(node.body, inside)
        yield from self.read(node.else_, bound)

    def no_list(self, walked: nodes.Node, tag: Tag | None, bound: Names) -> str:
        """What a loop walks, where that is known to be no list; else empty."""
        if tag is not None:
            return "" if tag.kind is TagKind.LIST else f"{tag.name} is a {tag.kind.value}"
        if isinstance(walked, nodes.Const):
            return f"{walked.value!r} is no list".replace("'", '"')
        if isinstance(walked, nodes.Name) and (item := self.items.get(walked.name)) and walked.name in bound:
            return f"{walked.name} is one line of {item.name}"
        if isinstance(walked, nodes.Getattr) and isinstance(walked.node, nodes.Name) and walked.node.name in bound:
            known = self.items.get(walked.node.name)
            if known and walked.attr in (*known.parts, "key", "name") and walked.attr not in known.walked:
                return f"{walked.node.name}.{walked.attr} is one value of a line of {known.name}"
        return ""

    def formats(self, node: nodes.Node, bound: Names) -> Iterator[Fault]:
        """The faults of the formats of an expression: what they are told, and what they stand behind."""
        for found, mend in told_wrong(node):
            yield self.fault(node, found, mend, "format")
        for used in _expressions(node):
            if isinstance(used, nodes.Filter) and used.name in SHAPED and used.node is not None:
                inner = used.node
                while isinstance(inner, nodes.Filter) and inner.node is not None:
                    inner = inner.node
                tag = self.tag(inner, bound)
                if tag is not None and tag.kind not in SHAPED[used.name]:
                    found = f"{used.name}() is for a {SHAPED[used.name][0].value}; {tag.name} is a {tag.kind.value}"
                    yield self.fault(node, found, f"take | {used.name}(…) away", "format")

    def printed(self, node: nodes.Node, bound: Names) -> Iterator[Fault]:
        """The faults of what is printed: no list, and no block outside of a slot."""
        if isinstance(node, nodes.Filter) and node.name in DRAWN_BY and node.node is not None:
            node = node.node
        else:
            tag = self.tag(node, bound)
            if tag is not None and tag.kind is TagKind.LIST:
                mend = f"walk it: {{%tr for line in {tag.name} %}}, or print how many: {tag.name} | length"
                yield self.fault(node, f"{tag.name} is a list", mend, "list-printed")
            wrong = list(self.formats(node, bound))
            yield from wrong
            blocks = [] if wrong else [t for n in _expressions(node) if (t := self.tag(n, bound)) and t.kind in BLOCKS]
            for block in blocks:
                mend = (
                    "give it a paragraph, or in PowerPoint a shape, that holds nothing but this tag (and | height(cm))"
                )
                if block.kind is TagKind.EACH:
                    mend = f"{mend}, and name the line whose block it is: {block.name} | of(line)"
                yield self.fault(node, f"{block.name} is a block among other text", mend, "block-in-text")
        yield from self.node(node, bound)

    def tag(self, node: nodes.Node, bound: Names) -> Tag | None:
        """The tag an expression names."""
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name) and node.node.name not in bound:
            return self.tags.get(f"{node.node.name}.{node.attr}")
        return None

    def unknown(self, node: nodes.Node, name: str) -> Fault:
        """A name that is no tag."""
        return self.fault(node, f"{name} is no tag", nearest(name, self.open), "unknown-tag")

    def instead(self, name: str) -> str:
        """What to write in the place of a tag that may not be used."""
        near = nearest(name, self.open)
        return near if near.startswith("did you") else "take it out: the topic client has what such a document may say"

    def fault(self, node: nodes.Node, found: str, mend: str, code: str) -> Fault:
        """A fault at the place of the node's tag."""
        mark = _at(self.lines, node.lineno)
        return Fault(
            mark.where, f"{found}, in “{mark.says}”" if mark.says != found.split(" ")[0] else found, mend, code
        )


def _reached(node: nodes.Node) -> str:
    """The name that an expression reaches into something for; empty for any other."""
    if isinstance(node, nodes.Getattr):
        return node.attr
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return str(node.arg.value)
    return ""


def _said(node: nodes.Call) -> str:
    """What is called, as far as it has a name."""
    called = node.node
    return f"{called.name if isinstance(called, nodes.Name) else _reached(called) or '…'}()"


def _expressions(node: nodes.Node) -> Iterator[nodes.Node]:
    """An expression and those inside it."""
    yield node
    for child in node.iter_child_nodes():
        yield from _expressions(child)
