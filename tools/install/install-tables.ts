import { table } from '../markdown-table.ts'
import { isAllowed, type LicensedPackage } from './licences.ts'
import type { Packed } from './packed.ts'
import type { Counts, RuntimePackage } from './runtime-packages.ts'
import type { CloneTimes } from './time-clone.ts'

/** What was measured, in the order of the page. */
export type Measured = {
  readonly machine: string
  readonly npm: string
  /** Programs that wanted a processor when it began, as the system counts them. */
  readonly load: number
  readonly clones: readonly CloneTimes[]
  readonly tried: readonly { readonly name: string; readonly seconds: number }[]
  readonly packed: Packed
  readonly counts: readonly [Counts, Counts]
  readonly largest: readonly { readonly name: string; readonly bytes: number }[]
  readonly runtime: readonly RuntimePackage[]
  readonly audits: readonly { readonly of: string; readonly answer: string }[]
  readonly given: readonly LicensedPackage[]
}

/** Everything below the mark of the page. */
export function installTables(measured: Measured): string {
  return [
    ...times(measured),
    ...packageTable(measured.packed),
    ...packagesTables(measured),
    ...auditTable(measured),
    ...licenceTable(measured.given),
  ].join('\n')
}

const seconds = (value: number): string => value.toFixed(1)
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 0)

function times({ machine, npm, load, clones, tried }: Measured): readonly string[] {
  const isAlone = clones.some(({ start }) => start.isAlone)
  return [
    `Measured on ${machine}, with npm ${npm} and from the registry of that machine. When it began,`,
    `${load.toFixed(1)} programs wanted a processor. Seconds; each row is a new clone with an empty cache.`,
    '',
    '## `npm start` until the page answers',
    '',
    table(
      ['started by', 'packages installed', 'built and started', 'the page answers after'],
      clones.map(({ node, start: { installed, page } }) => [
        ...[node, seconds(installed), seconds(page - installed), seconds(page)],
      ]),
    ),
    ...(isAlone
      ? ['Five of these seconds are spent waiting for Kraken, which this machine cannot reach.', '']
      : []),
    '## `npm ci`, then commands',
    '',
    table(
      [
        'started by',
        '`npm ci`',
        '`--version`, which builds',
        'first backtest',
        'again',
        'run hash',
      ],
      clones.map(({ node, ci, version, backtest, again, hash }) => [
        ...[node, seconds(ci), seconds(version), seconds(backtest), seconds(again)],
        `\`${hash.slice(0, 16)}\``,
      ]),
    ),
    '## The packed package elsewhere',
    '',
    'Each ended well, with the run hash above where it ran a backtest.',
    '',
    table(
      ['what', 'seconds'],
      tried.map(({ name, seconds: took }) => [name, seconds(took)]),
    ),
  ]
}

function packageTable({ bytes, bytesUnpacked, files }: Packed): readonly string[] {
  const parts = new Map<string, { files: number; bytes: number }>()
  for (const file of files) {
    const part = partOf(file.path)
    const sum = parts.get(part) ?? { files: 0, bytes: 0 }
    parts.set(part, { files: sum.files + 1, bytes: sum.bytes + file.size })
  }
  const rows = [...parts].sort(([, a], [, b]) => b.bytes - a.bytes)
  return [
    '## The package',
    '',
    `${megabytes(bytes)} MB packed, ${megabytes(bytesUnpacked)} MB unpacked, ${files.length} files.`,
    '',
    table(
      ['part', 'files', 'MB'],
      rows.map(([part, sum]) => [part, `${sum.files}`, megabytes(sum.bytes)]),
    ),
  ]
}

function partOf(file: string): string {
  if (file.startsWith('dist/')) return file.endsWith('.d.ts') ? 'types' : 'program'
  if (file.startsWith('web/')) return 'page'
  if (file.endsWith('.md')) return 'papers'
  return 'what starts it, manifest, licence'
}

function packagesTables({ counts, largest, runtime }: Measured): readonly string[] {
  const [production, development] = counts
  const row = (name: string, { named, installed, bytes }: Counts): readonly string[] => [
    ...[name, `${named}`, `${installed}`, megabytes(bytes)],
  ]
  return [
    '## Packages it needs',
    '',
    'Those of other platforms are named and locked, and not installed.',
    '',
    table(
      ['for', 'named in package.json', 'installed', 'MB'],
      [row('running', production), row('developing, besides', development)],
    ),
    table(
      ['largest, for running', 'MB'],
      largest.map(({ name, bytes }) => [`\`${name}\``, megabytes(bytes)]),
    ),
    'What goes when one of them goes, and what it takes to load it:',
    '',
    table(
      ['package', 'loaded in', 'packages', 'MB', 'ms'],
      runtime.map(({ name, rooms, alone, bytes, loadMs }) => [
        `\`${name}\``,
        rooms.map((room) => `\`${room}\``).join(' ') || 'runs everything',
        ...[`${alone}`, megabytes(bytes), loadMs === undefined ? '' : loadMs.toFixed(0)],
      ]),
    ),
  ]
}

function auditTable({ audits }: Measured): readonly string[] {
  return [
    '## Known weaknesses',
    '',
    table(
      ['packages', '`npm audit`'],
      audits.map(({ of, answer }) => [of, answer]),
    ),
  ]
}

function licenceTable(given: readonly LicensedPackage[]): readonly string[] {
  const refused = given.filter(({ licence }) => !isAllowed(licence))
  const licences = [...new Set(given.map(({ licence }) => licence))].sort()
  return [
    '## Licences',
    '',
    `Of everything that is given on, what is built into the page included: ${given.length} packages, ` +
      `${refused.length} under a licence that is not allowed.`,
    '',
    table(
      ['licence', 'packages'],
      licences.map((licence) => [
        licence,
        given
          .filter((each) => each.licence === licence)
          .map(({ name, version }) => `${name} ${version}`)
          .join(', '),
      ]),
    ),
  ]
}
