import { declined, type Json, ok, type Result } from '../base/index.ts'
import { type Instrument, type InstrumentId, instrument } from '../domain/index.ts'
import type { DeskSetup } from './desk-setup.ts'
import { guardJson } from './guard-rules.ts'
import { parseCosts, parseGuard, parseLimits, parseWindDown } from './parse-guard.ts'
import { isRecord, parseRecord } from './parse-record.ts'
import { parseVoices, voicesJson } from './voice-rules.ts'

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
    ...voicesJson(setup),
    ...(setup.outsideColumns === undefined ? {} : { outsideColumns: setup.outsideColumns }),
    ...(setup.yardsticks === true ? { yardsticks: true } : {}),
    ...(setup.viewsUs === undefined ? {} : { viewsUs: setup.viewsUs }),
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
  if (!isRecord(json)) return declined('the header of the run cannot be read')
  const header: Readonly<Record<string, Json | undefined>> = json
  if (header['version'] !== headerVersion)
    return declined(`the run was written by another version (header ${textOf(header['version'])})`)
  const setup = parseSetup(header)
  if (!setup.ok) return declined(`in the header of the run, ${setup.error}`)
  const agents = parseAgents(header['seats'])
  const source = parseSource(header['source'])
  const desk = textOf(header['desk'])
  if (!/^[0-9a-f]{16}$/.test(desk)) return declined('the header of the run names no desk')
  if (agents === undefined || source === undefined)
    return declined('the header of the run names no agents, or no market')
  return ok({ desk, setup: setup.value, agents, source })
}

function parseSetup(
  header: Readonly<Record<string, Json | undefined>>,
): Result<RunHeader['setup']> {
  const { guard: givenGuard, windDown: givenWindDown } = header
  const instruments = parseInstruments(header['instruments'])
  if (!instruments.ok) return instruments
  const limits = parseLimits(header['limits'], givenGuard !== undefined)
  if (!limits.ok) return limits
  const guard = givenGuard === undefined ? ok(undefined) : parseGuard(givenGuard)
  if (!guard.ok) return guard
  const windDown = givenWindDown === undefined ? ok(undefined) : parseWindDown(givenWindDown)
  if (!windDown.ok) return windDown
  const voices = parseVoices(header)
  if (!voices.ok) return voices
  const outsideColumns = parseColumnNames(header['outsideColumns'])
  if (!outsideColumns.ok) return outsideColumns
  const costs = parseCosts(header['costs'])
  if (!costs.ok) return costs
  const rest = parseRest(header, instruments.value.length)
  if (!rest.ok) return rest
  return ok({
    ...rest.value,
    instruments: instruments.value,
    limits: limits.value,
    costs: costs.value,
    ...(guard.value === undefined ? {} : { guard: guard.value }),
    ...(windDown.value === undefined ? {} : { windDown: windDown.value }),
    ...voices.value,
    ...(outsideColumns.value === undefined ? {} : { outsideColumns: outsideColumns.value }),
    ...(header['amends'] === true ? { amends: true } : {}),
    ...(header['hasOneExit'] === true ? { hasOneExit: true } : {}),
  })
}

/** More than any desk looks at. */
const columnsMax = 200

function parseColumnNames(json: Json | undefined): Result<readonly string[] | undefined> {
  if (json === undefined) return ok(undefined)
  const names = (Array.isArray(json) ? (json as readonly Json[]) : []).filter(isColumnName)
  const isWhole = Array.isArray(json) && names.length === json.length && names.length > 0
  if (isWhole && names.length <= columnsMax && new Set(names).size === names.length)
    return ok(names)
  return declined('outsideColumns is no list of columns, each named once')
}

function isColumnName(json: Json): json is string {
  return typeof json === 'string' && /^[A-Za-z][\w.]{0,63}$/.test(json)
}

type Rest = Pick<RunHeader['setup'], 'seed' | 'quorum' | 'rebalanceMin' | 'intervalsUs' | 'cash'>

function parseRest(
  { seed, quorum, rebalanceMin, intervalsUs, cash }: Readonly<Record<string, Json | undefined>>,
  instruments: number,
): Result<Rest> {
  const like = { seed: 0, quorum: 0, rebalanceMin: 0 }
  const given = { seed: seed ?? null, quorum: quorum ?? null, rebalanceMin: rebalanceMin ?? null }
  const numbers = parseRecord('setup', given, like)
  if (!numbers.ok) return numbers
  if (numbers.value.quorum < 1) return declined('a quorum must be 1 or more')
  const intervals = Array.isArray(intervalsUs) ? (intervalsUs as readonly Json[]) : []
  const known = intervals.filter((each) => typeof each === 'number' && Number.isSafeInteger(each))
  const isWhole = known.length === instruments && known.every((each) => Number(each) > 0)
  if (!isWhole || intervals.length !== instruments)
    return declined('not every instrument has a length of its bars')
  const text = textOf(cash)
  if (!/^[1-9]\d*$/.test(text)) return declined(`cash must be a whole number, was '${text}'`)
  return ok({ ...numbers.value, intervalsUs: known.map(Number), cash: BigInt(text) })
}

function parseAgents(json: Json | undefined): readonly AgentSource[] | undefined {
  if (!Array.isArray(json)) return undefined
  const given: readonly Json[] = json
  const agents = given.flatMap((each): AgentSource[] => {
    if (!isRecord(each)) return []
    const { from, parameters } = each
    if (typeof from !== 'string' || !isRecord(parameters)) return []
    // What parameters may be is for the agent to say.
    return [{ from, parameters: parameters as AgentSource['parameters'] }]
  })
  const isWhole = agents.length === given.length && agents.length > 0
  return isWhole ? agents : undefined
}

function parseSource(json: Json | undefined): RunSource | undefined {
  if (!isRecord(json)) return undefined
  const { kind, label, market } = json
  const isKnown = kind === 'generated' || kind === 'file' || kind === 'venue'
  if (!isKnown || typeof label !== 'string' || !Array.isArray(market)) return undefined
  const names = (market as readonly Json[]).filter((each) => typeof each === 'string')
  return names.length === market.length ? { kind, label, market: names } : undefined
}

function parseInstruments(json: Json | undefined): Result<readonly Instrument[]> {
  if (!Array.isArray(json)) return declined('the header of the run names no instruments')
  const parsed: Instrument[] = []
  for (const each of json as readonly Json[]) {
    if (!isRecord(each)) return declined('the header of the run names no instruments')
    const made = instrument(each['id'] as InstrumentId, textOf(each['tick']), textOf(each['lot']))
    if (!made.ok) return made
    parsed.push(made.value)
  }
  return ok(parsed)
}

function textOf(json: Json | undefined): string {
  return typeof json === 'string' || typeof json === 'number' ? String(json) : ''
}
