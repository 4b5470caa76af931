import type { MoatColumn } from '../agents/index.ts'
import { declined, type Json, ok, type Result } from '../base/index.ts'
import { hourUs, moats } from '../domain/index.ts'
import { isRecord, parseRecord } from './parse-record.ts'

/** Who looks for instruments, and how many may have a team. */
export type SwarmRules = {
  /** Instruments with a team at once. */
  readonly capacity: number
  /** Between two moves of a team on one instrument. Unit: us. */
  readonly coolDownUs: number
  /** Learners that watch the instruments without a team, over all of them. */
  readonly watchers: number
  /** What is known beside the bars. */
  readonly columns: readonly MoatColumn[]
  /** Whether learners of a new team recall what archives hold; older desks did not. */
  readonly recalls?: true
}

/** @see SPEC P1, P6. */
export const swarmDefaults: SwarmRules = {
  capacity: 15,
  coolDownUs: hourUs,
  watchers: 100,
  columns: [],
  recalls: true,
}

export function swarmJson(rules: SwarmRules): Json {
  return { ...rules, columns: rules.columns.map(({ moat, column }) => ({ moat, column })) }
}

/** What a header says of a swarm; declined where it is not whole. */
export function parseSwarm(json: Json): Result<SwarmRules> {
  if (!isRecord(json)) return declined('swarm is no table')
  const { columns, recalls, ...rest } = json
  const { columns: _, recalls: __, ...like } = swarmDefaults
  if (recalls !== undefined && recalls !== true)
    return declined('swarm.recalls is true or left out')
  const rules = parseRecord('swarm', rest, like)
  if (!rules.ok) return rules
  const { capacity, watchers } = rules.value
  if (!Number.isSafeInteger(capacity) || !Number.isSafeInteger(watchers))
    return declined('swarm.capacity and swarm.watchers must be whole')
  const all = Array.isArray(columns) ? (columns as readonly Json[]).map(columnOf) : [undefined]
  const known = all.filter((column) => column !== undefined)
  if (known.length < all.length) return declined('swarm.columns is no list of moats and columns')
  return ok({ ...rules.value, columns: known, ...(recalls === true ? { recalls } : {}) })
}

function columnOf(json: Json): MoatColumn | undefined {
  if (!isRecord(json)) return undefined
  const { moat: named, column } = json
  const moat = moats.find((each) => each === named)
  return moat === undefined || typeof column !== 'string' ? undefined : { moat, column }
}
