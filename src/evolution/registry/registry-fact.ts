import { z } from 'zod'
import { type ModuleKind, moduleKinds } from './module-kind.ts'
import { type VersionState, versionStates } from './version-state.ts'

const text = z.string().max(1_000)
const name = z.string().min(1).max(80)
const id = z.string().regex(/^[0-9a-f]{64}$/)
const ts = z.int().nonnegative()

const evidence = z
  .record(name, z.union([z.number(), text, z.boolean()]))
  .refine((given) => Object.keys(given).length <= 60, 'at most 60 pieces of evidence')

const made = z.strictObject({
  kind: z.literal('made'),
  id,
  module: z.enum(moduleKinds),
  parents: z.array(id).max(4),
  author: name,
  cycle: z.int().nonnegative(),
  ts,
  note: text,
})

const moved = z.strictObject({
  kind: z.literal('moved'),
  id,
  from: z.enum(versionStates),
  to: z.enum(versionStates),
  ts,
  cycle: z.int().nonnegative(),
  actor: name,
  reason: text,
  evidence,
})

const frozen = z.strictObject({ kind: z.literal('frozen'), id, ts, actor: name, reason: text })

/** Figures and words that a step rests on, by name. */
export type Evidence = { readonly [name: string]: number | string | boolean }

export type VersionMade = {
  readonly kind: 'made'
  /** SHA-256 of its kind and its source, in hex. */
  readonly id: string
  readonly module: ModuleKind
  /** What it was made from, the one it is most like first. */
  readonly parents: readonly string[]
  /** Who wrote it: a person, a model, the built-in proposer. */
  readonly author: string
  /** Which look at the market it came from; 0 for one by hand. */
  readonly cycle: number
  readonly ts: number
  /** What it is meant to do better. */
  readonly note: string
}

export type VersionMoved = {
  readonly kind: 'moved'
  readonly id: string
  readonly from: VersionState
  readonly to: VersionState
  readonly ts: number
  readonly cycle: number
  readonly actor: string
  readonly reason: string
  readonly evidence: Evidence
}

/** It is what others are held against, and stays it. */
export type VersionFrozen = {
  readonly kind: 'frozen'
  readonly id: string
  readonly ts: number
  readonly actor: string
  readonly reason: string
}

/** All that can be said of versions. Times are whole microseconds UTC. */
export type RegistryFact = VersionMade | VersionMoved | VersionFrozen

/** A fact from bytes. */
export const factSchema: z.ZodType<RegistryFact> = z.discriminatedUnion('kind', [
  made,
  moved,
  frozen,
])
