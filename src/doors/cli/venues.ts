import { Command } from 'commander'
import {
  allVenueCapabilities,
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
    .addHelpText('after', '\nExample:\n  coinswarm venues kraken')
    .action((name: string | undefined) => tell(context, name))
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

const fills = { asked: 'asked', sifted: 'sifted', none: 'no' }

const columns: readonly Column[] = [
  { title: 'own names', say: ({ hasClientIds }) => yes(hasClientIds) },
  { title: 'fills', say: ({ fillsByOrder }) => fills[fillsByOrder] },
  { title: 'stops', say: ({ hasStops }) => yes(hasStops) },
  { title: 'stops found', say: ({ findsStops }) => yes(findsStops) },
  { title: 'reduce-only', say: ({ hasReduceOnly }) => yes(hasReduceOnly) },
  { title: 'dead man', say: ({ hasDeadManSwitch }) => yes(hasDeadManSwitch) },
  { title: 'deadline', say: ({ hasDeadline }) => yes(hasDeadline) },
  {
    title: 'stream',
    say: ({ hasOrderStream, hasFillStream }) =>
      hasFillStream ? 'fills' : hasOrderStream ? 'orders' : 'no',
  },
  { title: 'test network', say: ({ hasTestNetwork }) => yes(hasTestNetwork) },
  { title: 'tried', say: ({ isProved }) => yes(isProved) },
]

function yes(is: boolean): string {
  return is ? 'yes' : 'no'
}

function documentOf(venue: VenueCapabilities): object {
  return { ...venue, refusal: venue.refusal ?? null }
}
