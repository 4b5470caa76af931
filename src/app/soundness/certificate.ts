import { z } from 'zod'
import { canonicalJson } from '../../base/index.ts'
import { dayUs, type Micros } from '../../domain/index.ts'
import type { Soundness, SoundnessThresholds, SoundnessVerdict } from '../../research/index.ts'
import type { StrategyIdentity } from './strategy-identity.ts'
import { sha256 } from '../sha256.ts'

/** What was found of a strategy, when, and on what. */
export type Certificate = {
  readonly format: 1
  readonly strategy: StrategyIdentity
  /** See `settingsHash`. */
  readonly settings: string
  readonly thresholds: Readonly<Record<string, number>>
  readonly version: string
  /** The bars it was tried on: their hash, and what they are, for people. */
  readonly data: { readonly sha256: string; readonly market: string; readonly isRecorded: boolean }
  /** Hash of the run. */
  readonly run: string
  readonly verdict: SoundnessVerdict
  readonly mayLeavePaper: boolean
  readonly reasons: readonly string[]
  readonly categories: readonly { readonly name: string; readonly status: string }[]
  /** ISO times, UTC. */
  readonly issued: string
  readonly expires: string
}

const time = z.iso.datetime({ precision: 3 })

const schema: z.ZodType<Certificate> = z.strictObject({
  format: z.literal(1),
  strategy: z.strictObject({
    agent: z.string(),
    parameters: z.record(z.string(), z.union([z.number(), z.boolean(), z.string()])),
    codeSha256: z.string().nullable(),
  }),
  settings: z.string(),
  thresholds: z.record(z.string(), z.number()),
  version: z.string(),
  data: z.strictObject({ sha256: z.string(), market: z.string(), isRecorded: z.boolean() }),
  run: z.string(),
  verdict: z.enum(['sound', 'unsound', 'not proved']),
  mayLeavePaper: z.boolean(),
  reasons: z.array(z.string()),
  categories: z.array(z.strictObject({ name: z.string(), status: z.string() })),
  issued: time,
  expires: time,
})

export type CertificateNeeds = {
  readonly identity: StrategyIdentity
  readonly settings: string
  readonly thresholds: SoundnessThresholds
  readonly version: string
  readonly data: Certificate['data']
  readonly runHash: string
  readonly soundness: Soundness
  readonly now: Micros
  /** How long it holds, days. */
  readonly validDays: number
}

/** Writes out what was found. */
export function certificateOf(needs: CertificateNeeds): Certificate {
  const { identity, settings, thresholds, version, data, soundness, now, validDays } = needs
  const { verdict, mayLeavePaper, reasons, categories } = soundness
  const iso = (us: number): string => new Date(us / 1_000).toISOString()
  return {
    ...{ format: 1, settings, thresholds: { ...thresholds }, version, data, run: needs.runHash },
    strategy: { ...identity, parameters: { ...identity.parameters } },
    ...{ verdict, mayLeavePaper, reasons: [...reasons] },
    categories: categories.map(({ name, status }) => ({ name, status })),
    ...{ issued: iso(now), expires: iso(now + validDays * dayUs) },
  }
}

/** A certificate as the text of a file: with its hash, a line a key, for people to read. */
export function sealedText(certificate: Certificate): string {
  return `${JSON.stringify({ ...certificate, sha256: hashOf(certificate) }, undefined, 2)}\n`
}

/**
 * Reads a certificate back.
 *
 * @returns `undefined` for what is none, or is not word for word what was written. The hash is a
 *   seal against slips: who means to can make another.
 */
export function parseCertificate(text: string): Certificate | undefined {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    return undefined
  }
  if (typeof read !== 'object' || read === null) return undefined
  const { sha256, ...rest } = read as Record<string, unknown>
  const parsed = schema.safeParse(rest)
  return parsed.success && hashOf(parsed.data) === sha256 ? parsed.data : undefined
}

function hashOf(certificate: Certificate): string {
  return sha256(canonicalJson(certificate))
}
