import { expect, it } from 'vitest'
import { hourUs, type Micros, micros } from '../../domain/index.ts'
import { type Drought, droughtTerms, findDrought } from './drought.ts'
import { SignalCount } from './signal-count.ts'

const terms = { ...droughtTerms, intervalUs: hourUs }
const now = micros(1_700_000_000_000_000)

/** A strategy that said something after each of so many scans, and then nothing for `silent`. */
function after(gaps: readonly number[], silent: number, lastTs: Micros | undefined = now): Drought {
  const count = new SignalCount()
  const scan = (scans: number): void => {
    for (let n = 0; n < scans; n += 1) count.onScan(false)
  }
  for (const gap of gaps) {
    scan(gap)
    const wish = {
      kind: 'decision-made',
      ts: now,
      instrument: 0,
      exposure: 0.5,
      voices: [],
    } as const
    count.onDecision({ ...wish, confidence: 1, dissent: 0, stop: Number.NaN, target: Number.NaN })
    const order = { instrument: 0, role: 'entry', side: 'buy', ts: now } as const
    count.onOrder(order as Parameters<SignalCount['onOrder']>[0])
  }
  scan(silent)
  const received = gaps.reduce((sum, gap) => sum + gap, silent)
  return findDrought({ received, expected: received, lastTs }, count.figures, now, terms)
}

const usual = [10, 14, 9, 11, 30, 12, 8, 10]

it('takes a pause that chance explains for none', () => {
  expect(after(usual, 40)).toMatchObject({ kind: 'none', silentScans: 40, usualGap: 13 })
  expect(after(usual, 40).chance).toBeGreaterThan(0.01)
})

it('finds a silence that neither chance nor an earlier pause explains', () => {
  const found = after(usual, 120)
  expect(found.kind).toBe('silent')
  expect(found.told).toMatch(/No signal in 120 scans; usually there is one in 14, and .* was 30/)
  expect(found.chance).toBeLessThan(0.001)
  // As unlikely, but there was a longer one before.
  expect(after([...usual, 400], 390).kind).toBe('none')
})

it('finds what never said anything, once there was time to', () => {
  expect(after([], 499).kind).toBe('none')
  expect(after([], 500)).toMatchObject({ kind: 'silent', usualGap: undefined })
})

it('tells a feed that is silent from a strategy that is', () => {
  expect(after(usual, 120, micros(now - 4 * hourUs)).kind).toBe('blind')
  expect(after(usual, 1, micros(now - 3 * hourUs)).kind).toBe('none')
  const none = findDrought(
    { received: 0, expected: 0, lastTs: undefined },
    new SignalCount().figures,
    now,
    terms,
  )
  expect(none.kind).toBe('blind')
})

it('finds signals that lead to no order, and holds no silence against what is held', () => {
  const count = new SignalCount()
  for (let n = 0; n < 10; n += 1) {
    count.onScan(true)
    const wish = {
      kind: 'decision-made',
      ts: now,
      instrument: 0,
      exposure: 0.5,
      voices: [],
    } as const
    count.onDecision({ ...wish, confidence: 1, dissent: 0, stop: Number.NaN, target: Number.NaN })
  }
  const scans = { received: 10, expected: 10, lastTs: now }
  expect(findDrought(scans, count.figures, now, terms)).toMatchObject({
    kind: 'idle',
    silentScans: 0,
  })
  for (let n = 0; n < 900; n += 1) count.onScan(true)
  expect(count.figures.silentScans).toBe(0)
})
