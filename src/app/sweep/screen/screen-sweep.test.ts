// @module-tag long
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { agentByName, type AgentKind } from '../../../agents/index.ts'
import { defined } from '../../../base/index.ts'
import { GeneratedMarket, type LoadedBars, takeRows } from '../../../market/index.ts'
import { parseAxis, type SweepAxis } from '../../../research/index.ts'
import { defaultLimits } from '../../../risk/index.ts'
import { defaultCosts } from '../../../venue/index.ts'
import { TrialFile } from '../../trial-file.ts'
import type { SweepDefinition } from '../sweep-definition.ts'
import type { ScreenOptions } from './screen-options.ts'
import { screenSweep } from './screen-sweep.ts'

const kind = defined(agentByName('cross'), 'cross')
const made: readonly LoadedBars[] = takeRows(new GeneratedMarket({ seed: 3 }), 20_000, 'made up')
const market = made.slice(0, 1)

function axis(of: AgentKind, text: string): SweepAxis {
  const parsed = parseAxis(of.parameters, text)
  if (!parsed.ok) throw new Error(parsed.error)
  return parsed.value
}

const definition: SweepDefinition = {
  ...{ agent: 'cross', base: { minutes: 5 }, search: 'grid', budget: 150, gridPoints: 8 },
  ...{ axes: [axis(kind, 'fast=2..31/2'), axis(kind, 'slow=40..130/10')], isPruning: false },
  objective: 'returnPct',
  setup: {
    ...{ seed: 1, quorum: 1, limits: defaultLimits, costs: defaultCosts, rebalanceMin: 0.05 },
    cash: 10_000_000_000_000n,
  },
}

function options(over: Partial<ScreenOptions> = {}): ScreenOptions {
  const trials = new TrialFile(fs.mkdtempSync(path.join(os.tmpdir(), 'screen-')))
  return { definition, kind, market, trials, threads: 2, finalists: 5, ...over }
}

describe('screening a grid', () => {
  it('comes to the same on one thread and on two, and counts every variant once', async () => {
    const two = options()
    const first = await screenSweep(two)
    expect(first).toMatchObject({ variants: 150, counted: 150, compared: 3 })
    expect(first.points).toHaveLength(5)
    expect(await screenSweep(options({ threads: 1 }))).toEqual(first)
    expect((await screenSweep(two)).counted).toBe(150)
  })

  it('leaves the best, the best first, and settles all in the trial ledger', async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'screen-'))
    const all = options({ finalists: 150, trials: new TrialFile(folder) })
    const { points } = await screenSweep(all)
    const few = await screenSweep(options())
    expect(points.slice(0, 5)).toEqual(few.points)
    expect(new Set(points.map((point) => point.join())).size).toBe(150)
    const lines = fs.readFileSync(path.join(folder, 'trials.jsonl'), 'utf8').trim().split('\n')
    expect(lines.filter((line) => !line.includes('weeks'))).toHaveLength(300)
    const settled = lines.filter((line) => line.includes('"settled"'))
    expect(settled.every((line) => /"fingerprint":"[A-Za-z0-9+/]+"/.test(line))).toBe(true)
  })

  it('refuses agents that are no crossing, several instruments, and a book to match in', async () => {
    const trend = defined(agentByName('trend'), 'trend')
    const other = { ...definition, agent: 'trend', axes: [axis(trend, 'fast=2..20/2')] }
    await expect(screenSweep(options({ definition: other, kind: trend }))).rejects.toMatchObject({
      code: 'screen-agent',
    })
    const both = made.slice(0, 2)
    await expect(screenSweep(options({ market: both }))).rejects.toMatchObject({
      code: 'screen-market',
    })
    const costs = { ...defaultCosts, matching: 'book' as const }
    const booked = { ...definition, setup: { ...definition.setup, costs } }
    await expect(screenSweep(options({ definition: booked }))).rejects.toMatchObject({
      code: 'screen-market',
    })
    const rich = { ...definition, setup: { ...definition.setup, cash: 90_000_000_000_000_000n } }
    await expect(screenSweep(options({ definition: rich }))).rejects.toThrow('leave out --screen')
  })
})
