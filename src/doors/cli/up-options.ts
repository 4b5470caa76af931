import {
  type ConfigurationFlag,
  marketOfRehearsal,
  marketOfVenue,
  type Rehearsal,
  rehearsalAt,
} from '../../app/index.ts'
import { UserError } from '../../base/index.ts'
import { secondUs } from '../../domain/index.ts'
import { type KeyChoice, testNetwork } from '../../venue/index.ts'
import { asNumber } from './option-number.ts'

/** What `coinswarm up` may be told. */
export type UpOptions = {
  readonly market?: readonly string[]
  readonly venue?: string
  readonly rehearse?: string
  readonly testnet?: boolean
  readonly rehearsalKeys?: string
  readonly key?: string
  readonly passphraseFile?: string
  readonly adopt?: string
  readonly deadMan?: string
  readonly interval?: string
  readonly paper?: boolean
  readonly live?: boolean
  readonly override?: readonly string[]
  readonly reason?: readonly string[]
  readonly speed?: string
  readonly headless?: boolean
  readonly port?: string
  readonly agent?: readonly string[]
  readonly seed?: string
  readonly record?: boolean
  readonly recordMax?: string
  readonly exit?: boolean
  readonly log?: 'text' | 'json'
}

/** A test network is rehearsed at like any other exchange without real money. */
export function atTestNetwork(options: UpOptions): UpOptions {
  if (options.testnet !== true) return options
  if (options.rehearse !== undefined)
    throw new UserError('usage', '--testnet and --rehearse exclude each other; leave one out.')
  return { ...options, rehearse: testNetwork }
}

/** Pairs of which one makes no sense beside the other, and what to do. */
const contradictions: readonly (readonly [
  isGiven: (options: UpOptions) => boolean,
  sentence: string,
])[] = [
  [
    ({ live, paper }) => live === true && paper === true,
    '--live and --paper exclude each other; leave one out.',
  ],
  [
    ({ venue, market }) => venue !== undefined && market !== undefined,
    '--venue is a market itself; leave --market out.',
  ],
  [
    ({ rehearse, live, paper }) => rehearse !== undefined && (live === true || paper === true),
    '--rehearse is neither --live nor --paper; leave the other out.',
  ],
  [
    ({ rehearse, venue }) => rehearse !== undefined && venue === undefined,
    '--rehearse needs --venue NAME: whose dialect the exchange speaks.',
  ],
  [
    ({ rehearse, rehearsalKeys }) => rehearsalKeys !== undefined && rehearse === undefined,
    '--rehearsal-keys is for --rehearse URL.',
  ],
  [
    ({ key, rehearse, live }) => key !== undefined && rehearse === undefined && live !== true,
    '--key NAME is for --rehearse URL, --testnet or --live.',
  ],
  [
    ({ key, rehearsalKeys }) => key !== undefined && rehearsalKeys !== undefined,
    '--key and --rehearsal-keys exclude each other; leave one out.',
  ],
  [
    ({ key, passphraseFile }) => passphraseFile !== undefined && key === undefined,
    '--passphrase-file is for --key NAME: it opens the vault.',
  ],
  [
    ({ override, reason, live }) => live !== true && (override ?? reason) !== undefined,
    '--override NAME --reason TEXT is for --live: it waves a check through.',
  ],
  [
    ({ override = [], reason = [] }) => override.length !== reason.length,
    'Each --override NAME needs a --reason TEXT of its own.',
  ],
  [
    ({ rehearse, adopt }) => adopt !== undefined && (rehearse === undefined || adopt.trim() === ''),
    '--adopt REASON is for a desk with an account: --rehearse URL; and says why.',
  ],
  [
    ({ rehearse, deadMan }) => deadMan !== undefined && rehearse === undefined,
    '--dead-man SECONDS is for a desk with orders at a venue: --rehearse URL.',
  ],
  [
    ({ interval, venue }) => interval !== undefined && venue === undefined,
    '--interval is for the bars of a venue; give --venue NAME, or leave it out.',
  ],
]

/** @throws UserError `usage` for options that exclude or need each other. */
export function refuseContradictions(options: UpOptions): void {
  const found = contradictions.find(([isGiven]) => isGiven(options))
  if (found !== undefined) throw new UserError('usage', found[1])
}

/** @throws UserError `rehearsal-url`, `rehearsal-keys`. */
export function rehearsalOf(options: UpOptions, keys: KeyChoice): Rehearsal | undefined {
  const { venue, rehearse, deadMan } = options
  if (rehearse === undefined || venue === undefined) return undefined
  const rehearsal = rehearsalAt(rehearse, keys)
  const seconds = Number(deadMan ?? 0)
  if (deadMan !== undefined && !(seconds >= deadManMin && seconds <= deadManMax))
    throw new UserError('usage', `--dead-man takes ${deadManMin} to ${deadManMax} seconds.`)
  return { ...rehearsal, deadManUs: seconds * secondUs }
}

/** Two refreshes may be lost; a desk that is away for longer is better without orders. */
const deadManMin = 5
const deadManMax = 3_600

/** What to take bars from. @param source - That of the settings. */
export function marketsOf(
  { venue, market, rehearse }: UpOptions,
  source: string,
): readonly string[] {
  if (venue === undefined) return market ?? [source]
  const name = venue.toLowerCase()
  return [rehearse === undefined ? marketOfVenue(name) : marketOfRehearsal(name)]
}

/** Whether a word names a file rather than something built in. */
export function isFile(word: string): boolean {
  return /[.][a-z0-9]+$/i.test(word)
}

/** The settings that options stand for. @throws UserError `usage`. */
export function flagsOf({ speed, port, seed, record, recordMax }: UpOptions): ConfigurationFlag[] {
  if (speed !== undefined && speed !== 'max' && !(Number(speed) > 0))
    throw new UserError('usage', `--speed must be a number above 0, or max; was '${speed}'.`)
  return [
    { flag: '--speed', key: 'market.speed', value: speed === 'max' ? 'max' : asNumber(speed) },
    { flag: '--port', key: 'http.port', value: asNumber(port) },
    { flag: '--seed', key: 'desk.seed', value: asNumber(seed) },
    { flag: '--record', key: 'recording.isEnabled', value: record },
    { flag: '--record-max', key: 'recording.maxGb', value: asNumber(recordMax) },
  ]
}

/** Options that a desk which is taken over is opened with again; the rest is in its journal. */
const taken = [
  'venue',
  'rehearse',
  'rehearsalKeys',
  'key',
  'passphraseFile',
  'deadMan',
  'speed',
] as const

/** What a desk was started with, as it was noted. The market is the one in its journal. */
export function notedOptions(noted: Readonly<Record<string, unknown>>): UpOptions {
  const words = taken.flatMap((name) => {
    const word = noted[name]
    return typeof word === 'string' ? [[name, word]] : []
  })
  return {
    ...Object.fromEntries(words),
    headless: true,
    ...(noted['venue'] ? {} : { market: ['auto'] }),
  }
}
