import type { ManipulationKind } from '../../src/features/index.ts'
import type { ExchangeOrder } from '../../src/venue/sim/index.ts'
import type { ManipulationMarket } from './manipulation-market.ts'

/** When somebody manipulated, in us. */
export type Episode = { readonly fromTs: number; untilTs: number }

type Plot = (market: ManipulationMarket, crew: Crew, episode: Episode) => void
type Crew = { readonly first: number; readonly second: number }

/** Three episodes of one manipulation in a session, at times of their own. */
export function plant(market: ManipulationMarket, kind: ManipulationKind): readonly Episode[] {
  const crew = { first: market.openAccount(), second: market.openAccount() }
  const episodes: Episode[] = []
  for (const [from, to] of [
    [75, 90],
    [135, 150],
    [195, 205],
  ] as const)
    market.after(market.between(from * 1_000, to * 1_000) * 1_000, () => {
      const episode = { fromTs: market.now, untilTs: market.now }
      episodes.push(episode)
      plots[kind](market, crew, episode)
    })
  return episodes
}

/** Does `act` after a time, and the episode lasts until then. */
function later(market: ManipulationMarket, episode: Episode, us: number, act: () => void): void {
  market.after(us, () => {
    episode.untilTs = market.now
    act()
  })
}

/**
 * A small order that is meant on one side, and on the other, behind the best price, orders that are
 * not; these go once the small one is filled, or after a while. Then all again.
 */
function feign(layers: number, lots: readonly [number, number]): Plot {
  return (market, { first }, episode) => {
    const isBid = market.chance(0.5)
    const step = isBid ? -1 : 1
    const cycle = (left: number): void => {
      const meant = market.rest(first, !isBid, market.best(!isBid), market.between(4, 8))
      const behind = market.best(isBid) + step * (layers === 1 ? market.between(1, 3) : 1)
      const feigned: (ExchangeOrder | undefined)[] = []
      for (let k = 0; k < layers; k += 1)
        market.after(k * 30_000, () => {
          feigned.push(market.rest(first, isBid, behind + step * k, market.between(...lots)))
        })
      const giveUpTs = market.now + market.between(2_000, 5_000) * 1_000
      const watch = (): void => {
        const isDone = meant?.status !== 'open' || market.now >= giveUpTs
        if (!isDone) return later(market, episode, 100_000, watch)
        later(market, episode, market.between(20, 300) * 1_000, () => {
          for (const order of feigned) market.cancel(order)
          market.cancel(meant)
          if (left > 1)
            later(market, episode, market.between(500, 2_000) * 1_000, () => cycle(left - 1))
        })
      }
      later(market, episode, 400_000, watch)
    }
    cycle(market.between(3, 5))
  }
}

/** Two who are one: an order inside the spread, if there is room, and at once its other half. */
const washTrade: Plot = (market, { first, second }, episode) => {
  const round = (left: number): void => {
    const isBid = market.chance(0.5)
    const lots = market.between(5, 25)
    const inside = market.best(isBid) + (isBid ? 1 : -1)
    const order = market.rest(isBid ? first : second, isBid, inside, lots)
    later(market, episode, market.between(5, 60) * 1_000, () => {
      if (order?.status === 'open') market.place(isBid ? second : first, !isBid, order.price, lots)
      market.after(200_000, () => market.cancel(order))
      if (left > 1)
        later(market, episode, market.between(500, 1_800) * 1_000, () => round(left - 1))
    })
  }
  round(25)
}

/** Buys, or sells, the best price away by little orders, step by step. */
const ramp: Plot = (market, { first }, episode) => {
  const isBuy = market.chance(0.5)
  const step = (left: number): void => {
    market.take(first, isBuy, Math.max(1, Math.min(12, market.bestLots(!isBuy))))
    if (left > 1) later(market, episode, market.between(100, 350) * 1_000, () => step(left - 1))
  }
  step(70)
}

/** Thousands of orders far from the market, each withdrawn within milliseconds. */
const stuff: Plot = (market, { first }, episode) => {
  const isBid = market.chance(0.5)
  const message = (left: number): void => {
    const away = market.between(6, 14)
    const price = market.best(isBid) + (isBid ? -away : away)
    const order = market.rest(first, isBid, price, market.between(1, 3))
    later(market, episode, market.between(500, 2_000), () => {
      market.cancel(order)
      if (left > 1) later(market, episode, market.between(300, 1_500), () => message(left - 1))
    })
  }
  message(600)
}

/** A burst of large orders that others shall follow, and once they have, all of it back to them. */
const ignite: Plot = (market, { first }, episode) => {
  const isBuy = market.chance(0.5)
  let taken = 0
  const burst = (left: number, isBack: boolean): void => {
    const lots = isBack ? Math.ceil(taken / left) : market.between(15, 25)
    taken += isBack ? -lots : lots
    market.take(first, isBuy !== isBack, lots)
    if (left > 1)
      later(market, episode, market.between(60, 180) * 1_000, () => burst(left - 1, isBack))
    else if (!isBack)
      later(market, episode, market.between(2_000, 6_000) * 1_000, () => burst(6, true))
  }
  burst(market.between(6, 9), false)
}

const plots: Readonly<Record<ManipulationKind, Plot>> = {
  spoofing: feign(1, [90, 160]),
  layering: feign(4, [25, 40]),
  'wash-trading': washTrade,
  ramping: ramp,
  'quote-stuffing': stuff,
  'momentum-ignition': ignite,
}
