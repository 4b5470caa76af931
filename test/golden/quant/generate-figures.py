"""Writes figures.json beside this file: small figures that no package has, written out in numpy.

Run: python -m venv venv && venv/bin/pip install numpy==2.4.6
     venv/bin/python test/golden/quant/generate-figures.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib

import numpy as np

out = {"source": "numpy, from the formulas of the papers named in each docstring"}
out["versions"] = {"numpy": np.__version__}
out["tolerance"] = 1e-9
draws = np.random.default_rng(20261127)
samples = [
    draws.pareto(2.5, 40).round(6),
    np.abs(draws.standard_t(3, 60)).round(6),
    draws.exponential(1.5, 80).round(6),
]
out["tails"] = []
for x, quarter in zip(samples, (4, 9, 15)):
    down = np.sort(x)[::-1]
    a, b, c = down[quarter - 1], down[2 * quarter - 1], down[4 * quarter - 1]
    ratio = x.mean() ** 2 / x.var(ddof=1)
    levels = np.sort(x)[[3, 20, 37]]
    out["tails"].append(
        {
            "losses": x.tolist(),
            "quarter": quarter,
            "pickands": float(np.log((a - b) / (b - c)) / np.log(2)),
            "moments": {"shape": float((1 - ratio) / 2), "scale": float(x.mean() * (1 + ratio) / 2)},
            "excesses": [
                {"threshold": float(u), "excess": float((x[x > u] - u).mean())} for u in levels
            ],
        }
    )
out["shifts"] = []
for short, long in ((5, 30), (10, 40), (15, 60)):
    ratios = (0.6 + 0.05 * np.cumsum(draws.normal(size=64)) / 8).round(6)
    last = ratios[-long:]
    shift = (ratios[-short:].mean() - last.mean()) / last.std(ddof=1)
    out["shifts"].append({"ratios": ratios.tolist(), "short": short, "long": long, "shift": float(shift)})
out["contagion"] = []
for size in (2, 3, 5):
    pair = [np.corrcoef(draws.normal(size=(size, 12)) + draws.normal(size=12)) for _ in range(2)]
    now, usual = (np.round(m, 6) for m in pair)
    gap = np.arctanh(np.where(np.eye(size) == 1, 0, now)) - np.arctanh(np.where(np.eye(size) == 1, 0, usual))
    out["contagion"].append(
        {
            "now": now.tolist(),
            "usual": usual.tolist(),
            "byAsset": (gap.sum(axis=1) / (size - 1)).tolist(),
            "overall": float(gap[np.triu_indices(size, 1)].mean()),
        }
    )
text = json.dumps(out, indent=1)
(pathlib.Path(__file__).parent / "figures.json").write_text(text + "\n")
