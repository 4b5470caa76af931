import { expect, it } from 'vitest'
import { micros } from '../../domain/index.ts'
import { AccountWatch } from './account-watch.ts'
import { DeadMan } from './dead-man.ts'
import { type GatewayTerms, usualTerms } from './gateway-terms.ts'
import { Rounds } from './rounds.ts'
import { Tickets } from './tickets.ts'
import type { OpenOrder, VenueAnswer, VenueRequest } from './venue-link.ts'

const terms: GatewayTerms = { ...usualTerms, answerUs: 10, lookUpUs: 3, deadManUs: 30 }
Object.assign(terms, { accountUs: 100, accountAgainUs: 40 })

/** A watch of a gateway whose every word is kept. */
class Scene {
  readonly asked: VenueRequest[] = []
  readonly notices: string[] = []
  isQuiet = true
  fits = true
  readings = 0
  lookUps = 0
  readonly gateway = {
    send: (request: VenueRequest): number => this.asked.push(request),
    isQuiet: () => this.isQuiet,
    isStray: (clientId: string) => clientId.startsWith('stray'),
    isForeign: (clientId: string) => clientId.startsWith('foreign'),
    lookUpAll: () => void (this.lookUps += 1),
    notice: (sentence: string) => void this.notices.push(sentence),
  }
  readonly watch = new AccountWatch(terms, this.gateway)

  constructor() {
    this.watch.connect({
      onAccount: () => {
        this.readings += 1
        return this.fits
      },
    })
  }

  /** Asks at `ts` and has it answered one later. @returns How much later it is read next. */
  read(ts: number, answer: VenueAnswer): number {
    this.watch.dueTs = ts
    this.watch.onTime(micros(ts))
    if (!this.watch.onAnswer(this.asked.length, answer, micros(ts + 1))) throw new Error('unasked')
    return this.watch.dueTs - (ts + 1)
  }
}

function account(...names: readonly string[]): VenueAnswer {
  const openOrders: OpenOrder[] = names.map((clientId, instrument) => ({ clientId, instrument }))
  return { kind: 'account', account: { balances: new Map(), openOrders } }
}

it('is begun only with somebody to compare, and asks once until it is answered or late', () => {
  const scene = new Scene()
  const alone = new AccountWatch(terms, scene.gateway)
  alone.begin(micros(5))
  expect(alone.dueTs).toBe(Infinity)
  scene.watch.begin(micros(5))
  expect(scene.watch.dueTs).toBe(5)
  scene.watch.onTime(micros(4))
  expect(scene.asked).toEqual([])
  scene.watch.onTime(micros(5))
  expect(scene.asked).toEqual([{ kind: 'account' }])
  expect(scene.watch.dueTs).toBe(45)
})

it('waits while little is known of an order', () => {
  const scene = new Scene()
  scene.watch.begin(micros(5))
  scene.isQuiet = false
  scene.watch.onTime(micros(6))
  expect([scene.asked.length, scene.watch.dueTs]).toEqual([0, 9])
})

it('counts a reading during which nothing was heard, and looks everything up if it does not fit', () => {
  const scene = new Scene()
  expect(scene.read(10, account())).toBe(100)
  expect([scene.readings, scene.lookUps]).toEqual([1, 0])
  scene.fits = false
  expect(scene.read(20, account())).toBe(40)
  expect([scene.readings, scene.lookUps]).toEqual([2, 1])
})

it('counts no reading that something was heard during, or that nobody waits for', () => {
  const scene = new Scene()
  scene.watch.onHeard()
  expect(scene.read(10, account())).toBe(100)
  scene.watch.dueTs = 20
  scene.watch.onTime(micros(20))
  scene.watch.onHeard()
  expect(scene.watch.onAnswer(2, account(), micros(21))).toBe(true)
  expect(scene.watch.dueTs).toBe(24)
  scene.watch.onTime(micros(24))
  scene.isQuiet = false
  expect(scene.watch.onAnswer(3, account(), micros(25))).toBe(true)
  expect([scene.watch.dueTs, scene.readings]).toEqual([28, 1])
  expect(scene.watch.onAnswer(3, account(), micros(26))).toBe(false)
  expect(scene.watch.onAnswer(7, account(), micros(26))).toBe(false)
})

it('takes a reading that nobody compares for one that fits', () => {
  const scene = new Scene()
  const alone = new AccountWatch(terms, scene.gateway)
  alone.dueTs = 5
  alone.onTime(micros(5))
  expect(alone.onAnswer(1, account(), micros(6))).toBe(true)
  expect([alone.dueTs, scene.lookUps]).toEqual([106, 0])
})

it('takes strays back, and tells of orders of others when there are more or fewer', () => {
  const scene = new Scene()
  scene.read(10, account('own', 'stray', 'foreign'))
  expect(scene.asked.slice(1)).toEqual([{ kind: 'cancel', clientId: 'stray', instrument: 1 }])
  expect(scene.notices).toEqual([expect.stringMatching(/^1 open order on the account are not/)])
  scene.read(20, account('foreign'))
  expect(scene.notices).toHaveLength(1)
  scene.read(30, account('foreign', 'foreign2'))
  scene.read(40, account())
  expect(scene.notices.slice(1)).toEqual([
    ...[expect.stringMatching(/^2 open orders/), expect.stringMatching(/^0 open orders/)],
  ])
})

it('asks less and less often while it is not answered, and tells somebody once', () => {
  const scene = new Scene()
  const silence: VenueAnswer = { kind: 'ambiguous', reason: '' }
  const told: number[] = []
  const waits = [10, 20, 30, 40].map((ts) => {
    const wait = scene.read(ts, silence)
    told.push(scene.notices.length)
    return wait
  })
  expect([waits, told]).toEqual([
    ...[
      [40, 80, 100, 100],
      [0, 0, 1, 1],
    ],
  ])
  expect(scene.notices).toEqual([expect.stringMatching(/cannot be read/)])
  expect(scene.read(50, account())).toBe(100)
  expect(scene.read(60, { kind: 'throttled', waitUs: 70 })).toBe(70)
  expect(scene.read(70, { kind: 'throttled', waitUs: 70 })).toBe(80)
})

it('sets a dead man’s switch back three times before it goes off, and calls it off at the end', () => {
  const asked: VenueRequest[] = []
  const [man, none] = [30, 0].map((us) => new DeadMan(us, (request) => asked.push(request)))
  none?.begin(micros(5))
  none?.end()
  expect([none?.dueTs, asked]).toEqual([Infinity, []])
  man?.begin(micros(5))
  man?.onTime(micros(4))
  expect(asked).toEqual([])
  man?.onTime(micros(5))
  expect([man?.dueTs, asked]).toEqual([15, [{ kind: 'dead-man', us: 30 }]])
  man?.end()
  man?.end()
  expect(asked.slice(1)).toEqual([{ kind: 'dead-man', us: 0 }])
})

it('does its rounds when the first of them is due', () => {
  const scene = new Scene()
  const rounds = new Rounds(terms, scene.gateway)
  rounds.account.connect({ onAccount: () => true })
  expect(rounds.dueTs).toBe(Infinity)
  rounds.begin(micros(5))
  expect(rounds.dueTs).toBe(5)
  rounds.onTime(micros(5))
  expect(scene.asked.map(({ kind }) => kind)).toEqual(['account', 'dead-man'])
  expect(rounds.dueTs).toBe(15)
  rounds.end()
  expect([rounds.dueTs, scene.asked.at(-1)]).toEqual([45, { kind: 'dead-man', us: 0 }])
})

it('knows what a request was about once, and the newest four thousand', () => {
  const tickets = new Tickets()
  const about = (name: string) => ({ name }) as never
  expect(tickets.give()).toBe(1)
  expect(tickets.give(about('a'))).toBe(2)
  expect([tickets.take(1), tickets.take(2), tickets.take(2)]).toEqual([
    ...[undefined, { name: 'a' }, undefined],
  ])
  for (let n = 0; n < 4_097; n += 1) tickets.give(about(`${n}`))
  expect([tickets.take(3), tickets.take(4)]).toEqual([undefined, { name: '1' }])
  // What is asked about no order takes no room from them.
  for (let n = 0; n < 4_097; n += 1) tickets.give()
  expect(tickets.take(5)).toEqual({ name: '2' })
})
