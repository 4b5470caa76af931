"""Golden numbers of `marketState`: Amihud, Corwin-Schultz, turnover and deviation, in numpy.

Corwin and Schultz 2012, J. of Finance 67(2), equations 14 and 18, with their adjustment for gaps
between bars; estimates below 0 are 0. Written from the paper, not from the program.
"""

import json
import pathlib

import numpy as np

rows, window = 40, 6
rng = np.random.default_rng(11)
close = np.round(100 * np.exp(np.cumsum(rng.normal(0, 0.01, rows))), 2)
start = np.concatenate([[100.0], close[:-1]]) * np.exp(rng.normal(0, 0.004, rows))
high = np.round(np.maximum(start, close) * (1 + np.abs(rng.normal(0, 0.004, rows))), 2)
low = np.round(np.minimum(start, close) * (1 - np.abs(rng.normal(0, 0.004, rows))), 2)
volume = np.round(rng.gamma(2, 5, rows), 2)
volume[[7, 8, 20]] = 0

spread = np.zeros(rows)
for t in range(1, rows):
    h, l, before = high[t], low[t], close[t - 1]
    if before > h:
        h, l = before, l + before - h
    elif before < l:
        h, l = h - (l - before), before
    beta = np.log(high[t - 1] / low[t - 1]) ** 2 + np.log(h / l) ** 2
    gamma = np.log(max(high[t - 1], h) / min(low[t - 1], l)) ** 2
    k = 3 - 2 * np.sqrt(2)
    alpha = (np.sqrt(2 * beta) - np.sqrt(beta)) / k - np.sqrt(gamma / k)
    spread[t] = max(0, 2 * (np.exp(alpha) - 1) / (1 + np.exp(alpha)))

turnover = close * volume
simple = np.abs(np.diff(close) / close[:-1])
change = np.diff(np.log(close))
expected = []
for t in range(window, rows):
    span = slice(t - window + 1, t + 1)
    traded = turnover[span] > 0
    ratios = simple[t - window : t][traded] / turnover[span][traded]
    expected.append([
        float(turnover[span].mean()),
        float(ratios.mean()),
        float(spread[span].mean()),
        float(np.sqrt((change[t - window : t] ** 2).mean())),
    ])

out = {
    "window": window,
    "bars": np.column_stack([high, low, close, volume]).tolist(),
    "expected": expected,
}
target = pathlib.Path(__file__).with_name("market-state.json")
target.write_text(json.dumps(out) + "\n")
