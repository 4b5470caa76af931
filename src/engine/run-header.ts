import { declined, type Json, ok, type Result } from '../base/index.ts'
import { type Instrument, type InstrumentId, instrument } from '../domain/index.ts'
import { type Limits, wideLimits } from '../risk/index.ts'
import type { Costs } from '../venue/index.ts'
import type { DeskSetup } from './desk-setup.ts'
import { guardJson, type GuardRules } from './guard-rules.ts'
import type { WindDownRules } from './wind-down-rules.ts'

/** How an agent of a run is found again: by name, or by the file it was loaded from. */
export type AgentSource = {
  readonly from: string
  readonly parameters: Readonly<Record<string, string | number | boolean>>
}

/** Where the bars of a run come from, in terms a restart can use. */
export type RunSource = {
  readonly kind: 'generated' | 'file' | 'venue'
  readonly label: string
  /** `generated`, `scenario:NAME`, `kraken`, `venue:NAME`, or the paths of files. */
  readonly market: readonly string[]
}

/** The first record of a journal, parsed: all that is needed to run it again. */
export type RunHeader = {
  readonly setup: Omit<DeskSetup, 'agents'>
  readonly agents: readonly AgentSource[]
  readonly source: RunSource
  /** Drawn once per desk folder; part of every client order id. 16 hex digits. */
  readonly desk: string
}

const headerVersion = 1

/** The header as it stands in the journal. */
export function headerJson(header: RunHeader, agentIds: readonly string[]): Json {
  const { setup, source } = header
  return {
    version: headerVersion,
    desk: header.desk,
    seed: setup.seed,
    instruments: setup.instruments.map(({ id, tick, lot }) => ({ id, tick, lot })),
    intervalsUs: setup.intervalsUs,
    agents: agentIds,
    seats: header.agents.map(({ from, parameters }) => ({ from, parameters })),
    quorum: setup.quorum,
    limits: { ...setup.limits },
    costs: { ...setup.costs },
    cash: `${setup.cash}`,
    rebalanceMin: setup.rebalanceMin,
    ...(setup.guard === undefined ? {} : { guard: guardJson(setup.guard) }),
    ...(setup.windDown === undefined ? {} : { windDown: { ...setup.windDown } }),
    ...(setup.amends === true ? { amends: true } : {}),
    ...(setup.hasOneExit === true ? { hasOneExit: true } : {}),
    source: { ...source },
  }
}

/** Reads a header back. Declines one of a newer version, or one that is not whole. */
export function parseHeader(json: Json): Result<RunHeader> {
  const header = json as Readonly<Record<string, Json | undefined>>
  if (header['version'] !== headerVersion)
    return declined(`the run was written by another version (header ${textOf(header['version'])})`)
  const instruments = parseInstruments(header['instruments'])
  if (!instruments.ok) return instruments
  try {
    return ok({
      desk: textOf(header['desk']),
      setup: {
        seed: Number(header['seed']),
        instruments: instruments.value,
        intervalsUs: header['intervalsUs'] as readonly number[],
        quorum: Number(header['quorum']),
        limits: { ...wideLimits, ...(header['limits'] as unknown as Limits) },
        costs: header['costs'] as unknown as Costs,
        cash: BigInt(textOf(header['cash'])),
        rebalanceMin: Number(header['rebalanceMin']),
        ...(header['guard'] === undefined
          ? {}
          : { guard: header['guard'] as unknown as GuardRules }),
        ...(header['windDown'] === undefined
          ? {}
          : { windDown: header['windDown'] as unknown as WindDownRules }),
        ...(header['amends'] === true ? { amends: true } : {}),
        ...(header['hasOneExit'] === true ? { hasOneExit: true } : {}),
      },
      agents: header['seats'] as unknown as readonly AgentSource[],
      source: header['source'] as unknown as RunSource,
    })
  } catch {
    return declined('the header of the run cannot be read')
  }
}

function parseInstruments(json: Json | undefined): Result<readonly Instrument[]> {
  if (!Array.isArray(json)) return declined('the header of the run names no instruments')
  const parsed: Instrument[] = []
  for (const each of json as readonly Readonly<Record<string, Json>>[]) {
    const made = instrument(each['id'] as InstrumentId, textOf(each['tick']), textOf(each['lot']))
    if (!made.ok) return made
    parsed.push(made.value)
  }
  return ok(parsed)
}

function textOf(json: Json | undefined): string {
  return typeof json === 'string' || typeof json === 'number' ? String(json) : ''
}
