import { z } from 'zod'
import { type Tool, tool } from './tool.ts'
import { type JobKind, jobOptions, type JobWish, jobWish } from '../api/job-schemas.ts'
import { agentName, agentWords, axisWords, marketWords, runWords } from '../api/job-words.ts'
import { jobArgv, option, runOptions } from '../job/job-argv.ts'

const versionId = z.string().regex(/^[0-9a-f]{4,64}$/, 'the id of a version, or its first digits')
const count = z.number().int().min(1).max(200).optional()

/** A read without words. */
function plain(name: string, description: string, ...argv: readonly string[]): Tool {
  return tool({ name, description, words: {}, argv: () => argv })
}

/** A table of what the desk did, asked in the guarded process. */
function query(name: string, description: string, sql: string): Tool {
  return plain(name, description, 'strategy', 'sql', sql)
}

/** A run that programs may ask for too, in the same words. */
function job(kind: JobKind, description: string): Tool {
  const schema = jobOptions[kind]
  const wishOf = (args: unknown): JobWish => jobWish.parse({ kind, options: args })
  const argv: Tool['argv'] = (args, desk) => jobArgv(wishOf(args), desk)
  return { name: kind, description, pace: 'long', schema, argv }
}

const newest = 'ORDER BY rowid DESC LIMIT 100'
const held =
  "SELECT instrument, SUM(CASE side WHEN 'buy' THEN quantity_lots ELSE -quantity_lots END) AS lots, " +
  'MAX(time) AS updated FROM fills GROUP BY instrument HAVING lots <> 0 LIMIT 200'

const reads: readonly Tool[] = [
  plain('status', 'Mode of the desk, what it holds, orders that wait, its limits.', 'mode', 'show'),
  plain(
    'performance',
    'What is true of the desk by its events: equity, P&L, costs.',
    'strategy',
    'truth',
  ),
  plain('week', 'How the last whole week of the desk went.', 'report', 'weekly'),
  plain('risk', 'Every limit of the running desk, and what it will be.', 'limits', 'show'),
  query('positions', 'Lots bought less lots sold of what is held.', held),
  query('trades', 'The newest positions that were closed.', `SELECT * FROM trades ${newest}`),
  query('orders', 'The newest orders, and what came of each.', `SELECT * FROM orders ${newest}`),
  query('decisions', 'The newest decisions.', `SELECT * FROM decisions ${newest}`),
  tool({
    name: 'explain_decision',
    description: 'Who said what for a decision: the voices behind its sequence.',
    words: { sequence: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER) },
    argv: ({ sequence }) => [
      'strategy',
      'sql',
      'SELECT d.*, v.agent, v.exposure AS said, v.confidence AS sureness FROM decisions d ' +
        `LEFT JOIN voices v ON v.sequence = d.sequence WHERE d.sequence = ${sequence} LIMIT 200`,
    ],
  }),
  query(
    'markets',
    'The instruments of the desk.',
    'SELECT instrument, COUNT(*) AS bars, MAX(time) AS updated FROM readings GROUP BY instrument',
  ),
  tool({
    name: 'sql',
    description:
      'One read-only query over the tables of the desk; tables: readings, scans, trades, refusals, truth, decisions, voices, orders, fills.',
    words: {
      query: z
        .string()
        .max(4_000)
        .regex(/^\s*(select|with)\s/i, 'a SELECT, or a WITH'),
    },
    argv: ({ query: sql }) => ['strategy', 'sql', sql],
  }),
  tool({
    name: 'recall_memory',
    description: 'The remembered moments most like now, or like an episode.',
    words: {
      most: count,
      like: z.number().int().min(0).optional(),
      side: z.enum(['long', 'short']).optional(),
    },
    argv: ({ most, like, side }) => [
      'memory',
      'search',
      ...option('most', most),
      ...option('like', like),
      ...option('side', side),
    ],
  }),
  plain(
    'memory_lessons',
    'What closed positions teach, with the events it rests on.',
    'memory',
    'lessons',
  ),
  plain('data_list', 'What the catalog of market data holds.', 'data', 'list'),
  plain('agents_list', 'The agents that ship, with their parameters.', 'agents'),
  tool({
    name: 'indicators',
    description: 'The indicators there are, or one of them.',
    words: {
      name: z
        .string()
        .regex(/^[a-z][a-z0-9]{0,30}(\([0-9.,]{0,40}\))?$/)
        .optional(),
    },
    argv: ({ name }) => ['indicators', ...(name === undefined ? [] : [name])],
  }),
  tool({
    name: 'indicator_values',
    description: 'What an indicator reads over bars.',
    words: {
      name: z.string().regex(/^[a-z][a-z0-9]{0,30}(\([0-9.,]{0,40}\))?$/),
      last: count,
      ...marketWords,
    },
    argv: ({ name, last, ...words }, desk) => [
      'indicators',
      name,
      ...option('last', last),
      ...runOptions(words, desk),
    ],
  }),
  plain(
    'strategy_list',
    'The versions of strategies that the desk keeps.',
    'strategy',
    'list',
    '--all',
  ),
  tool({
    name: 'strategy_show',
    description: 'A version: where it stands, and what every step rests on.',
    words: { id: versionId },
    argv: ({ id }) => ['strategy', 'show', id],
  }),
  tool({
    name: 'strategy_diff',
    description: 'What differs between a version and another, or the one it was made from.',
    words: { id: versionId, other: versionId.optional() },
    argv: ({ id, other }) => ['strategy', 'diff', id, ...(other === undefined ? [] : [other])],
  }),
  plain('thoughts', 'What models were asked and said, newest first.', 'strategy', 'thoughts'),
  tool({
    name: 'audit',
    description: 'The newest manual acts on the desk.',
    words: { last: count },
    argv: ({ last }) => ['audit', 'list', ...option('last', last)],
  }),
  plain(
    'configuration',
    'Every setting in force, and where it came from. Holds no secret.',
    'config',
  ),
]

const longs: readonly Tool[] = [
  job('backtest', 'Run agents over bars and judge the result. Counts as a trial.'),
  job('sweep', 'Try many parameters of an agent; every one counts as a trial.'),
  job('walkforward', 'Choose parameters on one stretch of data, try them on the next, again.'),
  job('experiment', 'Look at a hypothesis a person registered: experiments/NAME.toml of the desk.'),
  tool({
    name: 'gate',
    description: 'Take the best of a grid, and ask of it all that could say no.',
    pace: 'long',
    words: {
      ...runWords,
      ...agentWords,
      ...axisWords,
      draws: z.number().int().min(19).max(199).optional(),
    },
    argv: ({ draws, ...words }, desk) => [
      'gate',
      ...option('draws', draws),
      ...runOptions(words, desk),
    ],
  }),
  tool({
    name: 'soundness',
    description: 'Look at an agent that ships from seven sides.',
    pace: 'long',
    words: { ...runWords, strategy: agentName },
    argv: ({ strategy, ...words }, desk) => ['soundness', strategy, ...runOptions(words, desk)],
  }),
]

/** Every tool there is. None of them changes a desk: see `tool-table.test.ts`. */
export const toolTable: readonly Tool[] = [...reads, ...longs]
