"""Writes tail.json beside this file: the numbers src/quant/tail is held to.

Run: python -m venv venv
     venv/bin/pip install numpy==2.4.6 scipy==1.17.1 mpmath==1.4.1
     venv/bin/python test/golden/quant/generate-tail.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib

import mpmath as mp
import numpy as np
import scipy
from scipy import integrate, optimize, stats

mp.mp.dps = 40


def listed(array):
    return [float(value) for value in np.asarray(array).ravel()]


def pareto(x):
    """The maximum that scipy finds, driven to its root and differentiated twice with 40 digits."""
    shape, _, scale = stats.genpareto.fit(x, floc=0)
    start = optimize.minimize(
        lambda p: -np.sum(stats.genpareto.logpdf(x, p[0], 0, p[1])), [shape, scale],
        method="Nelder-Mead", options={"xatol": 1e-12, "fatol": 1e-12, "maxiter": 4000},
    ).x
    values = [mp.mpf(float(value)) for value in x]

    def log_likelihood(xi, beta):
        return -len(values) * mp.log(beta) - (1 + 1 / xi) * sum(mp.log(1 + xi * v / beta) for v in values)

    root = mp.findroot(
        [lambda a, b: mp.diff(log_likelihood, (a, b), (1, 0)), lambda a, b: mp.diff(log_likelihood, (a, b), (0, 1))],
        [mp.mpf(float(start[0])), mp.mpf(float(start[1]))], tol=1e-25,
    )
    second = mp.matrix([
        [mp.diff(log_likelihood, tuple(root), (2, 0)), mp.diff(log_likelihood, tuple(root), (1, 1))],
        [mp.diff(log_likelihood, tuple(root), (1, 1)), mp.diff(log_likelihood, tuple(root), (0, 2))],
    ])
    covariance = mp.inverse(-second)
    return {
        "excesses": listed(x),
        "shape": float(root[0]),
        "scale": float(root[1]),
        "logLikelihood": float(log_likelihood(*root)),
        "shapeError": float(mp.sqrt(covariance[0, 0])),
        "scaleError": float(mp.sqrt(covariance[1, 1])),
    }


def student(x):
    start = stats.t.fit(x)
    found = optimize.minimize(
        lambda p: -np.sum(stats.t.logpdf(x, np.exp(p[0]), p[1], np.exp(p[2]))),
        [np.log(start[0]), start[1], np.log(start[2])],
        method="Nelder-Mead", options={"xatol": 1e-13, "fatol": 1e-13, "maxiter": 9000, "maxfev": 9000},
    )
    degrees, location, scale = np.exp(found.x[0]), found.x[1], np.exp(found.x[2])
    return {"degrees": float(degrees), "location": float(location), "scale": float(scale), "logLikelihood": float(-found.fun)}


def shortfall(quantile, share):
    """The mean of a quantile function below `share`, by quadrature in the normal variate."""
    z = stats.norm.ppf(share)
    total = integrate.quad(lambda u: quantile(u) * stats.norm.pdf(u), -12, z, epsabs=1e-13, epsrel=1e-12, limit=400)[0]
    return -total / share


def risks(x, level):
    share = 1 - level
    mean, deviation = np.mean(x), np.std(x, ddof=1)
    skew, kurtosis = stats.skew(x), stats.kurtosis(x)

    def cornish_fisher(z):
        return z + (z**2 - 1) * skew / 6 + (z**3 - 3 * z) * kurtosis / 24 - (2 * z**3 - 5 * z) * skew**2 / 36

    cut = np.quantile(x, share)
    z = stats.norm.ppf(share)
    fit = student(x)
    law = stats.t(fit["degrees"], fit["location"], fit["scale"])
    t = law.ppf(share)
    t_tail = integrate.quad(lambda p: law.ppf(p), 0, share, epsabs=1e-13, epsrel=1e-12, limit=400)[0]
    return {
        "level": level,
        "historical": [float(-cut), float(-np.mean(x[x <= cut]))],
        "gaussian": [float(-mean - deviation * z), float(-mean + deviation * stats.norm.pdf(z) / share)],
        "cornishFisher": [float(-mean - deviation * cornish_fisher(z)), float(-mean + deviation * shortfall(cornish_fisher, share))],
        "student": [float(-t), float(-t_tail / share)],
    }


def sample(x, levels):
    x = np.round(x, 6)
    return {"returns": listed(x), "student": student(x), "risks": [risks(x, level) for level in levels]}


def xlogy(n, p):
    return 0.0 if n == 0 else n * np.log(p)


def ratios(hits, level):
    p = 1 - level
    n, x = len(hits), int(np.sum(hits))
    coverage = -2 * (xlogy(n - x, 1 - p) + xlogy(x, p) - xlogy(n - x, 1 - x / n) - xlogy(x, x / n))
    steps = list(zip(hits[:-1], hits[1:]))
    n00, n01, n10, n11 = (steps.count(step) for step in [(0, 0), (0, 1), (1, 0), (1, 1)])
    pi = (n01 + n11) / (n - 1)
    pi0 = n01 / max(1, n00 + n01)
    pi1 = n11 / max(1, n10 + n11)
    independence = -2 * (
        xlogy(n00 + n10, 1 - pi) + xlogy(n01 + n11, pi)
        - xlogy(n00, 1 - pi0) - xlogy(n01, pi0) - xlogy(n10, 1 - pi1) - xlogy(n11, pi1)
    )
    return {
        "hits": [int(hit) for hit in hits],
        "level": level,
        "coverage": [float(coverage), float(stats.chi2.sf(coverage, 1))],
        "independence": [float(independence), float(stats.chi2.sf(independence, 1))],
        "conditional": [float(coverage + independence), float(stats.chi2.sf(coverage + independence, 2))],
    }


def clustered(random, count, after_calm, after_hit):
    hits = [0]
    for _ in range(count - 1):
        hits.append(int(random.random() < (after_hit if hits[-1] else after_calm)))
    return hits


def backtest(random, degrees, level, count):
    """Returns of a Student t, forecast as if they were normal; chances by a large simulation."""
    returns = np.round(random.standard_t(degrees, count), 6)
    sigma = np.round(1 + 0.2 * np.sin(np.arange(count) / 20), 6)
    z = stats.norm.ppf(1 - level)
    value_at_risk, expected = -z * sigma, sigma * stats.norm.pdf(z) / (1 - level)
    hit = -returns > value_at_risk
    z2 = 1 + np.sum(returns[hit] / expected[hit]) / (count * (1 - level))
    runs = 40_000
    draws = random.standard_normal((runs, count))
    made = 1 + np.sum(np.where(-draws > -z, draws, 0), axis=1) / (count * (1 - level) * stats.norm.pdf(z) / (1 - level))
    residuals = (-returns[hit] - expected[hit]) / expected[hit]
    ratio = np.mean(residuals) / (np.std(residuals, ddof=1) / np.sqrt(len(residuals)))
    centred = residuals - np.mean(residuals)
    again = random.choice(centred, (runs, len(centred)))
    deviation = np.std(again, axis=1, ddof=1)
    with np.errstate(all="ignore"):
        ratios_again = np.where(deviation > 1e-12, np.mean(again, axis=1) / (deviation / np.sqrt(len(centred))), 0)
    return {
        "level": level,
        "returns": listed(returns),
        "valueAtRisk": listed(value_at_risk),
        "expectedShortfall": listed(expected),
        "acerbiSzekely": {"statistic": float(z2), "probability": float(np.mean(made <= z2))},
        "mcNeilFrey": {"statistic": float(ratio), "probability": float(np.mean(ratios_again >= ratio))},
    }


def main():
    random = np.random.default_rng(20240208)
    # 20 exceedances on 252 days, 14 after a calm day and 6 after another: Jorion's example.
    golden = {
        "source": "scipy.stats; maxima driven to 25 digits with mpmath; likelihood ratios written out in numpy",
        "versions": f"numpy {np.__version__}, scipy {scipy.__version__}, mpmath {mp.__version__}",
        "generator": "test/golden/quant/generate-tail.py",
        "licence": "numbers made for this project, MIT",
        "tolerance": 1e-9,
        "pareto": {
            "heavy": pareto(np.round(stats.genpareto.rvs(0.4, size=80, random_state=random), 6)),
            "exponential": pareto(np.round(random.exponential(3, 120), 6)),
            "bounded": pareto(np.round(stats.genpareto.rvs(-0.25, scale=2, size=150, random_state=random), 6)),
            "infinite mean": pareto(np.round(stats.genpareto.rvs(1.3, size=60, random_state=random), 6)),
        },
        "samples": {
            "fat": sample(0.001 + 0.02 * random.standard_t(4, 250), [0.95, 0.99]),
            "skewed": sample(0.02 - 0.01 * random.gamma(4, 1, 200), [0.9, 0.975]),
            "large": sample(100 + 5 * random.standard_t(6, 150), [0.95, 0.99]),
        },
        "exceedances": [
            ratios(clustered(random, 250, 0.01, 0.01), 0.99),
            ratios(clustered(random, 500, 0.04, 0.3), 0.95),
            ratios(clustered(random, 300, 0.1, 0.1), 0.95),
            ratios([0] * 100, 0.99),
            ratios([1, 0] * 20, 0.5),
        ],
        "backtests": [backtest(random, 3, 0.975, 500), backtest(random, 30, 0.95, 250)],
    }
    path = pathlib.Path(__file__).with_name("tail.json")
    path.write_text(json.dumps(golden) + "\n")


main()
