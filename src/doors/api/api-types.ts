import type {
  Alert,
  AuditLine,
  AuditProof,
  BarPoint,
  ControlState,
  DecisionRow,
  DeskHeader,
  DeskStatus,
  EquityPoint,
  ExperimentLine,
  FillPoint,
  JournalRow,
  LatencyTold,
  NightLine,
  ObservationLine,
  OrderRow,
  PastReach,
  PlanLine,
  PositionRow,
  RiskView,
  RunLine,
  SettingLine,
  SourcesTold,
  StrategyDetail,
  StrategyLine,
  ThoughtDetail,
  ThoughtLine,
  TrialsLine,
} from '../../app/index.ts'
import type { DepthTold } from './market-schemas.ts'
import type { JobRow, JobWish } from './job-schemas.ts'
import type { HealthRow, TradeRow } from './row-schemas.ts'
import type { PageSnapshot } from './snapshot-schemas.ts'

/** Times are milliseconds since 1970, UTC. */
type Span = {
  readonly from?: number
  readonly to?: number
  /** Rows of a page, 1 to 500; 100 when left out. */
  readonly limit?: number
  /** `next` of the page before. */
  readonly cursor?: string
}
type Past = { readonly at?: number }
type Named = { readonly id?: string }
type None = Readonly<Record<string, never>>
type Page<T> = { readonly rows: readonly T[]; readonly next: string | null }
type Rows<T> = { readonly rows: readonly T[] }
type Loose = Readonly<Record<string, unknown>>
type Pair<I, A> = { readonly input: I; readonly answer: A }
type Done = {
  readonly did: string
  readonly state: ControlState
  readonly audit: { readonly sequence: number; readonly hash: string } | null
}

/** What each route takes and answers; the compiler holds the schemas to it. */
export type ApiTypes = {
  readonly document: Pair<None, Loose>
  readonly status: Pair<Past, { readonly desk: DeskHeader; readonly status: DeskStatus }>
  readonly snapshot: Pair<Past, PageSnapshot>
  readonly past: Pair<None, PastReach>
  readonly equity: Pair<Span & Past, Page<EquityPoint>>
  readonly bars: Pair<Span & Past & { readonly instrument: string }, Page<BarPoint>>
  readonly positions: Pair<Past, Rows<PositionRow>>
  readonly orders: Pair<Span & Past, Page<OrderRow>>
  readonly fills: Pair<Span & Past, Page<FillPoint>>
  readonly trades: Pair<Span & Past, Page<TradeRow>>
  readonly decisions: Pair<Span & Past, Page<DecisionRow>>
  readonly journal: Pair<Span & Past, Page<JournalRow>>
  readonly risk: Pair<Past, { readonly risk: RiskView | null }>
  readonly limits: Pair<Past, Rows<RiskView['limits'][number]>>
  readonly modes: Pair<Span & Past, Page<RiskView['modes'][number]>>
  readonly alarms: Pair<Span & Past, Page<Alert>>
  readonly swarm: Pair<Past, { readonly swarm: Loose | null }>
  readonly dataHealth: Pair<
    Past,
    Rows<HealthRow> & Pick<DeskStatus, 'isStale' | 'marketTime' | 'receivedAt'>
  >
  readonly depth: Pair<{ readonly instrument?: string }, DepthTold>
  readonly latency: Pair<None, LatencyTold>
  readonly sources: Pair<None, SourcesTold>
  readonly memory: Pair<None, { readonly memory: Loose }>
  readonly strategies: Pair<Span, Page<StrategyLine>>
  readonly strategy: Pair<Named, { readonly strategy: StrategyDetail | null }>
  readonly nights: Pair<Span, Page<NightLine>>
  readonly thoughts: Pair<Span, Page<ThoughtLine>>
  readonly thought: Pair<Named, { readonly thought: ThoughtDetail | null }>
  readonly observations: Pair<Span, Page<ObservationLine>>
  readonly runs: Pair<Span, Page<RunLine>>
  readonly experiments: Pair<Span, Page<ExperimentLine>>
  readonly trials: Pair<None, Rows<TrialsLine>>
  readonly plans: Pair<Span, Page<PlanLine>>
  readonly audit: Pair<Span, Page<AuditLine>>
  readonly auditProof: Pair<None, AuditProof>
  readonly configuration: Pair<None, Rows<SettingLine>>
  readonly control: Pair<
    None,
    { readonly state: ControlState; readonly isFresh: boolean; readonly scopes: readonly string[] }
  >
  readonly csrf: Pair<None, { readonly token: string }>
  readonly kill: Pair<{ readonly hold?: boolean; readonly reason?: string }, Done>
  readonly mode: Pair<{ readonly to: DeskStatus['mode']; readonly reason: string }, Done>
  readonly changeLimit: Pair<
    { readonly key: string; readonly value: number; readonly reason: string },
    Done
  >
  readonly wake: Pair<
    {
      readonly scope: 'instrument' | 'strategy'
      readonly subject: number
      readonly reason: string
    },
    Done
  >
  readonly jobs: Pair<None, Rows<JobRow>>
  readonly job: Pair<{ readonly id: string }, { readonly job: JobRow; readonly result: unknown }>
  readonly startJob: Pair<JobWish, { readonly job: JobRow }>
  readonly cancelJob: Pair<{ readonly id: string }, { readonly job: JobRow }>
  readonly stepUp: Pair<{ readonly code: string }, { readonly freshUntil: number }>
}

/** One route of the API, as the client is asked for it. */
export type ApiName = keyof ApiTypes
/** What a route takes: its query or its body. */
export type ApiInput<N extends ApiName> = ApiTypes[N]['input']
/** What a route answers. */
export type ApiAnswer<N extends ApiName> = ApiTypes[N]['answer']
