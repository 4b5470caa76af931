import { Command } from 'commander'
import { type AgentState, agentStatesOf, type RunMemory } from '../../app/index.ts'
import { formatTime, micros } from '../../domain/index.ts'
import { type RegimeSpan, regimeSpans } from '../../memory/index.ts'
import { formatPlain } from '../../research/index.ts'
import { addBacktestOptions, type BacktestOptions } from './backtest-run.ts'
import type { CliContext } from './cli-context.ts'
import { columnLines } from './column-lines.ts'
import { countOf } from './sweep-options.ts'

/** Rows that are told; JSON has all. */
const rowsMax = 40

type RegimeOptions = BacktestOptions & { readonly most: string }

/** How a command comes by what is remembered. */
type Asked = (context: CliContext, options: BacktestOptions) => Promise<RunMemory>

/** The commands below `memory` that tell its records of markets and agents. @see SPEC Q4. */
export function recordCommands(context: CliContext, asked: Asked): readonly Command[] {
  return [regimesCommand(context, asked), statesCommand(context)]
}

function regimesCommand(context: CliContext, asked: Asked): Command {
  const command = new Command('regimes').description(
    'List what the market of each instrument was like, and from when until when. ' +
      'Of the desk in its folder; with --bars or --market, of those bars.',
  )
  return addBacktestOptions(command)
    .option('--most <n>', 'the newest so many of each instrument', '12')
    .addHelpText('after', '\nExample:\n  coinswarm memory regimes --most 6')
    .action(async (options: RegimeOptions) => {
      const most = countOf('--most', options.most, 1, 100_000)
      const { instruments, columns } = await asked(context, options)
      const told = instruments.map(({ id }, i) => {
        const bars = columns[i]
        return { instrument: id, spans: bars === undefined ? [] : regimeSpans(bars) }
      })
      const newest = told.map(({ instrument, spans }) => ({
        ...{ instrument, all: spans.length, spans: spans.slice(-most) },
      }))
      const rows = newest.map(({ spans, ...of }) => ({ ...of, spans: spans.map(spanRow) }))
      context.json({ command: 'memory regimes', instruments: rows })
      for (const each of newest) for (const line of spanLines(each)) context.print(line)
    })
}

function spanRow({ name, version, start, end, isOver }: RegimeSpan): object {
  return { name, version, start: iso(start), end: isOver ? iso(end) : null }
}

function spanLines(of: {
  readonly instrument: string
  readonly all: number
  readonly spans: readonly RegimeSpan[]
}): readonly string[] {
  const { instrument, all, spans } = of
  if (spans.length === 0) return [`${instrument}: no bar has closed yet.`]
  return [
    `${instrument}: ${all} regimes, of which the newest ${spans.length}`,
    ...columnLines([
      ['from, UTC', 'until', 'the market was', 'version'],
      ...spans.map(({ start, end, isOver, name, version }) => [
        ...[timeOf(start), isOver ? timeOf(end) : 'now', name, String(version)],
      ]),
    ]),
  ]
}

function statesCommand(context: CliContext): Command {
  return new Command('states')
    .description('List what each agent of the desk counts by, its settings, and until when.')
    .addHelpText('after', '\nExample:\n  coinswarm memory states')
    .action(() => {
      const states = agentStatesOf(context.deskFolder)
      const rows = states.map(({ from, until, ...of }) => ({
        ...{ ...of, from: iso(from), until: until === null ? null : iso(until) },
      }))
      context.json({ command: 'memory states', states: rows })
      for (const line of stateLines(states)) context.print(line)
    })
}

function stateLines(states: readonly AgentState[]): readonly string[] {
  const [first] = states
  if (first === undefined) return ['This desk has no agents.']
  const regimes = Object.keys(first.weights)
  const shown = states.slice(0, rowsMax)
  const left = states.length - shown.length
  return [
    ...columnLines([
      ['agent', 'from, UTC', 'until', ...regimes, 'agreed by'],
      ...shown.map(({ agent, from, until, weights, agreed }) => [
        ...[agent, timeOf(from), until === null ? 'changed' : timeOf(until)],
        ...regimes.map((name) => weightText(weights[name] ?? null)),
        agreed === null ? 'nobody' : `${agreed.by}, ${agreed.proposal}`,
      ]),
    ]),
    ...(left > 0 ? [`${left} more states under --json.`] : []),
  ]
}

function weightText(weight: number | null): string {
  return weight === null ? 'as earned' : formatPlain(weight, 2)
}

function timeOf(ts: number): string {
  return ts === 0 ? 'its start' : formatTime(micros(ts)).slice(0, 16)
}

function iso(ts: number): string {
  return new Date(ts / 1_000).toISOString()
}
