import { expect, it } from 'vitest'
import { KrakenFields } from './kraken-fields.ts'

it('reads nested names of a form', () => {
  const fields = KrakenFields.ofForm(
    'a=1&close[ordertype]=limit&close%5Bprice%5D=2&orders[0][type]=buy&orders[1][type]=sell&l[]=x&l[]=y',
  )
  expect(fields.text('a')).toBe('1')
  expect(fields.under('close')?.text('price')).toBe('2')
  expect(fields.records('orders').map((each) => each.text('type'))).toEqual(['buy', 'sell'])
  expect(fields.texts('l')).toEqual(['x', 'y'])
})

it('writes numbers without an exponent', () => {
  const fields = KrakenFields.ofBody('{"a":1e-7,"b":-1.5e-9,"c":1e21,"d":0.1,"e":1.25e22}', 'json')
  const texts = ['a', 'b', 'c', 'd', 'e'].map((name) => fields?.text(name))
  expect(texts).toEqual([
    '0.0000001',
    '-0.0000000015',
    '1000000000000000000000',
    '0.1',
    '12500000000000000000000',
  ])
})

it('is not there when the body is no object', () => {
  for (const body of ['', '[]', '1', '"a"', 'null', '{'])
    expect(KrakenFields.ofBody(body, 'application/json')).toBeUndefined()
})

it('knows nothing of what every object has', () => {
  const fields = KrakenFields.ofJson({ a: null, n: Number.NaN })
  for (const name of ['constructor', '__proto__', 'toString', 'a'])
    expect([fields?.has(name), fields?.text(name)]).toEqual([false, undefined])
  expect(fields?.text('n')).toBeUndefined()
})
