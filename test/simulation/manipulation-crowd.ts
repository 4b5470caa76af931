import type { ExchangeOrder } from '../../src/venue/sim/index.ts'
import { type ManipulationMarket, secondUs } from './manipulation-market.ts'

/**
 * Everybody honest: makers who cancel far more than they trade, one of them large and in layers;
 * takers and resting orders of all sizes, large ones and ladders that are given up included; those
 * who know the value, or follow the trend or the book; one who slices, one who deals in blocks, one
 * who takes exactly what was just shown; and news, after which everything is moved at once.
 */
export function bringCrowd(market: ManipulationMarket): void {
  const news = { untilTs: 0 }
  moveValue(market, news)
  for (const [levels, lots, away] of [
    [3, 6, 1],
    [3, 10, 2],
    [4, 40, 4],
  ] as const)
    makeMarket(market, { levels, lots, away, news })
  takeAtRandom(market)
  restAtRandom(market)
  restLarge(market)
  restInSteps(market)
  followValue(market)
  followTrend(market)
  followBook(market)
  slice(market)
  dealInBlocks(market)
  snipe(market)
}

function moveValue(market: ManipulationMarket, news: { untilTs: number }): void {
  market.every(0.1 * secondUs, () => {
    market.value += 0.35 * market.random.normal()
  })
  market.every(120 * secondUs, () => {
    market.value += (market.chance(0.5) ? 1 : -1) * market.between(15, 40)
    news.untilTs = market.now + 3 * secondUs
  })
}

type Maker = {
  readonly levels: number
  readonly lots: number
  /** Ticks from the middle to its best price. */
  readonly away: number
  readonly news: { readonly untilTs: number }
}

/** Quotes both sides around what it takes for the value, and all anew whenever that moves. */
function makeMarket(market: ManipulationMarket, { levels, lots, away, news }: Maker): void {
  const account = market.openAccount()
  let quotes: (ExchangeOrder | undefined)[] = []
  let at = 0
  const requote = (): void => {
    const { middle, value } = market
    const known = middle + 0.08 * (value - middle) + 0.4 * market.random.normal()
    const isStale = Math.abs(known - at) > 0.7 || market.chance(0.2)
    if (isStale || quotes.some((order) => order?.status !== 'open')) {
      for (const order of quotes) market.cancel(order)
      quotes = []
      at = known
      for (let k = 0; k < levels; k += 1)
        for (const isBid of [true, false]) {
          const price = isBid ? Math.floor(known - away - k) : Math.ceil(known + away + k)
          quotes.push(market.rest(account, isBid, price, market.between(lots >> 1, lots)))
        }
    }
    const mean = market.now < news.untilTs ? 0.08 : 0.6
    market.after(market.wait(mean * secondUs), requote)
  }
  requote()
}

function takeAtRandom(market: ManipulationMarket): void {
  const account = market.openAccount()
  market.every(0.6 * secondUs, () => market.take(account, market.chance(0.5), market.lots(5)))
}

function restAtRandom(market: ManipulationMarket): void {
  const account = market.openAccount()
  market.every(0.3 * secondUs, () => {
    const isBuy = market.chance(0.5)
    const price = market.best(isBuy) + (isBuy ? -1 : 1) * (market.between(0, 8) - 1)
    const order = market.rest(account, isBuy, price, market.lots(6))
    market.after(market.wait(6 * secondUs), () => market.cancel(order))
  })
}

/** A large order that means it: half are withdrawn for reasons that nobody sees. */
function restLarge(market: ManipulationMarket): void {
  const account = market.openAccount()
  market.every(15 * secondUs, () => {
    const isBuy = market.chance(0.5)
    const price = market.best(isBuy) + (isBuy ? -1 : 1) * market.between(0, 6)
    const order = market.rest(account, isBuy, price, market.between(60, 150))
    if (market.chance(0.5)) market.after(market.wait(8 * secondUs), () => market.cancel(order))
    else market.after(market.between(20, 60) * secondUs, () => market.cancel(order))
  })
}

/** A ladder on one side, which is meant, and given up all at once. */
function restInSteps(market: ManipulationMarket): void {
  const account = market.openAccount()
  market.every(25 * secondUs, () => {
    const isBuy = market.chance(0.5)
    const best = market.best(isBuy)
    const orders = [1, 2, 3, 4].map((step) =>
      market.rest(account, isBuy, best + (isBuy ? -step : step), market.between(15, 40)),
    )
    market.after(market.wait(12 * secondUs), () => {
      for (const order of orders) market.cancel(order)
    })
  })
}

function followValue(market: ManipulationMarket): void {
  const account = market.openAccount()
  market.every(0.8 * secondUs, () => {
    const gap = market.value - market.middle
    if (Math.abs(gap) > 4) market.take(account, gap > 0, market.lots(Math.min(15, Math.abs(gap))))
  })
}

function followTrend(market: ManipulationMarket): void {
  const account = market.openAccount()
  const middles: number[] = []
  market.every(secondUs, () => {
    middles.push(market.middle)
    const change = market.middle - (middles[middles.length - 10] ?? market.middle)
    if (Math.abs(change) > 5 && market.chance(0.6)) market.take(account, change > 0, market.lots(6))
  })
}

/** Goes where the book leans: whom a spoofer means to lead. */
function followBook(market: ManipulationMarket): void {
  const account = market.openAccount()
  market.every(0.7 * secondUs, () => {
    const lean = market.imbalance(5)
    if (Math.abs(lean) > 0.45) market.take(account, lean > 0, market.lots(4))
  })
}

/** One large order in even pieces at even times, twice a session: it means no harm. */
function slice(market: ManipulationMarket): void {
  const account = market.openAccount()
  market.every(100 * secondUs, () => {
    const isBuy = market.chance(0.5)
    for (let piece = 0; piece < 30; piece += 1)
      market.after(piece * secondUs, () => market.take(account, isBuy, 4))
  })
}

function dealInBlocks(market: ManipulationMarket): void {
  const account = market.openAccount()
  market.every(90 * secondUs, () =>
    market.take(account, market.chance(0.5), market.between(60, 120)),
  )
}

function snipe(market: ManipulationMarket): void {
  const account = market.openAccount()
  market.every(2.5 * secondUs, () => {
    const isBuy = market.chance(0.5)
    const lots = market.bestLots(!isBuy)
    if (lots > 0 && lots < 30) market.take(account, isBuy, lots)
  })
}
