import type { Json } from '../../base/index.ts'
import { type Box, layout } from '../../evolution/index.ts'

/** Places in the memory that are answered. */
const answered = { from: layout.answer, to: layout.features } as const

type Memory = Pick<Box, 'memory'>

/** What a parent tells a box before a call: the places that it writes, and its text. */
export function askedBytes({ memory }: Memory): Uint8Array {
  const { doubles, text } = memory
  const length = doubles[layout.textIn] as number
  const isPast = (doubles[layout.past] as number) > 0
  const places = isPast ? layout.doubles : layout.closes
  const bytes = new Uint8Array(8 + 8 * places + 2 * length)
  new DataView(bytes.buffer).setFloat64(0, places, true)
  new Float64Array(bytes.buffer, 8, places).set(doubles.subarray(0, places))
  new Uint16Array(bytes.buffer, 8 + 8 * places, length).set(text.subarray(0, length))
  doubles[layout.textIn] = 0
  doubles[layout.past] = 0
  return bytes
}

/** Puts what the parent told into the memory, calls, and gives what came of it. */
export function stepMemory(box: Box, asked: Uint8Array): Json {
  const { memory } = box
  const { doubles, text } = memory
  const own = asked.slice().buffer
  const places = new DataView(own).getFloat64(0, true)
  doubles.set(new Float64Array(own, 8, places))
  text.set(new Uint16Array(own, 8 + 8 * places))
  doubles[layout.textOut] = 0
  box.call()
  const out = doubles.slice(answered.from, answered.to)
  return { out: Buffer.from(out.buffer).toString('base64'), text: memory.readText() }
}

/** What a box answers to one step. */
export type StepAnswer = { readonly out: string; readonly text: string }

/** Puts what a box answered into the memory. @returns Whether it is of the right size. */
export function takeAnswer({ memory }: Memory, { out, text }: StepAnswer): boolean {
  const bytes = Uint8Array.from(Buffer.from(out, 'base64'))
  const count = answered.to - answered.from
  if (bytes.length !== 8 * count || text.length > layout.textMax) return false
  const { doubles } = memory
  doubles.set(new Float64Array(bytes.buffer), answered.from)
  for (let i = 0; i < text.length; i += 1) memory.text[i] = text.charCodeAt(i)
  doubles[layout.textOut] = text.length
  return true
}
