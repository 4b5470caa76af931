import { expect, it } from 'vitest'
import { btc, KrakenScene, SceneClock } from '../../../../test/conformance/kraken-scene.ts'
import { defined } from '../../../base/index.ts'

type Views = Readonly<Record<string, Readonly<Record<string, string>>>>

function views(scene: KrakenScene): readonly (readonly unknown[])[] {
  return Object.values(scene.ask('OpenPositions').result as Views).map((each) => [
    ...[each['type'], each['ordertype'], each['vol'], each['vol_closed'], each['cost']],
  ])
}

function scene(): { readonly scene: KrakenScene; readonly again: () => KrakenScene } {
  const clock = new SceneClock()
  const made = new KrakenScene({ now: clock.now, leverage: 5 })
  // Deep enough that every order has one price.
  made.act((exchange, ts) => {
    exchange.clearDepth(btc, ts)
    exchange.onDepth(btc, true, 299_999, 9_000_000, ts)
    exchange.onDepth(btc, false, 300_000, 9_000_000, ts)
  })
  const again = (): KrakenScene =>
    new KrakenScene({ now: clock.now, leverage: 5, state: made.house.save() })
  return { scene: made, again }
}

function market(of: KrakenScene, side: string, volume: number, more = '&leverage=2'): void {
  const body = `pair=XBTUSD&type=${side}&ordertype=market&volume=${volume}${more}`
  expect(of.ask('AddOrder', body).error).toEqual([])
}

it('closes the oldest first, and opens the other way with what is left', () => {
  const { scene: first, again } = scene()
  market(first, 'buy', 1)
  market(first, 'buy', 2)
  market(first, 'sell', 1.5)
  expect(views(first)).toEqual([['buy', 'market', '2.00000000', '0.50000000', '45000.00000000']])
  const next = again()
  expect(views(next)).toEqual(views(first))
  market(next, 'sell', 2)
  expect(views(next)).toEqual([['sell', 'market', '0.50000000', '0.00000000', '14999.95000000']])
})

it('counts no order that borrows nothing', () => {
  const { scene: only } = scene()
  market(only, 'buy', 1, '')
  market(only, 'sell', 0.5, '')
  expect(views(only)).toEqual([])
})

it('shows those asked for by the id of a position', () => {
  const { scene: only } = scene()
  market(only, 'buy', 1)
  market(only, 'buy', 1)
  const [id] = Object.keys(only.ask('OpenPositions').result as Views)
  const one = only.ask('OpenPositions', `txid=${defined(id, 'position')}`).result as Views
  expect(Object.keys(one)).toEqual([id])
  expect(only.ask('OpenPositions', 'txid=T').result).toEqual({})
})
