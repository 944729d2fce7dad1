"""A case's findings (its README.md) as HTML: headings, lists, tables, bold and code; nothing else is used there."""
import html
import re


def inline(text):
    text = html.escape(text)
    text = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", text)
    text = re.sub(r"(?<!\w)\*(?!\s)(.+?)\*", r"<i>\1</i>", text)
    return re.sub(r"`(.+?)`", r"<code>\1</code>", text)


def blocks(text):
    """(kind, lines) of a Markdown text: heading, item, row, paragraph. Lines that go on are joined to the block before them."""
    found, fresh = [], True
    for line in text.splitlines():
        if not line.strip():
            fresh = True
            continue
        mark = line.lstrip()
        kind = ("heading" if mark.startswith("#") else "row" if mark.startswith("|") else "item" if mark.startswith("- ") else "paragraph")
        if kind == "paragraph" and found and (not fresh or line.startswith("  ")) and found[-1][0] in ("item", "paragraph"):
            found[-1][1] += " " + mark
        else:
            found.append([kind, mark])
        fresh = False
    return found


def row_html(line):
    return "<tr>" + "".join(f"<td>{inline(cell.strip())}</td>" for cell in line.strip().strip("|").split("|")) + "</tr>"


def to_html(text):
    """HTML of the README's text after its title."""
    parts, opened = [], None
    for kind, line in blocks(text)[1:]:
        wanted = {"item": "ul", "row": "table"}.get(kind)
        if opened and opened != wanted:
            parts.append(f"</{opened}>")
        if wanted and opened != wanted:
            parts.append(f"<{wanted}>")
        opened = wanted
        if kind == "heading":
            parts.append(f"<h4>{inline(line.lstrip('# '))}</h4>")
        elif kind == "item":
            parts.append(f"<li>{inline(line[2:])}</li>")
        elif kind == "row" and not set(line) <= set("|-: "):
            parts.append(row_html(line))
        elif kind == "paragraph":
            parts.append(f"<p>{inline(line)}</p>")
    return "".join(parts) + (f"</{opened}>" if opened else "")


def of(experiment):
    return to_html((experiment.folder / "README.md").read_text())
