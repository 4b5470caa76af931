import { declined, type Json, ok, type Result } from '../base/index.ts'
import type { DeskSetup } from './desk-setup.ts'
import { parseSwarm, swarmJson } from './swarm-rules.ts'

/** What of a setup decides which voices are heard, and what they count by. */
export type VoiceRules = Pick<
  DeskSetup,
  | 'viewsUs'
  | 'votes'
  | 'recallWeight'
  | 'payoffWeight'
  | 'recallsAny'
  | 'legsShareMax'
  | 'swarm'
  | 'yardsticks'
>

/**
 * As it stands in headers and trials: nothing of what is left out, nor of what is kept beside the
 * voices and changes nothing they do.
 */
export function voicesJson(rules: VoiceRules): { readonly [key: string]: Json } {
  const { votes, recallWeight, payoffWeight, recallsAny, legsShareMax, swarm } = rules
  return {
    ...(votes === undefined ? {} : { votes }),
    ...(recallWeight === undefined || recallWeight === 0 ? {} : { recallWeight }),
    ...(payoffWeight === undefined ? {} : { payoffWeight }),
    ...(recallsAny === undefined ? {} : { recallsAny }),
    ...(legsShareMax === undefined ? {} : { legsShareMax }),
    ...(swarm === undefined ? {} : { swarm: swarmJson(swarm) }),
  }
}

/** The same from a header; declined where something is there that this version does not know. */
export function parseVoices(
  header: Readonly<Record<string, Json | undefined>>,
): Result<VoiceRules> {
  const { votes, recallWeight, payoffWeight, viewsUs, recallsAny, yardsticks } = header
  const { legsShareMax: share, swarm: given } = header
  if (votes !== undefined && votes !== 'earned')
    return declined('votes are of no kind that is known')
  if (recallWeight !== undefined && !isWeight(recallWeight))
    return declined('recallWeight is no number above 0, at most 1')
  if (payoffWeight !== undefined && !isWeight(payoffWeight))
    return declined('payoffWeight is no number above 0, at most 1')
  const times = viewsUs === undefined ? undefined : timesIn(viewsUs)
  if (viewsUs !== undefined && times === undefined)
    return declined('viewsUs is no list of times above 0')
  if (recallsAny !== undefined && recallsAny !== true)
    return declined('recallsAny is true or left out')
  const isShare = typeof share === 'number' && share > 0 && share <= 1
  if (share !== undefined && !isShare) return declined('legsShareMax is no share above 0')
  if (yardsticks !== undefined && yardsticks !== true)
    return declined('yardsticks is true or left out')
  const swarm = given === undefined ? ok(undefined) : parseSwarm(given)
  if (!swarm.ok) return swarm
  return ok({
    ...(votes === undefined ? {} : { votes }),
    ...(recallWeight === undefined ? {} : { recallWeight }),
    ...(payoffWeight === undefined ? {} : { payoffWeight }),
    ...(times === undefined ? {} : { viewsUs: times }),
    ...(recallsAny === undefined ? {} : { recallsAny }),
    ...(yardsticks === undefined ? {} : { yardsticks }),
    ...(share === undefined ? {} : { legsShareMax: share }),
    ...(swarm.value === undefined ? {} : { swarm: swarm.value }),
  })
}

function isWeight(json: Json): json is number {
  return typeof json === 'number' && json > 0 && json <= 1
}

function timesIn(json: Json): readonly number[] | undefined {
  const all = Array.isArray(json) ? (json as readonly Json[]) : []
  const times = all.filter((each): each is number => typeof each === 'number' && each > 0)
  return times.length > 0 && times.length === all.length ? times : undefined
}
