import { type Json, reasonOf } from '../../base/index.ts'
import { BoxFault } from './box-fault.ts'
import { pack, unpack } from './inside/pack.ts'
import type { Box } from './isolate.ts'
import { answers, asks, layout } from './layout.ts'

/** The calls of a box that carry texts. What comes out is JSON of bounded length, parsed once. */
export class BoxCalls {
  readonly box: Box
  /** The last that went wrong. */
  last: BoxFault | undefined

  constructor(box: Box) {
    this.box = box
  }

  describe(): Json {
    this.#ask(asks.describe)
    return this.#json()
  }

  /** @returns Which seat it has become, and what the module looks at with these parameters. */
  settle(parameters: unknown): { readonly seat: number; readonly settled: Json } {
    this.#ask(asks.settle, packed(parameters))
    return { seat: this.#id(), settled: this.#json() }
  }

  /** @returns Which view it has become. */
  look(seat: number, instrumentId: string): number {
    this.#set(layout.seat, seat)
    this.#ask(asks.look, instrumentId)
    return this.#id()
  }

  /** Closes of a view that stand in the memory. */
  tellPast(view: number, count: number): void {
    this.#set(layout.view, view)
    this.#set(layout.past, count)
    this.#ask(asks.past)
  }

  /** @returns Which state it has become. */
  begin(seat: number, context: unknown): number {
    this.#set(layout.seat, seat)
    this.#ask(asks.begin, packed(context))
    return this.#id()
  }

  explain(): string {
    this.#ask(asks.explain)
    const said = this.#json()
    return typeof said === 'string' ? said : ''
  }

  /** @returns Whatever it is, as it is in there; what is no plain value as something like it. */
  save(state: number): unknown {
    this.#set(layout.state, state)
    this.#ask(asks.save)
    return unpack(this.#json())
  }

  /** @returns Which state it has become. */
  load(state: number, saved: unknown): number {
    this.#set(layout.state, state)
    this.#ask(asks.load, packed(saved))
    return this.#id()
  }

  /** Tells of a fill, or of a position that is flat again. */
  tell(what: 'fill' | 'closed', seat: number, state: number, said: unknown): void {
    this.#set(layout.seat, seat)
    this.#set(layout.state, state)
    this.#ask(asks[what], packed(said))
  }

  /** @returns Whether anything was said; it stands in the memory then. */
  opine(): boolean {
    const { doubles } = this.box.memory
    doubles[layout.ask] = asks.opine
    this.#call()
    const answer = doubles[layout.answer]
    if (answer === answers.nothing) return false
    if (answer === answers.something) return true
    throw this.#fault()
  }

  /** @returns The fault of a module whose answer means nothing. */
  blame(why: string): BoxFault {
    this.last = new BoxFault('threw', why)
    return this.last
  }

  #call(): void {
    try {
      this.box.call()
    } catch (error) {
      if (error instanceof BoxFault) this.last = error
      throw error
    }
  }

  #fault(): BoxFault {
    const [said = '', ...stack] = this.box.memory.readText().split('\n')
    const line = /strategy\.ts:(\d+)/.exec(stack.join('\n'))?.[1]
    return this.blame(line === undefined ? said : `line ${line}: ${said}`)
  }

  #ask(what: number, text?: string): void {
    const { memory } = this.box
    memory.doubles[layout.ask] = what
    if (text !== undefined && !memory.writeText(text))
      throw new BoxFault('threw', `what it is told is longer than ${layout.textMax} characters`)
    this.#call()
    if (memory.doubles[layout.answer] !== answers.something) throw this.#fault()
  }

  #set(place: number, value: number): void {
    this.box.memory.doubles[place] = value
  }

  #id(): number {
    const id = this.box.memory.doubles[layout.id] as number
    if (Number.isSafeInteger(id) && id >= 0) return id
    throw new BoxFault('threw', 'the box answers with no number')
  }

  #json(): Json {
    try {
      return JSON.parse(this.box.memory.readText()) as Json
    } catch (error) {
      throw new BoxFault('threw', reasonOf(error))
    }
  }
}

function packed(value: unknown): string {
  return JSON.stringify(pack(value))
}
