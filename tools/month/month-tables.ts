import { table } from '../markdown-table.ts'
import { agentTables } from './agent-tables.ts'
import type { Interval } from './interval-of.ts'
import { type MonthGroup, monthGroups } from './month-group.ts'
import type { Counted, MonthNight, MonthPart, MonthRecord } from './month-record.ts'

/** Days between two rows of a table of memory. */
const everyDays = 5

/** Everything that `docs/month.md` says in numbers. */
export function monthTables({ parts, nights }: MonthRecord): string {
  return monthGroups
    .filter(({ name }) => parts.some((of) => of.group === name))
    .flatMap((group) => [
      `## ${group.title}\n`,
      ...groupTables(
        group,
        parts.filter((of) => of.group === group.name),
        nights.filter((of) => of.group === group.name),
      ),
    ])
    .join('\n')
}

function groupTables(
  group: MonthGroup,
  parts: readonly MonthPart[],
  nights: readonly MonthNight[],
): readonly string[] {
  const part = (title: string, of: (part: MonthPart) => readonly string[]): readonly string[] => [
    `### ${title}\n`,
    ...parts.flatMap((each) => [`Votes ${each.votes}.\n`, ...of(each)]),
  ]
  return [
    sumsTable(parts),
    '### Where it was made and lost\n',
    'In dollars, before fees, with 95 % intervals by days.\n',
    profitTable(parts),
    ...part('What each agent brought', agentTables),
    ...part('What risk and the venue said no to', (each) => [noTable(each)]),
    ...part('What is remembered', (each) => [memoryTable(each)]),
    '### The nights of the strategist\n',
    ...nightTables(group, nights),
    ...part('What went wrong', (each) => [wrongText(each), stopTable(each), incidentText(each)]),
  ]
}

/** A row of figures, one of each part. */
type Row = readonly [name: string, of: (part: MonthPart) => string]

const sums: readonly Row[] = [
  ['live and warm bars', ({ bars }) => whole(bars)],
  ['agents, teams deployed', ({ agents, teams }) => `${agents}, ${teams}`],
  ['orders, fills', ({ orders, fills }) => `${whole(orders)}, ${whole(fills)}`],
  ['equity at the end', ({ equity }) => money(equity.end)],
  ['gained, after fees', ({ streams }) => interval(streams.desk)],
  ['fees', ({ streams }) => interval(streams.fees)],
  ['an equal share of each, held', ({ streams }) => interval(streams.held)],
  ['largest fall from the highest', ({ equity }) => percent(equity.drawdown)],
  ['mean of what was held, of equity', ({ equity }) => percent(equity.grossMean)],
  ['stops, with power lost at any time', ({ stops }) => `${stops.length}`],
  ['bars not heard of in time', ({ silentBars }) => whole(silentBars)],
  ['most orders in doubt at once', ({ unresolvedMost }) => `${unresolvedMost}`],
  [
    'journal run again at the end',
    ({ isReplayed, replayedEvents }) =>
      `${whole(replayedEvents)} events, ${isReplayed ? 'the same state' : 'another state'}`,
  ],
  ['hash', ({ hash }) => `\`${hash.slice(0, 16)}\``],
]

function sumsTable(parts: readonly MonthPart[]): string {
  const head = ['', ...parts.map(({ votes }) => `votes ${votes}`)]
  return table(
    head,
    sums.map(([name, of]) => [name, ...parts.map(of)]),
  )
}

function profitTable(parts: readonly MonthPart[]): string {
  const names = parts[0]?.streams.byInstrument.map(({ instrument }) => instrument) ?? []
  const rows = names.map((name, i) => [
    name,
    ...parts.map(({ streams }) => {
      const brought = streams.byInstrument[i]?.brought
      return brought === undefined ? '' : interval(brought)
    }),
  ])
  return table(['instrument', ...parts.map(({ votes }) => `votes ${votes}`)], rows)
}

function noTable({ refused, cut, rejected }: MonthPart): string {
  if (refused.length + cut.length + rejected.length === 0) return 'Nothing was asked for.\n'
  return table(
    ['who', 'why', 'how often'],
    [
      ...counted('risk refused', refused),
      ...counted('risk left less', cut),
      ...counted('the venue rejected', rejected),
    ],
  )
}

function counted(who: string, list: readonly Counted[]): readonly (readonly string[])[] {
  return list.map(({ name, count }) => [who, name, whole(count)])
}

function memoryTable({ memory }: MonthPart): string {
  const rows = memory
    .filter(({ day }) => day === 1 || day % everyDays === 0)
    .map((of) => [
      ...[`${of.day}`, whole(of.events), whole(of.positions), whole(of.views)],
      ...[`${of.patterns}`, `${of.shelved}`, `${of.lessons}`],
      ...[whole(Math.round(of.journalBytes / 1_000)), whole(Math.round(of.stateBytes / 1_000))],
    ])
  return table(
    [
      ...['day', 'events', 'positions', 'views', 'patterns', 'on a shelf', 'lessons'],
      ...['journal, kB', 'state, kB'],
    ],
    rows,
  )
}

function nightTables({ evolves }: MonthGroup, nights: readonly MonthNight[]): readonly string[] {
  const written = nights.reduce((sum, night) => sum + night.written, 0)
  const steps = tally(nights.flatMap(({ ends }) => ends))
  const outcomes = tally(nights.map(({ outcome }) => ({ name: outcome, count: 1 })))
  const asked = nights.filter(({ why }) => why.startsWith(notPassed))
  const questions = tally(
    asked.flatMap(({ why }) =>
      why
        .slice(notPassed.length)
        .split(', ')
        .map((name) => ({ name, count: 1 })),
    ),
  )
  const told = (list: readonly Counted[]): string =>
    list.map(({ name, count }) => `${name} ${count}`).join(', ')
  return [
    `${nights.length} nights on \`${evolves.file}\`, each with the bars until its midnight and the ` +
      `${evolves.daysBefore} days before the month; ${written} drafts written. Outcomes: ` +
      `${told(outcomes)}. Where drafts ended: ${told(steps)}. ${asked.length} nights put a draft to ` +
      `the gate; what it said no to, by question: ${told(questions)}.\n`,
  ]
}

const notPassed = 'not passed: '

function tally(list: readonly Counted[]): readonly Counted[] {
  const sums = new Map<string, number>()
  for (const { name, count } of list) sums.set(name, (sums.get(name) ?? 0) + count)
  return [...sums]
    .map(([name, count]) => ({ name, count }))
    .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
}

function wrongText({ answers, breakers }: MonthPart): string {
  const list = (of: readonly Counted[]): string =>
    of.map(({ name, count }) => `${name} ${whole(count)}`).join(', ') || 'none'
  return `Answers of the venue: ${list(answers)}. Breakers that opened: ${list(breakers)}.\n`
}

function stopTable({ stops }: MonthPart): string {
  return table(
    ['stopped', 'why', 'down, s', 'events run again'],
    stops.map(({ at, why, seconds, replayed }) => [
      ...[at, why.replace(/;.*/s, ''), whole(seconds), whole(replayed)],
    ]),
  )
}

function incidentText({ incidents }: MonthPart): string {
  if (incidents.length === 0) return 'No alarm, no change of mode, of standing or of tier.\n'
  return table(
    ['at', 'what'],
    incidents.map(({ at, what }) => [at, what.replaceAll('|', '/')]),
  )
}

function whole(count: number): string {
  return count.toLocaleString('en-US')
}

function money(amount: number): string {
  return amount.toLocaleString('en-US', { maximumFractionDigits: 0 })
}

function percent(share: number): string {
  return `${(100 * share).toFixed(2)} %`
}

function interval({ sum, low, high }: Interval): string {
  if (low === high && sum === low) return money(sum)
  return `${money(sum)} (${money(low)} to ${money(high)})`
}
