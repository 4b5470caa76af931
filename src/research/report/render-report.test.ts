import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { reportOf } from '../../../test/e2e/report-input.ts'
import { makeRun } from '../../../test/e2e/report-run.ts'
import { hourUs } from '../../domain/index.ts'
import { renderReport } from './render-report.ts'
import { script, scriptHash } from './script.ts'

const made = makeRun({ bars: 3_000, intervalUs: hourUs, holdBars: 20 })

describe('renderReport', () => {
  it('gives the same bytes for the same run', () => {
    expect(renderReport(reportOf(made))).toBe(renderReport(reportOf(made)))
  })

  it('refers to nothing outside itself', () => {
    const page = renderReport(reportOf(made))
    expect(page).not.toMatch(/(src|href)="(?!data:)|https?:|@import|url\(/)
  })

  it('allows exactly its own script', () => {
    const digest = createHash('sha256').update(script).digest('base64')
    expect(scriptHash).toBe(`sha256-${digest}`)
    const page = renderReport(reportOf(made))
    expect(page).toContain(`script-src &#39;${scriptHash}&#39;`)
    expect(page.match(/<script>/g)).toHaveLength(1)
  })

  it('escapes whatever a user, a file or an agent was named', () => {
    const bad = '</script><img src=x onerror=alert(1)>'
    const input = reportOf(made)
    const page = renderReport({
      ...input,
      verdict: [bad],
      run: {
        ...input.run,
        hash: bad,
        refusals: { [bad]: 1 },
        halted: { ts: input.run.from, reason: bad },
      },
      about: {
        ...input.about,
        agent: bad,
        parameters: { [bad]: bad },
        market: bad,
        version: bad,
      },
    })
    expect(page).not.toContain('<img')
    expect(page.match(/<\/script>/g)?.length).toBe(renderReport(input).match(/<\/script>/g)?.length)
  })

  it.each([0, 1, 2, 50])('says what there is to say after %i bars, never NaN', (bars) => {
    const page = renderReport(reportOf(makeRun({ bars })))
    expect(page).toContain('What was run')
    expect(page).not.toMatch(/NaN|Infinity|undefined/)
  })

  it('shows the fills and trades of the run', () => {
    const page = renderReport(reportOf(made))
    expect(page).toContain(`${made.run.trades.length} from ${made.run.fills.length} fills`)
    expect(page.match(/<b class="(buy|sell)" style/g)?.length).toBeLessThanOrEqual(322)
    expect(page).toContain(made.run.hash)
  })

  it('says what stands behind the figures, and why some are missing', () => {
    const page = renderReport(reportOf(made))
    expect(page).toContain('What stands behind it')
    expect(page).toMatch(/<th>DSR<\/th><td>[\d.]+ %<\/td><td>that it is above/)
    const few = renderReport(reportOf(makeRun({ bars: 2 })))
    expect(few).toContain('Nothing can be said of fewer than 30 returns other than 0')
  })

  it('draws eight instruments and says how many it left out', () => {
    const names = Array.from({ length: 10 }, (_, k) => `A${k}-USD.SIM`)
    const page = renderReport(reportOf(makeRun({ bars: 200, names })))
    expect(page.match(/Price of A\d-USD\.SIM/g)).toHaveLength(8)
    expect(page).toContain('2 more instruments are not drawn')
  })

  it('keeps a million bars under a megabyte', () => {
    const page = renderReport(reportOf(makeRun({ bars: 1_000_000, holdBars: 100 })))
    expect(page.length).toBeLessThan(1_000_000)
  })
})
