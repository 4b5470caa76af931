import { canonicalJson, type Json, UserError } from '../../base/index.ts'
import { dayUs, hourUs } from '../../domain/index.ts'
import type { TrialLedger } from '../../engine/index.ts'
import type { Clock } from '../../kernel/index.ts'
import {
  alphaOfLook,
  type ClaimReport,
  type ExperimentReport,
  overallVerdict,
  type SourceReport,
} from '../../research/index.ts'
import { codeMoat, sourceAlarms } from '../../sources/index.ts'
import { type AskedSubject, judgeClaim } from './judge-claim.ts'
import type { ExperimentFile, ExperimentStanding } from './experiment-file.ts'
import type { FoundTest } from './experiment-line.ts'
import { loadSubject, type Subject } from './load-subject.ts'
import type { ExperimentPlan } from './plan-experiment.ts'
import { requireRegistered } from './register-experiment.ts'
import { askForecast } from './ask-forecast.ts'
import { testTrading } from './test-trading.ts'
import { sha256 } from '../sha256.ts'

export type ExperimentOptions = {
  readonly plan: ExperimentPlan
  readonly record: ExperimentFile
  readonly trials: TrialLedger
  readonly clock: Clock
  /** Told how many shifted treatments are done, of `experimentTotal`. */
  readonly onProgress?: ((done: number) => void) | undefined
}

/** A source that says the same for longer than this is told of. */
const patienceUs = 14 * dayUs

/** Shifted treatments that a look takes at most. */
export function experimentTotal({ hypothesis }: ExperimentPlan): number {
  const { forecast, trading, subjects } = hypothesis
  return subjects.length * ((forecast?.permutations ?? 0) + (trading?.permutations ?? 0))
}

/**
 * Looks at a hypothesis once: both arms on the same data, each claim tested for every subject and
 * corrected for all of them. The look is written down before it is taken.
 *
 * @throws UserError `experiment-unregistered`, `experiment-changed`; `experiment-data` when the
 *   data are others than at the look before, and for anything wrong with the files.
 */
export async function runExperiment(options: ExperimentOptions): Promise<ExperimentReport> {
  const { plan, record, clock } = options
  const { hypothesis, hash, file } = plan
  const standing = requireRegistered(plan, record)
  const { name, sequential } = hypothesis
  const looks = sequential?.looks ?? 1
  const look = nextLook(standing, looks)
  const subjects: Subject[] = []
  for (const names of hypothesis.subjects)
    subjects.push(await loadSubject(file, hypothesis, names, look / looks))
  const data = dataHashOf(subjects)
  refuseOtherData(name, standing, look, data)
  record.add({
    kind: 'looked',
    name,
    hash,
    at: new Date(clock.now() / 1_000).toISOString(),
    look,
    data,
  })
  const { alpha: whole } = hypothesis
  const alpha = sequential === undefined ? whole : alphaOfLook(whole, look, sequential)
  const claims = claimsOf(options, subjects, alpha)
  const verdict = overallVerdict(claims.map((claim) => claim.verdict))
  const tests = claims.flatMap((claim) => testsOf(claim, subjects))
  record.add({ kind: 'found', name, hash, look, verdict, tests })
  return {
    ...{ name, hash, look, looks, alpha, verdict, claims },
    text: hypothesis.claim,
    registeredAt: standing.registeredAt,
    lagHours: hypothesis.lagHours,
    sources: subjects.map((subject) => sourceOf(subject, hypothesis.lagHours * hourUs)),
    resultHash: resultHashOf(hash, claims),
  }
}

/** The first look that found nothing yet; the last again when all were made, or one found it. */
function nextLook({ hash, looks: made }: ExperimentStanding, looks: number): number {
  const done = made.filter((of) => of.hash === hash && of.verdict !== undefined)
  const last = Math.max(0, ...done.map(({ look }) => look))
  const isOver = done.some(({ look, verdict }) => look === last && verdict === 'effect')
  return isOver ? last : Math.min(looks, last + 1)
}

/** Looking again at data that have grown is another test, unless it was planned. */
function refuseOtherData(
  name: string,
  { looks }: ExperimentStanding,
  look: number,
  data: string,
): void {
  const before = looks.findLast((of) => of.look === look)
  if (before === undefined || before.data === data) return
  throw new UserError(
    'experiment-data',
    `'${name}' was looked at on other data before (${before.data.slice(0, 16)}, now ` +
      `${data.slice(0, 16)}): bring them back, or register it under a new name, or with looks ` +
      'planned in [sequential].',
  )
}

function claimsOf(
  options: ExperimentOptions,
  subjects: readonly Subject[],
  alpha: number,
): readonly ClaimReport[] {
  const { plan, record, trials, onProgress } = options
  const { forecast, trading, lagHours, seed, name, correction } = plan.hypothesis
  let done = 0
  const onShift = (): void => {
    done += 1
    onProgress?.(done)
  }
  const common = { lagUs: lagHours * hourUs, seed, confidence: 1 - alpha, onShift }
  const family = { alpha, correction, others: record.othersThan(name) }
  const claims: ClaimReport[] = []
  if (forecast !== undefined) {
    const asked: AskedSubject[] = subjects.map((subject) => ({
      subject,
      ...askForecast({ ...common, part: forecast, subject }),
    }))
    claims.push(judgeClaim('forecast', asked, { ...family, effectMin: forecast.effectMin }))
  }
  const { arms } = plan
  if (trading !== undefined && arms !== undefined) {
    const { seeds, permutations, effectMin } = trading
    const asked = subjects.map((subject) => ({
      ...{ subject, curve: [] },
      claim: testTrading({ ...common, arms, subject, seeds, permutations, trials }),
    }))
    claims.push(judgeClaim('trading', asked, { ...family, effectMin }))
  }
  return claims
}

function testsOf({ claim, rows }: ClaimReport, subjects: readonly Subject[]): readonly FoundTest[] {
  return rows.map(({ subject, probability }) => {
    const of = subjects.find(({ name }) => name === subject)
    return { claim, subject, instrument: of?.market.instrument.id ?? '', probability }
  })
}

function sourceOf({ name, log, grid }: Subject, lagUs: number): SourceReport {
  const { commits24h } = codeMoat(log, grid.clock, { lagUs })
  return {
    subject: name,
    commits: log.tsEvent.length,
    contributors: new Set(log.author).size,
    alarms: sourceAlarms(commits24h, grid.clock, patienceUs),
  }
}

function dataHashOf(subjects: readonly Subject[]): string {
  return hashOf(subjects.map(({ name, market, log }) => [name, market.sha256, log.sha256]))
}

function resultHashOf(hash: string, claims: readonly ClaimReport[]): string {
  return hashOf([
    hash,
    ...claims.flatMap(({ claim, rows, verdict }) => [
      ...[claim, verdict],
      ...rows.map(({ effect, low, high, probability }) => [effect, low, high, probability]),
    ]),
  ])
}

function hashOf(value: Json): string {
  return sha256(canonicalJson(value))
}
