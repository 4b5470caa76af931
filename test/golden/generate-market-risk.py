"""Writes market-risk.json beside this file: closes of three instruments, and what a second
implementation of docs/market-risk.md makes of them, by matrices instead of running sums.

Run from the top of the project:
     python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
     venv/bin/python test/golden/generate-market-risk.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib

import numpy as np
from scipy import integrate, stats

HOURS = 240
rng = np.random.default_rng(6)
factor = rng.standard_t(4, HOURS)
steps = np.stack([0.7 * factor + 0.6 * rng.standard_t(4, HOURS) for _ in range(3)])
steps[2] *= -1
prices = np.array([[30_000_000.0], [200_000.0], [15_000.0]])
closes = np.rint(prices * np.cumprod(1 + steps * np.array([[0.003], [0.004], [0.006]]), axis=1))
# The third trades seldom, and for five hours nobody does.
present = np.ones((3, HOURS), bool)
present[2, rng.random(HOURS) < 0.2] = False
present[:, 100:105] = False
present[:, [0, HOURS - 1]] = True


def newest(days):
    """Weight of the newest value: ln 2 / (steps + ln 2)."""
    return np.log(2) / (days * 24 + np.log(2))


def weighted(squares, weight):
    """Mean of values with weights (1 - w)^age."""
    ages = np.arange(len(squares))[::-1]
    weights = (1 - weight) ** ages
    return float((weights * squares).sum() / weights.sum())


def forecast(squares):
    return 0.6 * weighted(squares, newest(2)) + 0.4 * weighted(squares, newest(60))


returns = np.zeros((3, HOURS))
spans = np.zeros((3, HOURS))
for i in range(3):
    seen = np.flatnonzero(present[i])
    returns[i, seen[1:]] = closes[i, seen[1:]] / closes[i, seen[:-1]] - 1
    spans[i, seen[1:]] = np.diff(seen)

volatilities = np.array(
    [np.sqrt(24 * forecast((returns[i] ** 2)[spans[i] > 0] / spans[i][spans[i] > 0])) for i in range(3)]
)

# Each return over the deviation that was known with it; 0 where there is none.
z = np.zeros((3, HOURS))
for i in range(3):
    known = []
    for t in np.flatnonzero(spans[i]):
        known.append(returns[i, t] ** 2 / spans[i, t])
        z[i, t] = returns[i, t] / np.sqrt(forecast(np.array(known)) * spans[i, t])

# Only hours in which somebody traded are sampled. The third's first return may come later.
sampled = [t for t in range(1, HOURS) if spans[:, t].any()]
first = [next(t for t in sampled if spans[i, t] > 0) for i in range(3)]
products = np.zeros((3, 3))
counts = np.zeros(3)
for t in sampled:
    for i in range(3):
        if first[i] == t:
            counts[i] = 1
            for j in range(3):
                if counts[j] > 0:
                    own = np.sqrt(products[j, j])
                    products[i, j] = products[j, i] = 1 if i == j else 0.5 * own
    weight = np.maximum(newest(30), 1 / (counts + 10))
    pairs = np.maximum.outer(weight, weight)
    products += pairs * (np.outer(z[:, t], z[:, t]) - products) * np.outer(counts > 0, counts > 0)
    counts += counts > 0
scale = np.sqrt(np.diag(products))
correlations = np.clip(products / np.outer(scale, scale), -1, 1)
covariance = correlations * np.outer(volatilities, volatilities)

unit = np.sqrt(1 / 2)
cut = -stats.t.ppf(0.01, 4)
beyond = integrate.quad(lambda x: x * stats.t.pdf(x, 4), cut, np.inf, epsabs=1e-14)[0] / 0.01
portfolios = []
for shares in ([0.3, 0.2, 0.0], [0.3, -0.2, 0.0], [0.1, 0.4, 0.25], [-0.2, -0.1, 0.3], [0.0, 0.0, 1.0]):
    w = np.array(shares)
    square = float(w @ covariance @ w)
    alone = float(w**2 @ volatilities**2)
    deviation = np.sqrt(max(square, 0.9 * square + 0.1 * alone))
    portfolios.append(
        {
            "shares": shares,
            "valueAtRisk": float(deviation * unit * cut),
            "expectedShortfall": float(deviation * unit * beyond),
        }
    )

out = {
    "source": "numpy 2.4.6, scipy 1.17.1, generate-market-risk.py",
    "tolerance": 1e-9,
    "closes": [[int(c) if p else None for c, p in zip(*pair)] for pair in zip(closes, present)],
    "volatilities": volatilities.tolist(),
    "correlations": [float(correlations[i, j]) for i, j in ((0, 1), (0, 2), (1, 2))],
    "portfolios": portfolios,
}
path = pathlib.Path(__file__).parent / "market-risk.json"
path.write_text(json.dumps(out) + "\n")
