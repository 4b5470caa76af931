"""Writes informed.json beside this file: PIN fitted by scipy on simulated days.

Run (it takes some minutes): python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
     venv/bin/python test/golden/quant/generate-informed.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy import optimize, special, stats

NAMES = ("alpha", "delta", "mu", "epsilonBuy", "epsilonSell")


def simulate(seed, days, alpha, delta, mu, buy, sell):
    rng = np.random.default_rng(seed)
    news = rng.random(days) < alpha
    bad = rng.random(days) < delta
    return rng.poisson(buy + mu * (news & ~bad)), rng.poisson(sell + mu * (news & bad))


def log_likelihood(p, buys, sells):
    alpha, delta, mu, eb, es = p
    pm = stats.poisson.logpmf
    with np.errstate(divide="ignore"):
        parts = [
            np.log(1 - alpha) + pm(buys, eb) + pm(sells, es),
            np.log(alpha * delta) + pm(buys, eb) + pm(sells, es + mu),
            np.log(alpha * (1 - delta)) + pm(buys, eb + mu) + pm(sells, es),
        ]
    return float(np.sum(special.logsumexp(parts, axis=0)))


def fit(buys, sells):
    """Logit and log coordinates, 300 random starts, then the simplex on the best."""
    rng = np.random.default_rng(0)

    def unpack(x):
        return (*special.expit(x[:2]), *np.exp(x[2:]))

    def loss(x):
        value = -log_likelihood(unpack(x), buys, sells)
        return value if np.isfinite(value) else 1e12

    best = None
    for _ in range(300):
        x = np.r_[special.logit(rng.uniform(0.05, 0.95, 2)), np.log(rng.uniform(0.2, 2) * np.mean(buys)),
                  np.log(rng.uniform(0.3, 1.2) * np.mean(buys)), np.log(rng.uniform(0.3, 1.2) * np.mean(sells))]
        found = optimize.minimize(loss, x, method="L-BFGS-B")
        if best is None or found.fun < best.fun:
            best = found
    for _ in range(3):
        best = optimize.minimize(loss, best.x, method="Nelder-Mead", options=dict(xatol=1e-11, fatol=1e-12, maxiter=20000, maxfev=20000))
    return [float(v) for v in unpack(best.x)], -float(best.fun)


CASES = {
    "sixty days": (1, 60, 0.4, 0.5, 60.0, 40.0, 40.0),
    "a quiet year": (2, 250, 0.25, 0.7, 30.0, 20.0, 25.0),
    "busy days": (3, 120, 0.55, 0.3, 2500.0, 9000.0, 8000.0),
}

if __name__ == "__main__":
    cases = []
    for name, (seed, days, *planted) in CASES.items():
        buys, sells = simulate(seed, days, *planted)
        found, value = fit(buys, sells)
        cases.append({"name": name, "planted": dict(zip(NAMES, planted)), "buys": buys.tolist(), "sells": sells.tolist(),
                      "fitted": dict(zip(NAMES, found)), "logLikelihood": value,
                      "plantedLogLikelihood": log_likelihood(planted, buys, sells)})
    out = {
        "source": "scipy: poisson.logpmf, logsumexp, minimize from 300 starts",
        "versions": {"numpy": np.__version__, "scipy": scipy.__version__},
        "tolerance": 1e-9,
        "parameterTolerance": 1e-5,
        "cases": cases,
    }
    pathlib.Path(__file__).with_name("informed.json").write_text(json.dumps(out, indent=None, separators=(", ", ": ")) + "\n")
