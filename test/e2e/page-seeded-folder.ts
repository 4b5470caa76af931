import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import {
  breedStrategies,
  changeStrategies,
  deskRecords,
  LineFiles,
  loadConfiguration,
  PastBeside,
  type readStrategies,
  TokenBook,
} from '../../src/app/index.ts'
import { seedResearch } from './page-seeded-research.ts'
import { seededDepth, seededLatency, sourceFiles } from './page-seeded-market.ts'
import type { Json } from '../../src/base/index.ts'
import { dayUs, micros } from '../../src/domain/index.ts'
import { DeskJobs, type DeskServerOptions } from '../../src/doors/index.ts'
import {
  type CheckStep,
  type CycleEvent,
  type Evidence,
  ObservationBook,
  printRecipe,
  proposeRecipes,
  type VersionState,
} from '../../src/evolution/index.ts'
import { liveClock, nodeDisk } from '../../src/kernel/index.ts'
import { type ModelReply, recordedIn } from '../../src/llm/index.ts'

const startUs = Date.UTC(2026, 0, 5, 2) * 1_000

/** The folder of a desk with what a page reads out of it; `end` removes it. */
export type SeededFolder = {
  readonly folder: string
  readonly api: NonNullable<DeskServerOptions['api']>
  readonly end: () => void
}

/** A folder in which nothing was kept yet. @param settings - Its coinswarm.toml. */
export function emptyFolder(settings: string = ''): SeededFolder {
  const folder = mkdtempSync(path.join(tmpdir(), 'coinswarm-page-'))
  writeFileSync(path.join(folder, 'coinswarm.toml'), settings)
  const configuration = loadConfiguration({ folder, variables: {}, flags: [] })
  const past = { folder, name: 'x', version: 'y', isDelayed: false }
  return {
    folder,
    api: {
      records: deskRecords(folder, configuration, liveClock),
      past: new PastBeside(past, liveClock),
      tokens: new TokenBook(folder),
      jobs: new DeskJobs({ folder, clock: liveClock }),
    },
    end: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** A folder of a desk with bred versions, nights of the strategist, thoughts and observations. */
export async function seededFolder(nights = 5): Promise<SeededFolder> {
  const data = mkdtempSync(path.join(tmpdir(), 'coinswarm-page-data-'))
  sourceFiles(data)
  const seeded = emptyFolder(`[sources]\nfolder = "${data}"\n`)
  const { folder } = seeded
  const ground = { minutes: [60], mayShort: false }
  breedStrategies(folder, { seed: 7, count: 4, ground, ts: startUs })
  for (let night = 1; night <= nights; night += 1) oneNight(folder, night, nights)
  await ask(folder, nights)
  seedResearch(folder)
  const book = ObservationBook.open(nodeDisk, `${folder}/strategies`)
  const said = { cycle: 'by hand', by: 'person', text: 'Fees rose on the first of May.' } as const
  book.add({ ...said, ts: micros(startUs + dayUs) })
  book.add({
    ...{ cycle: 'night-3', by: 'model', ts: micros(startUs + 3 * dayUs) },
    text: 'Volume says more about the next hour than price does.',
  })
  return {
    ...seeded,
    api: { ...seeded.api, latency: seededLatency(), books: { depth: seededDepth } },
    end: () => {
      seeded.end()
      rmSync(data, { recursive: true, force: true })
    },
  }
}

const steps: Readonly<Partial<Record<CheckStep, VersionState>>> = {
  review: 'reviewed',
  sandbox: 'checked',
  soundness: 'sound',
  backtest: 'tested',
  gate: 'gated',
}

type Registry = NonNullable<ReturnType<typeof readStrategies>>

/** A night that is being written down, as a real one is: lines, and steps of the registry. */
class SeededNight {
  readonly #registry: Registry
  readonly #log: LineFiles
  readonly #cycle: number

  constructor(registry: Registry, folder: string, cycle: number) {
    this.#registry = registry
    this.#log = new LineFiles(`${folder}/strategies`)
    this.#cycle = cycle
  }

  get ts(): number {
    return startUs + this.#cycle * dayUs
  }

  note(event: CycleEvent): void {
    this.#log.append('cycles', JSON.stringify({ ts: this.ts, ...event }))
  }

  move(id: string, to: VersionState, reason: string, evidence: Evidence = {}): void {
    const by = { ts: this.ts, cycle: this.#cycle, actor: 'strategist' }
    this.#registry.move({ ...by, id, to, reason, evidence })
  }

  check(version: string): Check {
    return (step, isPassed, why, figures) => {
      const cycle = this.#cycle
      this.note({ kind: 'candidate-checked', cycle, version, step, isPassed, why, figures })
      const to = isPassed ? steps[step] : 'declined'
      if (to === undefined) return
      const plain = Object.entries(figures).filter(([, value]) => typeof value !== 'object')
      const verdict = to === 'gated' ? { verdict: 'pass' } : {}
      this.move(version, to, why, { ...(Object.fromEntries(plain) as Evidence), ...verdict })
    }
  }

  /** Two candidates: one that does too little, and one that comes to the gate. */
  candidates(doesPass: boolean): void {
    const registry = this.#registry
    const cycle = this.#cycle
    const parent = registry.book.versions.findLast(({ state }) => state !== 'declined')?.id
    const bred = proposeRecipes({
      ...{ seed: 11, cycle, count: 2, tried: [], ground: { minutes: [60], mayShort: false } },
      isKnown: (source) => registry.has('strategy', source),
    })
    for (const [i, { recipe, change }] of bred.entries()) {
      const idea = change.join('; ') || 'other conditions for the way out'
      const parents = parent === undefined ? [] : [parent]
      const by = { author: 'mutation', cycle, ts: this.ts, note: idea }
      const source = printRecipe(recipe)
      const version = registry.add({ module: 'strategy', source, parents, ...by })
      this.note({ kind: 'candidate-written', cycle, version, parent, idea })
      if (i === 0) isAsked(this.check(version), recipe.side, doesPass)
      else isTooIdle(this.check(version))
      if (i === 0 && doesPass) this.move(version, 'shadow', 'the gate let it through')
    }
  }
}

/** One night. The last but one finds something. */
function oneNight(folder: string, cycle: number, nights: number): void {
  changeStrategies(folder, (registry) => {
    const author = cycle % 2 === 0 ? 'anthropic claude-opus-5-5' : 'mutation'
    const night = new SeededNight(registry, folder, cycle)
    night.note({ kind: 'cycle-began', cycle, context: 'c0ffee', author })
    if (cycle % 5 === 2) {
      const why = 'The strategy in force does what it should; three weeks say nothing yet.'
      night.note({ kind: 'cycle-decided', cycle, decision: 'no-change', why })
      return night.note({ kind: 'cycle-ended', cycle, outcome: 'no-change', why })
    }
    night.note({ kind: 'cycle-decided', cycle, decision: 'tune', why: 'its exits come late' })
    const doesPass = cycle === nights - 1
    night.candidates(doesPass)
    const outcome = doesPass ? 'to-the-shadow' : 'nothing-passed'
    night.note({ kind: 'cycle-ended', cycle, outcome, why: verdictOf(doesPass) })
  })
}

function verdictOf(doesPass: boolean): string {
  return doesPass ? 'all 6 questions are passed' : 'not passed: deflated Sharpe ratio'
}

function isTooIdle(check: Check): void {
  check('review', true, '4 lines more, 2 lines less', { added: 4, removed: 2 })
  check('sandbox', true, 'bred from what was tried', { features: 2 })
  check('soundness', false, '7 trades; 20 are asked', { trades: 7 })
}

function isAsked(check: Check, side: string, doesPass: boolean): void {
  check('review', true, '4 lines more, 2 lines less', { added: 4, removed: 2 })
  check('static', true, 'nothing to object to', {})
  check('sandbox', true, `${side}: bred from what was tried`, { features: 3 })
  check('soundness', true, '41 trades', { trades: 41 })
  const run = { returnPct: 12.41, drawdownPct: 6.2, trades: 41, loss: -1.32 }
  check('backtest', true, '12.41 %, 41 trades', { hash: 'b3f09c2a7e61d584', ...run })
  gate(check, doesPass)
}

type Check = (
  step: CheckStep,
  isPassed: boolean,
  why: string,
  figures: { readonly [name: string]: Json },
) => void

function gate(check: Check, doesPass: boolean): void {
  const deflated = doesPass ? 0.9731 : 0.6128
  const rows = [
    {
      ...{ name: 'deflated Sharpe ratio', status: doesPass ? 'pass' : 'fail' },
      figures: { probability: deflated, trials: 43 },
      why: `The probability of skill is ${deflated} after 43 trials; 0.95 is asked.`,
    },
    {
      ...{ name: 'overfitting', status: 'pass', figures: { probability: 0.21 } },
      why: 'The best of one half stayed above the median in the other 79 times of 100.',
    },
    {
      ...{ name: 'walking forward', status: 'pass', figures: { sharpe: 0.84, windows: 12 } },
      why: 'What was chosen in each window earned in the next.',
    },
    {
      ...{ name: 'better than the champion', status: 'pass', figures: { difference: 0.0004 } },
      why: 'Its daily return is higher on the same bars.',
    },
    {
      ...{ name: 'shuffled market', status: doesPass ? 'pass' : 'NOT RUN', figures: {} },
      why: doesPass ? 'Better than 19 of 19 nulls.' : 'Not asked: it failed already.',
    },
    {
      ...{ name: 'costs doubled', status: doesPass ? 'warn' : 'NOT RUN', figures: {} },
      why: doesPass ? 'Half of what it earns is left.' : 'Not asked: it failed already.',
    },
  ]
  const statuses = Object.fromEntries(rows.map(({ name, status }) => [name, status]))
  check('gate', doesPass, verdictOf(doesPass), { ...statuses, rows })
}

/** What the author and the reviewer said, and one answer that did not come. */
async function ask(folder: string, nights: number): Promise<void> {
  const log = new LineFiles(path.join(folder, 'models'))
  const used = { tokensIn: 18_240, tokensOut: 1_106, costMicroUsd: 118_850, ms: 9_400 }
  const said = { ...used, isUseKnown: true, model: 'claude-opus-5-5' }
  const decision = '{"decision":"tune","why":"its exits come late"}'
  const replies: readonly (readonly [purpose: string, reply: ModelReply])[] = [
    ['decide', { ...said, kind: 'text', text: decision, isCut: false }],
    ['draft', { ...said, kind: 'text', text: 'export const strategy = defin', isCut: true }],
    [
      'review',
      {
        ...said,
        kind: 'none',
        why: 'timeout',
        detail: 'No answer came in 120 s.',
        isPassing: true,
      },
    ],
  ]
  for (let night = 2; night <= nights; night += 2)
    for (const [i, [purpose, reply]] of replies.entries()) {
      const now = micros(startUs + night * dayUs + (i + 1) * 60_000_000)
      const clock = { now: () => now, after: () => () => {} }
      const port = recordedIn(log, clock, `night-${night}`, { reply: async () => reply })
      await port.reply({
        ...{ purpose, system: 'You write strategies for a desk.', maxTokens: 4_000 },
        prompt: `As of night ${night}: the strategy in force made 41 trades. <b>What now?</b>`,
      })
    }
}
