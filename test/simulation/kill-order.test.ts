import { describe, expect, it } from 'vitest'
import type { OrderIntent } from '../../src/domain/index.ts'
import type { VenueAnswer } from '../../src/execution/index.ts'
import { execution, found, IncidentDesk, timeOut, wish } from './incident-desk.ts'

const done: VenueAnswer = { kind: 'done' }
const levels = { stop: 29_000, target: 32_000 }
const busy: VenueAnswer = { kind: 'throttled', waitUs: 4_000_000 }

function kill(scene: IncidentDesk): void {
  scene.desk.toMode('emergency', 'owner', 'enough')
}

/** A position with a stop and a target, and an entry that rests beside it. */
function busyDesk(): {
  readonly scene: IncidentDesk
  readonly entry: OrderIntent
  readonly stop: number
  readonly target: number
  readonly held: number
} {
  const scene = new IncidentDesk()
  const { quantity: held } = scene.enter(30_000, wish(0.4, levels))
  const [stop = 0, target = 0] = scene.placed.slice(-2).map(({ orderId }) => orderId)
  for (const order of [stop, target]) scene.answer('place', done, order)
  scene.bar(30_000, wish(0.8, levels))
  const entry = scene.last
  scene.answer('place', done, entry.orderId)
  return { scene, entry, stop, target, held }
}

function openRoles(scene: IncidentDesk): readonly string[] {
  return [...scene.desk.orders.openOrders].map(({ role }) => role)
}

/** Orders that could add risk, of those that were sent. */
function risky(orders: readonly OrderIntent[]): readonly OrderIntent[] {
  return orders.filter(({ isReduceOnly }) => !isReduceOnly)
}

describe('a desk that is killed', () => {
  it('takes entries and targets back, then closes, and takes the stop back last', () => {
    const { scene, entry, stop, target, held } = busyDesk()
    const before = scene.asked.length
    kill(scene)
    const asked = scene.asked.slice(before)
    expect(asked.map(({ kind }) => kind)).toEqual(['cancel', 'cancel', 'place'])
    expect(scene.last).toMatchObject({ role: 'exit', type: 'market', quantity: held })
    for (const order of [entry.orderId, target]) {
      scene.answer('cancel', done, order)
      scene.answer('look-up', found('canceled'), order)
    }
    const exit = scene.last.orderId
    scene.answer('place', done, exit)
    for (let bar = 0; bar < 3; bar += 1) scene.bar(29_900)
    scene.fill(exit, execution(held - 1, 29_900))
    // What is left has its stop, and nothing else beside the exit.
    expect(new Set(openRoles(scene))).toEqual(new Set(['exit', 'stop']))
    scene.fill(exit, execution(1, 29_900))
    expect(scene.lots).toBe(0)
    const stops = [...scene.desk.orders.openOrders].filter(({ role }) => role === 'stop')
    for (const { orderId } of stops) {
      if (orderId !== stop) scene.answer('place', done, orderId)
      scene.answer('cancel', done, orderId)
      scene.answer('look-up', found('canceled'), orderId)
    }
    expect([...scene.desk.orders.openOrders]).toEqual([])
    scene.bar(29_900, wish(0.8))
    expect(scene.alerts).toEqual(['flat'])
    expect(risky(scene.placed).at(-1)).toBe(entry)
  })

  it('asks for an order back once, however often that is wanted before it is gone', () => {
    const { scene, entry } = busyDesk()
    const cancels = (): number => scene.asked.filter(({ kind }) => kind === 'cancel').length
    for (let time = 0; time < 3; time += 1) scene.desk.orders.cancel([entry.orderId], scene.now)
    expect(cancels()).toBe(1)
    // Nothing was heard of it: it is looked up, and asked back again.
    scene.pass(6)
    scene.answer('look-up', found('open'), entry.orderId)
    expect(cancels()).toBe(2)
  })

  it('sells what an entry fills after it, however late that is told', () => {
    const { scene, entry, held } = busyDesk()
    kill(scene)
    const [exit] = scene.placed.slice(-1)
    scene.fill(exit?.orderId ?? 0, execution(held, 30_000))
    expect(scene.lots).toBe(0)
    scene.fill(entry.orderId, execution(7, 30_000))
    for (let bar = 0; bar < 4 && scene.last.role !== 'exit'; bar += 1) scene.bar(30_000)
    expect(scene.placed.findLast(({ role }) => role === 'exit')).toMatchObject({ quantity: 7 })
  })

  it('asks again for an exit that is refused, later each time, and says once that it is stuck', () => {
    const { scene, held } = busyDesk()
    kill(scene)
    const at: number[] = []
    const start = scene.now
    let stuckAfter = 0
    for (let second = 0; second < 200; second += 1) {
      const exits = scene.placed.filter(({ role }) => role === 'exit')
      if (scene.alerts.length > 0 && stuckAfter === 0) stuckAfter = exits.length
      if (exits.length > at.length) {
        at.push((scene.now - start) / 1_000_000)
        scene.answer(
          'place',
          { kind: 'refused', reason: 'no', isDuplicate: false },
          scene.last.orderId,
        )
        scene.answer('look-up', { kind: 'missing' }, scene.last.orderId)
      }
      scene.bar(30_000)
    }
    const rests = at.slice(1).map((ts, i) => ts - (at[i] ?? 0))
    expect(at.length).toBeGreaterThan(8)
    expect(at.length).toBeLessThan(16)
    for (const [i, rest] of rests.slice(1).entries())
      expect(rest).toBeGreaterThanOrEqual(rests[i] ?? 0)
    expect(scene.alerts).toEqual(['flatten-stuck'])
    expect(stuckAfter).toBe(7)
    // The venue takes it again.
    while (scene.placed.filter(({ role }) => role === 'exit').length === at.length)
      scene.bar(30_000)
    scene.fill(scene.last.orderId, execution(held, 30_000))
    scene.bar(30_000)
    expect([scene.lots, scene.alerts]).toEqual([0, ['flatten-stuck', 'flat']])
  })

  it('goes on when a venue that throttles takes the exit, under the same name', () => {
    const { scene, held } = busyDesk()
    kill(scene)
    const exit = scene.last.orderId
    for (let time = 0; time < 5; time += 1) {
      scene.answer('place', busy, exit)
      scene.pass(4)
    }
    const sent = scene.placed.filter(({ role }) => role === 'exit')
    expect(new Set(sent.map(({ orderId }) => orderId))).toEqual(new Set([exit]))
    expect(sent).toHaveLength(6)
    scene.fill(exit, execution(held, 30_000))
    expect(scene.lots).toBe(0)
  })

  it('closes once a venue that was away is back, and closes no more than it holds', () => {
    const { scene, held } = busyDesk()
    kill(scene)
    const exit = scene.last.orderId
    scene.answer('place', timeOut, exit)
    for (let look = 0; look < 10; look += 1) {
      scene.answer('look-up', timeOut, exit)
      scene.bar(30_000)
      scene.pass(8)
    }
    expect(scene.placed.filter(({ role }) => role === 'exit')).toHaveLength(1)
    scene.answer('look-up', { kind: 'missing' }, exit)
    expect(scene.placed.filter(({ role }) => role === 'exit')).toHaveLength(2)
    scene.fill(exit, execution(held, 30_000))
    scene.bar(30_000)
    expect(scene.lots).toBe(0)
    expect(scene.desk.risk.unresolved).toBe(0)
  })
})

/** What is under way when it is killed. */
const moments: readonly (readonly [string, (scene: IncidentDesk) => void])[] = [
  ['before a bar', () => {}],
  ['after a bar', (scene) => scene.bar(30_000)],
  ['between an order and its answer', (scene) => scene.bar(30_000, wish(0.8, levels))],
  [
    'while an order is in doubt',
    (scene) => {
      scene.bar(30_000, wish(0.8, levels))
      scene.answer('place', timeOut)
    },
  ],
  [
    'while an order fills',
    (scene) => {
      scene.bar(30_000, wish(0.8, levels))
      scene.fill(scene.last.orderId, execution(3, 30_000))
    },
  ],
  [
    'while the venue throttles',
    (scene) => {
      scene.bar(30_000, wish(0.8, levels))
      scene.answer('place', busy)
    },
  ],
  ['on a disk that is full', (scene) => scene.disk.fillAfter(1)],
  ['right after a restart', (scene) => scene.restart()],
]

describe.each(moments)('a desk that is killed %s', (_, moment) => {
  it('sends nothing that adds risk any more, over a restart too, and its stop stays', () => {
    const scene = new IncidentDesk()
    scene.enter(30_000, wish(0.4, levels))
    for (const { orderId } of scene.placed.slice(-2)) scene.answer('place', done, orderId)
    moment(scene)
    const before = scene.placed.length
    kill(scene)
    expect(scene.desk.risk.mode).toBe('emergency')
    for (let bar = 0; bar < 5; bar += 1) scene.bar(30_000, wish(0.8, levels))
    expect(risky(scene.placed.slice(before))).toEqual([])
    const [stop] = [...scene.desk.orders.openOrders].filter(({ role }) => role === 'stop')
    expect(stop).toBeDefined()
    scene.disk.makeRoom()
    scene.restart()
    for (let bar = 0; bar < 5; bar += 1) scene.bar(30_000, wish(0.8, levels))
    expect(scene.desk.risk.mode).toBe('emergency')
    expect(risky(scene.placed)).toEqual([])
  })
})
