import { describe, expect, it } from 'vitest'
import { SmallExchange, smallStart } from '../../../../test/simulation/small-exchange.ts'
import { micros } from '../../../domain/index.ts'
import { plainRequest } from './order-request.ts'

const buy = { ...plainRequest, lots: 10 } as const

describe('a pair of which one can be filled', () => {
  it('holds the money of the dearer', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_100 })
    const stop = { ...buy, type: 'stop', trigger: 110 } as const
    scene.print(true, 100, 1)
    const pair = [{ ...buy, price: 90 }, stop] as const
    expect(scene.exchange.submitGroup(account, { kind: 'oco', orders: pair }, smallStart).ok).toBe(
      true,
    )
    expect(scene.held(account, 'USD')).toBe(1_100)
    scene.print(false, 89, 20)
    expect(scene.total(account, 'BTC')).toBe(10)
    expect(scene.held(account, 'USD')).toBe(0)
  })

  it('gives back what one leg held when the other cannot be paid', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000 })
    const orders = [
      { ...buy, side: 'sell', price: 120 },
      { ...buy, price: 90 },
    ] as const
    const answer = scene.exchange.submitGroup(account, { kind: 'oco', orders }, smallStart)
    expect(answer.ok).toBe(false)
    expect(scene.held(account, 'USD')).toBe(0)
  })

  it('ends with the leg whose time is over, for that one may have held the money', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000 })
    const expiryTs = micros(smallStart + 1_000)
    const orders = [
      { ...buy, price: 100, timeInForce: 'gtd', expiryTs },
      { ...buy, price: 90 },
    ] as const
    scene.exchange.submitGroup(account, { kind: 'oco', orders }, smallStart)
    scene.exchange.advance(expiryTs)
    const ends = scene.exchange.closedOrders(account).map(({ end }) => end)
    expect(ends).toEqual(['time', 'group'])
    expect(scene.held(account, 'USD')).toBe(0)
  })

  it('holds the dearer of the two that a bracket sets free', () => {
    const scene = new SmallExchange()
    const account = scene.account({ BTC: 10, USD: 10 })
    scene.depth(true, 100, 10)
    scene.print(true, 100, 1)
    const group = {
      kind: 'bracket',
      first: { ...buy, side: 'sell', type: 'market' },
      followers: [
        { ...buy, price: 50 },
        { ...buy, type: 'stop', trigger: 101 },
      ],
    } as const
    scene.exchange.submitGroup(account, group, smallStart)
    expect(scene.held(account, 'USD')).toBe(1_010)
  })

  it('keeps enough for both when the one that holds the money is made cheaper', () => {
    const scene = new SmallExchange()
    const account = scene.account({ USD: 1_000 })
    const orders = [
      { ...buy, price: 90 },
      { ...buy, price: 100 },
    ] as const
    const answer = scene.exchange.submitGroup(account, { kind: 'oco', orders }, smallStart)
    const dearer = answer.ok ? (answer.value[1]?.number ?? 0) : 0
    const change = { lots: 2, price: undefined, trigger: undefined }
    scene.exchange.amend(account, { number: dearer }, change, smallStart)
    expect(scene.held(account, 'USD')).toBe(900)
  })
})
