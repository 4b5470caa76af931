/** What one metric is called, means, and is told apart by. Names are those without `coinswarm_`. */
export type MetricFamily = {
  readonly kind: 'counter' | 'gauge' | 'histogram'
  readonly help: string
  readonly labels?: readonly string[]
  /** Upper ends of a histogram, seconds. */
  readonly buckets?: readonly number[]
  /** Most series of it; what is beyond is left out, and counted in `series_dropped`. */
  readonly most?: number
}

const quick = [0.000_05, 0.000_2, 0.001, 0.005, 0.02, 0.1, 0.5, 2]
const calls = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

const gauge = (help: string, ...labels: readonly string[]): MetricFamily => ({
  kind: 'gauge',
  help,
  labels,
})
const counter = (help: string, ...labels: readonly string[]): MetricFamily => ({
  kind: 'counter',
  help,
  labels,
})

const engine: Readonly<Record<string, MetricFamily>> = {
  info: gauge('Always 1; what the desk is.', 'version', 'trading', 'source', 'currency'),
  uptime_seconds: gauge('Since the desk was started.'),
  bars_total: counter('Bars taken in, those of the past among them.'),
  bar_age_seconds: gauge('Since the newest bar reached the desk, by the clock of the machine.'),
  market_lag_seconds: gauge('From the close of the newest bar to now, of a venue alone.'),
  market_stale: gauge('1 while no bar has come for more than two intervals.'),
  market_finished: gauge('1 when the market has ended.'),
  feed_faults_total: counter('Faults of the feed of bars; each is followed by another try.'),
  turn_seconds: {
    kind: 'histogram',
    help: 'What one turn of the desk takes, commits included.',
    buckets: quick,
  },
  loop_delay_seconds: gauge(
    'Delay of the event loop since it was last asked: half, 99 %, all.',
    'share',
  ),
  memory_bytes: gauge('Memory of the process.', 'kind'),
  cpu_seconds_total: counter('Time of processors that the process has used.'),
}

const money: Readonly<Record<string, MetricFamily>> = {
  equity: gauge('Equity, in the quote currency.'),
  cash: gauge('Cash, in the quote currency.'),
  exposure: gauge('Size of all that is held, of equity.'),
  realised_pnl: gauge('Realised profit and loss, in the quote currency.'),
  unrealised_pnl: gauge('Unrealised profit and loss, in the quote currency.'),
  fees: gauge('Fees paid so far, in the quote currency; rebates make it less.'),
  drawdown: gauge('1 - equity / running peak.'),
  trades_total: counter('Positions that were closed.'),
  position_pnl: gauge('Unrealised profit and loss of what is held.', 'instrument'),
  stream_brought: gauge('What a stream of agents has brought, as a share of equity.', 'stream'),
  mode: gauge('1 for the control mode the desk is in.', 'mode'),
}

const orders: Readonly<Record<string, MetricFamily>> = {
  orders_open: gauge('Orders that are out.', 'status'),
  order_events_total: counter('What happened to orders.', 'event'),
  fills_total: counter('Fills.'),
  decisions_total: counter('Decisions that turned, or led to an order.'),
  refusals_total: counter('Orders that a limit refused.', 'limit'),
  cuts_total: counter('Orders that a limit made smaller.', 'limit'),
}

const risk: Readonly<Record<string, MetricFamily>> = {
  limit_used_ratio: gauge('How much of a limit is used; absent while nobody knows.', 'limit'),
  breakers_open: gauge('Breakers that are not closed.', 'scope', 'state'),
  stress_loss: gauge('Share of equity a stress test would lose.', 'scenario'),
  crisis: gauge('1 while volatility is far above its usual, or everything moves as one.'),
  alerts_total: counter('Alerts raised since the start.', 'code'),
}

const venues: Readonly<Record<string, MetricFamily>> = {
  venue_call_seconds: {
    kind: 'histogram',
    help: 'From a request to a venue to its answer.',
    labels: ['call'],
    buckets: calls,
  },
  venue_answers_total: counter('Answers of a venue.', 'call', 'answer'),
  venue_waiting: gauge('Requests that a venue has not answered.'),
  venue_reconnects_total: counter('Times that the line to a venue was deaf and is looked up anew.'),
  orders_in_doubt: gauge('Orders of which nobody knows whether the venue has them.'),
}

const sources: Readonly<Record<string, MetricFamily>> = {
  source_known: gauge('1 while a source says something.', 'column', 'instrument'),
  source_unchanged_seconds: gauge(
    'How long a source has said the same, by the time of the desk.',
    'column',
    'instrument',
  ),
  source_gaps_total: counter('Times that a source fell silent.', 'column', 'instrument'),
}

const swarm: Readonly<Record<string, MetricFamily>> = {
  instruments: gauge('Instruments: all, and those that a team decides on.', 'state'),
  consensus_ratio: gauge('Share of voices that are on the side of what was decided.'),
  dissent: gauge('Mean size of what agents voted unlike the decision.'),
  agent_weight: gauge('What a voice counts by, 0.2 to 1.', 'agent'),
  agent_brier: gauge('Brier score of an agent.', 'agent'),
  agent_opinion_seconds: gauge('Mean time of an opinion.', 'agent'),
  memory_episodes: gauge('Episodes a desk remembers, where it goes by them.'),
  memory_agreed_total: counter('Changes to memory and weights that were agreed on.'),
  proposals_open: gauge('Proposals that wait for a person.'),
}

const strategist: Readonly<Record<string, MetricFamily>> = {
  strategies: gauge('Versions of strategies that are kept.', 'state'),
  strategist_nights: gauge('The newest night of the strategist.'),
  champion_info: gauge('Always 1; the version that decides.', 'version'),
  champion_changes_total: counter('Times that another version took over.'),
  model_tokens_today: gauge('Tokens of language models used today, UTC.'),
  model_tokens_max: gauge('Most tokens of a day.'),
  model_dollars_today: gauge('Dollars that language models cost today, UTC.'),
  model_dollars_max: gauge('Most dollars of a day.'),
}

const journal: Readonly<Record<string, MetricFamily>> = {
  journal_sequence: gauge('Sequence of the last event of the journal.'),
  journal_events_total: counter('Events, done again or new.', 'kind'),
  journal_bytes_total: counter('Bytes written to the journal since the start.'),
  journal_commits_total: counter('Syncs of the journal since the start.'),
  journal_flush_seconds: { kind: 'histogram', help: 'What a sync takes.', buckets: quick },
  journal_last_commit_timestamp_seconds: gauge('When the journal was last synced.'),
  journal_reserve_only: gauge('1 while the disk is full and exits alone have room.'),
}

const own: Readonly<Record<string, MetricFamily>> = {
  series_dropped: gauge('Series left out of a family that had too many.', 'family'),
}

/** Everything that is told, in the order of the answer. A name here is `coinswarm_NAME` there. */
export const metricFamilies: Readonly<Record<string, MetricFamily>> = {
  ...engine,
  ...money,
  ...orders,
  ...risk,
  ...venues,
  ...sources,
  ...swarm,
  ...strategist,
  ...journal,
  ...own,
}
