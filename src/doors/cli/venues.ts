import { Command } from 'commander'
import { UserError } from '../../base/index.ts'
import {
  allVenueCapabilities,
  publishedFees,
  type VenueCapabilities,
  venueCapabilities,
} from '../../venue/index.ts'
import type { CliContext } from './cli-context.ts'
import { columnLines } from './column-lines.ts'

/** `coinswarm venues`: what each venue can do for a desk, and where no real order goes. */
export function venuesCommand(context: CliContext): Command {
  return new Command('venues')
    .description('List what each venue can guarantee a live desk. Asks nobody.')
    .argument('[name]', "ccxt's name of one venue, such as kraken")
    .option('--fees', 'what the venue publishes of its fees, as ccxt has it')
    .addHelpText(
      'after',
      '\nExamples:\n  coinswarm venues kraken\n  coinswarm venues kraken --fees',
    )
    .action((name: string | undefined, { fees = false }: Options) =>
      fees ? tellFees(context, name) : tell(context, name),
    )
}

type Options = { readonly fees?: boolean }

/** The published schedule. What an account pays is asked of the venue by a desk that has a key. */
async function tellFees(context: CliContext, name: string | undefined): Promise<void> {
  if (name === undefined)
    throw new UserError('usage', '--fees needs a venue, as in coinswarm venues kraken --fees.')
  const venue = name.toLowerCase()
  const levels = await publishedFees(venue)
  context.json({ command: 'venues', venue, fees: levels })
  if (levels.length === 0) return context.print(`ccxt has no fees of ${venue}.`)
  const rows = levels.map(({ volume, makerPpm, takerPpm }) => [
    volume,
    `${makerPpm / 10_000} %`,
    `${takerPpm / 10_000} %`,
  ])
  for (const line of columnLines([['from a volume in 30 days of', 'maker', 'taker'], ...rows]))
    context.print(line)
  context.print('As ccxt has it, which may be old; a desk with a key asks what its account pays.')
}

async function tell(context: CliContext, name: string | undefined): Promise<void> {
  if (name === undefined) return tellAll(context, await allVenueCapabilities())
  const venue = await venueCapabilities(name.toLowerCase())
  context.json({ command: 'venues', venues: [documentOf(venue)] })
  context.print(`${venue.name} (${venue.venue})`)
  for (const { title, say } of columns) context.print(`  ${title.padEnd(16)}${say(venue)}`)
  context.print(venue.refusal ?? 'It can guarantee what a live desk needs.')
}

function tellAll(context: CliContext, venues: readonly VenueCapabilities[]): void {
  context.json({ command: 'venues', venues: venues.map(documentOf) })
  const rows = [
    ['venue', ...columns.map(({ title }) => title), 'live'],
    ...venues.map((venue) => [
      venue.venue,
      ...columns.map(({ say }) => say(venue)),
      venue.refusal === undefined ? 'possible' : 'refused',
    ]),
  ]
  for (const line of columnLines(rows)) context.print(line)
  context.print('coinswarm venues NAME says why one is refused.')
}

type Column = { readonly title: string; readonly say: (venue: VenueCapabilities) => string }

const ways = { 'in-place': 'yes', 'by-replacing': 'replaced', none: 'no' }

const fills = { asked: 'asked', sifted: 'sifted', none: 'no' }

const columns: readonly Column[] = [
  { title: 'own names', say: ({ hasClientIds }) => yes(hasClientIds) },
  { title: 'fills', say: ({ fillsByOrder }) => fills[fillsByOrder] },
  { title: 'stops', say: ({ hasStops }) => yes(hasStops) },
  { title: 'stops found', say: ({ findsStops }) => yes(findsStops) },
  { title: 'reduce-only', say: ({ hasReduceOnly }) => yes(hasReduceOnly) },
  { title: 'dead man', say: ({ hasDeadManSwitch }) => yes(hasDeadManSwitch) },
  { title: 'changes', say: ({ changes }) => ways[changes] },
  { title: 'at once', say: ({ batchMax }) => `${batchMax}` },
  { title: 'deadline', say: ({ hasDeadline }) => yes(hasDeadline) },
  {
    title: 'stream',
    say: ({ hasOrderStream, hasFillStream }) =>
      hasFillStream ? 'fills' : hasOrderStream ? 'orders' : 'no',
  },
  { title: 'test network', say: ({ hasTestNetwork }) => yes(hasTestNetwork) },
  { title: 'keys proved', say: ({ provesKeys }) => yes(provesKeys) },
  { title: 'tried', say: ({ isProved }) => yes(isProved) },
]

function yes(is: boolean): string {
  return is ? 'yes' : 'no'
}

function documentOf(venue: VenueCapabilities): object {
  return { ...venue, refusal: venue.refusal ?? null }
}
