import { z } from 'zod'
import { minuteUs } from '../domain/index.ts'
import { legsShareDefault, swarmDefaults } from '../engine/index.ts'
import { defaultCaps } from '../execution/index.ts'
import { defaultCosts } from '../venue/index.ts'
import { alarmSettingRules } from './alarm/alarm-setting-rules.ts'
import { breakerSettingRules } from './breaker-setting-rules.ts'
import type { AgentSetting, ConfigurationValues } from './configuration-values.ts'
import { busSettingRules, databaseSettingRules } from './fleet-setting-rules.ts'
import { modelSettingRules, reviewerSettingRules } from './llm/model-setting-rules.ts'
import { logSettingRules } from './log/log-setting-rules.ts'
import { metricSettingRules } from './metrics/watching-setting-rules.ts'
import { noticeSettingRules } from './notice/notice-setting-rules.ts'
import { riskRules } from './risk-rules.ts'
import { flag, number, type SettingRule, share, whole } from './setting-rule.ts'
import { soundnessSettingRules } from './soundness-setting-rules.ts'
import { sourceSettingRules } from './source-setting-rules.ts'
import { telegramSettingRules } from './telegram/telegram-setting-rules.ts'
import { traceSettingRules } from './trace/trace-setting-rules.ts'

type Sections = Omit<ConfigurationValues, 'agents'>
type Rules = {
  readonly [S in keyof Sections]: {
    readonly [K in keyof Sections[S]]: SettingRule<Sections[S][K]>
  }
} & { readonly agents: SettingRule<readonly AgentSetting[]> }

/** One rule per setting: the type makes a forgotten one a compile error. */
export const configurationRules: Rules = {
  desk: {
    cash: number(100_000, { above: 0, max: 1_000_000_000 }, 'Cash the paper desk starts with.'),
    seed: whole(1, 0, 9_007_199_254_740_991, 'Seed of everything drawn by chance.'),
    quorum: whole(1, 1, 1_000, 'Opinions needed for the committee to decide.'),
    votes: {
      fallback: 'claimed',
      schema: z.enum(['claimed', 'earned']),
      expects: 'claimed or earned',
      meaning:
        'What a voice of the committee counts by: the confidence it claims, or what it has shown.',
    },
    legsShareMax: share(
      legsShareDefault,
      'Share of equity that sets of legs, such as pairs, may come to together.',
    ),
    rebalanceMin: share(0.05, 'Smallest change of a position worth an order, of equity.'),
  },
  swarm: {
    isOn: flag(
      false,
      'Whether explorers say which instruments have a team of agents; all have one otherwise.',
    ),
    capacity: whole(swarmDefaults.capacity, 1, 1_000, 'Instruments that may have a team at once.'),
    coolDownMinutes: number(
      swarmDefaults.coolDownUs / minuteUs,
      { min: 0, max: 100_000 },
      'Least time between two moves of a team on one instrument, minutes.',
    ),
    watchers: whole(
      swarmDefaults.watchers,
      0,
      10_000,
      'Learners that watch the instruments without a team, over all of them.',
    ),
    isPlannedDaily: flag(
      true,
      'Whether the planner looks back once a day where votes are earned; a person settles what it proposes.',
    ),
  },
  evolution: {
    at: {
      fallback: '',
      schema: z.string().regex(/^$|^([01]\d|2[0-3]):[0-5]\d$/),
      expects: "a time of day, UTC, such as '02:00', or empty",
      meaning:
        'When a running desk has a night of the strategist, by its own time; empty for never.',
    },
    candidates: whole(5, 1, 100, 'Strategies that are written in such a night, at most.'),
    draws: whole(99, 19, 9_999, 'Nulls in each distribution of such a night.'),
  },
  memory: {
    recallWeight: number(
      0,
      { min: 0, max: 1 },
      'How far agents go by what came of moments like theirs; at 0 nothing is remembered.',
    ),
    payoffWeight: number(
      0,
      { min: 0, max: 1 },
      'How far they learn the payoff ratio they assume from these, where recallWeight is above 0.',
    ),
    isGoverned: flag(
      true,
      'Whether four managers vote on what planner and memory propose, and do what they agree to.',
    ),
    vectors: {
      fallback: 'in-process',
      schema: z.enum(['in-process', 'pgvector']),
      expects: 'in-process or pgvector',
      meaning:
        'Where `memory search` looks for moments of a desk: in this process, or in the database of ' +
        '`database.url`, which then needs the extension pgvector.',
    },
  },
  sources: sourceSettingRules,
  model: modelSettingRules,
  reviewer: reviewerSettingRules,
  costs: {
    feeTakerBps: number(
      defaultCosts.feeTakerPpm / 100,
      { min: 0, max: 1_000 },
      'Fee of an order that takes, basis points.',
    ),
    feeMakerBps: number(
      defaultCosts.feeMakerPpm / 100,
      { min: -100, max: 1_000 },
      'Fee of an order that waited in the book, basis points; negative is a rebate.',
    ),
    slippageBps: number(
      defaultCosts.slippage * 10_000,
      { min: 0, max: 1_000 },
      'How much worse than the price seen a taking order fills, basis points.',
    ),
    participationMax: share(
      defaultCosts.participationMax,
      'Largest share of the volume of a bar that our orders may fill.',
    ),
    matching: {
      fallback: 'bars',
      schema: z.enum(['bars', 'book']),
      expects: 'bars or book',
      meaning:
        'What fills orders: `bars` alone, or `book`, the whole simulated exchange with bars ' +
        'played into it.',
    },
  },
  risk: riskRules,
  breakers: breakerSettingRules,
  caps: {
    ordersPerSecond: whole(
      defaultCaps.ordersPerSecond,
      1,
      10_000,
      'Orders that add risk in one second, whatever risk has approved.',
    ),
    notionalPerMinute: number(
      defaultCaps.notionalPerMinute,
      { above: 0, max: 1_000 },
      'Value of the orders that add risk in any minute, times equity at the start of the day, UTC.',
    ),
    notionalPerDay: number(
      defaultCaps.notionalPerDay,
      { above: 0, max: 100_000 },
      'The same for one day, UTC.',
    ),
  },
  operating: {
    modelPerDay: number(0, { min: 0, max: 1_000_000 }, 'What models cost a day, in money.'),
    dataPerDay: number(0, { min: 0, max: 1_000_000 }, 'What data cost a day, in money.'),
    hostingPerDay: number(0, { min: 0, max: 1_000_000 }, 'What the machine costs a day, in money.'),
    machinePerHour: number(
      0.05,
      { min: 0, max: 1_000_000 },
      'What an hour of a machine is worth, in money, where the time of agents is told in money.',
    ),
    monthlyMax: number(
      100,
      { min: 0, max: 100_000_000 },
      'Most that models, data and the machine may cost in a month, in money.',
    ),
    dollar: number(
      1,
      { above: 0, max: 1_000_000_000 },
      'What a dollar is worth in the quote currency: the borders of capital tiers are in dollars.',
    ),
  },
  soundness: soundnessSettingRules,
  agents: {
    fallback: [{ name: 'trend', parameters: {} }],
    schema: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          parameters: z
            .record(z.string(), z.union([z.number(), z.boolean(), z.string()]))
            .default({}),
        }),
      )
      .min(1),
    expects: 'a list of [[agents]] tables, each with a name and perhaps parameters',
    meaning: 'The agents on the committee, one `[[agents]]` table each: `name`, `parameters`.',
  },
  market: {
    source: {
      fallback: 'auto',
      schema: z.string().min(1),
      expects: 'auto, generated, kraken, venue:NAME, scenario:NAME or a file',
      meaning:
        'Where bars come from: `auto` (Kraken when it answers within 5 s, else generated), ' +
        '`generated`, `kraken`, `venue:NAME` for any other venue ccxt knows, `scenario:NAME`, ' +
        'or a file of bars.',
    },
    instruments: {
      fallback: ['BTC-USD', 'ETH-USD', 'SOL-USD', 'ADA-USD'],
      schema: z.array(z.string().min(1)).min(1),
      expects: 'a list such as ["BTC-USD", "ETH-USD"]',
      meaning: 'Instruments to trade, such as `BTC-USD` or `BTC-USD.KRAKEN`.',
    },
    speed: {
      fallback: 60,
      schema: z.union([z.number().positive(), z.literal('max')]),
      expects: 'a number above 0, or "max"',
      meaning: 'Times real time at which recorded and generated markets play, or `max`.',
    },
  },
  hardware: {
    switch: {
      fallback: '',
      schema: z.string(),
      expects: 'a path such as /dev/ttyACM0, or nothing',
      meaning:
        'Serial line or named pipe of a switch that pauses or kills the desk; none if empty.',
    },
    lights: {
      fallback: '',
      schema: z.string(),
      expects: 'a path, or nothing',
      meaning: 'Named pipe that takes the lines for the lights; a serial line takes them itself.',
    },
    onLost: {
      fallback: 'kill',
      schema: z.enum(['pause', 'kill']),
      expects: 'pause or kill',
      meaning: 'What a switch counts as that is silent, broken, or says what no switch says.',
    },
  },
  notice: noticeSettingRules,
  http: {
    port: whole(8787, 0, 65_535, 'Port of the page; 0 takes any free one.'),
    isEnabled: flag(true, 'Whether the page is served, on this machine only.'),
  },
  alarms: alarmSettingRules,
  log: logSettingRules,
  trace: traceSettingRules,
  metrics: metricSettingRules,
  telegram: telegramSettingRules,
  display: {
    isEmotionless: flag(
      false,
      'Whether money is shown as of the last midnight, UTC, and nothing is asked by hand but safety.',
    ),
  },
  bus: busSettingRules,
  database: databaseSettingRules,
  journal: {
    segmentBytes: whole(
      67_108_864,
      65_536,
      4_294_967_296,
      'Size of one journal file; one more is kept in reserve for exits.',
    ),
    snapshotEvery: whole(50_000, 100, 1_000_000_000, 'Events between two snapshots of the state.'),
  },
  catalog: {
    tiers: {
      fallback: ['5m:30d', '1h:365d', '1d'],
      schema: z.array(z.string().regex(/^[1-9]\d{0,3}[smhd](:[1-9]\d{0,3}[smhdw])?$/)).min(2),
      expects: 'a list such as ["5m:30d", "1h:365d", "1d"]',
      meaning: 'Lengths of bars that `data tier` makes of each other, and how long each is kept.',
    },
  },
  recording: {
    isEnabled: flag(false, 'Whether a desk on a venue records its trades, quotes and books.'),
    maxGb: number(
      5,
      { min: 0.001, max: 100_000 },
      'Most that recordings of the catalog may take, gigabytes; the oldest go first.',
    ),
  },
}
