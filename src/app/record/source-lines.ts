import type { Micros } from '../../domain/index.ts'
import { openSources, sourcesStamp } from '../sources/open-sources.ts'
import { sourcesReport } from '../sources/sources-report.ts'

/** A column from beside the market, as it was known then. Times are milliseconds. */
export type SourceLine = {
  readonly name: string
  /** The kind of source it is of. */
  readonly kind: string
  readonly source: string
  /** The coin it is about, or `market`. */
  readonly about: string
  readonly observations: number
  /** When the newest could be known, since 1970, UTC; `null` where there is none. */
  readonly newest: number | null
  readonly value: number | null
  /** Why it says nothing then; empty where it says something. */
  readonly abstains: string
  /** Spells in which it was silent or said the same over and over. */
  readonly silent: number
  readonly constant: number
}

export type SourcesTold = {
  /** Whether the desk was given files of sources. */
  readonly isGiven: boolean
  /** As of when, since 1970, UTC. */
  readonly t: number
  readonly rows: readonly SourceLine[]
  /** Files that were passed over, with why. */
  readonly passedOver: readonly string[]
}

/** Reads the files of sources, again only when they are others or an hour has gone by. */
export class SourceLines {
  readonly #folder: string
  #known: { readonly mark: string; readonly told: SourcesTold } | undefined

  /** @param folder - Of the files; empty for none. */
  constructor(folder: string) {
    this.#folder = folder
  }

  /** @throws UserError for what is wrong in files */
  async told(at: Micros): Promise<SourcesTold> {
    const t = Math.floor(at / 1_000)
    if (this.#folder === '') return { isGiven: false, t, rows: [], passedOver: [] }
    const mark = `${Math.floor(t / 3_600_000)} ${sourcesStamp(this.#folder)}`
    if (this.#known?.mark === mark) return this.#known.told
    const { columns, passedOver } = sourcesReport(await openSources(this.#folder), at)
    const rows = columns.map((of): SourceLine => {
      const spells = (kind: 'silent' | 'constant'): number =>
        of.alarms.filter((alarm) => alarm.kind === kind).length
      return {
        ...{ name: of.name, kind: of.moat, source: of.source, about: of.about },
        observations: of.rows,
        newest: of.to === undefined ? null : Math.floor(of.to / 1_000),
        value: of.value ?? null,
        abstains: of.abstains ?? '',
        ...{ silent: spells('silent'), constant: spells('constant') },
      }
    })
    // Where a file lies on this machine is nobody's business; what it is called is.
    const names = passedOver.map((line) => line.replace(`${this.#folder}/`, ''))
    this.#known = { mark, told: { isGiven: true, t, rows, passedOver: names } }
    return this.#known.told
  }
}
