import type { Side } from '../../src/domain/index.ts'
import { type OrderRequest, plainRequest } from '../../src/venue/sim/index.ts'
import { closes, type Decision, type Desk, seconds, startOf } from './monotone-run.ts'

/** Decisions that depend on the seed alone. */
export type Strategy = {
  readonly name: string
  /** Whether it earns by resting in the book. */
  readonly isQueueing: boolean
  readonly decide: (seed: number) => readonly Decision[]
}

/** Seconds a position is held. */
const holding = 5
/** Seconds from one entry to the next. */
const every = 6

function send({ latent, account, lots }: Desk, request: Partial<OrderRequest>): void {
  latent.send(account, { kind: 'submit', request: { ...plainRequest, lots, ...request } })
}

/** The side that is right over the next seconds: an edge for costs and lateness to eat. */
function rightSide(path: readonly number[], second: number): Side {
  return (path[second + holding - 1] as number) >= (path[second - 1] as number) ? 'buy' : 'sell'
}

function rounds(from: number): readonly number[] {
  const found: number[] = []
  for (let second = from; second + holding + 1 < seconds; second += every) found.push(second)
  return found
}

/** In and out by market orders. */
const taker: Strategy = {
  name: 'a market taker with an edge',
  isQueueing: false,
  decide: (seed) => {
    const path = closes(seed)
    return rounds(1).flatMap((second) => {
      const side = rightSide(path, second)
      return [at(second, side), at(second + holding, side === 'buy' ? 'sell' : 'buy')]
    })
  },
}

function at(second: number, side: Side): Decision {
  return { ts: startOf(second), act: (desk) => send(desk, { type: 'market', side }) }
}

/** A bid and an ask two ticks beside the last close, taken off a second later. */
const quoter: Strategy = {
  name: 'a passive quoter',
  isQueueing: true,
  decide: (seed) => {
    const path = closes(seed)
    return rounds(1).flatMap((second) => {
      const last = path[second - 1] as number
      const quote: Decision = {
        ts: startOf(second),
        act: (desk) => {
          send(desk, { side: 'buy', price: last - 2 })
          send(desk, { side: 'sell', price: last + 2 })
        },
      }
      const withdraw: Decision = {
        ts: startOf(second + 1),
        act: ({ latent, account }) =>
          latent.send(account, { kind: 'cancel-all', instrument: undefined }),
      }
      return [quote, withdraw]
    })
  },
}

/** In by a market order, out by a stop twelve ticks away, or by the clock. */
const stopper: Strategy = {
  name: 'a stop exit',
  isQueueing: false,
  decide: (seed) => {
    const path = closes(seed)
    return rounds(1).flatMap((second) => {
      const side = rightSide(path, second)
      const out = side === 'buy' ? 'sell' : 'buy'
      const last = path[second - 1] as number
      const trigger = side === 'buy' ? last - 12 : last + 12
      const passed = side === 'buy' ? last * 2 : Math.floor(last / 2)
      const clientId = `${second}`
      const enter: Decision = {
        ts: startOf(second),
        act: (desk) => {
          send(desk, { type: 'market', side })
          send(desk, { clientId, type: 'stop', side: out, trigger })
        },
      }
      // A trigger the price has passed sends the stop to the market, when it still waits.
      const leave: Decision = {
        ts: startOf(second + holding),
        act: ({ latent, account, lots }) => {
          const change = { lots, price: undefined, trigger: passed }
          latent.send(account, { kind: 'amend', ref: { clientId }, change })
        },
      }
      return [enter, leave]
    })
  },
}

export const strategies: readonly Strategy[] = [taker, quoter, stopper]
