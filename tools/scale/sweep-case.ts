import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { agentByName } from '../../src/agents/index.ts'
import {
  judgeSweep,
  runSweep,
  type SweepDefinition,
  sharedStretches,
  ThreadRunner,
  TrialFile,
} from '../../src/app/index.ts'
import { defined } from '../../src/base/index.ts'
import type { Micros } from '../../src/domain/index.ts'
import { parseAxis, standings } from '../../src/research/index.ts'
import { defaultSetup } from './default-setup.ts'
import type { ScaleCase, ScaleWork } from './scale-case.ts'
import { manyInstruments } from './scale-market.ts'

const rows = 5_000

/** Candidates of a sweep. */
export const sweepCase: ScaleCase = {
  name: 'candidates',
  of: 'candidates',
  what: `a sweep over \`trend\` on ${rows} hourly bars on one thread, and the judgement of its best`,
  sizes: [3, 6, 12, 30, 60, 120, 300],
  prepare: sweepOf,
}

function sweepOf(budget: number): ScaleWork {
  const kind = defined(agentByName('trend'), 'trend')
  const { agents: _, ...setup } = defaultSetup([])
  const axes = ['fast=2..40', 'slow=45..300'].map((text) => {
    const axis = parseAxis(kind.parameters, text)
    if (!axis.ok) throw new Error(axis.error)
    return axis.value
  })
  const definition: SweepDefinition = {
    ...{ agent: 'trend', base: { minutes: 60, hurdle: 0 }, axes, search: 'random', budget },
    ...{ gridPoints: 4, objective: 'sharpe', isPruning: false, setup },
  }
  const market = manyInstruments(1, rows)
  const stretches = [{ market, warmUntil: 0 as Micros }]
  return {
    run: async () => {
      const deskFolder = mkdtempSync(path.join(tmpdir(), 'coinswarm-scale-'))
      const ground = { stretches, scoring: 'joined' } as const
      const plan = { ...definition, ...ground, stretches: sharedStretches(stretches) }
      const runner = new ThreadRunner(plan, 1)
      try {
        const trials = new TrialFile(deskFolder)
        const swept = await runSweep({ ...ground, definition, kind, trials, deskFolder, runner })
        const [best] = standings(axes, swept.trials, definition.objective)
        const { trial } = defined(best, 'a trial')
        const { selection } = judgeSweep(swept, trial, { definition, kind, market, trials })
        return `${swept.hash} ${selection.compared} ${selection.overfitting}`
      } finally {
        await runner.close()
        rmSync(deskFolder, { recursive: true })
      }
    },
  }
}
