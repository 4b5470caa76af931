import { beforeEach, describe, expect, it } from 'vitest'
import { KrakenScene, SceneClock } from '../../../../test/conformance/kraken-scene.ts'

let clock: SceneClock
let scene: KrakenScene

beforeEach(() => {
  clock = new SceneClock()
  scene = new KrakenScene({ now: clock.now })
})

type Result = Readonly<Record<string, never>>
const result = (answer: { readonly result: unknown }): Result => answer.result as Result
const limit = 'pair=XBTUSD&type=buy&ordertype=limit&volume=0.01&price=29000'

/** The id of a new order. */
function sent(form: string): string {
  const { error, result: placed } = scene.ask('AddOrder', form)
  expect(error).toEqual([])
  return (placed as { readonly txid: readonly string[] }).txid[0] ?? ''
}

describe('the door', () => {
  it('wants a key it knows, a true signature and a nonce that grows', () => {
    const body = (nonce: number) => `nonce=${nonce}`
    const nonce = 9_000_000_000_000_000
    expect(scene.post('Balance', body(nonce), 'nobody', `${nonce}`).error).toEqual([
      'EAPI:Invalid key',
    ])
    expect(scene.post('Balance', body(nonce), 'demo', `${nonce}`, 'wrong').error).toEqual([
      'EAPI:Invalid signature',
    ])
    expect(scene.post('Balance', body(nonce), 'demo', `${nonce + 1}`).error).toEqual([
      'EAPI:Invalid signature',
    ])
    expect(scene.post('Balance', 'a=1', 'demo', '1').error).toEqual(['EAPI:Invalid nonce'])
    expect(scene.post('Balance', body(nonce), 'demo', `${nonce}`).error).toEqual([])
    for (const again of [nonce, nonce - 1])
      expect(scene.post('Balance', body(again), 'demo', `${again}`).error).toEqual([
        'EAPI:Invalid nonce',
      ])
    expect(scene.post('Balance', body(1), 'other', '1').error).toEqual([])
  })

  it('counts calls and locks out guessers only where there is a tier', () => {
    const strict = new KrakenScene({ now: clock.now, tier: 'starter' })
    const said = Array.from({ length: 17 }, () => strict.ask('Balance').error[0])
    expect(said.slice(0, 15)).toEqual(Array(15).fill(undefined))
    expect(said.slice(15)).toEqual(Array(2).fill('EAPI:Rate limit exceeded'))
    for (let i = 0; i < 15; i += 1) strict.ask('Balance', '', 'nobody')
    expect(strict.ask('Balance').error).toEqual(['EGeneral:Temporary lockout'])
    clock.pass(901)
    expect(strict.ask('Balance').error).toEqual([])
    const orders = Array.from({ length: 70 }, () => strict.ask('AddOrder', limit).error[0])
    expect(orders.filter((each) => each === 'EOrder:Rate limit exceeded').length).toBeGreaterThan(5)
    expect(strict.ask('CancelAll').error).toEqual([])
    for (let i = 0; i < 20; i += 1) strict.get('Time')
    expect(strict.get('Time').error).toEqual(['EGeneral:Too many requests'])
  })

  it('keeps what is one account from the other', () => {
    const id = sent(limit)
    expect(scene.ask('CancelOrder', `txid=${id}`, 'other').error).toEqual(['EOrder:Unknown order'])
    expect(result(scene.ask('QueryOrders', `txid=${id}`, 'other'))).toEqual({})
  })
})

describe('orders', () => {
  it('are only checked when they are to be validated', () => {
    expect(scene.ask('AddOrder', `${limit}&validate=true`).result).toEqual({
      descr: { order: 'buy 0.01000000 XBTUSD @ limit 29000.0' },
    })
    expect(scene.ask('AddOrder', `${limit}&validate=true&volume=0.00001`).error).toEqual([
      'EOrder:Order minimum not met',
    ])
    expect(result(scene.ask('OpenOrders'))).toEqual({ open: {} })
  })

  it('are too late after their deadline', () => {
    const late = 'deadline=2020-01-01T00:00:00Z'
    expect(scene.ask('AddOrder', `${limit}&${late}`).error).toEqual(['EService:Deadline elapsed'])
    expect(scene.ask('AddOrder', `${limit}&deadline=soon`).error).toEqual([
      'EGeneral:Invalid arguments:deadline',
    ])
    expect(scene.ask('AddOrder', `${limit}&deadline=2030-01-01T00:00:00Z`).error).toEqual([])
  })

  it('of a batch are all kept out by one that is wrong, but not by one that is too dear', () => {
    const two = (second: string) =>
      scene.ask(
        'AddOrderBatch',
        `pair=XBTUSD&orders[0][type]=buy&orders[0][ordertype]=limit&orders[0][volume]=1&orders[0][price]=29000` +
          `&orders[1][type]=buy&orders[1][ordertype]=limit&orders[1][price]=29000&orders[1][volume]=${second}`,
      )
    expect(two('0.00001').error).toEqual(['EOrder:Order minimum not met'])
    expect(result(scene.ask('OpenOrders'))).toEqual({ open: {} })
    expect(two('1000').result).toMatchObject({
      orders: [{ txid: expect.any(String) }, { error: 'EOrder:Insufficient funds' }],
    })
  })

  it('show a close in words only until they are filled, and as an order from then on', () => {
    const id = sent(`${limit}&close[ordertype]=limit&close[price]=31000`)
    const open = () => result(scene.ask('OpenOrders'))['open'] as unknown as Record<string, object>
    expect(Object.keys(open())).toEqual([id])
    expect(open()[id]).toMatchObject({ descr: { close: 'close position @ limit 31000.0' } })
    scene.act((exchange, ts) => exchange.onTrade(0, false, 289_000, 10_000_000, ts))
    const [next = ''] = Object.keys(open())
    expect(open()[next]).toMatchObject({ refid: id, vol: '0.01000000', descr: { type: 'sell' } })
    const gone = sent(`${limit}&close[ordertype]=limit&close[price]=31000`)
    scene.ask('CancelOrder', `txid=${gone}`)
    const closed = result(scene.ask('ClosedOrders'))['closed'] as unknown as object
    expect(Object.keys(closed)).toEqual([gone, id])
  })

  it('are found and canceled by a userref, which may come more than once', () => {
    for (const price of [29_000, 28_000]) sent(`${limit}&price=${price}&userref=7`)
    sent(`${limit}&userref=8`)
    const open = result(scene.ask('OpenOrders', 'userref=7'))['open'] as unknown as object
    expect(Object.values(open)).toMatchObject([{ userref: 7 }, { userref: 7 }])
    expect(scene.ask('CancelOrder', 'txid=7').result).toEqual({ count: 2 })
    expect(scene.ask('CancelOrder', 'txid=7').error).toEqual(['EOrder:Unknown order'])
  })

  it('end when the dead man does not call again', () => {
    sent(limit)
    scene.ask('CancelAllOrdersAfter', 'timeout=60')
    clock.pass(61)
    scene.pass()
    expect(result(scene.ask('OpenOrders'))).toEqual({ open: {} })
    expect(scene.ask('CancelAllOrdersAfter', 'timeout=0').result).toMatchObject({
      triggerTime: '0',
    })
  })

  it('that are edited come again under another id', () => {
    const id = sent(limit)
    const edited = scene.ask('EditOrder', `txid=${id}&pair=XBTUSD&price=29500&volume=0.02`)
    expect(edited.result).toMatchObject({ originaltxid: id, orders_cancelled: 1, status: 'ok' })
    const { txid } = edited.result as { readonly txid: string }
    const open = result(scene.ask('OpenOrders'))['open'] as unknown as Record<string, object>
    expect(Object.keys(open)).toEqual([txid])
    expect(open[txid]).toMatchObject({ vol: '0.02000000', descr: { price: '29500.0' } })
    expect(scene.ask('EditOrder', `txid=${txid}&price=29500.05`).error).toEqual([
      'EOrder:Tick size check failed',
    ])
  })
})

describe('money', () => {
  it('in the ledger adds up to the balances', () => {
    sent('pair=XBTUSD&type=buy&ordertype=market&volume=2.5')
    sent('pair=XBTUSD&type=sell&ordertype=market&volume=0.7')
    scene.act((exchange, ts) => exchange.deposit(0, 'USD', 5_00000000n, ts))
    const { ledger } = scene.ask('Ledgers').result as {
      readonly ledger: Record<string, Record<string, string>>
    }
    const balances = scene.ask('Balance').result as Record<string, string>
    const opening: Record<string, number> = { ZUSD: 100_000, XXBT: 0 }
    for (const { asset = '', amount, fee } of Object.values(ledger))
      opening[asset] = (opening[asset] ?? 0) + Number(amount) - Number(fee)
    expect(opening['ZUSD']).toBeCloseTo(Number(balances['ZUSD']), 6)
    expect(opening['XXBT']).toBeCloseTo(Number(balances['XXBT']), 8)
    const [latest] = Object.values(ledger)
    expect(latest).toMatchObject({ type: 'deposit', balance: balances['ZUSD'] })
  })
})

it('knows after a restart what it knew before', () => {
  const id = sent(`${limit}&userref=7`)
  scene.act((exchange, ts) => exchange.deposit(0, 'USD', 5_00000000n, ts))
  const before = ['OpenOrders', 'Balance', 'Ledgers'].map((call) => scene.ask(call).result)
  const next = new KrakenScene({ now: clock.now, state: scene.house.save() })
  expect(['OpenOrders', 'Balance', 'Ledgers'].map((call) => next.ask(call).result)).toEqual(before)
  expect(next.ask('CancelOrder', `txid=${id}`).result).toEqual({ count: 1 })
})
