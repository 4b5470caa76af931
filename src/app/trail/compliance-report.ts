import type { Json } from '../../base/index.ts'
import {
  type BarClosed,
  type DeskEvent,
  type Micros,
  micros,
  type RunStarted,
} from '../../domain/index.ts'
import type { AuditRow, ExportVerification } from '../../journal/index.ts'
import { listAudit, verifyDeskAudit } from '../control/desk-audit.ts'
import { type ChangeRow, changeRow, type Named } from './desk-changes.ts'
import { momentOf } from './moment-of.ts'
import { type OrderLife, OrderLives } from './order-lives.ts'
import { isWithin, type TrailPeriod, trailPeriod } from './trail-period.ts'
import { openTrail, type TrailSource } from './trail-source.ts'

/** Bars of one instrument, as the desk was shown them. */
export type BarsSeen = {
  readonly instrument: number
  readonly counts: Record<BarClosed['phase'], number>
  readonly from: Micros
  to: Micros
}

/** What a desk did and who had a hand in it, in one period. */
export type ComplianceReport = {
  readonly source: TrailSource
  readonly period: TrailPeriod
  readonly asOf: Micros
  readonly named: Named
  /** The settings it runs by, as its journal begins with them. */
  readonly settings: Json
  /** Acts of persons, in the period. */
  readonly acts: readonly AuditRow[]
  /** Of the whole audit. */
  readonly audit: ExportVerification
  /** Orders that were sent in the period, with what became of them later. */
  readonly lives: readonly OrderLife[]
  readonly changes: readonly ChangeRow[]
  readonly bars: readonly BarsSeen[]
  /** Values from outside the market that it was told, by column. */
  readonly outside: ReadonlyMap<string, number>
}

/**
 * All that a desk's journal and audit say of a period. Writes nothing; the desk may be running.
 *
 * @throws UserError `no-journal`, `journal-damaged`, `journal-newer`, `usage`
 */
export function complianceReport(request: {
  readonly folder: string
  readonly year?: string | undefined
}): ComplianceReport {
  const period = trailPeriod(request.year)
  const source = openTrail(request.folder)
  const { setup, agents } = source.header
  const named = { instruments: setup.instruments, agents: agents.map(({ from }) => from) }
  const record = new ComplianceRecord(named, period)
  for (const { sequence, event } of source.events()) record.onEvent(sequence, event)
  const audit = verifyDeskAudit(request.folder)
  // An audit that was changed is told of by its faults; what it says then is not to be read.
  const acts = audit.ok ? listAudit(request.folder) : []
  return {
    ...{ source, period, named, audit, asOf: record.asOf, settings: record.settings },
    acts: acts.filter(({ entry }) => isWithin(period, entry.ts)),
    lives: record.lives.all.filter(({ intent }) => isWithin(period, intent.ts)),
    ...{ changes: record.changes, bars: [...record.bars.values()], outside: record.outside },
  }
}

/** Reads events into lists. */
class ComplianceRecord {
  readonly lives: OrderLives
  readonly changes: ChangeRow[] = []
  readonly bars = new Map<number, BarsSeen>()
  readonly outside = new Map<string, number>()
  settings: Json = {}
  asOf: Micros = micros(0)
  readonly #named: Named
  readonly #period: TrailPeriod

  constructor(named: Named, period: TrailPeriod) {
    this.#named = named
    this.#period = period
    this.lives = new OrderLives(named.instruments)
  }

  onEvent(sequence: number, event: DeskEvent): void {
    const ts = momentOf(event)
    if (ts > this.asOf) this.asOf = ts
    if (event.kind === 'run-started') this.#begin(event)
    this.lives.onEvent(sequence, event)
    if (!isWithin(this.#period, ts)) return
    if (event.kind === 'bar-closed') this.#bar(event)
    if (event.kind === 'outside-observed')
      this.outside.set(event.column, (this.outside.get(event.column) ?? 0) + 1)
    const row = changeRow(event, this.#named)
    if (row !== undefined) this.changes.push(row)
  }

  #begin({ header }: RunStarted): void {
    this.settings = header
  }

  #bar({ instrument, ts, phase }: BarClosed): void {
    const none = { warm: 0, 'catch-up': 0, live: 0 }
    const seen = this.bars.get(instrument) ?? { instrument, counts: none, from: ts, to: ts }
    seen.counts[phase] += 1
    seen.to = ts
    this.bars.set(instrument, seen)
  }
}
