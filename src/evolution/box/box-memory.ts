import { layout } from './layout.ts'

/** The host's end of the memory that it shares with an isolate. */
export class BoxMemory {
  readonly buffer: SharedArrayBuffer
  readonly doubles: Float64Array
  readonly text: Uint16Array

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(boxBytes)) {
    this.buffer = buffer
    this.doubles = new Float64Array(buffer, 0, layout.doubles)
    this.text = new Uint16Array(buffer, 8 * layout.doubles, layout.textMax)
  }

  /** @returns Whether there was room for it. */
  writeText(text: string): boolean {
    if (text.length > layout.textMax) return false
    for (let i = 0; i < text.length; i += 1) this.text[i] = text.charCodeAt(i)
    this.doubles[layout.textIn] = text.length
    return true
  }

  /** The text that came out, cut at its bound whatever length is claimed. */
  readText(): string {
    const claimed = this.doubles[layout.textOut] as number
    const length = Math.min(claimed >= 0 ? Math.trunc(claimed) : 0, layout.textMax)
    let text = ''
    for (let from = 0; from < length; from += chunk)
      text += String.fromCharCode(...this.text.subarray(from, Math.min(from + chunk, length)))
    return text
  }
}

const boxBytes = 8 * layout.doubles + 2 * layout.textMax
const chunk = 1_024
