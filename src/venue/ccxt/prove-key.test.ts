import { afterAll, beforeAll, expect, it } from 'vitest'
import { type LinkVenue, openLinkVenue } from '../../../test/conformance/link-venue.ts'
import { keyOf, secretOf } from '../../../test/house/canaries.ts'
import { defined } from '../../base/index.ts'
import { instrument, type InstrumentId } from '../../domain/index.ts'
import { openExchange } from './open-exchange.ts'
import { proveKey } from './prove-key.ts'
import { traitsOf } from './venue-traits.ts'
import { watchReplies } from './watch-replies.ts'

const made = instrument('BTC-USDT.BINANCE' as InstrumentId, '0.01', '0.00001')
const of = defined(made.ok ? made.value : undefined, 'an instrument')

let venue: LinkVenue
beforeAll(async () => {
  venue = await openLinkVenue('binance', {})
})
afterAll(() => venue.close())

/** Proves a key of the venue's customers. */
async function prove(name: 'demo' | 'mover' | 'reader', isTest: boolean): Promise<void> {
  const { options, isSound, words, keys, rehearsal } = traitsOf('binance')
  const apiKey = keyOf(name)
  const exchange = await openExchange('binance', { apiKey, secret: secretOf(name), options })
  Object.assign(exchange.urls, { api: rehearsal(venue.url, venue.url) })
  const replies = watchReplies(exchange, isSound, () => {})
  await exchange.loadMarkets()
  await proveKey({ exchange, replies, words }, [of], keys, isTest)
}

it('lets a key in that trades and cannot withdraw', () => prove('demo', false))

it('keeps a key out that may withdraw, but at a test network, where there is nothing', async () => {
  await expect(prove('mover', false)).rejects.toMatchObject({ code: 'venue-key-withdraws' })
  await prove('mover', true)
})

it('keeps a key out that may not trade, at a test network too', async () => {
  await expect(prove('reader', true)).rejects.toMatchObject({ code: 'venue-key-right' })
})
