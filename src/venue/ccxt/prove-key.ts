import type { Exchange } from 'ccxt'
import { UserError } from '../../base/index.ts'
import { type Asked, askVenue, nameOf } from './ask-venue.ts'
import { symbolOf } from './symbol-of.ts'
import type { KeyQuestions, MayMoveMoney } from './key-questions.ts'
import { readBalances } from './read-balances.ts'
import type { Instrument } from '../../domain/index.ts'

/**
 * Proves by questions that a key is known, may do all a desk needs, and cannot move money away.
 * What cannot be proved counts as not so. Of a test network there is nothing to move away.
 *
 * @throws UserError `venue-key`, `venue-key-right`, `venue-key-withdraws`, `venue-key-unproved`;
 *   `venue-unreachable` and `venue-nonsense`, exit 3.
 */
export async function proveKey(
  asked: Asked,
  instruments: readonly Instrument[],
  { needed, money }: KeyQuestions,
  isTest = false,
): Promise<void> {
  const name = nameOf(asked.exchange)
  if (money === undefined) throw new UserError('venue-key-unproved', unknownRights(name))
  await proveKnown(asked)
  const [symbol] = instruments.map(({ id }) => symbolOf(id))
  for (const { what, ask } of symbol === undefined ? [] : needed) {
    const reply = await askVenue(asked, () => ask(asked.exchange, symbol ?? ''), isSomething)
    if (reply.kind === 'denied') throw lacking(asked, what)
  }
  if (isTest) return
  const reply = await askVenue(asked, () => money.ask(asked.exchange), money.read)
  const may: MayMoveMoney = reply.kind === 'answered' ? reply.value : { kind: 'untold' }
  const verdict = reply.kind === 'denied' ? money.whenDenied : may
  if (verdict.kind === 'yes')
    throw new UserError(
      'venue-key-withdraws',
      `The key at ${name} may move money away (it may ${verdict.what}); make one that may not, for ` +
        'a desk needs no such right and a thief would.',
    )
  if (verdict.kind === 'untold')
    throw new UserError(
      'venue-key-unproved',
      `${name} does not say whether the key may withdraw or transfer; no desk runs with such a key.`,
    )
}

/** @param name - Of a venue, for people. */
export function unknownRights(name: string): string {
  return `Nobody knows how to ask ${name} whether a key may withdraw; no desk runs with such a key.`
}

/** A venue says little about a key it does not take; the account's balances are asked for first. */
async function proveKnown(asked: Asked): Promise<void> {
  const { exchange } = asked
  const reply = await askVenue(asked, () => exchange.fetchBalance(), readBalances)
  if (reply.kind === 'answered') return
  if (/Permission denied/i.test(reply.reason)) throw lacking(asked, 'read what the account holds')
  throw wrongKey(exchange)
}

/** What is said of a key that a venue does not take at all. */
export function wrongKey(exchange: Exchange): UserError {
  return new UserError(
    'venue-key',
    `${nameOf(exchange)} does not take this key: it is wrong, its secret belongs to another, it ` +
      'may not be used from here, or not to read what the account holds.',
  )
}

function lacking({ exchange }: Asked, what: string): UserError {
  const name = nameOf(exchange)
  return new UserError(
    'venue-key-right',
    `The key at ${name} may not ${what}; give it that right at the venue, or use another key.`,
  )
}

function isSomething(answer: unknown): true | undefined {
  return typeof answer === 'object' && answer !== null ? true : undefined
}
