"""Writes copula.json beside this file: the numbers src/quant/copula is held to.

No package that fits a t copula in two steps (Kendall's tau, then the degrees) could be installed:
the fit is written out here on scipy, from Demarta and McNeil 2005, section 4.2.

Run: python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1
     venv/bin/python test/golden/quant/generate-copula.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib

import numpy as np
import scipy
from scipy import optimize, stats


def listed(array):
    return [float(value) for value in np.asarray(array).ravel()]


def shares(x):
    return stats.rankdata(x, axis=0) / (len(x) + 1)


def student_log(u, correlation, degrees):
    q = stats.t.ppf(u, degrees)
    joint = stats.multivariate_t.logpdf(q, np.zeros(u.shape[1]), correlation, degrees)
    return float(np.sum(joint) - np.sum(stats.t.logpdf(q, degrees)))


def gaussian_log(u, correlation):
    q = stats.norm.ppf(u)
    joint = stats.multivariate_normal.logpdf(q, np.zeros(u.shape[1]), correlation)
    return float(np.sum(joint) - np.sum(stats.norm.logpdf(q)))


def taus(x):
    size = x.shape[1]
    return np.array([[1.0 if i == j else stats.kendalltau(x[:, i], x[:, j]).statistic for j in range(size)] for i in range(size)])


def fit(x, low=2.5, high=30.0):
    tau = taus(x)
    correlation = np.sin(np.pi / 2 * tau)
    u = shares(x)
    found = optimize.minimize_scalar(
        lambda log_degrees: -student_log(u, correlation, np.exp(log_degrees)),
        bounds=(np.log(low), np.log(high)), method="bounded", options={"xatol": 1e-10},
    )
    return {
        "taus": listed(tau),
        "correlation": listed(correlation),
        "degrees": float(np.exp(found.x)),
        "logLikelihood": float(-found.fun),
        "atFive": student_log(u, correlation, 5.0),
        "gaussian": gaussian_log(u, correlation),
    }


def case(x):
    return {"size": x.shape[1], "series": [listed(column) for column in x.T], **fit(x)}


def draw(random, correlation, degrees, count):
    normal = random.multivariate_normal(np.zeros(len(correlation)), correlation, count)
    return normal / np.sqrt(random.chisquare(degrees, count) / degrees)[:, None]


def main():
    random = np.random.default_rng(20240209)
    two = np.array([[1, 0.6], [0.6, 1]])
    four = np.array([[1, 0.5, 0.3, -0.2], [0.5, 1, 0.4, 0], [0.3, 0.4, 1, 0.1], [-0.2, 0, 0.1, 1]])
    shared = pathlib.Path(__file__).resolve().parents[4] / "shared" / "golden" / "eustockmarkets_1860.csv"
    stocks = np.genfromtxt(shared, delimiter=",", skip_header=1)[:, -4:]
    counts = [1, 2, 9, 10, 99, 500]
    golden = {
        "source": "scipy.stats; the two-step fit written out in numpy",
        "versions": f"numpy {np.__version__}, scipy {scipy.__version__}",
        "generator": "test/golden/quant/generate-copula.py",
        "licence": "numbers made for this project, MIT",
        "tolerance": 1e-9,
        "cases": {
            "two": case(np.round(draw(random, two, 4, 150), 6)),
            "four": case(np.round(np.exp(draw(random, four, 6, 200)), 6)),
            "ties": case(np.round(draw(random, two, 3, 120), 1)),
        },
        "stocks": {"size": 4, **fit(np.diff(np.log(stocks), axis=0))},
        "quantiles": [
            [degrees, count, listed(stats.t.ppf(np.arange(1, count + 1) / (count + 1), degrees))]
            for degrees in (1.0, 2.5, 4.0, 30.0, 300.0) for count in counts if count < 100 or degrees < 5
        ],
    }
    path = pathlib.Path(__file__).with_name("copula.json")
    path.write_text(json.dumps(golden) + "\n")


main()
