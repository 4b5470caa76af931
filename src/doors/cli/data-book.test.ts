import { expect, it } from 'vitest'
import { type BookReport, watchBook } from '../../app/index.ts'
import { liveClock } from '../../kernel/index.ts'
import { bookLines } from './data-book-text.ts'
import { redrawn } from './redrawn.ts'

const level = (price: string, venue: string, ageUs: number) => ({
  price,
  quantity: '0.5',
  venue,
  ageUs,
})

const report: BookReport = {
  pair: 'BTC/USD',
  tick: '0.1',
  lot: '0.1',
  venues: [
    { venue: 'kraken', instrument: 'BTC-USD.KRAKEN', kind: 'live', doubt: null, ageUs: 40_000 },
    {
      venue: 'coinbase',
      instrument: 'BTC-USD.COINBASE',
      kind: 'stale',
      doubt: 'reconnect',
      ageUs: 61_000_000,
    },
  ],
  bids: [level('100.1', 'kraken', 40_000)],
  asks: [],
  stale: { bids: [level('100.0', 'coinbase', 61_000_000)], asks: [] },
  crossing: null,
}

it('shows what counts beside what does not', () => {
  expect(bookLines(report)).toEqual([
    'BTC/USD  100.1 / nothing; last known and not counted 100.0 / nothing',
    '',
    'venue     book   age',
    'kraken    live   0.0 s',
    'coinbase  stale  1 min  reconnect',
    '',
    'age    venue   bid quantity  bid    ask  ask quantity  venue  age',
    '0.0 s  kraken  0.5           100.1',
  ])
})

it('says who crosses whom', () => {
  const [bid, ask] = [level('100.3', 'coinbase', 1), level('100.2', 'kraken', 1)]
  const crossed = { ...report, crossing: { bid, ask, quantity: '0.4' } }
  expect(bookLines(crossed)).toContain(
    'crossed: 0.4 bid at 100.3 (coinbase) or above what kraken asks, 100.2: an arbitrage, or a book ' +
      'that is old',
  )
})

it('takes the place of what was drawn before, cut to the terminal', () => {
  expect(redrawn(['one', 'second'], 0, 4)).toBe('one\nseco\n')
  expect(redrawn(['one'], 2, 80)).toBe('\u001b[2A\u001b[Jone\n')
})

it.each([
  [{ pair: 'BTC-USD.KRAKEN' }, /Name a pair/],
  [{ venues: [] }, /--venues/],
  [{ urls: ['http://127.0.0.1:1'] }, /--url must be/],
  [{ urls: ['gemini=http://127.0.0.1:1'] }, /--url must be/],
  [{ pair: 'what?' }, /not an instrument/],
  [{ venues: ['nowhere'] }, /not a venue/],
  [{ urls: ['kraken=http://127.0.0.1:1'] }, /does not answer/],
])('declines %j', async (wrong, sentence) => {
  const request = {
    pair: 'BTC/USD',
    venues: ['kraken'],
    urls: [],
    depth: 1,
    ageMaxSeconds: 1,
    seconds: 1,
    isWatched: false,
    clock: liveClock,
    stop: new AbortController().signal,
    onNote: () => undefined,
    onReport: () => undefined,
  }
  await expect(watchBook({ ...request, ...wrong })).rejects.toThrow(sentence)
})
