import { createHash } from 'node:crypto'
import { canonicalJson, UserError } from '../../base/index.ts'
import type { BarColumns } from '../../domain/index.ts'
import { readBytes, writeAtomic } from '../market-disk.ts'

/** Version of the file format. Readers decline what is newer than they are. */
const schema = 1
/** The header fills this many bytes, so that the columns behind it lie aligned. */
const headerBytes = 4_096
const magic = '{"coinswarm":"columns",'

/** What a column file says about itself: JSON, padded with spaces, in its first 4,096 bytes. */
export type ColumnHeader = {
  readonly kind: 'bars' | 'trades'
  readonly instrument: string
  readonly tick: string
  readonly lot: string
  /** Length of a bar in microseconds; 0 for trades. */
  readonly intervalUs: number
  readonly columns: readonly string[]
  readonly rows: number
  /** Microseconds. Bars: open of the first and close of the last. Trades: first and last. */
  readonly from: number
  readonly to: number
  /** Of the bytes behind the header. */
  readonly sha256: string
}

export type ColumnFile = {
  readonly header: ColumnHeader
  readonly columns: readonly Float64Array[]
}

/** The names of the columns of bars, in the order in which they are stored and hashed. */
export const barColumnNames = ['ts', 'open', 'high', 'low', 'close', 'volume'] as const

/** SHA-256 of bars as they lie in a file: every column whole, little-endian doubles, in order. */
export function columnsSha256(bars: BarColumns): string {
  return sha256Of(barColumnNames.map((name) => bars[name].subarray(0, bars.length)))
}

/** Writes a column file whole or not at all. */
export function writeColumnFile(
  path: string,
  fields: Omit<ColumnHeader, 'sha256'>,
  columns: readonly Float64Array[],
): ColumnHeader {
  const { header, bytes } = columnFileBytes(fields, columns)
  writeAtomic(path, bytes)
  return header
}

/** A column file as its bytes, part by part. */
export function columnFileBytes(
  fields: Omit<ColumnHeader, 'sha256'>,
  columns: readonly Float64Array[],
): { readonly header: ColumnHeader; readonly bytes: readonly Uint8Array[] } {
  const header: ColumnHeader = { ...fields, sha256: sha256Of(columns) }
  return { header, bytes: [headerText(header), ...columns.map(bytesOf)] }
}

/** Whether a file begins as a column file does. @throws UserError when it cannot be read. */
export function isColumnFile(path: string): boolean {
  return new TextDecoder().decode(readBytes(path, magic.length)) === magic
}

/** The header alone. @throws UserError `newer-catalog-file`, `damaged-catalog-file`. */
export function readColumnHeader(path: string): ColumnHeader {
  return parseHeader(path, new Uint8Array(readBytes(path, headerBytes)))
}

/**
 * A column file as columns that lie over the bytes read: nothing is copied or parsed.
 *
 * @throws UserError `newer-catalog-file`, `damaged-catalog-file`: any flipped bit is seen.
 */
export function readColumnFile(path: string): ColumnFile {
  return parseColumnFile(path, readBytes(path))
}

/** The same of bytes that were read already. @param path - For what is said when they are wrong. */
export function parseColumnFile(path: string, buffer: ArrayBuffer): ColumnFile {
  const header = parseHeader(
    path,
    new Uint8Array(buffer, 0, Math.min(headerBytes, buffer.byteLength)),
  )
  const { rows } = header
  if (buffer.byteLength !== headerBytes + rows * header.columns.length * 8)
    declineDamage(path, 'its length is wrong')
  const columns = header.columns.map(
    (_, i) => new Float64Array(buffer, headerBytes + i * rows * 8, rows),
  )
  if (sha256Of(columns) !== header.sha256)
    declineDamage(path, 'its content does not match its hash')
  return { header, columns }
}

function parseHeader(path: string, bytes: Uint8Array): ColumnHeader {
  const text = new TextDecoder().decode(bytes)
  if (!text.startsWith(magic)) declineDamage(path, 'it does not begin as a catalog file')
  const version = /^\{"coinswarm":"columns","schema":(\d{1,9}),/.exec(text)?.[1]
  if (version === undefined) declineDamage(path, 'its header is broken')
  if (Number(version) > schema)
    throw new UserError(
      'newer-catalog-file',
      `${path} has catalog schema ${version} and this coinswarm reads up to ${schema}; upgrade it.`,
    )
  let header: ColumnHeader
  try {
    header = JSON.parse(text)
  } catch {
    declineDamage(path, 'its header is broken')
  }
  // Our own bytes or none: what we would write for this header must be what stands there.
  if (!isShaped(header) || Buffer.compare(headerText(header), bytes) !== 0)
    declineDamage(path, 'its header is broken')
  return fieldsOf(header)
}

function isShaped(header: ColumnHeader): boolean {
  return Array.isArray(header.columns) && Number.isSafeInteger(header.rows) && header.rows >= 0
}

/** The fields that are sealed, in the order in which they are written. */
function fieldsOf(header: ColumnHeader): ColumnHeader {
  return {
    kind: header.kind,
    instrument: header.instrument,
    tick: header.tick,
    lot: header.lot,
    intervalUs: header.intervalUs,
    columns: header.columns,
    rows: header.rows,
    from: header.from,
    to: header.to,
    sha256: header.sha256,
  }
}

function headerText(header: ColumnHeader): Uint8Array {
  const fields = fieldsOf(header)
  const seal = createHash('sha256').update(canonicalJson(fields)).digest('hex')
  const json = JSON.stringify({ coinswarm: 'columns', schema, ...fields, seal })
  return new TextEncoder().encode(`${json.padEnd(headerBytes - 1)}\n`)
}

function sha256Of(columns: readonly Float64Array[]): string {
  const hash = createHash('sha256')
  for (const column of columns) hash.update(bytesOf(column))
  return hash.digest('hex')
}

/** The bytes under a column. Every machine Node runs on is little-endian, as the format is. */
function bytesOf(column: Float64Array): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength)
}

function declineDamage(path: string, why: string): never {
  throw new UserError(
    'damaged-catalog-file',
    `${path} is damaged: ${why}; import or download it again.`,
  )
}
