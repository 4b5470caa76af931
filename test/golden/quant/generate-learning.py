"""Writes learning.json beside this file: calibration, elastic net and components of scikit-learn.

Run: python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 \
         mpmath==1.4.1
     venv/bin/python test/golden/quant/generate-learning.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib

import mpmath
import numpy as np
import scipy
import sklearn
from scipy.stats import chi2
from sklearn.calibration import _SigmoidCalibration
from sklearn.decomposition import PCA
from sklearn.isotonic import IsotonicRegression, isotonic_regression
from sklearn.linear_model import ElasticNet
from sklearn.preprocessing import StandardScaler


def means(values, weights=None):
    fitted = isotonic_regression(np.array(values, float), sample_weight=weights)
    return {"values": values, "weights": weights, "fitted": fitted.tolist()}


def isotonic(x, y, weights, at):
    model = IsotonicRegression(out_of_bounds="clip").fit(x, y, sample_weight=weights)
    return {
        "x": list(x), "y": list(y), "weights": list(weights) if weights is not None else None,
        "at": list(at), "levels": model.predict(at).tolist(),
    }


def platt(name, scores, outcomes):
    """The minimum of Platt's loss to 30 digits, and where scikit-learn stops."""
    hits = int(np.sum(outcomes))
    high, low = mpmath.mpf(hits + 1) / (hits + 2), mpmath.mpf(1) / (len(outcomes) - hits + 2)
    targets = [high if outcome else low for outcome in outcomes]
    model = _SigmoidCalibration().fit(np.array(scores, float), np.array(outcomes))

    def slopes(a, b):
        gaps = [t - 1 / (1 + mpmath.exp(a * s + b)) for s, t in zip(scores, targets)]
        return [sum(g * s for g, s in zip(gaps, scores)), sum(gaps)]

    with mpmath.workdps(30):
        scores = [mpmath.mpf(float(s)) for s in scores]
        a, b = mpmath.findroot(slopes, (model.a_, model.b_))
    return {
        "name": name, "scores": [float(s) for s in scores], "outcomes": list(outcomes),
        "slope": float(a), "offset": float(b),
        "sklearn": {"slope": float(model.a_), "offset": float(model.b_)},
    }


def elastic(x, y, mixture, penalty, standardised):
    scaler = StandardScaler(with_std=standardised).fit(x)
    model = ElasticNet(alpha=penalty, l1_ratio=mixture, tol=3e-14, max_iter=1_000_000)
    model.fit(scaler.transform(x), y)
    scale = scaler.scale_ if standardised else np.ones(x.shape[1])
    coefficients = model.coef_ / scale
    return {
        "mixture": mixture, "penalty": penalty, "isStandardised": standardised,
        "coefficients": coefficients.tolist(),
        "intercept": float(np.mean(y) - coefficients @ np.mean(x, axis=0)),
    }


def components(name, x, standardised):
    scaler = StandardScaler().fit(x)
    scale = np.std(x, axis=0, ddof=1) if standardised else np.ones(x.shape[1])
    model = PCA(svd_solver="full").fit((x - scaler.mean_) / scale)
    values = np.linalg.eigvalsh(np.cov(x, rowvar=False))
    few = max(1, round(0.2 * x.shape[1]))
    return {
        "name": name, "series": x.T.tolist(), "isStandardised": standardised,
        "components": model.components_.tolist(),
        "variances": model.explained_variance_.tolist(),
        "shares": model.explained_variance_ratio_.tolist(),
        "projected": model.transform((x - scaler.mean_) / scale).T.tolist(),
        "absorption": float(values[-few:].sum() / values.sum()),
    }


def correlation_break(random, size, before, after):
    """A Wald statistic on all pairs, with the covariances of Pearson and Filon at the pooled matrix."""
    mixing = random.standard_normal((size, size)) + np.eye(size)
    one = np.round(random.standard_normal((before, size)) @ mixing, 4)
    other = np.round(random.standard_normal((after, size)) @ (mixing + 0.3 * np.eye(size)), 4)
    r1, r2 = np.corrcoef(one, rowvar=False), np.corrcoef(other, rowvar=False)
    r = (before * r1 + after * r2) / (before + after)
    pairs = [(i, j) for i in range(size) for j in range(i)]

    def covariance(i, j, k, l):
        squares = r[i, k] ** 2 + r[i, l] ** 2 + r[j, k] ** 2 + r[j, l] ** 2
        triples = r[i, j] * (r[i, k] * r[i, l] + r[j, k] * r[j, l])
        others = r[k, l] * (r[i, k] * r[j, k] + r[i, l] * r[j, l])
        crossed = r[i, k] * r[j, l] + r[i, l] * r[j, k]
        return r[i, j] * r[k, l] * squares / 2 + crossed - triples - others

    spread = np.array([[covariance(*p, *q) for q in pairs] for p in pairs])
    gaps = np.array([r1[p] - r2[p] for p in pairs])
    statistic = before * after / (before + after) * gaps @ np.linalg.solve(spread, gaps)
    return {
        "before": one.T.tolist(), "after": other.T.tolist(), "degrees": len(pairs),
        "statistic": float(statistic), "probability": float(chi2.sf(statistic, len(pairs))),
    }


def main():
    random = np.random.default_rng(99)
    scores = np.round(random.standard_normal(60), 4)
    hits = (random.random(60) < 1 / (1 + np.exp(-1.5 * scores))).astype(int)
    tied = np.round(np.sort(random.integers(0, 12, 40) / 10.0), 2)
    outcomes = (random.random(40) < tied / 1.2).astype(float)
    weights = np.round(0.5 + random.random(40), 3)
    x = np.round(random.standard_normal((50, 6)) * [1, 3, 0.2, 1, 10, 1] + [0, 5, 1, 0, 100, 0], 4)
    x[:, 5] = np.round(0.9 * x[:, 0] + 0.1 * x[:, 5], 4)
    y = np.round(2 * x[:, 0] - 0.5 * x[:, 1] + 0.03 * x[:, 4] + random.standard_normal(50), 4)
    mixing = random.standard_normal((5, 5))
    wide = np.round(random.standard_normal((25, 5)) @ mixing, 4)
    large = np.round(random.standard_normal((40, 11)) * np.linspace(0.1, 4, 11) + 3, 4)
    golden = {
        "source": "scikit-learn; mpmath for the minimum of Platt's loss",
        "versions": {
            "scikit-learn": sklearn.__version__, "numpy": np.__version__,
            "mpmath": mpmath.__version__, "scipy": scipy.__version__,
        },
        "tolerance": 1e-9,
        "isotonicMeans": [
            means([1, 0, 4, 3, 3, 5, 4, 2, 0]),
            means([1, 0, 4, 3, 3, 5, 4, 2, 0], [1, 2, 1, 0.5, 3, 1, 1, 4, 0.1]),
            means([3, 2, 1]),
            means(np.round(np.arange(30) / 5 + random.standard_normal(30), 4).tolist()),
        ],
        "isotonicFits": [
            isotonic(tied, outcomes, None, np.linspace(-0.5, 1.7, 23)),
            isotonic(tied, outcomes, weights, np.linspace(-0.5, 1.7, 23)),
            isotonic(scores, hits.astype(float), None, np.linspace(-3, 3, 25)),
        ],
        "platt": [
            platt("overlapping", scores, hits.tolist()),
            platt("split", [-3, -2, -1, 1, 2, 3], [0, 0, 0, 1, 1, 1]),
            platt("large", (1000 * scores + 5000).tolist(), hits.tolist()),
        ],
        "elasticNet": {
            "x": x.tolist(), "y": y.tolist(),
            "fits": [
                elastic(x, y, mixture, penalty, standardised)
                for mixture in (1, 0.5, 0.1)
                for penalty in (1.0, 0.1, 0.01)
                for standardised in (True, False)
            ],
        },
        "components": [
            components("tied", wide, False),
            components("standardised", wide, True),
            components("eleven", large, False),
        ],
        "breaks": [
            correlation_break(random, 2, 40, 30), correlation_break(random, 3, 50, 25),
            correlation_break(random, 5, 60, 40),
        ],
    }
    path = pathlib.Path(__file__).with_name("learning.json")
    path.write_text(json.dumps(golden, indent=1) + "\n")


main()
