"""Writes cointegration.json beside this file: the numbers src/quant/cointegration is held to.

Run from the top of the project, the reference data in ../shared:
     pip install numpy==2.4.6 pandas==3.1.1 statsmodels==0.15.0 arch==8.0.0
     python test/golden/quant/generate-cointegration.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib
import warnings

import arch
import numpy as np
import pandas as pd
import statsmodels
import statsmodels.api as sm
from arch.unitroot import PhillipsPerron
from statsmodels.tsa.adfvalues import mackinnoncrit, mackinnonp
from statsmodels.tsa.arima.model import ARIMA
from statsmodels.tsa.stattools import adfuller, coint, grangercausalitytests, kpss
from statsmodels.tsa.vector_ar.vecm import coint_johansen

warnings.simplefilter("ignore")
SHARED = pathlib.Path("../shared")
TERMS = {"none": "n", "constant": "c", "trend": "ct"}
RULES = {"aic": "aic", "bic": "bic", "t-value": "t-stat"}


def made(random):
    n = 120
    shocks = random.standard_normal((5, n))
    walk = np.cumsum(shocks[0])
    reverting = np.zeros(n)
    ma = shocks[1].copy()
    for i in range(1, n):
        reverting[i] = 0.6 * reverting[i - 1] + shocks[1][i]
        ma[i] = shocks[1][i] + 0.5 * shocks[1][i - 1]
    led = shocks[2].copy()
    led[2:] += 0.5 * reverting[:-2]
    series = {
        "walk": 100 + walk,
        "reverting": 5 + reverting,
        "trending": 0.05 * np.arange(n) + ma,
        "hedged": 20 + 1.5 * walk + reverting,
        "led": led,
        "third": 3 + 0.5 * walk + 0.3 * np.cumsum(shocks[3]) + shocks[4],
    }
    return {k: np.round(v, 6) for k, v in series.items()}


def files():
    macro = pd.read_csv(SHARED / "data/reference/us_macro_quarterly.csv")
    europe = pd.read_csv(SHARED / "data/reference/eu_stock_markets.csv")
    out = {f"us_macro_quarterly.{c}.log": np.log(macro[c].values) for c in ("realgdp", "realcons", "realinv")}
    out |= {f"us_macro_quarterly.{c}": macro[c].values for c in ("tbilrate", "unemp", "infl")}
    out |= {f"eu_stock_markets.{c}.log": np.log(europe[c].values) for c in ("dax", "smi", "cac", "ftse")}
    return out


def adf_case(name, x, terms, lags, most=None):
    rule = RULES.get(lags)
    got = adfuller(x, maxlag=most if rule else lags, regression=TERMS[terms], autolag=rule, result_object=False)
    return {"series": name, "terms": terms, "lags": lags, "lagsMax": most, "statistic": got[0], "probability": got[1],
            "used": int(got[2]), "count": int(got[3]), "critical": [float(v) for v in got[4].values()]}


def kpss_case(name, x, around, lags):
    got = kpss(x, regression={"level": "c", "trend": "ct"}[around], nlags=lags, result_object=False)
    return {"series": name, "around": around, "lags": lags, "statistic": float(got[0]), "probability": float(got[1]), "used": int(got[2])}


def pp_case(name, x, terms, lags):
    tau = PhillipsPerron(x, lags=lags, trend=TERMS[terms], test_type="tau")
    rho = PhillipsPerron(x, lags=lags, trend=TERMS[terms], test_type="rho")
    return {"series": name, "terms": terms, "lags": lags, "statistic": float(tau.stat), "probability": float(tau.pvalue),
            "rho": float(rho.stat), "used": int(tau.lags)}


def eg_case(series, y, others, terms, lags, most=None):
    rule = RULES.get(lags)
    got = coint(series[y], np.column_stack([series[o] for o in others]), trend=TERMS[terms],
                maxlag=most if rule else lags, autolag=rule, return_results=False)
    return {"y": y, "others": others, "terms": terms, "lags": lags, "lagsMax": most, "statistic": float(got[0]),
            "probability": float(got[1]), "critical": [float(v) for v in got[2]]}


def granger_case(series, effect, cause, lags):
    x = np.column_stack([series[effect], series[cause]])
    got = grangercausalitytests(x, [lags])[lags][0]
    return {"effect": effect, "cause": cause, "lags": lags, "f": [float(v) for v in got["ssr_ftest"][:2]],
            "chi": [float(v) for v in got["ssr_chi2test"][:2]], "lr": [float(v) for v in got["lrtest"][:2]]}


def by_svd(x, terms, lags):
    """Squared canonical correlations, from orthonormal bases."""
    steps = np.diff(x, axis=0)
    n = len(steps) - lags
    z = [steps[lags - i : lags - i + n] for i in range(1, lags + 1)] + ([np.ones((n, 1))] if terms == "constant" else [])
    basis = np.linalg.qr(np.hstack(z))[0]
    def rest(y):
        y = y - basis @ (basis.T @ y)
        return np.linalg.qr(y - basis @ (basis.T @ y))[0]
    return np.linalg.svd(rest(steps[lags:]).T @ rest(x[lags:-1]), compute_uv=False) ** 2


def johansen_case(series, names, terms, lags):
    x = np.column_stack([series[n] for n in names])
    got = coint_johansen(x, {"none": -1, "constant": 0}[terms], lags)
    eig = by_svd(x, terms, lags)
    # statsmodels inverts covariances of levels, which costs up to 1e-8 for logs far from 0 without a constant.
    assert np.max(np.abs(eig - got.eig)) < 1e-7
    logs = -(len(x) - lags - 1) * np.log(1 - eig)
    return {"series": names, "terms": terms, "lags": lags, "eigenvalues": eig.tolist(), "trace": np.cumsum(logs[::-1])[::-1].tolist(),
            "maximum": logs.tolist(), "traceCritical": got.trace_stat_crit_vals.tolist(),
            "maximumCritical": got.max_eig_stat_crit_vals.tolist(), "vectors": (got.evec / got.evec[0]).T.tolist()}


def ou_numbers(decay, theta, noise, step):
    kappa = -np.log(decay) / step
    return kappa, theta, np.sqrt(noise * 2 * kappa / (1 - decay**2))


def ou_case(name, x, step):
    fit = sm.OLS(x[1:], sm.add_constant(x[:-1])).fit()
    a, b = fit.params
    s2 = fit.ssr / fit.df_resid
    def of(p):
        return np.array(ou_numbers(p[1], p[0] / (1 - p[1]), p[2], step))
    at = np.array([a, b, s2])
    jacobian = np.array([(of(at + h) - of(at - h)) / (2 * h[i]) for i, h in enumerate(np.diag(at * 1e-6))])
    cov = np.zeros((3, 3))
    cov[:2, :2] = fit.cov_params()
    cov[2, 2] = 2 * s2**2 / (len(x) - 1)
    errors = np.sqrt(np.diag(jacobian.T @ cov @ jacobian))
    exact = ARIMA(x, order=(1, 0, 0), trend="c").fit(method="statespace", method_kwargs={"maxiter": 500, "pgtol": 1e-12, "factr": 10})
    theta, decay, noise = exact.params
    return {"series": name, "step": step, "conditional": of(at).tolist(), "errors": errors.tolist(), "conditionalLogLikelihood": float(fit.llf),
            "exact": [float(v) for v in ou_numbers(decay, theta, noise, step)], "exactLogLikelihood": float(exact.llf)}


def te_case(series, source, target, bins, lag):
    def binned(x):
        edges = [np.sort(x)[(i * len(x)) // bins] for i in range(1, bins)]
        return np.searchsorted(edges, x, side="right")
    x, y = binned(series[source]), binned(series[target])
    following, last, past = y[lag:], y[lag - 1 : -1], x[: len(x) - lag]
    n = len(following)
    def entropy(*columns):
        _, counts = np.unique(np.column_stack(columns), axis=0, return_counts=True)
        return -np.sum(counts / n * np.log(counts / n)), (len(counts) - 1) / (2 * n)
    parts = [entropy(following, last), entropy(last, past), entropy(last), entropy(following, last, past)]
    signs = [1, 1, -1, -1]
    plug = sum(s * p[0] for s, p in zip(signs, parts))
    return {"source": source, "target": target, "bins": bins, "lag": lag, "plugIn": float(plug),
            "corrected": float(plug + sum(s * p[1] for s, p in zip(signs, parts)))}


def mackinnon():
    points = [-30, -8, -4.2, -3.1, -2.2, -1.2, 0.3, 1.1, 3]
    probability = [[z, t, n, float(mackinnonp(z, TERMS[t], n))] for z in points for t in TERMS for n in (1, 2, 4, 6)]
    critical = [[t, n, count, [float(v) for v in mackinnoncrit(n, TERMS[t], count)]]
                for t in ("constant", "trend") for n in (1, 2, 5, 12) for count in (25, 250)]
    critical += [["none", 1, count, [float(v) for v in mackinnoncrit(1, "n", count)]] for count in (25, 250)]
    return {"probability": probability, "critical": critical}


def main():
    small = made(np.random.default_rng(20260101))
    series = small | files()
    one = "us_macro_quarterly.realgdp.log"
    golden = {
        "source": "statsmodels adfuller, kpss, coint, coint_johansen, grangercausalitytests, OLS, ARIMA; arch PhillipsPerron; "
        "transfer entropy and the errors of the OU process: written out in numpy",
        "versions": f"numpy {np.__version__}, statsmodels {statsmodels.__version__}, arch {arch.__version__}",
        "generator": "test/golden/quant/generate-cointegration.py",
        "licence": "numbers made for this project, MIT",
        "tolerance": 1e-9,
        "series": {k: v.tolist() for k, v in small.items()},
        "mackinnon": mackinnon(),
        "adf": [adf_case(n, series[n], t, lags, most)
                for n in ("walk", "reverting", "trending", one, "us_macro_quarterly.unemp", "eu_stock_markets.dax.log")
                for t in TERMS for lags, most in ((0, None), (3, None), ("aic", None), ("bic", 8), ("t-value", None))],
        "kpss": [kpss_case(n, series[n], a, lags)
                 for n in ("walk", "reverting", "trending", one, "eu_stock_markets.smi.log") for a in ("level", "trend") for lags in (0, 4, "auto", "legacy")],
        "phillipsPerron": [pp_case(n, series[n], t, lags) for n in ("walk", "reverting", one) for t in TERMS for lags in (0, 5, None)],
        "engleGranger": [
            eg_case(series, "hedged", ["walk"], "constant", "aic"),
            eg_case(series, "hedged", ["walk"], "trend", 2),
            eg_case(series, "third", ["walk", "hedged"], "constant", "bic", 6),
            eg_case(series, "us_macro_quarterly.realcons.log", ["us_macro_quarterly.realgdp.log"], "constant", "t-value"),
            eg_case(series, "eu_stock_markets.dax.log", ["eu_stock_markets.cac.log", "eu_stock_markets.smi.log", "eu_stock_markets.ftse.log"], "trend", "aic"),
        ],
        "granger": [granger_case(series, e, c, lags) for e, c in
                    (("led", "reverting"), ("reverting", "led"), ("us_macro_quarterly.unemp", "us_macro_quarterly.tbilrate"),
                     ("us_macro_quarterly.infl", "us_macro_quarterly.tbilrate")) for lags in (1, 2, 4)],
        "johansen": [johansen_case(series, names, t, lags) for names in
                     (["walk", "hedged"], ["walk", "hedged", "third"], [f"eu_stock_markets.{c}.log" for c in ("dax", "smi", "cac", "ftse")],
                      [f"us_macro_quarterly.{c}.log" for c in ("realgdp", "realcons", "realinv")]) for t in ("none", "constant") for lags in (1, 3)],
        "ornsteinUhlenbeck": [ou_case("reverting", series["reverting"], 1), ou_case("reverting", series["reverting"], 1 / 252),
                              ou_case("us_macro_quarterly.unemp", series["us_macro_quarterly.unemp"], 0.25),
                              ou_case("us_macro_quarterly.tbilrate", series["us_macro_quarterly.tbilrate"], 0.25)],
        "transferEntropy": [te_case(series, s, t, bins, lag) for s, t in (("reverting", "led"), ("led", "reverting"), ("us_macro_quarterly.tbilrate", "us_macro_quarterly.infl"))
                            for bins, lag in ((2, 1), (3, 2), (4, 1))],
    }
    path = pathlib.Path(__file__).with_name("cointegration.json")
    path.write_text(json.dumps(golden) + "\n")


main()
