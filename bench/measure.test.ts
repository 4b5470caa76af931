import { describe, expect, it } from 'vitest'
import { hasRecordedBars, millionBars } from './bench-market.ts'
import { workHash } from './bench-row.ts'
import { besidePeer, type PeerRace } from './beside-peer.ts'
import { runBenches } from './main.ts'
import { measureSeconds, rates } from './measure.ts'
import { LinePeer } from './peers/line-peer.ts'

/** What was run, in order, each run of the yardstick taking what `theirs` says next. */
async function ran(
  theirs: (n: number) => number,
): Promise<{ readonly order: string; readonly measured: Awaited<ReturnType<typeof timed>> }> {
  let order = ''
  const measured = await timed(
    () => {
      order += 'A'
      return 2
    },
    () => {
      order += 'B'
      return theirs(order.length)
    },
  )
  return { order, measured }
}

const timed = (ours: () => number, theirs: () => number): ReturnType<typeof measureSeconds> =>
  measureSeconds('full', 15, ours, theirs)

describe('two that are timed beside each other', () => {
  it('warm up with ten runs each, then take turns', async () => {
    const { order, measured } = await ran(() => 3)
    expect(order.slice(0, 20)).toBe('A'.repeat(10) + 'B'.repeat(10))
    expect(order.slice(20)).toBe(`${'ABBA'.repeat(7)}AB`)
    expect(measured.ratios).toEqual(Array.from({ length: 15 }, () => 1.5))
  })

  it('are measured three times at most beside a noisy yardstick, then inconclusive', async () => {
    const { order, measured } = await ran((n) => (n % 3 === 0 ? 1 : 3))
    expect(order).toHaveLength(20 + 3 * 30)
    expect(rates(measured, 8)).toMatchObject({ status: 'inconclusive', repetitions: 15 })
    const quiet = await ran((n) => (n > 50 || n % 3 === 0 ? 1 : 3))
    expect(quiet.order).toHaveLength(20 + 2 * 30)
    expect(rates(quiet.measured, 8).status).toBe('measured')
  })

  it('give medians with the 10th and 90th percentile, and ratios pair by pair', () => {
    const seconds = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]
    const peerSeconds = seconds.map((n) => n * n)
    const measured = { seconds, peerSeconds, ratios: seconds, isQuiet: true }
    expect(rates(measured, 60)).toMatchObject({
      ...{ value: 10, spread: [6, 30], best: 60, peerValue: 60 / 36 },
      ...{ ratio: 6, ratioSpread: [2, 10], repetitions: 11 },
    })
  })
})

it('a wrong answer has no figure, and nothing is timed', async () => {
  const program = 'console.log("{}"); process.stdin.resume()'
  const peer = await LinePeer.open(process.execPath, ['-e', program])
  if (typeof peer === 'string') throw new Error(peer)
  const race: PeerRace = {
    ...{ size: 'full', peerName: 'peer', amount: 1, pairs: 15 },
    row: { name: 'a.race', unit: 'runs/s', hash: 'none' },
    open: () => Promise.resolve(peer),
    agree: () => Promise.resolve({ wrong: '2 and 3' }),
    ours: () => expect.fail('was timed'),
  }
  expect(await besidePeer(race)).toEqual({
    ...{ name: 'a.race', value: null, unit: 'runs/s', peer: '', ratio: null },
    ...{ hash: '', status: 'failed', note: '2 and 3' },
  })
})

it('equal work has an equal hash, and other work another', () => {
  expect(workHash('a', Float64Array.of(1, 2))).toBe(workHash('a', Float64Array.of(1, 2)))
  expect(workHash('a', Float64Array.of(1, 2))).not.toBe(workHash('a', Float64Array.of(2, 1)))
})

it('says which bars were used', { tags: ['long'] }, async () => {
  expect((await millionBars('smoke')).note).toBe('BTC of the generated market, seed 1')
  const full = (await millionBars('full')).note
  expect(full).toMatch(hasRecordedBars() ? /^BTC 2023 and 2024, recorded$/ : /generated/)
})

it('runs each bench in a process of its own', { tags: ['long'], timeout: 120_000 }, async () => {
  const report = runBenches(['cli.help'], 'smoke', () => {})
  expect(process.getActiveResourcesInfo()).toContain('ProcessWrap')
  expect((await report).rows.map(({ name }) => name)).toEqual(['cli.help'])
})
