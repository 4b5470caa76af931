import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/base/index.ts'
import { stateHash } from '../../src/engine/index.ts'
import type { VenueAnswer } from '../../src/execution/index.ts'
import { verifyJournal } from '../../src/journal/index.ts'
import { execution, found, IncidentDesk, nameOf, timeOut, wish } from './incident-desk.ts'

const done: VenueAnswer = { kind: 'done' }
const withStop = { stop: 29_000 }

describe('what is held', () => {
  it('cash, position and fees are what they were before (cash 0 after restart)', () => {
    const scene = new IncidentDesk()
    scene.enter(30_000, wish(0.8), 12_345n)
    scene.bar(30_000)
    const { cash } = scene.desk.ledger
    const { lots } = scene
    const hash = stateHash(scene.desk)
    scene.restart()
    expect(scene.desk.ledger.cash).toBe(cash)
    expect(scene.lots).toBe(lots)
    expect(scene.desk.ledger.positions.fees(0)).toBe(12_345n)
    expect(stateHash(scene.desk)).toBe(hash)
  })

  it('is worth its size to the first order after, as it was before (cash 0 after restart)', () => {
    const sizes = [false, true].map((isRestarted) => {
      const scene = new IncidentDesk()
      scene.enter(30_000, wish(0.3))
      scene.bar(30_000)
      if (isRestarted) scene.restart()
      else scene.pass(1)
      scene.bar(30_000, wish(0.8))
      expect(scene.last.role).toBe('entry')
      return scene.last.quantity
    })
    expect(sizes[1]).toBe(sizes[0])
  })

  it('has the stop it had, not a second one (freqtrade, stop lost or doubled)', () => {
    const scene = new IncidentDesk()
    const { quantity } = scene.enter(30_000, wish(0.8, withStop))
    const stop = scene.last.orderId
    scene.answer('place', done)
    scene.bar(30_000)
    scene.restart()
    expect(scene.asked).toContainEqual(
      expect.objectContaining({ kind: 'look-up', names: [nameOf(stop)] }),
    )
    scene.answer('look-up', found('open'), stop)
    for (let bar = 0; bar < 5; bar += 1) scene.bar(30_000, wish(0.8, withStop))
    expect(scene.placed).toEqual([])
    scene.fill(stop, execution(quantity, 29_000))
    expect(scene.lots).toBe(0)
  })

  it('whose stop went while the desk was down is covered again (freqtrade, stop lost or doubled)', () => {
    const scene = new IncidentDesk()
    const { quantity } = scene.enter(30_000, wish(0.8, withStop))
    const stop = scene.last.orderId
    scene.answer('place', done)
    scene.bar(30_000)
    scene.restart(600)
    scene.answer('look-up', found('canceled'), stop)
    expect(scene.last).toMatchObject({ role: 'stop', price: 29_000, quantity })
    expect(scene.last.orderId).not.toBe(stop)
  })
})

describe('what risk knows', () => {
  it('peak and day start, so a loss limit that was reached holds on (day-start and peak reset on restart)', () => {
    const scene = new IncidentDesk(1, { dailyLossMax: 0.05 })
    const { orderId, quantity } = scene.enter(30_000, wish(0.8))
    scene.bar(27_000, wish(0))
    expect(scene.last.orderId).not.toBe(orderId)
    scene.fill(scene.last.orderId, execution(quantity, 27_000))
    scene.bar(27_000)
    const { peak, dayStart, drawdown } = scene.desk.risk
    expect(drawdown).toBeGreaterThan(0.07)
    scene.restart()
    scene.bar(27_000, wish(0.5))
    expect(scene.placed).toEqual([])
    expect(scene.desk.risk).toMatchObject({ peak, dayStart, drawdown })
  })

  it('the mode a person chose, and with it that nothing is bought (day-start and peak reset on restart)', () => {
    const scene = new IncidentDesk()
    scene.desk.toMode('reduce', 'owner', 'going out')
    scene.restart()
    scene.bar(30_000, wish(0.8))
    expect(scene.desk.risk.mode).toBe('reduce')
    expect(scene.placed).toEqual([])
  })

  it('what is in flight, so that nothing is bought on top of it (hummingbot #493)', () => {
    const scene = new IncidentDesk()
    scene.bar(30_000, wish(0.8))
    const { quantity, orderId } = scene.last
    scene.answer('place', done)
    scene.bar(30_000)
    scene.restart()
    expect(scene.desk.risk.entering[0]).toBe(quantity)
    scene.answer('look-up', found('open'), orderId)
    for (let bar = 0; bar < 5; bar += 1) scene.bar(30_000, wish(0.8))
    expect(scene.placed).toEqual([])
  })
})

describe('what is out', () => {
  it.each<[string, VenueAnswer | undefined]>([
    ['had no answer yet', undefined],
    ['was in doubt', timeOut],
    ['was open', done],
  ])(
    'an order that %s is looked up by its name, and not sent again (catalyst #317)',
    (_, answer) => {
      const scene = new IncidentDesk()
      scene.bar(30_000, wish(0.8))
      const { orderId, quantity } = scene.last
      if (answer !== undefined) scene.answer('place', answer)
      scene.restart()
      scene.bar(30_000, wish(0.8))
      expect(scene.placed).toEqual([])
      scene.answer('look-up', found('filled', [execution(quantity, 30_000)]), orderId)
      expect(scene.lots).toBe(quantity)
    },
  )

  it('a fill made while the desk was down is booked, and one it knew is not booked twice (hummingbot #8457)', () => {
    const scene = new IncidentDesk()
    scene.bar(30_000, wish(0.8))
    const { orderId } = scene.last
    scene.answer('place', done)
    const known = execution(100, 30_000, { fee: 5n })
    scene.fill(orderId, known)
    scene.bar(30_000)
    scene.restart(3_600)
    const missed = execution(200, 30_100, { fee: 7n })
    // Newest first, as some venues list them.
    scene.answer('look-up', found('open', [missed, known]), orderId)
    scene.fill(orderId, known)
    expect(scene.lots).toBe(300)
    expect(scene.desk.ledger.positions.fees(0)).toBe(12n)
  })

  it('a fill that was heard and not yet durable when power went is asked for again (hummingbot #8457)', () => {
    const scene = new IncidentDesk()
    const { orderId, quantity } = scene.enter(30_000, wish(0.8))
    expect(scene.lots).toBe(quantity)
    scene.restart()
    expect(scene.lots).toBe(0)
    scene.bar(30_000, wish(0.8))
    expect(scene.placed).toEqual([])
    scene.answer('look-up', found('filled', [execution(quantity, 30_000)]), orderId)
    expect(scene.lots).toBe(quantity)
  })

  it('an exit under way is not sent a second time beside itself (freqtrade #11461)', () => {
    const scene = new IncidentDesk()
    const { quantity } = scene.enter(30_000, wish(0.8))
    scene.bar(30_000, wish(0))
    const exit = scene.last.orderId
    scene.restart()
    for (let bar = 0; bar < 3; bar += 1) scene.bar(30_000, wish(0))
    expect(scene.placed).toEqual([])
    scene.answer('look-up', found('filled', [execution(quantity, 30_000)]), exit)
    expect(scene.lots).toBe(0)
  })

  it('what was given up before and turns up after is still known (hummingbot #3374)', () => {
    const scene = new IncidentDesk()
    scene.bar(30_000, wish(0.8))
    const { orderId } = scene.last
    scene.answer('place', timeOut)
    for (let look = 0; look < 8 && scene.desk.orders.order(orderId) !== undefined; look += 1) {
      scene.answer('look-up', { kind: 'missing' }, orderId)
      scene.pass(8)
    }
    scene.bar(30_000)
    scene.restart()
    expect(scene.asked).toContainEqual(
      expect.objectContaining({ kind: 'look-up', names: [nameOf(orderId)] }),
    )
    const late = execution(400, 30_000)
    scene.answer('look-up', found('open', [late]), orderId)
    expect(scene.lots).toBe(400)
    expect(scene.asked.at(-1)).toMatchObject({ kind: 'cancel', clientId: nameOf(orderId) })
  })

  it('no name is given to two orders, however often the desk is restarted (version id collision)', () => {
    const scene = new IncidentDesk()
    const names = new Set<number>()
    let orders = 0
    for (let life = 0; life < 10; life += 1) {
      const exposure = life % 2 === 0 ? 0.8 : 0
      scene.enter(30_000, wish(exposure))
      scene.bar(30_000)
      for (const { orderId } of scene.placed) names.add(orderId)
      orders += scene.placed.length
      scene.restart()
    }
    expect(orders).toBe(10)
    expect(names.size).toBe(orders)
  })
})

describe('the record', () => {
  it('is written before an order goes: none is sent that a disk has refused (trade store never initialised)', () => {
    const scene = new IncidentDesk()
    scene.disk.failSync(1)
    expect(() => scene.bar(30_000, wish(0.8))).toThrow(UserError)
    expect(scene.placed).toEqual([])
    expect(() => scene.bar(30_000, wish(0.8))).toThrow(UserError)
    expect(scene.placed).toEqual([])
  })

  it('is whole and goes on after a kill between two commits (stale WAL after a kill)', () => {
    const scene = new IncidentDesk()
    scene.enter(30_000, wish(0.8, withStop))
    const { lots } = scene
    for (let kill = 0; kill < 20; kill += 1) {
      scene.restart()
      scene.pass(1)
      scene.bar(30_000 + kill, wish(0.8, withStop))
    }
    expect(scene.lots).toBe(lots)
    expect(verifyJournal('desk/journal', 'desk/anchor', scene.disk).faults).toEqual([])
  })
})
