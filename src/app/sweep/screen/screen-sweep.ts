import { programBeside } from '../../program-beside.ts'
import { createHash } from 'node:crypto'
import { Worker as Thread } from 'node:worker_threads'
import { canonicalJson, UserError } from '../../../base/index.ts'
import type { Micros } from '../../../domain/index.ts'
import { type SettledTrial, trialOf } from '../../../engine/index.ts'
import type { LoadedBars } from '../../../market/index.ts'
import { gridPoints, lossOf, parametersAt } from '../../../research/index.ts'
import { JobCrew } from '../job-crew.ts'
import type { SweepDefinition } from '../sweep-definition.ts'
import { sharedStretches } from '../sweep-plan.ts'
import { threadWorker } from '../thread-runner.ts'
import { requireSame } from './require-same.ts'
import { type ScreenOptions, screenSetup, screenTerms } from './screen-options.ts'
import type { Screened, ScreenAnswer, ScreenJob, ScreenPlan } from './screen-plan.ts'
import { type SeatedVariant, seatVariant } from './screen-worker.ts'
import type { ScreenProgram } from './screen-worker-main.ts'

const name: ScreenProgram = 'screen-worker-main'
const program = programBeside(import.meta.url, name)

/** Variants of a job: enough that a message costs nothing, few enough to be shared out evenly. */
const variantsOfJob = 64

/** What a grid was screened down to. */
export type ScreenRun = {
  readonly variants: number
  /** The best points, the best first. */
  readonly points: readonly (readonly number[])[]
  /** SHA-256 over what each variant came to; the same however many threads ran. */
  readonly hash: string
  /** Variants that the engine ran as well, to the same fills. */
  readonly compared: number
  /** Distinct configurations ever tried on these data. */
  readonly counted: number
}

/**
 * Screens every point of a grid without the engine, under no limits but that of cash, after writing
 * all of them down; has the engine run some of the same, which must come to the same fills; and
 * leaves the best for the engine to run as it would be run.
 *
 * @throws UserError `screen-agent` for an agent that is no crossing of two lines, `screen-market`
 *   for several instruments or sums too large, `screen-differs` when the engine fills otherwise.
 */
export async function screenSweep(options: ScreenOptions): Promise<ScreenRun> {
  const { definition, market, trials, finalists } = options
  const { axes, objective } = definition
  requireOne(market)
  requireBars(definition)
  const points = gridPoints(axes, definition.gridPoints)
  const variants = points.map((point) => parametersAt(axes, point))
  const seats = seatAll(options, variants)
  const setup = screenSetup(definition)
  const rows = seats.map((seat) => seat && trialOf({ ...setup, agents: [seat.agent] }, market))
  const counted = trials.recordAll(rows.flatMap((trial) => trial ?? []))
  const screened = await screenAll(options, variants)
  trials.settleAll(
    screened.flatMap((of, k) => {
      const trial = rows[k]
      return trial === undefined ? [] : [{ trial, outcome: outcomeOf(of) }]
    }),
  )
  const [first] = screened
  if (screened.every(({ error }) => error !== null))
    throw new UserError('screen-market', first?.error ?? 'There is nothing to screen.')
  const compared = requireSame(options, seats, screened)
  const ranked = screened
    .map(({ figure }, k) => ({ k, loss: lossOf(objective, figure) }))
    .filter(({ k }) => screened[k]?.error === null)
    .toSorted((a, b) => a.loss - b.loss || a.k - b.k)
  return {
    ...{ variants: points.length, compared, counted, hash: hashOf(screened) },
    points: ranked.slice(0, finalists).map(({ k }) => [...(points[k] ?? [])]),
  }
}

function requireOne(market: readonly LoadedBars[]): void {
  if (market.length === 1) return
  throw new UserError(
    'screen-market',
    `A screen is of one instrument, and there are ${market.length}; name it with --instrument.`,
  )
}

function requireBars({ setup }: SweepDefinition): void {
  if (setup.costs.matching === undefined) return
  throw new UserError(
    'screen-market',
    'A screen fills orders from bars alone; leave out --screen, or set costs.matching to bars.',
  )
}

/** A seat each, `undefined` for a variant that is none. */
function seatAll(
  { kind, definition: { base } }: ScreenOptions,
  variants: ScreenJob['variants'],
): readonly (SeatedVariant | undefined)[] {
  const seats = variants.map((parameters) => seatVariant({ kind, base }, parameters))
  const wrong = seats.find((each) => !each.ok)
  if (wrong?.ok === false && seats.every((each) => !each.ok))
    throw new UserError(
      'screen-agent',
      `--screen is for agents of defineCrossing, such as cross: ${wrong.error}; leave it out.`,
    )
  return seats.map((each) => (each.ok ? each.value : undefined))
}

async function screenAll(
  { definition, market, threads, onProgress }: ScreenOptions,
  variants: ScreenJob['variants'],
): Promise<readonly Screened[]> {
  const plan = planOf(definition, market)
  const jobs = Array.from({ length: Math.ceil(variants.length / variantsOfJob) }, (_, n) => ({
    ...{ n, variants: variants.slice(n * variantsOfJob, (n + 1) * variantsOfJob) },
  }))
  const workers = Array.from({ length: Math.min(threads, jobs.length) }, () =>
    threadWorker<ScreenJob, ScreenAnswer>(new Thread(program, { workerData: plan })),
  )
  const crew = new JobCrew<ScreenJob, ScreenAnswer>(workers)
  const answers: (readonly Screened[])[] = []
  let done = 0
  try {
    await crew.run(jobs, ({ n, screened }) => {
      answers[n] = screened
      done += screened.length
      onProgress?.(done)
    })
  } finally {
    await crew.close()
  }
  return answers.flat()
}

function planOf(definition: SweepDefinition, market: readonly LoadedBars[]): ScreenPlan {
  const { agent, base, objective } = definition
  return {
    ...{ agent, base, objective },
    stretches: sharedStretches([{ market, warmUntil: 0 as Micros }]),
    terms: screenTerms(definition),
  }
}

function outcomeOf({ sharpe, samples, fingerprint }: Screened): SettledTrial['outcome'] {
  return { sharpe: sharpe ?? undefined, samples, fingerprint: fingerprint ?? undefined }
}

function hashOf(screened: readonly Screened[]): string {
  const hash = createHash('sha256')
  for (const each of screened) hash.update(`${canonicalJson(each)}\n`)
  return hash.digest('hex')
}
