import { describe, expect, it } from 'vitest'
import type { VenueAnswer } from '../../src/execution/index.ts'
import { execution, found, IncidentDesk, nameOf, timeOut, wish } from './incident-desk.ts'

const done: VenueAnswer = { kind: 'done' }
const no = (reason: string): VenueAnswer => ({ kind: 'refused', reason, isDuplicate: false })
const withStop = { stop: 29_000 }

describe('an answer that says nothing', () => {
  it('a read time-out is no refusal: nothing is ordered again (catalyst #317)', () => {
    const scene = new IncidentDesk()
    scene.bar(30_000, wish(0.8))
    const { orderId, quantity } = scene.last
    scene.answer('place', timeOut)
    for (let again = 0; again < 4; again += 1) {
      scene.pass(10)
      scene.bar(30_000, wish(0.8))
      scene.answer('look-up', timeOut)
    }
    expect(scene.placed).toHaveLength(1)
    scene.pass(10)
    scene.answer('look-up', found('filled', [execution(quantity, 30_000)]), orderId)
    scene.bar(30_000, wish(0.8))
    expect(scene.lots).toBe(quantity)
    expect(scene.placed).toHaveLength(1)
  })

  it('a 5xx after the order was taken leaves one order, and no second beside it (hummingbot #493)', () => {
    const scene = new IncidentDesk()
    scene.bar(30_000, wish(0.8))
    const first = scene.last.orderId
    scene.answer('place', { kind: 'ambiguous', reason: '503' })
    for (const exposure of [0, 0.8, -0.8, 0, 0.8]) scene.bar(30_000, wish(exposure))
    expect(scene.placed).toHaveLength(1)
    scene.answer('look-up', found('open'))
    expect(scene.asked.at(-1)).toMatchObject({ kind: 'cancel', clientId: nameOf(first) })
    scene.answer('cancel', done)
    scene.bar(30_000, wish(0.8))
    expect(scene.placed).toHaveLength(1)
    scene.answer('look-up', found('canceled'))
    scene.bar(30_000, wish(0.8))
    expect(scene.placed).toHaveLength(2)
  })

  it('an order that was given up and is filled after all is booked, and its rest taken back (hummingbot #3374)', () => {
    const scene = new IncidentDesk()
    scene.bar(30_000, wish(0.8))
    const { orderId } = scene.last
    scene.answer('place', timeOut)
    for (let look = 0; look < 8; look += 1) {
      scene.answer('look-up', { kind: 'missing' })
      scene.pass(8)
      if ([...scene.desk.orders.openOrders].length === 0) break
    }
    expect([...scene.desk.orders.openOrders]).toEqual([])
    scene.fill(orderId, execution(500, 30_000))
    expect(scene.lots).toBe(500)
    expect(scene.asked.at(-1)).toMatchObject({ kind: 'cancel', clientId: nameOf(orderId) })
    expect(scene.desk.risk.mode).toBe('normal')
  })

  it('a cancel that finds nothing to cancel ends no order: its fill is booked, then closed (hummingbot #4738)', () => {
    const scene = new IncidentDesk()
    scene.bar(30_000, wish(0.8))
    const { orderId, quantity } = scene.last
    scene.answer('place', done)
    scene.bar(30_000, wish(0))
    scene.answer('cancel', no('order not found'))
    scene.answer('look-up', found('filled', [execution(quantity, 30_000)]), orderId)
    expect(scene.lots).toBe(quantity)
    scene.bar(30_000, wish(0))
    expect(scene.last).toMatchObject({ side: 'sell', role: 'exit', quantity })
  })

  it('six orders are still known after an hour without a name server (hummingbot #8457)', () => {
    const scene = new IncidentDesk(6)
    scene.bar(30_000, wish(-0.1))
    const sells = scene.placed
    expect(sells).toHaveLength(6)
    for (const { orderId } of sells) scene.answer('place', done, orderId)
    for (let minute = 0; minute < 60; minute += 1) {
      scene.pass(60)
      for (const { orderId } of sells) scene.answer('look-up', timeOut, orderId)
    }
    expect([...scene.desk.orders.openOrders]).toHaveLength(6)
    scene.pass(8)
    for (const { orderId, quantity } of sells)
      scene.answer('look-up', found('filled', [execution(quantity, 30_000)]), orderId)
    expect([...scene.desk.ledger.positions.lots]).toEqual(sells.map((sell) => 0 - sell.quantity))
    expect(scene.placed).toHaveLength(6)
  })

  it('an order the venue calls filled without a fill is asked for until it lists one (empty venue reply)', () => {
    const scene = new IncidentDesk()
    scene.bar(30_000, wish(0.8))
    const { orderId, quantity } = scene.last
    scene.answer('place', timeOut)
    scene.answer('look-up', found('filled', [], quantity))
    expect(scene.lots).toBe(0)
    expect(scene.desk.orders.order(orderId)).toBeDefined()
    scene.pass(1)
    scene.answer('look-up', found('filled', [execution(quantity, 30_000)]))
    expect(scene.lots).toBe(quantity)
  })
})

describe('an order', () => {
  it('a parent order goes out once, however often it is wanted (Knight Capital 2012)', () => {
    const scene = new IncidentDesk()
    for (let bar = 0; bar < 212; bar += 1) {
      scene.bar(30_000, wish(0.01))
      if (bar === 0) scene.answer('place', done)
    }
    expect(scene.placed).toHaveLength(1)
  })

  it('what was executed beyond an order is not booked, and nothing that adds risk follows (Knight Capital 2012)', () => {
    const scene = new IncidentDesk()
    const { orderId, quantity } = scene.enter(30_000, wish(0.4))
    scene.fill(orderId, execution(quantity, 30_000))
    expect(scene.lots).toBe(quantity)
    expect(scene.desk.risk.mode).toBe('pause')
    scene.bar(30_000, wish(0.8))
    expect(scene.placed).toHaveLength(1)
    scene.bar(30_000, wish(0))
    expect(scene.last).toMatchObject({ role: 'exit', quantity })
  })

  it('an execution larger than its order is not booked either (Knight Capital 2012)', () => {
    const scene = new IncidentDesk()
    scene.bar(30_000, wish(0.4))
    const { orderId, quantity } = scene.last
    scene.fill(orderId, execution(quantity + 1, 30_000))
    expect(scene.lots).toBe(0)
    expect(scene.desk.risk.mode).toBe('pause')
    for (let bar = 0; bar < 3; bar += 1) scene.bar(30_000, wish(0.4))
    expect(scene.placed).toHaveLength(1)
  })

  it('after a cancel with a partial fill only what is missing is ordered, once (freqtrade #11461)', () => {
    const scene = new IncidentDesk()
    scene.bar(30_000, wish(0.8))
    const { orderId, quantity } = scene.last
    scene.answer('place', done)
    const part = execution(Math.floor(quantity / 2), 30_000)
    scene.fill(orderId, part)
    scene.state(orderId, 'canceled')
    scene.bar(30_000, wish(0.8))
    expect(scene.placed).toHaveLength(1)
    scene.answer('look-up', found('canceled', [part]), orderId)
    for (let bar = 0; bar < 3; bar += 1) scene.bar(30_000, wish(0.8))
    expect(scene.placed).toHaveLength(2)
    expect(scene.lots + scene.last.quantity).toBeLessThanOrEqual(quantity)
  })

  it('declined for the clock, an exit goes again under its name and an entry is over (gekko #1855)', () => {
    const scene = new IncidentDesk()
    const { quantity } = scene.enter(30_000, wish(0.4))
    const early: VenueAnswer = { kind: 'throttled', waitUs: 500_000 }
    scene.bar(30_000, wish(0.8))
    scene.answer('place', early)
    expect([...scene.desk.orders.openOrders]).toEqual([])
    scene.bar(30_000, wish(0))
    for (let time = 0; time < 3; time += 1) {
      scene.answer('place', early)
      scene.pass(1)
    }
    const exits = scene.placed.filter(({ role }) => role === 'exit')
    expect(exits).toHaveLength(4)
    expect(new Set(exits.map(({ orderId }) => orderId)).size).toBe(1)
    scene.fill(scene.last.orderId, execution(quantity, 30_000))
    expect(scene.lots).toBe(0)
  })

  it('a sell has the type it was given: stop, limit for a target, market for an exit (a live sell ignoring its order type)', () => {
    const scene = new IncidentDesk()
    scene.enter(30_000, wish(0.8, { stop: 29_000, target: 32_000 }))
    const [stop, target] = scene.placed.slice(-2)
    expect(stop).toMatchObject({ side: 'sell', type: 'stop', price: 29_000, isReduceOnly: true })
    expect(target).toMatchObject({ side: 'sell', type: 'limit', price: 32_000, isReduceOnly: true })
    scene.bar(30_000, wish(0))
    expect(scene.last).toMatchObject({ side: 'sell', type: 'market', isReduceOnly: true })
  })
})

describe('a position', () => {
  it('whose stop would fire at once is closed at the market instead (freqtrade #1557)', () => {
    const scene = new IncidentDesk()
    const { quantity } = scene.enter(30_000, wish(0.8, withStop))
    const stop = scene.last
    expect(stop.role).toBe('stop')
    scene.bar(28_900)
    scene.answer('place', no('order would trigger immediately'))
    scene.answer('look-up', { kind: 'missing' }, stop.orderId)
    expect(scene.last).toMatchObject({ role: 'exit', type: 'market', side: 'sell', quantity })
  })

  it('whose stop is refused gets another, and is closed when that is refused too (freqtrade #9629)', () => {
    const scene = new IncidentDesk()
    const { quantity } = scene.enter(30_000, wish(0.8, withStop))
    for (let time = 0; time < 2; time += 1) {
      expect(scene.last).toMatchObject({ role: 'stop', quantity })
      scene.answer('place', no('rejected'))
      scene.answer('look-up', { kind: 'missing' }, scene.last.orderId)
    }
    for (let bar = 0; bar < 3; bar += 1) scene.bar(30_000)
    expect(scene.last).toMatchObject({ role: 'exit', type: 'market', quantity })
  })

  it('keeps its stop while more is being bought (freqtrade #4523)', () => {
    const scene = new IncidentDesk()
    const { quantity } = scene.enter(30_000, wish(0.4, withStop))
    const stop = scene.last.orderId
    scene.answer('place', done)
    scene.bar(30_000, wish(0.8, withStop))
    const more = scene.last
    expect(more.role).toBe('entry')
    scene.answer('place', done)
    scene.pass(20)
    expect(scene.asked.filter(({ kind }) => kind === 'cancel')).toEqual([])
    expect(scene.desk.orders.order(stop)?.status).toBe('accepted')
    scene.fill(more.orderId, execution(100, 30_000))
    expect(scene.last).toMatchObject({ role: 'stop', quantity: quantity + 100 })
  })

  it('has a stop for what has filled, not for what was ordered, and after each part anew (freqtrade, stop sized from the order)', () => {
    const scene = new IncidentDesk()
    scene.bar(30_000, wish(0.8, withStop))
    const entry = scene.last
    scene.answer('place', done)
    for (const total of [100, 200, 300]) {
      const before = scene.last
      scene.fill(entry.orderId, execution(100, 30_000))
      expect(scene.last).toMatchObject({ role: 'stop', price: 29_000, quantity: total })
      scene.answer('place', done)
      if (before.role !== 'stop') continue
      scene.answer('cancel', done, before.orderId)
      scene.answer('look-up', found('canceled'), before.orderId)
    }
    const stops = [...scene.desk.orders.openOrders].filter(({ role }) => role === 'stop')
    expect(stops).toHaveLength(1)
  })

  it('is closed in every mode, past the loss limits and beside an order in doubt (exits blocked by risk checks)', () => {
    for (const mode of ['pause', 'reduce', 'emergency'] as const) {
      const scene = new IncidentDesk(2, { dailyLossMax: 0.05, drawdownHalt: 0.2 })
      scene.bar(30_000, wish(0.45))
      const [entry, doubtful] = scene.placed
      const quantity = entry?.quantity ?? 0
      scene.answer('place', done, entry?.orderId)
      scene.answer('place', timeOut, doubtful?.orderId)
      scene.fill(entry?.orderId ?? 0, execution(quantity, 30_000))
      scene.bar(20_000, wish(0.45))
      scene.desk.toMode(mode, 'owner', 'try')
      expect(scene.desk.risk.unresolved).toBe(1)
      expect(scene.desk.risk.dailyLoss).toBeGreaterThan(0.05)
      scene.bar(20_000, wish(0))
      const exits = scene.placed.filter(({ role }) => role === 'exit')
      // In reduce a part of it was on its way already.
      expect(exits.reduce((sum, each) => sum + each.quantity, 0)).toBe(quantity)
    }
  })

  it('of an order under way at an emergency stop is booked before the order counts as gone (fills not verified on emergency stop)', () => {
    const scene = new IncidentDesk()
    scene.bar(30_000, wish(0.8))
    const { orderId } = scene.last
    scene.answer('place', done)
    scene.desk.toMode('emergency', 'owner', 'stop')
    scene.answer('cancel', done)
    expect(scene.desk.orders.order(orderId)).toBeDefined()
    scene.pass(1)
    scene.answer('look-up', found('canceled', [], 300), orderId)
    expect(scene.desk.orders.order(orderId)).toBeDefined()
    scene.pass(1)
    scene.answer('look-up', found('canceled', [execution(300, 30_000)]), orderId)
    expect(scene.desk.orders.order(orderId)).toBeUndefined()
    expect(scene.lots).toBe(300)
    scene.bar(30_000, wish(0))
    expect(scene.last).toMatchObject({ role: 'exit', quantity: 300 })
  })
})
