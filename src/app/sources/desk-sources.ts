import { UserError } from '../../base/index.ts'
import { dayUs, type Micros } from '../../domain/index.ts'
import type { BesidePort, DeskSetup } from '../../engine/index.ts'
import type { Clock } from '../../kernel/index.ts'
import type { Feed } from '../../market/index.ts'
import { columnNamed } from '../../sources/index.ts'
import { type ColumnState, ColumnWatch, type SourceAlarmListener } from './column-watch.ts'
import { readGithubToken } from './github-settings.ts'
import { LiveCode } from './live-code.ts'
import { openSources, type OpenSources, sourcesStamp } from './open-sources.ts'
import { coinOf, sourceNamed } from './outside-of.ts'
import { RereadFiles } from './reread-files.ts'
import type { SourceSettings } from './source-settings.ts'

/** What a running desk is told beside its bars: out of files, and by servers that are asked. */
export interface DeskSources extends BesidePort {
  /** Begins to ask. Before it nothing is alarming: what is looked at is the past. */
  start(onAlarm: SourceAlarmListener): void
  /** How each column of each instrument stands. */
  columns(): readonly ColumnState[]
  stop(): void
}

/** A column of an instrument: what it says, and who watches it. */
type Followed = { readonly follow: (close: number) => number; readonly watch: ColumnWatch }

type SourceNeeds = {
  readonly sources?: SourceSettings | undefined
  readonly clock: Clock
  readonly onNote: (message: string) => void
}

/**
 * Opens the sources of a desk, where its seats look at any.
 *
 * @throws UserError `outside-missing` for a column that no source gives, `sources-of-now` where
 *   servers are to be asked beside bars that are not of now; for what is wrong in files.
 */
export async function openDeskSources(
  { sources, clock, onNote }: SourceNeeds,
  { outsideColumns: names = [], instruments }: Pick<DeskSetup, 'outsideColumns' | 'instruments'>,
  { source }: Pick<Feed, 'source'>,
): Promise<DeskSources | undefined> {
  if (sources === undefined) return undefined
  if (names.length === 0) {
    onNote('No seat of this desk looks at anything besides bars; its sources are not used.')
    return undefined
  }
  const wanted = new Set(names.map(sourceNamed))
  const { folder } = sources
  let listener: SourceAlarmListener = () => {}
  const onAlarm: SourceAlarmListener = (code, text) => listener(code, text)
  const read = (): Promise<OpenSources> => openSources(folder, (of) => wanted.has(of))
  const stamp = (): string => sourcesStamp(folder)
  const before = folder === '' ? '' : stamp()
  const files =
    folder === ''
      ? undefined
      : new RereadFiles(await read(), before, { clock, onAlarm, stamp, read })
  const live = wanted.has('code') ? liveCodeOf(sources, source.kind, { clock, onAlarm }) : undefined
  const followed = instruments.map((of) => {
    const coin = coinOf(of.base)
    return new Map(
      names.map((name): [string, Followed] => {
        const patienceUs = columnNamed(name)?.column.patienceUs ?? 30 * dayUs
        const watch = new ColumnWatch({ name, instrument: of.id, patienceUs }, onAlarm)
        return [name, { follow: live?.follower(coin, name) ?? fromFiles(files, coin, name), watch }]
      }),
    )
  })
  return {
    valueAt: (instrument, column, ts) => valueOf(followed[instrument]?.get(column), ts),
    columns: () => followed.flatMap((of) => [...of.values()].map(({ watch }) => watch.state)),
    start: (told) => {
      listener = told
      live?.start()
      // What files say of recorded bars is as old as they are.
      if (source.kind === 'venue') files?.start()
    },
    stop: () => {
      live?.stop()
      files?.stop()
    },
  }
}

function valueOf(of: Followed | undefined, ts: Micros): number {
  const value = of?.follow(ts) ?? Number.NaN
  of?.watch.see(value, ts)
  return value
}

function fromFiles(
  files: RereadFiles | undefined,
  coin: string,
  name: string,
): (close: number) => number {
  return files?.follower(coin, name) ?? (() => Number.NaN)
}

function liveCodeOf(
  { github: repositories, githubUrl, githubKeyFile }: SourceSettings,
  market: Feed['source']['kind'],
  needs: { readonly clock: Clock; readonly onAlarm: SourceAlarmListener },
): LiveCode | undefined {
  if (repositories.length === 0) return undefined
  if (market !== 'venue')
    throw new UserError(
      'sources-of-now',
      'GitHub tells of now, and the bars of this desk are not of now; leave sources.github out, ' +
        'or take bars of a venue.',
    )
  const token = githubKeyFile === '' ? undefined : readGithubToken(githubKeyFile)
  return new LiveCode({ ...needs, repositories, url: githubUrl, token })
}
