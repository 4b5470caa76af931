/** Links of a node on the ground once they were thinned out. */
const linksGround = 32

/** The same on each level above; so many a new node is given on any. */
export const linksAbove = 16

/** A list grows by so many more before it is thinned, so that not every new one costs that. */
const overgrowth = 8

/** Links that a list can hold. */
export const linksRoom: number = linksGround + overgrowth

/** What a list takes: the number of links, then they. */
const listLength = 1 + linksRoom

/** Who is linked to whom, on every level: one list after another in one array. */
export class GraphLinks {
  #links = new Int32Array(listLength)
  #used = 0
  /** Where the list of a slot on the ground begins; those above follow. -1 of no node. */
  #first = new Int32Array(0)

  get bytes(): number {
    return this.#links.byteLength + this.#first.byteLength
  }

  /** The array of all lists: read it again after `open`. */
  get array(): Int32Array {
    return this.#links
  }

  has(slot: number): boolean {
    return slot < this.#first.length && (this.#first[slot] as number) >= 0
  }

  /** Where the list of a node begins in `array`: there stands how many follow. */
  at(slot: number, level: number): number {
    return (this.#first[slot] as number) + level * listLength
  }

  /** Makes empty lists for a node from the ground to `level`. @param slots - Slots there are. */
  open(slot: number, level: number, slots: number): void {
    if (slots > this.#first.length) {
      const first = new Int32Array(2 * slots).fill(-1)
      first.set(this.#first)
      this.#first = first
    }
    const end = this.#used + (level + 1) * listLength
    if (end > this.#links.length) {
      const links = new Int32Array(Math.max(end, Math.ceil(1.5 * this.#links.length)))
      links.set(this.#links)
      this.#links = links
    }
    this.#first[slot] = this.#used
    for (let at = this.#used; at < end; at += listLength) this.#links[at] = 0
    this.#used = end
  }

  /** Forgets all nodes, and gives their memory back. */
  clear(): void {
    this.#links = new Int32Array(listLength)
    this.#first = new Int32Array(0)
    this.#used = 0
  }
}

/** How many links a thinned list has at most. */
export function linksMost(level: number): number {
  return level === 0 ? linksGround : linksAbove
}

/** How many it has before it is thinned. */
export function linksBefore(level: number): number {
  return linksMost(level) + overgrowth
}
