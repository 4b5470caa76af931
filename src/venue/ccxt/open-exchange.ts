import type { Exchange } from 'ccxt'
import { UserError } from '../../base/index.ts'
import { boundAnswers } from './bound-answers.ts'

/**
 * ccxt's object for a venue, the one with streams where ccxt has them, whose answers are bounded in
 * time and size. Asks nobody anything. The only file that loads ccxt, when it is first needed.
 *
 * @throws UserError `unknown-venue`.
 */
export async function openExchange(venue: string, settings: object): Promise<Exchange> {
  const { default: ccxt, pro } = await import('ccxt')
  const plain: Readonly<Record<string, unknown>> = ccxt
  const streaming: Readonly<Record<string, unknown>> = pro
  const isKnown = ccxt.exchanges.includes(venue)
  const Venue = isKnown ? (streaming[venue] ?? plain[venue]) : undefined
  if (typeof Venue !== 'function')
    throw new UserError('unknown-venue', `'${venue}' is not a venue ccxt knows; try kraken.`)
  const exchange: Exchange = Reflect.construct(Venue, [settings])
  boundAnswers(exchange, ccxt.RequestTimeout)
  return exchange
}

/**
 * Reads the markets of a venue, once. ccxt keeps the promise of its first attempt, a failed one
 * too: as long as there are no markets they are asked for anew. @throws whatever ccxt throws.
 */
export async function readMarkets(exchange: Exchange): Promise<void> {
  const isRead = Object.keys(Object(exchange.markets)).length > 0
  await exchange.loadMarkets(!isRead)
}

/** Every venue ccxt knows, by ccxt's name of it. */
export async function knownVenues(): Promise<readonly string[]> {
  const { default: ccxt } = await import('ccxt')
  return ccxt.exchanges
}
