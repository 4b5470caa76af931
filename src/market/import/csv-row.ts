import { powersOfTen, type TableRow } from './table.ts'

const comma = 44
const minus = 45
const point = 46
const zero = 48
const fieldsMax = 256
const decoder = new TextDecoder()

/** A line of a CSV file, parsed where it lies. Fields are split at commas; quotes mean nothing. */
export class CsvRow implements TableRow {
  line = 0
  fieldCount = 0
  digits = 0
  scale = 0
  isCut = false
  #bytes: Uint8Array = new Uint8Array(0)
  readonly #starts = new Int32Array(fieldsMax)
  readonly #ends = new Int32Array(fieldsMax)

  /** Points the row at bytes [`start`, `end`), which hold one line without its line end. */
  load(bytes: Uint8Array, start: number, end: number, line: number): void {
    this.#bytes = bytes
    this.line = line
    let field = 0
    let from = start
    for (let at = start; at <= end && field < fieldsMax; at += 1) {
      if (at < end && bytes[at] !== comma) continue
      this.#starts[field] = from
      this.#ends[field] = at
      field += 1
      from = at + 1
    }
    this.fieldCount = field
  }

  readDecimal(column: number, scaleMax: number): boolean {
    if (column >= this.fieldCount) return false
    const bytes = this.#bytes
    const end = this.#ends[column] as number
    let at = this.#starts[column] as number
    const isNegative = at < end && bytes[at] === minus
    if (isNegative) at += 1
    const first = at
    let digits = 0
    let scale = 0
    let zeros = 0
    let behindPoint = -1
    this.isCut = false
    for (; at < end; at += 1) {
      const digit = (bytes[at] as number) - zero
      if (digit >= 0 && digit <= 9) {
        if (behindPoint < 0) digits = digits * 10 + digit
        else if (digit === 0) zeros += 1
        else if (scale + zeros >= scaleMax) this.isCut = true
        else {
          digits = digits * (powersOfTen[zeros + 1] as number) + digit
          scale += zeros + 1
          zeros = 0
        }
      } else if (bytes[at] === point && behindPoint < 0) behindPoint = at
      else return this.#readScientific(column, scaleMax)
    }
    if (at - first < (behindPoint < 0 ? 1 : 2)) return false
    this.digits = isNegative ? -digits : digits
    this.scale = scale
    return digits <= Number.MAX_SAFE_INTEGER
  }

  text(column: number): string {
    if (column >= this.fieldCount) return ''
    return decoder.decode(this.#bytes.subarray(this.#starts[column], this.#ends[column]))
  }

  /** `5e-06`, as spreadsheets and dataframes write small numbers: rare, so on a slow path. */
  #readScientific(column: number, scaleMax: number): boolean {
    const match = /^(-?)(\d{1,15})(?:\.(\d{1,15}))?[eE]([+-]?\d{1,2})$/.exec(this.text(column))
    if (match === null) return false
    const fraction = (match[3] ?? '').replace(/0+$/, '')
    const exponent = Number(match[4])
    const places = Math.max(0, fraction.length - exponent)
    const zeros = Math.max(0, exponent - fraction.length)
    const all = `${match[2]}${fraction}${'0'.repeat(zeros)}`.padStart(places + 1, '0')
    const plain = places === 0 ? all : `${all.slice(0, -places)}.${all.slice(-places)}`
    const bytes = new TextEncoder().encode(`${match[1]}${plain}`)
    const inner = new CsvRow()
    inner.load(bytes, 0, bytes.length, this.line)
    const isRead = inner.readDecimal(0, scaleMax)
    this.digits = inner.digits
    this.scale = inner.scale
    this.isCut = inner.isCut
    return isRead
  }
}
