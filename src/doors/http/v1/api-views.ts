import type {
  BookFeed,
  DeskFeed,
  DeskRecords,
  DeskSnapshot,
  LatencyWatch,
  PastFeed,
} from '../../../app/index.ts'
import { type MemoryFeed, pageOf, type Span } from '../../../app/index.ts'
import type { Micros } from '../../../domain/index.ts'
import { type ApiName, type DepthTold, openapiDocument } from '../../api/index.ts'
import { healthRows } from './health-rows.ts'
import { tradeRows } from './trade-rows.ts'

/** What the views are read from. */
export type ViewSources = {
  readonly feed: DeskFeed
  readonly records: DeskRecords
  readonly past: PastFeed
  readonly memory?: MemoryFeed | undefined
  /** Books that the desk listens to, beside its bars; none when left out. */
  readonly books?: BookFeed | undefined
  /** How late bars come; not measured when left out. */
  readonly latency?: LatencyWatch | undefined
}

/** A query as its schema has let it through. */
export type ViewQuery = Span & {
  readonly at?: number
  readonly instrument?: string
  readonly id?: string
}

/** What is not there to be told, and why. */
export class NotThere extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

type OfSnapshot = (view: DeskSnapshot, query: ViewQuery) => unknown

/** Views of the desk, as it stands or stood. */
const snapshotViews = {
  status: ({ desk, status }) => ({ desk, status }),
  snapshot: ({ risk, swarm, ...view }) => ({ ...view, risk: risk ?? null, swarm: swarm ?? null }),
  equity: ({ equity }, query) => pageOf(equity, query),
  bars: ({ bars }, query) => pageOf(new Map(Object.entries(bars)).get(nameIn(query)) ?? [], query),
  positions: ({ positions }) => ({ rows: positions }),
  orders: ({ orders }, query) => pageOf(orders, query),
  fills: ({ fills }, query) => pageOf(fills, query),
  trades: (view, query) => pageOf(tradeRows(view), query),
  decisions: ({ decisions }, query) => pageOf(decisions, query),
  journal: ({ journal }, query) => pageOf(journal, query),
  risk: ({ risk }) => ({ risk: risk ?? null }),
  limits: ({ risk }) => ({ rows: risk?.limits ?? [] }),
  modes: ({ risk }, query) => pageOf(risk?.modes ?? [], query),
  alarms: ({ risk }, query) => pageOf(risk?.alerts ?? [], query),
  swarm: ({ swarm }) => ({ swarm: swarm ?? null }),
  dataHealth: (view) => {
    const { isStale, marketTime, receivedAt } = view.status
    return { isStale, marketTime, receivedAt, rows: healthRows(view) }
  },
} as const satisfies Partial<Record<ApiName, OfSnapshot>>

type OfRecords = (sources: ViewSources, query: ViewQuery) => unknown

/** Views of what lies beside the desk. */
const recordViews = {
  document: () => openapiDocument(),
  memory: ({ memory }) => memoryOf(memory),
  depth: (sources, query) => depthOf(sources, nameIn(query)),
  latency: ({ latency }) => latency?.told() ?? { isMeasured: false, caughtUp: 0, rows: [] },
  sources: ({ records, feed }) =>
    records.ask('sources', { at: (feed.snapshot().status.marketTime * 1_000) as Micros }),
  strategies: ({ records }, query) => records.ask('strategies', spanIn(query)),
  strategy: async ({ records }, { id = '' }) => {
    return { strategy: (await records.ask('strategy', { id })) ?? null }
  },
  nights: ({ records }, query) => records.ask('nights', spanIn(query)),
  thoughts: ({ records }, query) => records.ask('thoughts', spanIn(query)),
  thought: async ({ records }, { id = '' }) => {
    return { thought: (await records.ask('thought', { id })) ?? null }
  },
  observations: ({ records }, query) => records.ask('observations', spanIn(query)),
  runs: ({ records }, query) => records.ask('runs', spanIn(query)),
  experiments: ({ records }, query) => records.ask('experiments', spanIn(query)),
  trials: async ({ records }) => ({ rows: await records.ask('trials') }),
  plans: ({ records }, query) => records.ask('plans', spanIn(query)),
  audit: ({ records }, query) => records.ask('audit', spanIn(query)),
  auditProof: ({ records }) => records.ask('auditProof'),
  past: ({ past }) => past.reach(),
  configuration: ({ records }) => ({ rows: records.configuration() }),
} as const satisfies Partial<Record<ApiName, OfRecords>>

export type View = (sources: ViewSources, query: ViewQuery) => Promise<unknown>

/** Every view that only looks, by the name of its route. */
export const apiViews: readonly (readonly [ApiName, View])[] = [
  ...entriesOf<OfSnapshot>(snapshotViews).map(([name, view]) => {
    const look: View = async (sources, query) => view(await viewAt(sources, query.at), query)
    return [name, look] as const
  }),
  ...entriesOf<OfRecords>(recordViews).map(([name, view]) => {
    const look: View = async (sources, query) => view(sources, query)
    return [name, look] as const
  }),
]

function entriesOf<T>(views: Partial<Record<ApiName, T>>): readonly (readonly [ApiName, T])[] {
  return (Object.keys(views) as ApiName[]).flatMap((name) => {
    const view = views[name]
    return view === undefined ? [] : [[name, view] as const]
  })
}

async function viewAt({ feed, past }: ViewSources, at: number | undefined): Promise<DeskSnapshot> {
  if (at === undefined) return feed.snapshot()
  const said = await past.look((at * 1_000) as Micros)
  if (said.isDone) return said.snapshot
  throw new NotThere('no-past', said.why)
}

function spanIn({ from, to, limit, cursor }: ViewQuery): Span {
  return {
    limit,
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}

function depthOf({ books, feed }: ViewSources, instrument: string): DepthTold {
  const { instruments, source } = feed.snapshot().desk
  if (!instruments.some(({ id }) => id === instrument))
    return { book: null, why: 'The desk does not trade this instrument.' }
  if (source.kind !== 'venue')
    return { book: null, why: `It trades on bars alone: ${source.label} has no book.` }
  const book = books?.depth(instrument) ?? null
  const why = 'Nobody listens to its book: start the desk with --record and it is heard and kept.'
  return { book, why: book === null ? why : '' }
}

async function memoryOf(memory: MemoryFeed | undefined): Promise<unknown> {
  if (memory === undefined)
    throw new NotThere('no-memory', 'This desk tells nothing of its memory.')
  const said = await memory.look()
  if (!said.isDone) throw new NotThere('no-memory', said.why)
  const told: unknown = JSON.parse(said.json)
  return { memory: told }
}

function nameIn({ instrument }: ViewQuery): string {
  return instrument ?? ''
}
