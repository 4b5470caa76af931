import { describe, expect, it } from 'vitest'
import { dayUs, hourUs, type Micros } from '../../domain/index.ts'
import type { ExperimentRow } from './experiment-report.ts'
import { type ExperimentPage, renderExperiment } from './render-experiment.ts'

const hostile = '<img src=x onerror=alert(1)> & "ETH"'

const row: ExperimentRow = {
  ...{ subject: hostile, samples: 90, effect: 1.25, low: -0.5, high: 3, standardised: undefined },
  ...{ probability: 0.04, adjusted: 0.08, shifts: 40, nullMean: undefined, absent: 0.125 },
  ...{ dieboldMariano: undefined, verdict: 'undecided' },
  curve: [1, 6].map((hours) => ({ lagUs: hours * hourUs, effect: 1, low: -1, high: 2 })),
  pairs: {
    control: new Float64Array(90).fill(2),
    treatment: Float64Array.from({ length: 90 }, (_, i) => 2 - 0.05 * (i % 2)),
  },
  ts: Float64Array.from({ length: 90 }, (_, i) => 1_704_067_200_000_000 + i * dayUs),
}

const page: ExperimentPage = {
  ...{ name: 'made-up', text: hostile, hash: 'ab'.repeat(32), resultHash: 'cd'.repeat(32) },
  ...{ registeredAt: '2026-01-02T03:04:05.000Z', look: 1, looks: 2, alpha: 0.05, lagHours: 6 },
  verdict: 'undecided',
  claims: [
    { claim: 'forecast', verdict: 'undecided', effectMin: 1, rows: [row], unasked: [], others: 2 },
    {
      ...{ claim: 'trading', verdict: 'undecided', effectMin: 1, rows: [], others: 0 },
      unasked: [{ subject: 'SOL', why: 'only 3 days were traded' }],
    },
  ],
  sources: [
    {
      ...{ subject: hostile, commits: 12, contributors: 3 },
      alarms: [{ kind: 'silent', from: 0 as Micros, to: (20 * dayUs) as Micros, value: undefined }],
    },
  ],
  version: '0.0.0',
}

const markup = renderExperiment(page)

describe('renderExperiment', () => {
  it('shows every figure of a row, and n/a for what is not defined', () => {
    for (const figure of ['+1.25', '−0.50', '+3.00', '0.0400', '0.0800', '12.5', 'n/a'])
      expect(markup).toContain(figure)
    expect(markup).not.toMatch(/NaN|Infinity|undefined/)
  })

  it('says what was not asked, what else was corrected for, and which source was silent', () => {
    expect(markup).toContain('SOL: not asked, only 3 days were traded.')
    expect(markup).toMatch(/Corrected for\s+2 tests of other hypotheses/)
    expect(markup).toContain('1; longest silent 1 Jan 1970 to 21 Jan 1970')
  })

  it('lets nothing of a hypothesis become markup, and asks for nothing', () => {
    expect(markup).not.toContain('<img')
    expect(markup).not.toMatch(/(src|href)="(?!data:)/)
  })

  it('calls an answer whole only when it is', () => {
    expect(markup).toContain('Undecided: these data')
    const [forecast, trading] = page.claims
    if (forecast === undefined || trading === undefined) throw new Error('two claims')
    const mixed = { ...page, claims: [{ ...forecast, verdict: 'no effect' } as const, trading] }
    expect(renderExperiment(mixed)).toContain('Not all of it is decided.')
  })
})
