import { UserError } from '../../base/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { ExperimentFile, ExperimentStanding } from './experiment-file.ts'
import type { ExperimentPlan } from './plan-experiment.ts'

/** What became of a registration. */
export type Registration = {
  readonly name: string
  readonly hash: string
  readonly registeredAt: string
  /** Whether the very same stood there already. */
  readonly wasKnown: boolean
}

/**
 * Writes a hypothesis down before anybody looks. It may be written anew until the first look.
 *
 * @throws UserError `experiment-changed` when another of this name was looked at already.
 */
export function registerExperiment(
  { hypothesis, hash }: ExperimentPlan,
  file: ExperimentFile,
  clock: Clock,
): Registration {
  const { name } = hypothesis
  const known = file.standing(name)
  if (known?.hash === hash) return { name, hash, registeredAt: known.registeredAt, wasKnown: true }
  if (known !== undefined && known.looks.length > 0) throw changed(name, hash, known)
  const registeredAt = new Date(clock.now() / 1_000).toISOString()
  file.add({ kind: 'registered', name, hash, at: registeredAt })
  return { name, hash, registeredAt, wasKnown: false }
}

/**
 * What was promised of an experiment.
 *
 * @throws UserError `experiment-unregistered` when nothing was, `experiment-changed` when it was
 *   something else.
 */
export function requireRegistered(
  { file: path, hypothesis, hash }: ExperimentPlan,
  file: ExperimentFile,
): ExperimentStanding {
  const { name } = hypothesis
  const known = file.standing(name)
  if (known === undefined)
    throw new UserError(
      'experiment-unregistered',
      `'${name}' was not registered in this desk folder; run coinswarm experiment register ` +
        `${path} before you look.`,
    )
  if (known.hash === hash) return known
  if (known.looks.length > 0) throw changed(name, hash, known)
  throw new UserError(
    'experiment-changed',
    `'${name}' was registered as ${short(known.hash)} and is ${short(hash)} now; nobody has ` +
      'looked yet, so register it again.',
  )
}

function changed(
  name: string,
  hash: string,
  { hash: before, looks }: ExperimentStanding,
): UserError {
  const at = looks[0]?.at.slice(0, 16).replace('T', ' ') ?? ''
  return new UserError(
    'experiment-changed',
    `'${name}' was registered as ${short(before)}, was looked at on ${at}, and is ${short(hash)} ` +
      'now: a hypothesis (with its agents and settings) cannot change after a look; register it ' +
      'under a new name, which counts as another hypothesis in the correction.',
  )
}

function short(hash: string): string {
  return hash.slice(0, 16)
}
