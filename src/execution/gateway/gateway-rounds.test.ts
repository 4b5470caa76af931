import { expect, it } from 'vitest'
import { done, fill, nameOf, Script } from '../../../test/simulation/gateway-script.ts'
import { secondUs } from '../../domain/index.ts'
import type { GatewaySetup } from './gateway-setup.ts'
import { usualTerms } from './gateway-terms.ts'
import type { VenueAnswer } from './venue-link.ts'

const silent = { onOrderEvent: () => {} }

/** A gateway that reads its account for a desk, whose books it fits or not. */
class Scene {
  readonly notices: string[] = []
  readonly script: Script
  fits = true
  readings = 0

  constructor(setup: Partial<GatewaySetup> = {}) {
    const notice = (sentence: string): void => void this.notices.push(sentence)
    this.script = new Script({}, { notice, ...setup })
    this.script.gateway.connect(silent, {
      onAccount: () => {
        this.readings += 1
        return this.fits
      },
    })
    this.script.live()
  }

  /** Has the newest request answered with an account that has orders of these names open. */
  account(...names: readonly string[]): this {
    const openOrders = names.map((clientId) => ({ clientId, instrument: 0 }))
    const answer: VenueAnswer = { kind: 'account', account: { balances: new Map(), openOrders } }
    this.script.answer(answer)
    return this
  }
}

it('reads the account every 15 seconds, and three after one that did not fit', () => {
  const scene = new Scene()
  const { script } = scene
  expect(script.wait).toBe(0)
  expect(script.after(0).kinds).toEqual(['account'])
  scene.account()
  expect([scene.readings, script.wait]).toEqual([1, 15 * secondUs])
  expect(script.after(15 * secondUs - 1).kinds).toEqual(['account'])
  scene.fits = false
  expect(script.after(1).kinds).toEqual(['account', 'account'])
  scene.account()
  expect([scene.readings, script.wait]).toEqual([2, 3 * secondUs])
})

it('reads nothing for nobody, and goes on reading when its desk listens anew', () => {
  expect(new Script().live().after(usualTerms.accountUs).kinds).toEqual([])
  const scene = new Scene()
  scene.script.gateway.connect(silent)
  scene.script.after(0)
  expect([scene.account().readings, scene.script.kinds]).toEqual([1, ['account']])
})

it('looks up all that is out when the account does not fit', () => {
  const scene = new Scene()
  scene.script.submit()
  scene.script.answer(done).after(0)
  scene.fits = false
  expect(scene.account().script.kinds).toEqual(['place', 'account', 'look-up'])
})

it('reads the account only once the venue has all that is out', () => {
  const { script } = new Scene()
  script.submit()
  expect([script.after(0).kinds, script.wait]).toEqual([['place'], usualTerms.lookUpUs])
  script.answer(done).after(usualTerms.lookUpUs)
  expect(script.kinds).toEqual(['place', 'account'])
})

it('counts no reading during which an order was heard of', () => {
  const scene = new Scene()
  scene.script.submit()
  scene.script.answer(done).after(0).hear(fill('a', 4))
  expect([scene.account().readings, scene.script.wait]).toEqual([0, usualTerms.lookUpUs])
})

it('takes back orders of its own that it does not have out, and tells of those of others', () => {
  const scene = new Scene()
  scene.script.submit()
  scene.script.answer(done).after(0)
  scene.account(nameOf(1), nameOf(9), 'another')
  expect(scene.script.asked.slice(2)).toEqual([
    { kind: 'cancel', clientId: nameOf(9), instrument: 0 },
  ])
  expect(scene.notices).toEqual([expect.stringMatching(/^1 open order on the account/)])
})

it('needs nobody to be told of the orders of others', () => {
  const scene = new Scene({ notice: undefined })
  scene.script.after(0)
  expect(scene.account('another').readings).toBe(1)
})

it('calls its dead man’s switch off before a planned stop', () => {
  const { script } = new Scene({ terms: { ...usualTerms, deadManUs: 60 * secondUs } })
  expect(script.after(0).kinds).toEqual(['account', 'dead-man'])
  script.gateway.standDown()
  expect(script.asked.at(-1)).toEqual({ kind: 'dead-man', us: 0 })
})
