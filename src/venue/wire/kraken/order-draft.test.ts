import { expect, it } from 'vitest'
import { defined } from '../../../base/index.ts'
import { type InstrumentId, instrument, micros, secondUs } from '../../../domain/index.ts'
import { openRules } from '../../sim/exchange/listing.ts'
import type { OrderRequest } from '../../sim/exchange/order-request.ts'
import { KrakenFields } from './kraken-fields.ts'
import { KrakenNames } from './kraken-names.ts'
import { draftOrder } from './order-draft.ts'
import { restOrderForm } from './rest-order-form.ts'

const made = instrument('BTC-USD.KRAKEN' as InstrumentId, '0.1', '0.001')
const of = defined(made.ok ? made.value : undefined, 'instrument')
const rules = { ...openRules, lotsMin: 5 }
const names = new KrakenNames([{ instrument: of, rules, perpetual: undefined }])
const now = micros(1_700_000_000 * secondUs)
/** 30,000.0 */
const last = 300_000

/** The draft of a form over a plain limit order, or the word it is declined with. */
function draft(
  form: string,
  of: KrakenNames = names,
  leverageMax = 1,
): Partial<OrderRequest> | string {
  const fields = KrakenFields.ofForm(`type=sell&ordertype=limit&volume=1&${form}`)
  const read = restOrderForm(fields, fields.text('pair') ?? 'XBTUSD', of)
  const drafted = read.ok ? draftOrder(read.value, { now, last, unique: 1, leverageMax }) : read
  return drafted.ok ? drafted.value.request : drafted.error
}

it('reads each type with its prices', () => {
  expect(draft('price=31000')).toMatchObject({ type: 'limit', price: 310_000, lots: 1_000 })
  expect(draft('ordertype=market')).toMatchObject({ type: 'market', price: 0 })
  expect(draft('ordertype=stop-loss&price=29000')).toMatchObject({ type: 'stop', trigger: 290_000 })
  expect(draft('ordertype=stop-loss-limit&price=29000&price2=28900.5')).toMatchObject({
    ...{ type: 'stop-limit', trigger: 290_000, price: 289_005 },
  })
  expect(draft('ordertype=take-profit&price=31000')).toMatchObject({ trigger: 310_000 })
  expect(draft('ordertype=take-profit-limit&price=31000&price2=31010')).toMatchObject({
    ...{ type: 'take-profit-limit', trigger: 310_000, price: 310_100 },
  })
  expect(draft('ordertype=iceberg&price=31000&displayvol=0.1')).toMatchObject({ display: 100 })
})

it('reads relative prices from the last one, and never rounds a limit for the worse', () => {
  expect(draft('price=%2B100')).toMatchObject({ price: 301_000 })
  expect(draft('price=-1.5%25')).toMatchObject({ price: 295_500 })
  expect(draft('price=%2350')).toMatchObject({ price: 300_500 })
  expect(draft('type=buy&price=%2350')).toMatchObject({ price: 299_500 })
  expect(draft('ordertype=stop-loss&price=%231%25')).toMatchObject({ trigger: 297_000 })
  expect(draft('ordertype=take-profit&price=%231%25')).toMatchObject({ trigger: 303_000 })
  expect(draft('price=%2B0.0001%25')).toMatchObject({ price: 300_001 })
  expect(draft('type=buy&price=%2B0.0001%25')).toMatchObject({ price: 300_000 })
})

it('keeps to the steps of an instrument listed anew', () => {
  const coarse = { ...rules, tickStep: 50, lotStep: 100 }
  const anew = new KrakenNames([{ instrument: of, rules: coarse, perpetual: undefined }])
  expect(draft('price=31005', anew)).toMatchObject({ price: 310_050 })
  expect(draft('price=31000.5', anew)).toBe('EOrder:Tick size check failed')
  expect(draft('price=31005&volume=1.05', anew)).toBe('EGeneral:Invalid arguments:volume')
  expect(draft('ordertype=iceberg&price=31000&displayvol=0.15', anew)).toBe(
    'EGeneral:Invalid arguments:displayvol',
  )
  expect(draft('price=%2B0.0001%25', anew)).toMatchObject({ price: 300_050 })
  expect(draft('type=buy&price=-0.0001%25', anew)).toMatchObject({ price: 299_950 })
})

it('reads a trailing distance, and the side its limit is on', () => {
  expect(draft('ordertype=trailing-stop&price=%2B100')).toMatchObject({
    trail: { kind: 'ticks', ticks: 1_000 },
  })
  expect(draft('ordertype=trailing-stop&price=%2B1.25%25')).toMatchObject({
    trail: { kind: 'ppm', ppm: 12_500 },
  })
  const limit = 'ordertype=trailing-stop-limit&price=%2B100&price2='
  expect(draft(`${limit}-10`)).toMatchObject({ limitOffset: 100 })
  expect(draft(`${limit}%2B10`)).toMatchObject({ limitOffset: -100 })
  expect(draft(`type=buy&${limit}%2B10`)).toMatchObject({ limitOffset: 100 })
  expect(draft('ordertype=trailing-stop&price=29000')).toBe('EGeneral:Invalid arguments:price')
  expect(draft(`${limit}29000`)).toBe('EGeneral:Invalid arguments:price2')
})

it('reads flags, times and names', () => {
  expect(draft('price=31000&oflags=post,fciq')).toMatchObject({ isPostOnly: true })
  expect(draft('type=buy&ordertype=market&oflags=viqc&volume=100.5')).toMatchObject({
    ...{ lots: 0, quoteAmount: 100_50000000n },
  })
  expect(draft('price=31000&timeinforce=IOC')).toMatchObject({ timeInForce: 'ioc' })
  expect(draft('price=31000&timeinforce=FOK')).toMatchObject({ timeInForce: 'fok' })
  expect(draft('price=31000&timeinforce=GTD&expiretm=%2B60')).toMatchObject({
    ...{ timeInForce: 'gtd', expiryTs: now + 60 * secondUs },
  })
  expect(draft('price=31000&expiretm=1700000030')).toMatchObject({ timeInForce: 'gtd' })
  expect(draft('price=31000&stptype=cancel-oldest')).toMatchObject({ selfTrade: 'cancel-resting' })
  expect(draft('price=31000&stptype=cancel-both')).toMatchObject({ selfTrade: 'cancel-both' })
  expect(draft('price=31000&cl_ord_id=mine')).toMatchObject({ clientId: 'mine' })
  expect(draft('price=31000&userref=-7')).toMatchObject({ clientId: 'userref -7 1' })
})

it('reads when an order starts, what its trigger waits for, and what it may borrow', () => {
  const startTs = now + 60 * secondUs
  expect(draft('price=31000&starttm=%2B60')).toMatchObject({ startTs })
  expect(draft('price=31000&starttm=1700000060')).toMatchObject({ startTs })
  for (const past of ['0', '%2B0', '1600000000'])
    expect(draft(`price=31000&starttm=${past}`)).not.toHaveProperty('startTs')
  const stop = 'ordertype=stop-loss&price=29000&trigger='
  expect(draft(`${stop}index`)).toMatchObject({ reference: 'mark' })
  expect(draft(`${stop}last`)).not.toHaveProperty('reference')
  expect(draft('price=31000&trigger=index')).not.toHaveProperty('reference')
  expect(draft('price=31000')).not.toHaveProperty('leverage')
  const lent = (leverage: string): Partial<OrderRequest> | string =>
    draft(`price=31000&leverage=${leverage}`, names, 5)
  expect(lent('none')).toMatchObject({ leverage: 1 })
  for (const text of ['5', '5:1', 'true']) expect(lent(text)).toMatchObject({ leverage: 5 })
  for (const text of ['6', '1.5', 'all'])
    expect(lent(text)).toBe('EGeneral:Invalid arguments:leverage')
})

it("declines in Kraken's words what is wrong, and what the exchange does not have", () => {
  const wrong: Readonly<Record<string, string>> = {
    'pair=NONE&price=1': 'EQuery:Unknown asset pair',
    'price=31000.05': 'EOrder:Tick size check failed',
    'price=1e5': 'EGeneral:Invalid arguments:price',
    '': 'EGeneral:Invalid arguments:price',
    'price=31000&volume=0.004': 'EOrder:Order minimum not met',
    'price=31000&volume=1.0001': 'EGeneral:Invalid arguments:volume',
    'price=31000&volume=-1': 'EGeneral:Invalid arguments:volume',
    'type=hold&price=1': 'EGeneral:Invalid arguments:type',
    'ordertype=gift&price=1': 'EGeneral:Invalid arguments:ordertype',
    'ordertype=settle-position': 'EOrder:Unknown position',
    'price=31000&oflags=free': 'EGeneral:Invalid arguments:oflags',
    'price=31000&oflags=viqc': 'EGeneral:Invalid arguments:viqc',
    'price=31000&timeinforce=GTD': 'EGeneral:Invalid arguments:expiretm',
    'price=31000&expiretm=5': 'EGeneral:Invalid arguments:expiretm',
    'price=31000&starttm=soon': 'EGeneral:Invalid arguments:starttm',
    'price=31000&starttm=%2B60&expiretm=%2B60': 'EGeneral:Invalid arguments:expiretm',
    'type=buy&ordertype=market&oflags=viqc&starttm=%2B60': 'EGeneral:Invalid arguments:starttm',
    'price=31000&stptype=cancel-all': 'EGeneral:Invalid arguments:stptype',
    'price=31000&leverage=5': 'EGeneral:Invalid arguments:leverage',
    'price=31000&trigger=mark': 'EGeneral:Invalid arguments:trigger',
    'price=31000&displayvol=1': 'EGeneral:Invalid arguments:displayvol',
    'price=31000&cl_ord_id=a b': 'EGeneral:Invalid arguments:cl_ord_id',
    'price=31000&cl_ord_id=a&userref=1': 'EGeneral:Invalid arguments:cl_ord_id',
    'price=31000&userref=99999999999': 'EGeneral:Invalid arguments:userref',
    'price=31000&close[ordertype]=market': 'EGeneral:Invalid arguments:close[ordertype]',
    'price=31000&close[price]=1': 'EGeneral:Invalid arguments:ordertype',
  }
  const said = Object.keys(wrong).map((form) => [form, draft(form)])
  expect(Object.fromEntries(said)).toEqual(wrong)
})
