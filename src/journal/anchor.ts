import type { Disk, DiskFile } from '../kernel/index.ts'
import { crc32 } from './crc32.ts'
import { genesisHash, type Head } from './segment-format.ts'

/**
 * The head of a journal, kept in a folder of its own. A cut journal is a perfectly good shorter
 * journal; only a witness outside it can tell.
 */
export type Anchor = Head & {
  /** The newest segment. */
  readonly segment: number
  /**
   * Nothing was written after this head: any byte beyond it is foreign. False while a desk is
   * running, when blocks may follow and the last of them may be torn.
   */
  readonly isSealed: boolean
}

/** What stands before the first record. */
export const genesis: Anchor = { sequence: 0, hash: genesisHash, segment: 0, isSealed: true }

const fileName = 'head.json'
/** A sector each: a torn write spoils one. */
const slotBytes = 512
const slots: readonly [0, 1] = [0, 1]

const encoder = new TextEncoder()
const decoder = new TextDecoder()

/** Where the anchor of a journal stands. */
export function anchorPath(folder: string): string {
  return `${folder}/${fileName}`
}

/** The anchor in `folder`; `undefined` when there is none or nothing of it can be read. */
export function readAnchor(disk: Disk, folder: string): Anchor | undefined {
  if (!disk.exists(anchorPath(folder))) return undefined
  const file = disk.open(anchorPath(folder))
  try {
    return newest(file)
  } finally {
    file.close()
  }
}

/**
 * The anchor's file: a JSON array of the last two anchors, written by turns in place. The older one
 * outlives a torn write, and a full disk cannot refuse what needs no new space.
 */
export class AnchorFile {
  readonly #file: DiskFile
  #current: Anchor
  #turn = 0

  /** Makes the file, for an empty journal, where none can be read. @throws DiskError */
  constructor(disk: Disk, folder: string) {
    this.#file = disk.open(anchorPath(folder))
    const read = newest(this.#file)
    this.#current = read ?? genesis
    this.#turn = read?.turn ?? 0
    if (read !== undefined) return
    this.write(genesis)
    disk.syncFolder(folder)
  }

  get current(): Anchor {
    return this.#current
  }

  /** Durable on return. A sealed anchor fills both places: no crash can follow it. */
  write(anchor: Anchor): void {
    this.#writeNext(anchor)
    if (anchor.isSealed) this.#writeNext(anchor)
    this.#current = anchor
  }

  close(): void {
    this.#file.close()
  }

  #writeNext(anchor: Anchor): void {
    this.#turn += 1
    const slot = this.#turn % 2
    this.#file.write(format({ ...anchor, turn: this.#turn }, slot === 0), slot * slotBytes)
    this.#file.sync()
  }
}

/** What the file of a sealed anchor holds: for a journal that is written in one go. */
export function anchorBytes(anchor: Head & { readonly segment: number }): Uint8Array {
  const sealed = { ...anchor, isSealed: true }
  const both = [format({ ...sealed, turn: 2 }, true), format({ ...sealed, turn: 1 }, false)]
  return Buffer.concat(both)
}

/** `turn` counts the writings: the higher of two is the newer. */
type Slot = Anchor & { readonly turn: number }

function newest(file: DiskFile): Slot | undefined {
  const bytes = new Uint8Array(slots.length * slotBytes)
  file.read(bytes, 0)
  const [first, second] = slots.map((slot) => parse(bytes.subarray(slot * slotBytes), slot === 0))
  if (first === undefined || second === undefined) return first ?? second
  return first.turn > second.turn ? first : second
}

/** One line of the array: bracket or comma, record, spaces, checksum. */
function format(slot: Slot, isFirst: boolean): Uint8Array {
  const { sequence, segment, isSealed, turn } = slot
  const hash = Buffer.from(slot.hash).toString('hex')
  const record = JSON.stringify({ sequence, hash, segment, isSealed, turn })
  const bytes = encoder.encode(record)
  const check = crc32(bytes, 0, bytes.length).toString(16).padStart(8, '0')
  const body = `${isFirst ? '[' : ','}[${record},"${check}"]`
  return encoder.encode(`${body.padEnd(slotBytes - 2)}${isFirst ? ' ' : ']'}\n`)
}

function parse(bytes: Uint8Array, isFirst: boolean): Slot | undefined {
  const text = decoder.decode(bytes.subarray(0, slotBytes))
  const match = slotPattern.exec(text)
  if (match === null) return undefined
  const [sequence, hash, segment, isSealed, turn] = match.slice(1, 6)
  const slot = {
    sequence: Number(sequence),
    hash: Uint8Array.from(Buffer.from(hash ?? '', 'hex')),
    segment: Number(segment),
    isSealed: isSealed === 'true',
    turn: Number(turn),
  }
  // Written again it must give the same text, checksum and spaces included.
  return decoder.decode(format(slot, isFirst)) === text ? slot : undefined
}

const slotPattern =
  /^.\[\{"sequence":(\d{1,16}),"hash":"([0-9a-f]{64})","segment":(\d{1,9}),"isSealed":(true|false),"turn":(\d{1,16})\}/
