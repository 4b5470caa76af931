import { jsonOf } from '../../base/index.ts'

/** One file in an archive. */
export type BackupFile = {
  /** Inside the desk's folder, with `/`; the journal's by their names of format 1. */
  readonly name: string
  readonly size: number
}

/** What an archive says about itself: the first thing in it. */
export type BackupManifest = {
  /** The desk's own sixteen hex digits: part of every client order id. */
  readonly desk: string
  /** Version of coinswarm that made it. */
  readonly madeBy: string
  /** Format of the journal inside. */
  readonly journalVersion: number
  /** The last event inside. */
  readonly head: { readonly sequence: number; readonly hash: string }
  /** In the order in which they follow. */
  readonly files: readonly BackupFile[]
}

/** A manifest is kept in memory; this is room for 200,000 segments. */
export const manifestBytesMax: number = 16 << 20

/** Settings and the trial ledger: what stands in a desk's folder itself and is no secret. */
export const plainFilePattern: RegExp = /^(?:coinswarm(?:\.[a-z]{1,16})?\.toml|trials\.jsonl)$/

const allowed = /^(?:(?:journal|audit)\/\d{6,9}\.seg|(?:audit-)?anchor\/head\.json)$/

/** Versions of strategies, beside the journal; the key only where the archive is encrypted. */
const strategiesPattern =
  /^strategies\/(?:registry\.record|(?:states|cycles)\.jsonl?|desk\.(?:key|pub))$/
const sourcePattern = /^strategies\/sources\/[0-9a-f]{64}\.ts$/

/** As it stands in the archive. */
export function manifestText(manifest: BackupManifest): string {
  return JSON.stringify(manifest)
}

/** The inverse; `undefined` for anything that `manifestText` does not write. */
export function parseManifest(text: string): BackupManifest | undefined {
  const read = jsonOf(text)
  if (!isRecord(read)) return undefined
  const { desk, madeBy, journalVersion, head, files } = read
  if (typeof desk !== 'string' || typeof madeBy !== 'string' || !isCount(journalVersion)) return
  if (!isRecord(head) || !Array.isArray(files)) return undefined
  const { sequence, hash } = head
  if (!isCount(sequence) || typeof hash !== 'string' || !/^[0-9a-f]{64}$/.test(hash)) return
  const parsed = files.map(parseFile)
  const known = parsed.filter((file) => file !== undefined)
  if (known.length < parsed.length) return undefined
  if (new Set(known.map(({ name }) => name)).size < known.length) return undefined
  return { desk, madeBy, journalVersion, head: { sequence, hash }, files: known }
}

/** Names lead to paths, so only those that a desk has are let through. */
function parseFile(file: unknown): BackupFile | undefined {
  if (!isRecord(file)) return undefined
  const { name, size } = file
  if (typeof name !== 'string' || !isCount(size)) return undefined
  const known = [allowed, plainFilePattern, strategiesPattern, sourcePattern]
  const isKnown = known.some((each) => each.test(name))
  return isKnown ? { name, size } : undefined
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
