"""Writes volatility.json beside this file: GARCH, DCC, HAR and realised measures of references.

Run from the top of the project, the reference data in ../shared:
     python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 arch==8.0.0 \
         statsmodels==0.15.0 multiarch==0.2.0
     venv/bin/python test/golden/quant/generate-volatility.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib
import warnings

import arch
import multiarch
import numpy as np
import scipy
import statsmodels
import statsmodels.api as sm
from arch.univariate import HARX, EWMAVariance, ZeroMean, arch_model
from scipy import integrate, optimize, stats

warnings.filterwarnings("ignore")
SHARED = pathlib.Path("../shared")


def simulated(seed, count, omega, alpha, gamma, beta, degrees, mean):
    """A GJR path after 200 returns of run-in, rounded so that the JSON says it exactly."""
    rng = np.random.default_rng(seed)
    z = rng.standard_t(degrees, count + 200) * np.sqrt((degrees - 2) / degrees)
    h = omega / (1 - alpha - gamma / 2 - beta)
    out = []
    for shock in z:
        e = np.sqrt(h) * shock
        out.append(mean + e)
        h = omega + (alpha + gamma * (e < 0)) * e * e + beta * h
    return np.round(out[200:], 5)


SERIES = {
    "calm": simulated(1, 1200, 0.05, 0.08, 0.0, 0.87, 9, 0.05),
    "heavy": simulated(2, 1200, 0.02, 0.06, 0.10, 0.87, 5, -0.02),
    "fast": simulated(3, 800, 0.3, 0.25, 0.0, 0.5, 7, 0.1),
}
KINDS = {
    "garch": dict(vol="GARCH", p=1, o=0, q=1),
    "gjr": dict(vol="GARCH", p=1, o=1, q=1),
    "egarch": dict(vol="EGARCH", p=1, o=1, q=1),
}
LAWS = {"normal": "normal", "student-t": "t"}


def named(values, kind, law):
    values = [float(v) for v in values]
    names = ["mean", "omega", "alpha"] + ([] if kind == "garch" else ["gamma"]) + ["beta"]
    return dict(zip(names + (["degrees"] if law == "student-t" else []), values))


def garch_case(name, kind, law):
    model = arch_model(SERIES[name], mean="Constant", dist=LAWS[law], rescale=False, **KINDS[kind])
    fit = model.fit(disp="off", tol=1e-14, options={"maxiter": 5000})
    count = len(SERIES[name])
    # arch centres the scores and divides them by n - 1.
    robust = np.sqrt(np.diag(fit.param_cov) * (count - 1) / count)
    plain = np.sqrt(np.diag(model.compute_param_cov(fit.params.values, robust=False)))
    one = float(fit.forecast(horizon=1).variance.values[-1, 0])
    case = {
        "series": name,
        "kind": kind,
        "innovation": law,
        "parameters": named(fit.params, kind, law),
        "errors": named(plain, kind, law),
        "robustErrors": named(robust, kind, law),
        "logLikelihood": float(fit.loglikelihood),
        "aic": float(fit.aic),
        "bic": float(fit.bic),
        "firstVariances": [float(v) ** 2 for v in fit.conditional_volatility[:3]],
        "lastVariances": [float(v) ** 2 for v in fit.conditional_volatility[-3:]],
        "nextVariance": one,
    }
    if kind == "egarch" and law == "normal":
        case["forecast"] = egarch_forecast(case["parameters"], one, 10)
        simulated_paths = fit.forecast(
            horizon=10,
            method="simulation",
            simulations=200_000,
            rng=np.random.default_rng(4).standard_normal,
        )
        case["simulatedForecast"] = [float(v) for v in simulated_paths.variance.values[-1]]
    elif kind != "egarch":
        case["forecast"] = [float(v) for v in fit.forecast(horizon=10).variance.values[-1]]
    return case


def egarch_forecast(p, one, horizon):
    """Expected variances by quadrature: the shocks of the days are independent."""

    def expected(weight):
        def inside(z):
            shock = p["alpha"] * (abs(z) - np.sqrt(2 / np.pi)) + p["gamma"] * z
            return np.exp(weight * shock) * stats.norm.pdf(z)

        sides = [(-40, 0), (0, 40)]
        return sum(integrate.quad(inside, a, b, epsabs=1e-14, epsrel=1e-13)[0] for a, b in sides)

    out = [one]
    for k in range(1, horizon):
        level = p["omega"] * sum(p["beta"] ** i for i in range(k)) + p["beta"] ** k * np.log(one)
        lift = np.prod([expected(p["beta"] ** i) for i in range(k)])
        out.append(float(np.exp(level) * lift))
    return out


def dcc_series(seed, count, load):
    """Returns with a common factor whose weight moves slowly."""
    rng = np.random.default_rng(seed)
    assets = len(load)
    h = np.ones(assets)
    rows = []
    for t in range(count):
        share = 0.5 + 0.4 * np.sin(t / 60)
        z = share * np.array(load) * rng.standard_normal() + rng.standard_normal(assets)
        e = np.sqrt(h) * z / np.sqrt(1 + (share * np.array(load)) ** 2)
        rows.append(e + 0.03)
        h = 0.05 + 0.08 * e * e + 0.87 * h
    return np.round(np.array(rows), 4)


def correlation_part(shocks, target, a, b):
    """The correlation part of the likelihood, and the correlations of the next day."""
    q, total = target.copy(), 0.0
    for z in shocks:
        d = np.sqrt(np.diag(q))
        r = q / np.outer(d, d)
        total -= 0.5 * (np.linalg.slogdet(r)[1] + z @ np.linalg.solve(r, z) - z @ z)
        q = (1 - a - b) * target + a * np.outer(z, z) + b * q
    d = np.sqrt(np.diag(q))
    return float(total), q / np.outer(d, d)


def two_steps(shocks):
    """a and b with the best correlation part, that part, and the correlations of the next day."""
    target = shocks.T @ shocks / len(shocks)
    best = optimize.minimize(
        lambda x: -correlation_part(shocks, target, *x)[0] if min(x) >= 0 and sum(x) < 1 else 1e9,
        [0.03, 0.93],
        method="Nelder-Mead",
        options={"xatol": 1e-9, "fatol": 1e-10},
    )
    a, b = (float(v) for v in best.x)
    return a, b, *correlation_part(shocks, target, a, b)


def dcc_case(returns):
    """multiarch, and the two steps written out above on the residuals of arch."""
    fit = multiarch.DCC(returns, convention="arch").fit(se=None)
    spread = returns.std(axis=0)
    fits = [
        arch_model(returns[:, i] / spread[i], rescale=False).fit(disp="off", tol=1e-14)
        for i in range(returns.shape[1])
    ]
    shocks = np.column_stack([f.std_resid for f in fits])
    a, b, part, last = two_steps(shocks)
    variance_part = sum(f.loglikelihood for f in fits) - len(returns) * np.log(spread).sum()
    return {
        "returns": returns.T.tolist(),
        "a": a,
        "b": b,
        "correlationLogLikelihood": part,
        "varianceLogLikelihood": float(variance_part),
        "nextCorrelations": last.tolist(),
        "multiarch": {
            "a": float(fit.params.iloc[-2]),
            "b": float(fit.params.iloc[-1]),
            "logLikelihood": float(fit.loglik),
        },
    }


def eustock():
    """The DCC of EuStockMarkets by loops of its own: variances start from the mean square."""
    rows = np.genfromtxt(SHARED / "golden/eustockmarkets_1860.csv", delimiter=",", skip_header=1)
    returns = 100 * np.diff(np.log(rows[:, 1:]), axis=0)
    shocks, variance_part = [], 0.0
    for y in returns.T:

        def path(x):
            mu, omega, alpha, beta = x
            e = y - mu
            h = np.empty(len(y))
            h[0] = omega + (alpha + beta) * np.mean(e * e)
            for t in range(1, len(y)):
                h[t] = omega + alpha * e[t - 1] ** 2 + beta * h[t - 1]
            return e, h

        def cost(x):
            if min(x[1:]) < 0 or x[2] + x[3] >= 1:
                return 1e10
            e, h = path(x)
            return 0.5 * np.sum(np.log(2 * np.pi * h) + e * e / h)

        x = np.array([y.mean(), 0.05 * y.var(), 0.05, 0.9])
        for _ in range(3):
            found = optimize.minimize(
                cost,
                x,
                method="Nelder-Mead",
                options={"xatol": 1e-9, "fatol": 1e-10, "maxiter": 4000},
            )
            x = found.x
        e, h = path(x)
        shocks.append(e / np.sqrt(h))
        variance_part -= found.fun
    shocks = np.column_stack(shocks)
    a, b, part, _ = two_steps(shocks)
    target = shocks.T @ shocks / len(shocks)
    return {
        "a": a,
        "b": b,
        "correlationLogLikelihood": part,
        "logLikelihood": variance_part + part,
        "correlationLogLikelihoodAt": correlation_part(shocks, target, 0.03, 0.95)[0],
    }


def realised(name, returns, step, bandwidth, window):
    """The formulas of the papers, in whole arrays."""
    r, n = np.asarray(returns), len(returns)
    size = np.abs(r)
    p = np.concatenate([[0.0], np.cumsum(r)])
    middle = np.median(np.column_stack([size[2:], size[1:-1], size[:-2]]), axis=1)
    mu = lambda k: 2 ** (k / 2) * scipy.special.gamma((k + 1) / 2) / scipy.special.gamma(0.5)
    smaller = np.minimum(size[1:], size[:-1])
    rv = np.sum(r**2)
    bv = mu(1) ** -2 * n / (n - 1) * np.sum(size[1:] * size[:-1])
    tp = n * mu(4 / 3) ** -3 * n / (n - 2) * np.sum((size[2:] * size[1:-1] * size[:-2]) ** (4 / 3))
    grids = [np.sum(np.diff(p[k::step]) ** 2) for k in range(step)]
    share = (n - step + 1) / step / n
    z = (1 - bv / rv) / np.sqrt((np.pi**2 / 4 + np.pi - 5) / n * max(1, tp / bv**2))
    gamma = [np.sum(r[k:] * r[: n - k]) for k in range(bandwidth + 1)]

    def parzen(x):
        return 1 - 6 * x**2 + 6 * x**3 if x <= 0.5 else 2 * (1 - x) ** 3

    local = np.array(
        [np.nan] * (window - 1)
        + [
            np.sqrt(np.mean(size[i - window + 2 : i] * size[i - window + 1 : i - 1]))
            for i in range(window - 1, n)
        ]
    )
    ratios = r / local
    c = np.sqrt(2 / np.pi)
    root = np.sqrt(2 * np.log(n))
    cn = root / c - (np.log(np.pi) + np.log(np.log(n))) / (2 * c * root)
    threshold = cn + stats.gumbel_r.ppf(0.99) / (c * root)
    return {
        "name": name,
        "returns": [float(v) for v in r],
        "step": step,
        "bandwidth": bandwidth,
        "window": window,
        "realisedVariance": rv,
        "subsampledVariance": float(np.mean(grids)),
        "twoScaleVariance": (np.mean(grids) - share * rv) / (1 - share),
        "realisedKernel": gamma[0]
        + 2 * sum(parzen(k / (bandwidth + 1)) * gamma[k] for k in range(1, bandwidth + 1)),
        "bipowerVariation": bv,
        "minRealisedVariance": np.pi / (np.pi - 2) * n / (n - 1) * np.sum(smaller**2),
        "medRealisedVariance": np.pi
        / (6 - 4 * np.sqrt(3) + np.pi)
        * n
        / (n - 2)
        * np.sum(middle**2),
        "tripowerQuarticity": tp,
        "medRealisedQuarticity": 3 * np.pi * n
        / (9 * np.pi + 72 - 52 * np.sqrt(3))
        * n
        / (n - 2)
        * np.sum(middle**4),
        "jumpStatistic": z,
        "jumpProbability": float(stats.norm.sf(z)),
        "scanThreshold": threshold,
        "scanRatios": [float(v) for v in ratios[-5:]],
        "scanJumps": [int(i) for i in np.flatnonzero(np.abs(ratios) > threshold)],
    }


def realised_cases():
    rng = np.random.default_rng(11)
    calm = np.round(rng.standard_normal(78) * 0.001, 7)
    shape = 1 + 0.5 * np.cos(np.arange(288) / 46)
    jumping = np.round(rng.standard_normal(288) * 0.0008 * shape, 7)
    jumping[120] += 0.012
    noisy = np.diff(np.cumsum(rng.standard_normal(600) * 2e-4) + rng.standard_normal(600) * 3e-4)
    return [
        realised("calm", calm, 5, 4, 30),
        realised("jumping", jumping, 6, 10, 60),
        realised("noisy", np.round(noisy, 8), 20, 25, 100),
    ]


def har_case(seed, count):
    rng = np.random.default_rng(seed)
    log = np.zeros(count)
    for t in range(1, count):
        log[t] = 0.95 * log[t - 1] + 0.3 * rng.standard_normal()
    rv = np.round(np.exp(log), 6)
    model = HARX(rv, lags=[1, 5, 22], rescale=False).fit(disp="off")
    x = np.column_stack(
        [rv[21:-1]] + [[rv[t - k : t].mean() for t in range(22, count)] for k in (5, 22)]
    )
    ols = sm.OLS(rv[22:], sm.add_constant(x)).fit()
    tomorrow = [1, rv[-1], rv[-5:].mean(), rv[-22:].mean()]
    return {
        "variances": rv.tolist(),
        "coefficients": ols.params.tolist(),
        "errors": ols.bse.tolist(),
        "rSquared": float(ols.rsquared),
        "forecast": float(np.dot(ols.params, tomorrow)),
        "harx": [float(v) for v in model.params[:4]],
    }


def ewma_case(name):
    model = ZeroMean(SERIES[name], volatility=EWMAVariance(0.94), rescale=False)
    fit = model.fit(disp="off")
    path = fit.conditional_volatility**2
    return {
        "series": name,
        "first": [float(v) for v in path[:3]],
        "last": [float(v) for v in path[-3:]],
        "next": float(fit.forecast(horizon=1).variance.values[-1, 0]),
    }


document = {
    "source": "arch fits and forecasts, multiarch, statsmodels OLS; realised measures written out",
    "versions": {
        "numpy": np.__version__,
        "scipy": scipy.__version__,
        "arch": arch.__version__,
        "multiarch": multiarch.__version__,
        "statsmodels": statsmodels.__version__,
    },
    "generator": "test/golden/quant/generate-volatility.py",
    "licence": "numbers made for this project, MIT",
    "tolerance": 1e-9,
    "series": {name: values.tolist() for name, values in SERIES.items()},
    "garch": [garch_case(name, kind, law) for name in SERIES for kind in KINDS for law in LAWS],
    "dcc": [
        dcc_case(dcc_series(21, 600, [1.0, 0.8])),
        dcc_case(dcc_series(22, 600, [1.0, 0.6, 1.4])),
        dcc_case(dcc_series(25, 500, [0.5, 1.0, 1.5, -0.7])),
    ],
    "eustock": eustock(),
    "realised": realised_cases(),
    "har": [har_case(31, 120), har_case(32, 250), har_case(33, 400)],
    "ewma": [ewma_case(name) for name in SERIES],
}
path = pathlib.Path(__file__).with_name("volatility.json")
path.write_text(json.dumps(document, separators=(",", ":"), default=float) + "\n")
