import type { Random } from '../../src/base/index.ts'
import { dayUs, type Micros, micros, secondUs, type Side } from '../../src/domain/index.ts'
import {
  type ExchangeOrderType,
  type OrderChange,
  type OrderGroup,
  type OrderRequest,
  plainRequest,
  type SelfTradePolicy,
  type TimeInForce,
  type Trail,
} from '../../src/venue/sim/index.ts'

/** What a draw of an order depends on. */
export type DrawScene = {
  readonly random: Random
  readonly now: Micros
  /** Instruments the account may trade. */
  readonly instruments: readonly number[]
  /** Price the market of an instrument is at. Unit: ticks. */
  readonly ticksOf: (instrument: number) => number
  /** Minor quote units of one lot at one tick. */
  readonly unitOf: (instrument: number) => number
  /** A name for an order; now and then one that was given before. */
  readonly name: () => string
  /** Whether trailing stops may also start where the market has moved against their holder. */
  readonly startsEitherWay?: boolean
}

export function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)] as T
}

export function chance(random: Random, probability: number): boolean {
  return random.next() < probability
}

const types: readonly ExchangeOrderType[] = [
  'limit',
  'limit',
  'limit',
  'limit',
  'limit',
  'limit',
  'market',
  'market',
  'stop',
  'stop-limit',
  'take-profit',
  'take-profit-limit',
  'trailing-stop',
  'trailing-stop-limit',
]
const times: readonly TimeInForce[] = ['gtc', 'gtc', 'gtc', 'gtc', 'ioc', 'fok', 'gtd', 'day']
const policies: readonly SelfTradePolicy[] = [
  'cancel-new',
  'cancel-resting',
  'decrement-both',
  'cancel-both',
]

/** An order, mostly a sound one. */
export function drawRequest(scene: DrawScene, like?: OrderRequest): OrderRequest {
  const { random } = scene
  const instrument = like?.instrument ?? pick(random, scene.instruments)
  const side = like?.side ?? pick<Side>(random, ['buy', 'sell'])
  const type = pick(random, types)
  const timeInForce = pick(random, times)
  const middle = scene.ticksOf(instrument)
  const isPriced = type.endsWith('limit') && type !== 'trailing-stop-limit'
  const mayRest = type.endsWith('limit') && timeInForce !== 'ioc' && timeInForce !== 'fok'
  const lots = 1 + random.below(chance(random, 0.1) ? 200 : 25)
  const isAmount = type === 'market' && chance(random, 0.3)
  const isIceberg = mayRest && chance(random, 0.2)
  return {
    ...plainRequest,
    clientId: scene.name(),
    instrument,
    side,
    type,
    lots: isAmount ? 0 : lots,
    quoteAmount: isAmount ? BigInt(Math.ceil(lots * middle * scene.unitOf(instrument))) : undefined,
    price: isPriced ? near(random, middle, 8) : 0,
    trigger: drawTrigger(random, type, side, middle),
    trail: type.startsWith('trailing') ? drawTrail(scene) : undefined,
    limitOffset: type === 'trailing-stop-limit' ? random.below(6) : 0,
    display: isIceberg ? Math.max(1, Math.floor(lots / (2 + random.below(5)))) : 0,
    timeInForce,
    expiryTs: micros(timeInForce === 'gtd' ? scene.now + 1 + random.below(90 * secondUs) : 0),
    isPostOnly: mayRest && chance(random, 0.25),
    isReduceOnly: chance(random, 0.15),
    selfTrade: pick(random, policies),
  }
}

/** An order by itself: it may start later, wait for the mark, and say what it may borrow. */
export function drawAlone(scene: DrawScene): OrderRequest {
  const { random, now } = scene
  const request = drawRequest(scene)
  return {
    ...request,
    ...(chance(random, 0.04) ? { startTs: micros(now + random.below(20 * secondUs)) } : {}),
    ...(chance(random, 0.1) ? { reference: 'mark' } : {}),
    ...(chance(random, 0.1) ? { leverage: 1 + random.below(4) } : {}),
  }
}

function near(random: Random, middle: number, ticks: number): number {
  return Math.max(1, middle + random.below(2 * ticks + 1) - ticks)
}

/** On the side where it does not fire at once, but for now and then. */
function drawTrigger(random: Random, type: ExchangeOrderType, side: Side, middle: number): number {
  if (type === 'limit' || type === 'market') return 0
  const away = 1 + random.below(6)
  if (type.startsWith('trailing') && chance(random, 0.6)) return 0
  if (chance(random, 0.1)) return near(random, middle, 6)
  const isUp = (side === 'buy') !== type.startsWith('take')
  return Math.max(1, isUp ? middle + away : middle - away)
}

function drawTrail({ random, startsEitherWay = false }: DrawScene): Trail {
  const trail: Trail = chance(random, 0.5)
    ? { kind: 'ticks', ticks: 1 + random.below(8) }
    : { kind: 'ppm', ppm: 1_000 + random.below(30_000) }
  return startsEitherWay ? { ...trail, starts: pick(random, ['loss', 'profit']) } : trail
}

/** Orders that hang together; their sides and instruments fit in most cases, not in all. */
export function drawGroup(scene: DrawScene): OrderGroup {
  const { random } = scene
  const first = drawRequest(scene)
  const likeFirst = chance(random, 0.8) ? first : undefined
  const kind = pick(random, ['oco', 'oto', 'bracket'] as const)
  if (kind === 'oco') return { kind, orders: [first, drawRequest(scene, likeFirst)] }
  const exit: OrderRequest | undefined = chance(random, 0.8)
    ? { ...first, side: first.side === 'buy' ? 'sell' : 'buy' }
    : undefined
  if (kind === 'bracket')
    return { kind, first, followers: [drawRequest(scene, exit), drawRequest(scene, exit)] }
  const followers = Array.from({ length: 1 + random.below(3) }, () => drawRequest(scene, exit))
  return { kind, first, followers }
}

export function drawChange(scene: DrawScene, order: OrderRequest, lots: number): OrderChange {
  const { random } = scene
  const middle = scene.ticksOf(order.instrument)
  const isOf = (share: number): boolean => chance(random, share)
  return {
    lots: isOf(0.6) ? Math.max(0, lots + random.below(21) - 12) : undefined,
    price: isOf(0.4) ? near(random, middle, 8) : undefined,
    trigger: isOf(0.15) ? near(random, middle, 8) : undefined,
  }
}

/** How far time goes on: mostly a little, now and then over an hour or a day. Unit: us. */
export function drawPause(random: Random): number {
  const which = random.next()
  if (which < 0.5) return 0
  if (which < 0.998) return random.below(2 * secondUs)
  return which < 0.9995 ? random.below(7_200 * secondUs) : random.below(2) * dayUs + dayUs
}
