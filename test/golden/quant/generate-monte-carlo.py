"""Writes monte-carlo.json beside this file: what simulated paths are held to.

Run: python -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 QuantLib==1.44
     venv/bin/python test/golden/quant/generate-monte-carlo.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import math
import pathlib

import numpy as np
import QuantLib as ql
import scipy
from scipy import integrate, stats


def black_scholes(spot, strike, rate, years, volatility):
    deviation = volatility * math.sqrt(years)
    d1 = (math.log(spot / strike) + (rate + volatility**2 / 2) * years) / deviation
    discount = math.exp(-rate * years)
    return float(spot * stats.norm.cdf(d1) - strike * discount * stats.norm.cdf(d1 - deviation))


def merton(spot, strike, rate, years, volatility, jumps, mean, deviation):
    """Merton 1976, the series over the number of jumps."""
    factor = math.exp(mean + deviation**2 / 2)
    total = 0.0
    for n in range(80):
        own = math.sqrt(volatility**2 + n * deviation**2 / years)
        drift = rate - jumps * (factor - 1) + n * math.log(factor) / years
        weight = stats.poisson.pmf(n, jumps * factor * years)
        total += weight * black_scholes(spot, strike, drift, years, own)
    return float(total)


def heston_function(u, p):
    """E exp(i u log(S_T / S_0)) without drift, in the form that has no branch to cross."""
    k, theta, xi, rho, v0, t = (p[n] for n in ("reversion", "varianceMean", "varianceVolatility", "correlation", "varianceStart", "years"))
    b = k - rho * xi * 1j * u
    d = np.sqrt(b * b + xi * xi * (1j * u + u * u))
    g = (b - d) / (b + d)
    decay = np.exp(-d * t)
    c = k * theta / xi**2 * ((b - d) * t - 2 * np.log((1 - g * decay) / (1 - g)))
    return np.exp(c + v0 * (b - d) / xi**2 * (1 - decay) / (1 - g * decay))


def heston(p):
    """Lewis 2000: one integral along the line of imaginary part 1/2."""
    spot, strike, rate, years = p["spot"], p["strike"], p["rate"], p["years"]
    forward = spot * math.exp(rate * years)
    x = math.log(forward / strike)

    def integrand(u):
        return float((np.exp(1j * u * x) * heston_function(u - 0.5j, p)).real / (u * u + 0.25))

    area, _ = integrate.quad(integrand, 0, 400, epsabs=1e-13, epsrel=1e-12, limit=2000)
    return math.exp(-rate * years) * (forward - math.sqrt(forward * strike) / math.pi * area)


def quantlib_heston(p):
    today = ql.Date(1, 1, 2024)
    ql.Settings.instance().evaluationDate = today
    days = ql.SimpleDayCounter()
    rate = ql.YieldTermStructureHandle(ql.FlatForward(today, p["rate"], days))
    none = ql.YieldTermStructureHandle(ql.FlatForward(today, 0.0, days))
    spot = ql.QuoteHandle(ql.SimpleQuote(p["spot"]))
    process = ql.HestonProcess(rate, none, spot, p["varianceStart"], p["reversion"], p["varianceMean"], p["varianceVolatility"], p["correlation"])
    engine = ql.AnalyticHestonEngine(ql.HestonModel(process), 1e-12, 100000)
    option = ql.VanillaOption(ql.PlainVanillaPayoff(ql.Option.Call, p["strike"]), ql.EuropeanExercise(today + ql.Period(int(p["years"]), ql.Years)))
    option.setPricingEngine(engine)
    return option.NPV()


def heston_case(name, published, **p):
    own, other = heston(p), quantlib_heston(p)
    assert abs(own - other) < 1e-8, (name, own, other)
    return {"name": name, "published": published, **p, "price": own}


ANDERSEN = {
    "I": dict(rate=0.0, varianceStart=0.04, varianceMean=0.04, reversion=0.5, varianceVolatility=1.0, correlation=-0.9, years=10.0),
    "II": dict(rate=0.0, varianceStart=0.04, varianceMean=0.04, reversion=0.3, varianceVolatility=0.9, correlation=-0.5, years=15.0),
    "III": dict(rate=0.05, varianceStart=0.09, varianceMean=0.09, reversion=1.0, varianceVolatility=1.0, correlation=-0.3, years=5.0),
}


def first_passage(level_share, drift, volatility, years):
    """The inverse Gaussian law of the time of first passage, with its mass at infinity."""
    away = -math.log(level_share)
    growth = drift - volatility**2 / 2
    if growth == 0:
        return float(2 * stats.norm.cdf(-away / (volatility * math.sqrt(years))))
    shape = away**2 / volatility**2
    ever = math.exp(-2 * growth * away / volatility**2) if growth > 0 else 1.0
    mean = away / abs(growth)
    return float(ever * stats.invgauss.cdf(years, mean / shape, scale=shape))


def gamblers_ruin(win, stake, target):
    """The boundary problem solved as a system of equations."""
    a = np.eye(target + 1)
    for i in range(1, target):
        a[i, i - 1] -= 1 - win
        a[i, i + 1] -= win
    b = np.zeros(target + 1)
    b[0] = 1
    return float(np.linalg.solve(a, b)[stake])


def fractional_covariance(hurst, years, steps):
    t = np.linspace(0, years, steps + 1)[1:]
    grid = np.abs(t[:, None]) ** (2 * hurst) + np.abs(t[None, :]) ** (2 * hurst)
    return (0.5 * (grid - np.abs(t[:, None] - t[None, :]) ** (2 * hurst))).tolist()


def loss_tail(losses, level):
    """Expected shortfall as the minimum of Rockafellar and Uryasev over the sample itself."""
    at = [q + np.mean(np.maximum(losses - q, 0)) / (1 - level) for q in losses]
    return {"valueAtRisk": float(np.quantile(losses, level, method="inverted_cdf")), "expectedShortfall": float(min(at))}


LOSSES = np.round(np.random.default_rng(4).standard_t(4, 137), 6)
GAMBLES = [(0.5, 3, 10), (0.53, 5, 20), (0.47, 5, 20), (18 / 38, 10, 40), (0.6, 1, 100)]
PASSAGES = [(0.5, 0.05, 0.4, 1.0), (0.8, 0.1, 0.2, 0.5), (0.7, -0.2, 0.3, 3.0), (0.9, 0.045, 0.3, 2.0), (0.6, 0.4, 0.5, 10.0), (0.5, -0.8, 0.03, 0.86), (0.9, -0.05, 0.02, 2.0), (0.9, 0.01, 0.02, 1.0)]
MERTON = dict(spot=100.0, strike=105.0, rate=0.03, years=1.0, volatility=0.2, jumps=1.2, mean=-0.1, deviation=0.15)
MERTON_OFTEN = dict(spot=100.0, strike=100.0, rate=0.0, years=0.5, volatility=0.15, jumps=25.0, mean=0.01, deviation=0.04)

if __name__ == "__main__":
    out = {
        "source": "closed forms with scipy; Heston prices confirmed by QuantLib's AnalyticHestonEngine to 1e-8",
        "versions": {"numpy": np.__version__, "scipy": scipy.__version__, "QuantLib": ql.__version__},
        "tolerance": 1e-9,
        "blackScholes": [
            {"spot": 100.0, "strike": k, "rate": 0.05, "years": 1.0, "volatility": 0.2, "price": black_scholes(100.0, k, 0.05, 1.0, 0.2)}
            for k in (90.0, 100.0, 120.0)
        ],
        "merton": [{**case, "price": merton(*case.values())} for case in (MERTON, MERTON_OFTEN)],
        "heston": [
            heston_case("Broadie and Kaya 2006, table 1", 6.8061, spot=100.0, strike=100.0, rate=0.0319, years=1.0,
                        varianceStart=0.010201, varianceMean=0.019, reversion=6.21, varianceVolatility=0.61, correlation=-0.7),
            *[heston_case(f"Lord, Koekkoek and van Dijk 2010, after Andersen 2008, case {n}", published, spot=100.0, strike=100.0, **ANDERSEN[n])
              for n, published in (("I", 13.085), ("II", 16.649), ("III", 33.597))],
        ],
        "firstPassage": [
            {"levelShare": a, "drift": b, "volatility": c, "horizonYears": d, "chance": first_passage(a, b, c, d)} for a, b, c, d in PASSAGES
        ],
        "gamblersRuin": [{"winProbability": p, "stake": s, "target": t, "chance": gamblers_ruin(p, s, t)} for p, s, t in GAMBLES],
        "fractional": [{"hurst": h, "years": 2.0, "steps": 8, "covariance": fractional_covariance(h, 2.0, 8)} for h in (0.2, 0.5, 0.8)],
        "losses": {"values": LOSSES.tolist(), "levels": [{"level": l, **loss_tail(LOSSES, l)} for l in (0.5, 0.9, 0.95, 0.99)]},
    }
    pathlib.Path(__file__).with_name("monte-carlo.json").write_text(json.dumps(out, indent=1) + "\n")
