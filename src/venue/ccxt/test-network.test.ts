import { expect, it } from 'vitest'
import { openExchange } from './open-exchange.ts'
import { toTestNetwork } from './test-network.ts'

/** Every address that a call could go to. */
function addresses(api: unknown): readonly string[] {
  if (typeof api === 'string') return [api]
  return Object.values(Object(api)).flatMap(addresses)
}

it('leaves no address of the real venue', async () => {
  const exchange = await openExchange('binance', {})
  const real = new Set(addresses(exchange.urls['api']))
  toTestNetwork(exchange)
  const now = addresses(exchange.urls['api'])
  expect(now).toContain('https://testnet.binance.vision/api/v3')
  expect(now.filter((each) => real.has(each))).toEqual([])
})

it('is refused where a venue has none', async () => {
  const exchange = await openExchange('kraken', {})
  expect(() => toTestNetwork(exchange)).toThrow(/Kraken has no test network .* --rehearse URL/)
})
