import {
  instrument,
  type Micros,
  micros,
  parseInstrumentId,
  secondUs,
} from '../../src/domain/index.ts'
import { GeneratedMarket, type GeneratedMarketOptions } from '../../src/market/index.ts'
import {
  FlatFees,
  GeneratedStream,
  type LatencySpec,
  LatentExchange,
  openLegs,
  openRules,
  SimulatedExchange,
} from '../../src/venue/sim/index.ts'
import { defined } from '../../src/base/index.ts'

/** What a run is made harder by. */
export type Terms = {
  /** Of each leg. */
  readonly latency: LatencySpec
  readonly feePpm: number
  readonly lots: number
  /** Lots of a side of the book as a share of those traded in a second. */
  readonly depthShare: number
  /** Of the usual turnover; prints and, with them, the book are that much of theirs. */
  readonly turnoverShare: number
}

/** Something a strategy decided before the run: nothing that happens in it changes it. */
export type Decision = {
  readonly ts: Micros
  readonly act: (desk: Desk) => void
}

/** Where decisions are carried out. */
export type Desk = {
  readonly latent: LatentExchange<SimulatedExchange>
  readonly account: number
  readonly lots: number
}

/** Seconds of market in a run. */
export const seconds = 40

const startTs = micros(1_704_067_200_000_000)
const rich = 10n ** 18n

/** Dollar ticks at 60,000: six of them are the standard deviation of a second. */
const traded: NonNullable<GeneratedMarketOptions['instruments']>[number] = {
  instrument: dollarTicks(),
  price: 60_000,
  volatilityPerDay: 0.03,
  beta: 1,
  turnoverPerDay: 400e6,
}

function dollarTicks() {
  const id = parseInstrumentId('BTC-USD.SIM')
  const made = id.ok ? instrument(id.value, '1', '0.0001') : id
  return defined(made.ok ? made.value : undefined, 'an instrument')
}

function market(seed: number, turnoverShare = 1): GeneratedMarket {
  const turnoverPerDay = traded.turnoverPerDay * turnoverShare
  const instruments = [{ ...traded, turnoverPerDay }]
  return new GeneratedMarket({ seed, instruments, intervalUs: secondUs, from: startTs })
}

/** The closes of the seconds to come, which a decision may know. Unit: ticks. */
export function closes(seed: number): readonly number[] {
  const bars = market(seed)
  return Array.from({ length: seconds }, () => {
    bars.next()
    return bars.close[0] as number
  })
}

/** When second `second` begins. */
export function startOf(second: number): Micros {
  return micros(startTs + second * secondUs)
}

/** What a run brought, marked at the last price. Unit: dollars. */
export function profitOf(seed: number, decisions: readonly Decision[], terms: Terms): number {
  const { latency, feePpm, lots, depthShare, turnoverShare } = terms
  const legs = openLegs({ feed: latency, order: latency, reply: latency }, seed)
  if (!legs.ok) throw new Error(legs.error)
  const latent = new LatentExchange({
    legs: legs.value,
    startTs,
    open: (sink) => {
      const listings = [{ instrument: traded.instrument, rules: openRules, perpetual: undefined }]
      const fees = new FlatFees(feePpm, feePpm)
      const exchange = new SimulatedExchange({ listings, fees, sink, startTs })
      const bars = market(seed, turnoverShare)
      const depth = { levels: 20, halfSpreadTicks: 1, stepTicks: 1, growth: 0.2, noise: 0.25 }
      const feed = new GeneratedStream({ bars, target: exchange, seed, depthShare, depth })
      return { exchange, feed }
    },
  })
  const { exchange } = latent
  const account = exchange.openAccount()
  for (const currency of ['USD', 'BTC']) exchange.deposit(account, currency, rich, startTs)
  for (const { ts, act } of decisions) {
    latent.run(ts)
    act({ latent, account, lots })
  }
  latent.run(startOf(seconds))
  const total = (currency: string): bigint => {
    const { free, held } = exchange.balances(account).get(currency) ?? { free: 0n, held: 0n }
    return free + held - rich
  }
  return (Number(total('USD')) + Number(total('BTC')) * exchange.lastPrice(0)) / 1e8
}
