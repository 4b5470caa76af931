"""Writes metrics.json beside this file: the numbers src/quant and src/research are held to.

Run: python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 empyrical-reloaded==0.7.1
     venv/bin/python test/golden/generate-metrics.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib

import empyrical
import numpy as np
import scipy
from scipy import stats

DAYS = 365


def moments(x):
    return {
        "count": len(x),
        "mean": float(np.mean(x)),
        "variance": float(np.var(x, ddof=1)),
        "populationVariance": float(np.var(x)),
        "skewness": float(stats.skew(x)),
        "kurtosis": float(stats.kurtosis(x, fisher=False)),
    }


def autocorrelations(x, lags):
    gaps = x - np.mean(x)
    return [float(np.sum(gaps[k:] * gaps[: len(x) - k]) / np.sum(gaps * gaps)) for k in range(lags)]


def psr(sharpe, count, skewness, kurtosis, benchmark=0.0):
    error = np.sqrt((1 - skewness * sharpe + (kurtosis - 1) / 4 * sharpe**2) / (count - 1))
    return float(error), float(stats.norm.cdf((sharpe - benchmark) / error))


def sharpe(x):
    value = float(np.mean(x) / np.std(x, ddof=1))
    error, above = psr(value, len(x), stats.skew(x), stats.kurtosis(x, fisher=False))
    reach = stats.norm.ppf(0.975) * error
    rho = autocorrelations(x, 6)
    lo = DAYS / np.sqrt(DAYS + 2 * sum((DAYS - k) * rho[k] for k in range(1, 6)))
    return {
        "sharpe": value,
        "error": error,
        "interval": [float(value - reach), float(value + reach)],
        "psr": above,
        "lo5": float(lo),
    }


def performance(x):
    """What empyrical, an independent library, says of daily returns at 365 days a year."""
    volatility = empyrical.annual_volatility(x, annualization=DAYS)
    return {
        "cagr": float(empyrical.cagr(x, annualization=DAYS)),
        "volatility": float(volatility),
        "sharpe": float(empyrical.sharpe_ratio(x, annualization=DAYS)),
        "sortino": float(empyrical.sortino_ratio(x, annualization=DAYS)),
        "calmar": float(empyrical.calmar_ratio(x, annualization=DAYS)),
        "drawdownMax": float(-empyrical.max_drawdown(x)),
    }


def sample(values):
    x = np.round(np.array(values), 6)
    return {
        "values": [float(v) for v in x],
        "moments": moments(x),
        "quantiles": {str(q): float(np.quantile(x, q)) for q in (0, 0.05, 0.25, 0.5, 0.95, 1)},
        "autocorrelations": autocorrelations(x, 6),
        "sharpe": sharpe(x),
        "performance": performance(x) if np.max(np.abs(x)) < 1 else None,
    }


def trending(random, count):
    x = np.zeros(count)
    for i in range(1, count):
        x[i] = 0.4 * x[i - 1] + 0.01 * random.standard_normal()
    return x + 0.001


def main():
    random = np.random.default_rng(20240131)
    points = [-40, -9, -7.5, -7, -5, -4, -3.99, -3, -1.96, -0.5, 0, 1e-9, 0.5, 1, 1.6448536269514722, 3, 7.2, 40]
    shares = [1e-300, 1e-20, 1e-9, 0.001, 0.025, 0.07, 0.3, 0.5, 0.7, 0.925, 0.975, 0.999, 1 - 1e-9]
    error, above = psr(1.585 / np.sqrt(12), 24, -2.448, 10.164)
    golden = {
        "source": "numpy, scipy.stats, empyrical-reloaded; PSR: Bailey and Lopez de Prado 2012",
        "version": f"numpy {np.__version__}, scipy {scipy.__version__}, "
        f"empyrical-reloaded {empyrical.__version__}",
        "generator": "test/golden/generate-metrics.py",
        "licence": "numbers made for this project, MIT",
        "tolerance": 1e-9,
        "normal": {
            "cdf": [[p, float(stats.norm.cdf(p))] for p in points],
            "quantile": [[p, float(stats.norm.ppf(p))] for p in shares],
        },
        "paper": {
            "sharpe": 1.585 / float(np.sqrt(12)),
            "count": 24,
            "skewness": -2.448,
            "kurtosis": 10.164,
            "error": error,
            "psr": above,
        },
        "samples": {
            "fat": sample(0.002 + 0.02 * random.standard_t(4, 90)),
            "trending": sample(trending(random, 60)),
            "offset": sample(1000 + 0.01 * random.standard_normal(40)),
        },
    }
    path = pathlib.Path(__file__).with_name("metrics.json")
    path.write_text(json.dumps(golden, indent=1) + "\n")


main()
