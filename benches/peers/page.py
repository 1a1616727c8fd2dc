"""The page and the plot of what was measured."""

from html import escape
from math import log10

GROUP = "categories 1-4"
QUALITY = ["R@1", "R@5", "R@10", "R@20", "R@50", "NDCG@10"]


def write(docs, ours, peers, about):
    rows = [{"name": "Call Me Back", **ours[0]}, *peers]
    (docs / "PEERS.md").write_text(page(rows, ours, about))
    (docs / "peers.svg").write_text(plot(rows))


def page(rows, ours, about):
    versions = ", ".join(f"{name} {number}" for name, number in about["versions"].items())
    asked = rows[0]["groups"][GROUP]["n"]
    again = [figures["ms"]["p50"] for figures in ours]
    slower = [row for row in rows if row["name"].startswith("mem0")]
    times = "\n".join(
        f"- {row['name']}: {ratio(row, 'ms')} times our median; {ratio(row, 'ms_few')} times when\n"
        f"  asked for 20, and {ratio(row, 'ms_without_embedding')} times without the embedding on either side."
        for row in (with_ours(row, ours[0]) for row in slower)
    )
    return f"""# Recall beside others

Written by `cargo xtask bench peers --data FILE`: the same turns, the same questions, one run on one
machine, in process. Conversations of LoCoMo: {about["conversations"]}; questions of categories 1 to 4: {asked}. What was
found is judged by one program for all (`simulation/examples/recall/judging.rs`).

{table(["", *QUALITY, "multi-hop R@10", "coverage@2000"], [quality(row) for row in rows])}

Milliseconds of one question, asked for 200 hits; and for 20, which is what mem0 gives where nothing is
said:

{table(["", "p50", "p95", "p50 without embedding", "p95 without embedding", "p50 of 20", "p95 of 20"], [speed(row) for row in rows])}

{times}

![Recall at 10 over the median of milliseconds](peers.svg)

## How

- **Call Me Back** is `cargo xtask bench recall`: each session is taken in as a call, read by the
  built-in reader, and the memory actor is asked in JSON, as a live call asks it; 200 hits in each
  answer, also where the others are asked for 20. Its embedding is the built-in table's. Its weights
  were fitted on three of the published conversations, and which parts there are was chosen on five (see
  `QUALITY.md`); the others' settings are their own.
- **BM25 alone**: bm25s, k1 .9, b .4, stop words and Snowball stemming.
- **MiniLM alone**: all-MiniLM-L6-v2 on ONNX Runtime, its weights in int8 (its R@10 on two of the
  conversations was 48.2 and 44.1, with the whole weights 47.2 and 44.1); the cosine with every turn.
- **mem0** needs a language model to choose what it stores. There is none here, so each turn is added as
  it is (`infer=False`), with the same MiniLM, and its search is asked with a threshold of 0. On Qdrant,
  in its local mode and in memory, it goes by words too (fastembed's BM25, spaCy's lemmas); on FAISS by
  meaning alone. With a language model it would store less and find other things: that was not run.
- The others are given each turn as "[date] speaker: text", which served all of them best.
- {versions}.
- Python {about["python"]}, {about["machine"]}, {about["cores"]} cores, which other work shared: its load was {about["load"][0]:.1f} before
  the run and {about["load"][1]:.1f} after it (the run's own included). Our own median was {again[0]:.2f} ms at the beginning of the
  run and {again[1]:.2f} ms at its end. Systems were measured one after another, in the order of the tables, so
  where the load grew the later rows met more of it: ratios are to be read with that.
"""


def with_ours(row, ours):
    return {**row, "ours": {**ours, "ms_few": ours["ms"]}}


def ratio(row, times):
    return f"{row[times]['p50'] / row['ours'][times]['p50']:.0f}"


def quality(row):
    groups = row["groups"]
    figures = [groups[GROUP][name] for name in QUALITY]
    figures += [groups["category 1"]["R@10"], groups[GROUP]["coverage@2000"]]
    return [row["name"], *(f"{figure:.1f}" for figure in figures)]


def speed(row):
    figures = [row["ms"], row["ms_without_embedding"], row.get("ms_few", {})]
    cells = [each.get(share) for each in figures for share in ("p50", "p95")]
    return [row["name"], *("" if cell is None else f"{cell:.2f}" for cell in cells)]


def table(heads, rows):
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


WIDTH, HEIGHT, LEFT, BOTTOM = 720, 400, 60, 340


def plot(rows):
    """Each system as a point: milliseconds of a question, on a logarithmic scale, and R@10."""
    points = [(row["name"], row["ms"]["p50"], row["groups"][GROUP]["R@10"]) for row in rows]
    low, high = -2, 3
    x = lambda ms: LEFT + (log10(ms) - low) / (high - low) * (WIDTH - LEFT - 20)
    y = lambda share: BOTTOM - share / 100 * (BOTTOM - 20)
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
    ]
    for power in range(low, high + 1):
        at = x(10**power)
        out.append(f'<path d="M{at:.0f} 20V{BOTTOM}" stroke="#ddd"/>')
        out.append(f'<text x="{at:.0f}" y="{BOTTOM + 18}" text-anchor="middle">{10.0**power:g}</text>')
    for share in range(0, 101, 20):
        out.append(f'<path d="M{LEFT} {y(share):.0f}H{WIDTH - 20}" stroke="#ddd"/>')
        out.append(f'<text x="{LEFT - 8}" y="{y(share) + 4:.0f}" text-anchor="end">{share}</text>')
    middle = (LEFT + WIDTH - 20) // 2
    out.append(
        f'<text x="{middle}" y="{HEIGHT - 14}" text-anchor="middle">'
        "milliseconds of a question, embedding included (median)</text>"
    )
    out.append(
        f'<text transform="translate(18 {BOTTOM // 2 + 10}) rotate(-90)" text-anchor="middle">'
        "R@10, per cent</text>"
    )
    for name, ms, share in points:
        is_ours = name == rows[0]["name"]
        out.append(
            f'<circle cx="{x(ms):.0f}" cy="{y(share):.0f}" r="6" '
            f'fill="{"#c2410c" if is_ours else "#475569"}"/>'
        )
        out.append(
            f'<text x="{x(ms):.0f}" y="{y(share) - 11:.0f}" text-anchor="middle">'
            f"{escape(name)}: {share:.1f}</text>"
        )
    return "\n".join([*out, "</svg>", ""])
