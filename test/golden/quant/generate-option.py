"""Writes option.json beside this file: option prices and their derivatives at 60 digits.

Run: python -m venv venv && venv/bin/pip install mpmath==1.4.1 QuantLib==1.44
     venv/bin/python test/golden/quant/generate-option.py
Never run it to make a test pass: a difference is a bug in one of the two.
"""

import json
import pathlib

import mpmath as mp
import QuantLib as ql

mp.mp.dps = 60


def price(is_call, s, k, t, v, r, q):
    d1 = (mp.log(s / k) + (r - q + v * v / 2) * t) / (v * mp.sqrt(t))
    d2 = d1 - v * mp.sqrt(t)
    side = 1 if is_call else -1
    return side * (s * mp.exp(-q * t) * mp.ncdf(side * d1) - k * mp.exp(-r * t) * mp.ncdf(side * d2))


ORDER = ("spot", "strike", "years", "volatility", "rate", "dividendYield")
# The name, by which arguments in turn the price is differentiated, and the sign: time passes as years fall.
GREEKS = {
    "delta": ("0", 1), "vega": ("3", 1), "theta": ("2", -1), "rho": ("4", 1), "dividendRho": ("5", 1), "dualDelta": ("1", 1),
    "gamma": ("00", 1), "vanna": ("03", 1), "volga": ("33", 1), "charm": ("02", -1), "veta": ("32", -1), "vera": ("43", 1), "dualGamma": ("11", 1),
}


def greeks(is_call, arguments):
    found = {}
    for name, (by, sign) in GREEKS.items():
        orders = tuple(by.count(str(i)) for i in range(6))
        found[name] = float(sign * mp.diff(lambda *a: price(is_call, *a), arguments, orders))
    return found


def case(is_call, *values):
    arguments = tuple(mp.mpf(x) for x in values)
    return {"isCall": is_call, **dict(zip(ORDER, values)), "price": float(price(is_call, *arguments)), "greeks": greeks(is_call, arguments)}


CASES = [
    (True, 60, 65, 0.25, 0.3, 0.08, 0.0),
    (False, 60, 65, 0.25, 0.3, 0.08, 0.0),
    (True, 100, 100, 1.0, 0.2, 0.05, 0.02),
    (False, 100, 100, 1.0, 0.2, 0.05, 0.02),
    (True, 100, 150, 0.1, 0.25, 0.0, 0.0),
    (False, 100, 50, 0.1, 0.4, -0.01, 0.03),
    (True, 30000, 80000, 0.02, 0.9, 0.04, 0.1),
    (False, 30000, 29000, 7.0, 1.2, 0.04, 0.0),
    (True, 1, 1.0000001, 0.001, 0.01, 0.0, 0.0),
    (True, 100, 10, 2.0, 0.6, 0.03, 0.0),
]
# Far from the money and at extreme volatilities: the price only.
PRICES = [(c, 100, k, 1.0, v, 0.0, 0.0) for c, k in ((True, 101), (True, 130), (True, 400), (True, 20000), (False, 99.9), (False, 40), (False, 1), (True, 100))
          for v in (0.02, 0.1, 0.5, 1.5, 5.0)]


def digital(is_call, pays, s, k, t, v, r, q):
    today = ql.Date(1, 1, 2024)
    ql.Settings.instance().evaluationDate = today
    days = ql.SimpleDayCounter()
    flat = lambda x: ql.YieldTermStructureHandle(ql.FlatForward(today, x, days))
    vol = ql.BlackVolTermStructureHandle(ql.BlackConstantVol(today, ql.NullCalendar(), v, days))
    process = ql.BlackScholesMertonProcess(ql.QuoteHandle(ql.SimpleQuote(s)), flat(q), flat(r), vol)
    kind = ql.Option.Call if is_call else ql.Option.Put
    payoff = ql.CashOrNothingPayoff(kind, k, 10.0) if pays == "cash" else ql.AssetOrNothingPayoff(kind, k)
    option = ql.VanillaOption(payoff, ql.EuropeanExercise(today + ql.Period(int(12 * t), ql.Months)))
    option.setPricingEngine(ql.AnalyticEuropeanEngine(process))
    return {"isCall": is_call, "pays": pays, **dict(zip(ORDER, (s, k, t, v, r, q))), "cash": 10.0, "price": option.NPV()}


if __name__ == "__main__":
    out = {
        "source": "mpmath at 60 digits, by numerical differentiation; digital options by QuantLib's AnalyticEuropeanEngine",
        "versions": {"mpmath": mp.__version__, "QuantLib": ql.__version__},
        "tolerance": 1e-12,
        "published": [
            {"source": "Haug 2007, 1.1.1", "isCall": True, "spot": 60, "strike": 65, "years": 0.25, "rate": 0.08, "volatility": 0.3, "price": 2.1334, "digits": 4},
            {"source": "Hull, example 15.6", "isCall": True, "spot": 42, "strike": 40, "years": 0.5, "rate": 0.1, "volatility": 0.2, "price": 4.76, "digits": 2},
            {"source": "Hull, example 15.6", "isCall": False, "spot": 42, "strike": 40, "years": 0.5, "rate": 0.1, "volatility": 0.2, "price": 0.81, "digits": 2},
        ],
        "cases": [case(*c) for c in CASES],
        "prices": [{"isCall": c, **dict(zip(ORDER, x)), "price": float(p)} for c, *x in PRICES
                   if (p := price(c, *(mp.mpf(y) for y in x))) > 1e-290],
        "digital": [digital(c, p, 100.0, k, 0.75, 0.35, 0.06, 0.01) for c in (True, False) for p in ("cash", "asset") for k in (80.0, 100.0, 175.0)],
    }
    pathlib.Path(__file__).with_name("option.json").write_text(json.dumps(out, indent=1) + "\n")
