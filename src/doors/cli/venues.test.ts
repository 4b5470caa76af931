import { expect, it } from 'vitest'
import { type Recorded, recordedContext } from '../../../test/e2e/recorded-context.ts'
import { venuesCommand } from './venues.ts'

/** Runs the command. @returns The lines for people, and the document. */
async function run(...words: readonly string[]): Promise<Recorded> {
  const { context, ...recorded } = recordedContext()
  await venuesCommand(context).parseAsync([...words], { from: 'user' })
  return recorded
}

it('tells what one venue can do', async () => {
  const { lines, documents } = await run('Kraken')
  expect(lines[0]).toBe('Kraken (kraken)')
  expect(lines).toContain('  dead man        yes')
  expect(lines.at(-1)).toBe('It can guarantee what a live desk needs.')
  expect(documents).toMatchObject([{ command: 'venues', venues: [{ refusal: null }] }])
})

it('tells why one is refused', async () => {
  const { lines } = await run('coinbase')
  expect(lines.at(-1)).toContain('nobody could say whether an order is there')
})

it('tells of all in a table', async () => {
  const { lines } = await run()
  expect(lines.length).toBeGreaterThan(100)
  expect(lines.find((line) => line.startsWith('binance '))?.split(/ {2,}/)).toEqual([
    ...[
      'binance',
      'yes',
      'asked',
      'yes',
      'yes',
      'yes',
      'no',
      'replaced',
      '1',
      'yes',
      'fills',
      'yes',
      'yes',
      'yes',
      'possible',
    ],
  ])
})

it('declines a venue nobody knows', async () => {
  await expect(run('krakne')).rejects.toThrow("'krakne' is not a venue ccxt knows")
})

it('tells what a venue publishes of its fees, by volume', async () => {
  const { lines, documents } = await run('kraken', '--fees')
  expect(lines[0]).toMatch(/^from a volume in 30 days of +maker +taker$/)
  expect(lines[1]?.split(/ {2,}/)).toEqual(['0', '0.16 %', '0.26 %'])
  expect(lines.length).toBeGreaterThan(8)
  expect(documents).toMatchObject([
    {
      venue: 'kraken',
      fees: expect.arrayContaining([{ volume: '0', makerPpm: 1_600, takerPpm: 2_600 }]),
    },
  ])
  expect((await run('binance', '--fees')).lines).toHaveLength(3)
  await expect(run('--fees')).rejects.toThrow('--fees needs a venue')
})
