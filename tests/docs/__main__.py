"""Write the generated pages of docs/: `python -m tests.docs`, or `make docs`."""

from __future__ import annotations

from pathlib import Path

from tests.docs import DOCS

if __name__ == "__main__":
    folder = Path(__file__).parent.parent.parent / "docs"
    for name, write in DOCS.items():
        (folder / name).write_text(write(), encoding="utf-8", newline="\n")
        print(f"docs/{name}: written")
