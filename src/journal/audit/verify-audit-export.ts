import { declined, ok, type Result } from '../../base/index.ts'
import { BlockWriter } from '../block-writer.ts'
import { genesisHash } from '../segment-format.ts'
import type { AuditMark } from './audit-book.ts'
import { encodeAudit, parseAudit } from './audit-entry.ts'
import { parseCsv } from './csv.ts'
import { auditColumns } from './export-audit.ts'

/** What an exported audit came to. */
export type ExportVerification = {
  readonly ok: boolean
  readonly entries: number
  /** Where it ends. */
  readonly head: AuditMark | undefined
  /** Entry by entry, at most a hundred. */
  readonly faults: readonly string[]
}

const faultsMax = 100

/**
 * Works out the chain of an exported audit again, from its text alone. What it cannot tell is
 * whether lines are missing at the end: compare its head with one that was kept elsewhere.
 *
 * @param text - What `exportAudit` wrote, as CSV or JSON.
 * @param kept - A head that was kept elsewhere: the export must hold it.
 */
export function verifyAuditExport(text: string, kept?: AuditMark): ExportVerification {
  const rows = text.trimStart().startsWith('[') ? jsonRows(text) : csvRows(text)
  if (!rows.ok) return { ok: false, entries: 0, head: undefined, faults: [rows.error] }
  const chain = new Chain()
  for (const row of rows.value) chain.follow(row)
  const faults = [...chain.faults, ...(kept === undefined ? [] : chain.lacks(kept))]
  const { entries, head } = chain
  return { ok: faults.length === 0, entries, head, faults: faults.slice(0, faultsMax) }
}

type Fields = Readonly<Record<string, unknown>>

/** Each entry is a block of its own, so its hash is that of one block. */
class Chain {
  readonly faults: string[] = []
  readonly #hashes: string[] = []
  #previous: Uint8Array = genesisHash

  get entries(): number {
    return this.#hashes.length
  }

  get head(): AuditMark | undefined {
    const hash = this.#hashes.at(-1)
    return hash === undefined ? undefined : { sequence: this.entries, hash }
  }

  follow(row: Fields): void {
    const sequence = this.entries + 1
    const entry = parseAudit(row)
    if (row['sequence'] !== sequence)
      this.#fault(sequence, `is numbered ${String(row['sequence'])}`)
    if (!entry.ok) this.#fault(sequence, entry.error)
    const block = new BlockWriter()
    if (entry.ok) {
      block.appendPayload(sequence, encodeAudit(entry.value))
      const time = new Date(entry.value.ts / 1_000)
      const isTime = Number.isFinite(time.getTime()) && time.toISOString() === row['time']
      if (!isTime) this.#fault(sequence, 'shows another time than it was written at')
    }
    const { hash } = block.seal(this.#previous)
    const text = Buffer.from(hash).toString('hex')
    const claimed = row['hash']
    if (entry.ok && text !== claimed) this.#fault(sequence, 'is not what its hash was made of')
    // What it claims is believed from there on, so that one change is told once.
    const isHash = typeof claimed === 'string' && /^[0-9a-f]{64}$/.test(claimed)
    this.#previous = isHash ? Buffer.from(claimed, 'hex') : hash
    this.#hashes.push(isHash ? claimed : text)
  }

  lacks({ sequence, hash }: AuditMark): readonly string[] {
    if (this.entries < sequence)
      return [`it ends at entry ${this.entries}, and entry ${sequence} is known to exist`]
    return this.#hashes[sequence - 1] === hash
      ? []
      : [`entry ${sequence} is not the one that was kept`]
  }

  #fault(sequence: number, why: string): void {
    if (this.faults.length < faultsMax) this.faults.push(`entry ${sequence} ${why}`)
  }
}

function jsonRows(text: string): Result<readonly Fields[]> {
  try {
    const read: unknown = JSON.parse(text)
    if (!Array.isArray(read)) return declined('the export is no list of entries')
    return ok(
      read.map((each: unknown) => (typeof each === 'object' && each !== null ? { ...each } : {})),
    )
  } catch {
    return declined('the export is not JSON')
  }
}

function csvRows(text: string): Result<readonly Fields[]> {
  const parsed = parseCsv(text)
  if (!parsed.ok) return parsed
  const [titles = [], ...lines] = parsed.value
  if (titles.join() !== auditColumns.join())
    return declined('the columns are not those of an audit')
  const short = lines.findIndex((cells) => cells.length !== auditColumns.length)
  if (short >= 0) return declined(`line ${short + 2} has not as many cells as there are columns`)
  return ok(lines.map(fieldsOf))
}

function fieldsOf(cells: readonly string[]): Fields {
  const fields = Object.fromEntries(auditColumns.map((column, i) => [column, cells[i] ?? '']))
  return { ...fields, sequence: wholeOf(fields['sequence']), ts: wholeOf(fields['ts']) }
}

/** Only as it would be written: no other text is the same number. */
function wholeOf(text = ''): number | undefined {
  return /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : undefined
}
